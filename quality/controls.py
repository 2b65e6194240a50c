"""Draws twenty controls from history's tables and writes their case files: leaders at war to whom nothing happened.

    python quality/controls.py [DIR] [--out FOLDER]

DIR (default ../shared/data/history) holds the tables, or is a store made of them (`brumaire history import`). The files in FOLDER (default: those
of the program) are written anew, and those that are no longer drawn are removed. `brumaire.cases.controls.drawing` tells the rule.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from brumaire import cases
from brumaire.cases.controls import FOLDER
from brumaire.cases.controls.drawing import draw, frame
from brumaire.cases.controls.writing import case_text, name_of
from brumaire.errors import BrumaireError
from brumaire.history.panel import build
from brumaire.history.panel.build import Panel
from brumaire.history.tables import Tables, load

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "history"


def texts(tables: Tables, panel: Panel) -> dict[str, str]:
    """The case files of the controls, by name."""
    drawn = draw(frame(tables, panel, (cases.load(Path(name)) for name in cases.library())))
    return {name_of(one): case_text(one, tables, panel) for one in drawn}


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description="Draw controls and write their case files.")
    parser.add_argument("tables", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    try:
        tables = load(given.tables)
        made = texts(tables, build(tables))
    except BrumaireError as error:
        sys.exit(str(error))
    given.out.mkdir(parents=True, exist_ok=True)
    for old in given.out.glob("*.yaml"):
        if old.stem not in made:
            old.unlink()
    for name, text in made.items():
        (given.out / f"{name}.yaml").write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
