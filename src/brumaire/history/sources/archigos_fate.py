"""Leaders' days of birth and death and their fate after exit, to 2004: Archigos 2.9."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import coded, day, optional, state, text, whole, year

# The codebook's numbers; 3.1 (two rows) is suicide.
FATE = coded({"0.0": "ok", "1.0": "exile", "2.0": "imprisoned", "3.0": "killed", "3.1": "suicide"})


@dataclass(frozen=True, slots=True)
class Life(Row):
    """One spell of one leader, as the older version has it.

    fate
        After exit: "ok", "exile", "imprisoned", "killed", or None where the source has none or the leader was still in office.
    """

    key: str = column(text, "obsid", needed=True)
    ccode: int = column(state, "ccode", needed=True)
    leader: str = column(text, "leader")
    entered: date = column(day, "eindate", needed=True)
    left: date | None = column(optional(day), "eoutdate")
    exit: str = column(text, "exit")
    born: date | None = column(optional(day), "borndate")
    died: date | None = column(optional(day), "deathdate")
    death_year: int | None = column(optional(year, "-999.0", "-888.0", "-777.0", "-666.0", "9999.0"), "yrdied")
    times_before: int | None = column(optional(whole), "prevtimesinoffice")
    fate: str | None = column(optional(FATE, "-999.0", "-888.0", "-777.0", "-666.0"), "posttenurefate")


TABLE = Table(
    name="archigos_fate",
    file="archigos_2.9_fate.csv",
    row=Life,
    key=("ccode", "entered", "key"),
)
