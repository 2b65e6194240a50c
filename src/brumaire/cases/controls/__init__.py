"""Twenty leaders at war to whom nothing happened: their case files, and the program that draws and writes them.

The files lie in this folder, so that they serve without history's tables; `python quality/controls.py` writes them anew.

>>> len(controls())
20
"""

from __future__ import annotations

from pathlib import Path

from brumaire.cases.loading import load
from brumaire.records import Case

FOLDER = Path(__file__).resolve().parent


def controls() -> tuple[Case, ...]:
    """The controls that come with the program, by the day on which their war began."""
    return tuple(sorted((load(file) for file in FOLDER.glob("*.yaml")), key=lambda case: (case.start, case.name)))
