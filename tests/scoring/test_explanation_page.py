"""The page that tells how forecasts are scored runs as it stands, and its tables are those of the pools."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/explanation/scoring.md"


def test_the_page_runs():
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=options)
    assert (failed, tried) == (0, 10)


def figures(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|")[2:8])


def test_the_tables_are_those_that_the_command_prints(shared):
    printed = subprocess.run(
        [sys.executable, str(ROOT / "quality/pooling.py"), str(shared / "data/pooling")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    made = [figures(line) for line in printed.splitlines() if line.count("|") == 8 and "0." in line]
    page = PAGE.read_text(encoding="utf-8").splitlines()
    shown = [figures(line) for line in page if line.count("|") == 8 and "0." in line]
    assert len(made) == 12
    assert shown == made
