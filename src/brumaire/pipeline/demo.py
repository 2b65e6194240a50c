"""The example case with its articles."""

from __future__ import annotations

from brumaire import cases
from brumaire.assets import examples
from brumaire.pipeline.read import read
from brumaire.records import Case, Reading

NAME = "veldania-2031"


def example() -> tuple[Case, Reading]:
    """The fictional case that `brumaire demo` shows, and its articles read."""
    folder = examples() / NAME
    case = cases.load(folder / "case.yaml")
    result = read(sorted(folder.glob("*.txt")), case=case)
    for error in result.refused:
        raise error
    return case, result.reading
