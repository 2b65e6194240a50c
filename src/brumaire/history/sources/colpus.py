"""Coups and their types, 1946 to 2022: Colpus 1.1 (Chin, Carter and Wright)."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, UnreadableError, column
from brumaire.history.sources.cells import day as iso_day
from brumaire.history.sources.cells import number, optional, state, text


def outcome(cell: str) -> bool:
    """Whether the coup succeeded: 1 for success, 2 for failure.

    >>> outcome("1"), outcome("2")
    (True, False)
    """
    try:
        return {"1": True, "2": False}[cell.strip()]
    except KeyError:
        raise UnreadableError(f"unknown outcome {cell!r}; known are 1 (success) and 2 (failure)") from None


def military(cell: str) -> bool:
    """Whether it was a military coup.

    >>> military("Military Coup")
    True
    """
    return cell.strip() == "Military Coup"


@dataclass(frozen=True, slots=True)
class Coup(Row):
    """One coup or attempt.

    type
        "CH" regime change, "SH" reshuffling, "AD" against democracy and others, as the source has them.
    by_senior, by_junior
        Share or presence of senior and junior officers among the leaders, as the source has it.
    """

    key: str = column(text, "id", needed=True)
    ccode: int = column(state, "ccode", needed=True)
    day: date = column(iso_day, "date", needed=True)
    success: bool = column(outcome, "success", needed=True)
    type: str = column(text, "type")
    military: bool = column(military, "milcoup")
    by_senior: float | None = column(optional(number), "srofficial")
    by_junior: float | None = column(optional(number), "jrofficer")


TABLE = Table(
    name="colpus",
    file="colpus_1.1.csv",
    row=Coup,
    key=("ccode", "day", "key"),
)
