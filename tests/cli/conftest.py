"""The command line in process: what it prints, where, and with which status."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from brumaire.cli import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """One folder of solved anchors for the whole session, so that each is solved once."""
    return tmp_path_factory.mktemp("anchors")


@pytest.fixture
def brumaire(monkeypatch, capsys, cache):
    """Run `brumaire` with the given words."""
    monkeypatch.setenv("BRUMAIRE_CACHE", str(cache))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["brumaire", *map(str, words)])
        status = 0
        try:
            main()
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 1
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def example() -> Path:
    """The folder of the fictional example."""
    return ROOT / "examples/veldania-2031"
