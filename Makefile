# Everything here works on a fresh machine with Python 3.11+ (venv), make and the package index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers

.PHONY: run test check soak bench gate docs gallery history cases clean

run: $(VENV)/.run
	$(BIN)/brumaire demo --out brief.html

test: $(VENV)/.test
	$(BIN)/python -m pytest -m "not soak" -n auto --dist loadfile

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

soak: $(VENV)/.test
	$(BIN)/python -m pytest -m soak --durations=10
	BRUMAIRE_HYPOTHESIS=soak $(BIN)/python -m pytest tests/questions tests/claims tests/articles tests/cases -k "property or any or random or round_trip or oracle"

# The peers have an environment of their own; where it cannot be made, Brumaire is measured alone.
bench: $(VENV)/.test
	-$(MAKE) --no-print-directory $(PEERS)/.done
	$(BIN)/python bench/attribution.py ../shared/data/polnear/dev --peers $(PEERS)/bin/python
	$(BIN)/python bench/scoring.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/cold_and_warm.py
	$(BIN)/python bench/engine.py --peers $(PEERS)/bin/python

$(PEERS)/.done: requirements/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	touch $@

gate: $(VENV)/.test
	$(BIN)/python quality/gate.py
	$(BIN)/python quality/pooling.py

docs: $(VENV)/.test
	$(BIN)/python -m pytest tests/docs

# The nine cases of history, replayed: a quarter of an hour.
gallery: $(VENV)/.run
	$(BIN)/python docs/gallery/write.py

# From the tables of history to the coefficients that ship and the page of scores: about ten minutes of CPU, half of it on each of two cores.
HISTORY ?= ../shared/data/history
FITTED ?= 2026-11-22
history: $(VENV)/.test
	rm -rf build/history
	$(BIN)/python training/history/fit.py $(HISTORY) src/brumaire/history $(FITTED)
	$(BIN)/python training/history/rolling.py $(HISTORY) build/history
	$(BIN)/python training/history/page.py $(HISTORY) build/history docs/explanation/outside-view-scores.md

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Brumaire needs Python 3.11 or later: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

# The nine cases at their targets and twenty controls, with their scores: a quarter of an hour, and a minute once the answers are kept.
cases: $(VENV)/.run
	$(BIN)/python quality/cases.py --multipliers

clean:
	rm -rf $(VENV) $(PEERS) build dist brief.html
