"""Wars between states by pair and year, 1823 to 2003: Correlates of War 4.0. They have years only, and outcomes are hindsight while a war runs."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import coded, flag, number, optional, state, whole, year

OUTCOME = coded(
    {
        "1.0": "won",
        "2.0": "lost",
        "3.0": "compromise",
        "4.0": "transformed",
        "5.0": "ongoing",
        "6.0": "stalemate",
        "7.0": "ongoing below war",
        "8.0": "changed sides",
    }
)


@dataclass(frozen=True, slots=True)
class WarYear(Row):
    """One pair of states in one year of one war; both directions are rows.

    outcome
        Of state 1, once the war is over: "won", "lost", "compromise", "transformed", "ongoing", "stalemate", "changed sides" or None.
    initiator
        Whether state 1 began it.
    """

    war: int = column(whole, "warnum", needed=True)
    ccode: int = column(state, "ccode1", needed=True)
    against: int = column(state, "ccode2", needed=True)
    year: int = column(year, "year", needed=True)
    onset: bool = column(flag, "cowinteronset")
    initiator: bool | None = column(optional(flag), "initiator1")
    outcome: str | None = column(optional(OUTCOME), "outcome1")
    deaths: float | None = column(optional(number, "-9.0"), "batdeath1")


TABLE = Table(
    name="cow_interstate",
    file="cow_war_inter.csv",
    row=WarYear,
    key=("war", "ccode", "against", "year"),
)
