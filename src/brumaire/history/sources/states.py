"""States of the system and their dates, 1816 to 2017: Gleditsch and Ward."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import day, state, text


@dataclass(frozen=True, slots=True)
class State(Row):
    """One spell of a state in the system.

    began, ended
        2017-12-31 for a state that was there when the table ended.
    """

    gwcode: int = column(state, "gwcode", needed=True)
    abbreviation: str = column(text, "stateabb")
    name: str = column(text, "statename")
    began: date = column(day, "startdate", needed=True)
    ended: date = column(day, "enddate", needed=True)


TABLE = Table(
    name="states",
    file="gw_states.csv",
    row=State,
    key=("gwcode", "began"),
)
