#!/bin/sh
# Resolve the locked requirements again, for all platforms and Python 3.11+. Needs uv. Writes no index and no host name.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
compile pyproject.toml --extra fast --output-file requirements/run.txt
compile pyproject.toml --extra fast --extra history --extra postgres --extra test --constraint requirements/run.txt --output-file requirements/test.txt
compile requirements/peers.in --output-file requirements/peers.txt
