"""Militarised disputes, 1816 to 2014, without the names of the states in them: Correlates of War MID."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import optional, whole, year


@dataclass(frozen=True, slots=True)
class Dispute(Row):
    """One dispute."""

    dispute: int = column(whole, "dispnum", needed=True)
    year: int = column(year, "styear", needed=True)
    month: int | None = column(optional(whole, "-9.0"), "stmon")
    outcome: int | None = column(optional(whole, "-9.0"), "outcome")
    hostility: int | None = column(optional(whole, "-9.0"), "hostlev")
    fatality: int | None = column(optional(whole, "-9.0"), "fatality")


TABLE = Table(
    name="cow_disputes",
    file="cow_mid_disps.csv",
    row=Dispute,
    key=("dispute",),
)
