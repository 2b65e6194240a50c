"""Wars within states by year, 1818 to 2008: Correlates of War 4.1."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, optional, state, text, whole, year


@dataclass(frozen=True, slots=True)
class WarYear(Row):
    """One side pair in one year of one war.

    ccode_a, ccode_b
        States on the sides; None for a side that is no state (−8 in the source).
    outcome
        1 side A won, 2 side B won, 3 compromise, 4 became another war, 5 ongoing, 6 stalemate, 7 below war.
    """

    war: int = column(whole, "warnum", needed=True)
    name: str = column(text, "warname")
    kind: str = column(text, "wartype")
    year: int = column(year, "year", needed=True)
    onset: bool = column(flag, "cowintraonset")
    ccode_a: int | None = column(optional(state, "-8.0", "-8"), "ccodea")
    ccode_b: int | None = column(optional(state, "-8.0", "-8"), "ccodeb")
    outcome: int | None = column(optional(whole), "outcome")


TABLE = Table(
    name="cow_intrastate",
    file="cow_war_intra.csv",
    row=WarYear,
    key=("war", "year", "ccode_a", "ccode_b", "name"),
)
