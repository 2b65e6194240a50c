"""Fetching: only what has an address, whole or not at all, with a plain error when there is no network."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from brumaire.errors import HistoryError
from brumaire.history.fetching import fetch_file
from brumaire.history.registry import read_registry, registry
from brumaire.history.sources import TABLES

CONTENT = b"gwcode,year,pop\n434,1960,2400\n"


@pytest.fixture
def server():
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/population.csv" else 404)
            self.end_headers()
            self.wfile.write(CONTENT)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as one:
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{one.server_port}"
        one.shutdown()
        thread.join()


def entry(address: str | None, content: bytes = CONTENT):
    return replace(registry()["population"], direct=address, sha256=hashlib.sha256(content).hexdigest())


def test_a_file_comes_whole(server: str, tmp_path: Path):
    fetch_file(entry(f"{server}/population.csv"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["population.csv"]
    assert (tmp_path / "population.csv").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [("/none.csv", CONTENT, "the server answers 404"), ("/population.csv", b"other", "has checksum")],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    server: str, tmp_path: Path, path: str, content: bytes, said: str
):
    with pytest.raises(HistoryError, match=said):
        fetch_file(entry(server + path, content), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, "no address of a file that Brumaire reads is known"),
        ("file:///etc/passwd", "is no http address"),
        ("http://127.0.0.1:9/population.csv", "cannot be fetched"),
    ],
)
def test_no_address_and_no_network(tmp_path: Path, address: str | None, said: str):
    with pytest.raises(HistoryError, match=said) as caught:
        fetch_file(entry(address), tmp_path)
    assert caught.value.mend


def test_the_registry_names_every_table_by_its_file():
    assert {name: one.file for name, one in registry().items()} == {name: table.file for name, table in TABLES.items()}


def test_a_registry_of_ones_own(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text("population:\n  title: x\n", encoding="utf-8")
    with pytest.raises(HistoryError, match="population does not have exactly the fields"):
        read_registry(path)
    with pytest.raises(HistoryError, match="cannot be read"):
        read_registry(tmp_path / "none.yaml")
