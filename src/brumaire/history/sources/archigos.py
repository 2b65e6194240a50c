"""Leaders' entry, exit and manner of both, 1840 to 2015: Archigos 4.1 (Goemans, Gleditsch and Chiozza)."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import day, one_of, optional, state, text, year

ENTRY = one_of("Regular", "Irregular", "Foreign Imposition", "Unknown")
EXIT = one_of(
    "Regular",
    "Irregular",
    "Natural Death",
    "Retired Due to Ill Health",
    "Suicide",
    "Foreign",
    "Still in Office",
    "Unknown",
)


@dataclass(frozen=True, slots=True)
class Spell(Row):
    """One spell of one leader in office.

    key
        The source's key of the spell, such as "RUS-2000".
    left
        Last day in office; 2015-12-31 for those whose exit is "Still in Office", where the table ends.
    exit, code
        The source's manner of exit and its finer code.
    """

    key: str = column(text, "obsid", needed=True)
    gwcode: int = column(state, "gwcode", "ccode", needed=True)
    leader: str = column(text, "leader", needed=True)
    birth_year: int | None = column(optional(year, "-999", "-777"), "yrborn")
    gender: str = column(text, "gender")
    entered: date = column(day, "startdate", needed=True)
    left: date = column(day, "enddate", needed=True)
    entry: str = column(ENTRY, "entry", needed=True)
    exit: str = column(EXIT, "exit", needed=True)
    code: str = column(text, "exitcode", needed=True)


TABLE = Table(
    name="archigos",
    file="archigos.csv",
    row=Spell,
    key=("gwcode", "entered", "key"),
)
