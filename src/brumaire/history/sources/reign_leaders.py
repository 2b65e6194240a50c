"""Leaders in office from 1950 to March 2021: REIGN (Bell 2016), whose exits have a month and no day."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, number, optional, state, text, whole, year


@dataclass(frozen=True, slots=True)
class Spell(Row):
    """One spell of one leader in office.

    ccode
        The state in the system of the Correlates of War.
    left_year, left_month
        Of the exit; None for a leader still there when the table ends.
    military
        Whether of a military career: 0, 0.5 or 1.
    """

    key: str = column(text, "leadid", needed=True)
    ccode: int = column(state, "ccode", needed=True)
    leader: str = column(text, "leader", needed=True)
    entered_year: int = column(year, "syear", needed=True)
    entered_month: int = column(whole, "smonth", needed=True)
    entered_day: int = column(whole, "sdate", needed=True)
    left_year: int | None = column(optional(year), "eyear")
    left_month: int | None = column(optional(whole), "emonth")
    birth_year: int | None = column(optional(year, "-99"), "birthyear")
    male: bool | None = column(optional(flag, "-99"), "gender")
    military: float | None = column(optional(number, "-99"), "militarycareer")


TABLE = Table(
    name="reign_leaders",
    file="reign_leaderlist_3_21.csv",
    row=Spell,
    key=("ccode", "entered_year", "entered_month", "entered_day", "key"),
)
