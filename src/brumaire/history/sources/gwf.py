"""Regime by country and year on 1 January, 1946 to 2010: Geddes, Wright and Frantz."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, optional, state, text, whole, year


@dataclass(frozen=True, slots=True)
class RegimeYear(Row):
    """One country in one year; `regime` is None for what is no autocracy, and `other` then says what it is.

    failed
        Whether the regime ended in the year.
    age
        Years of the regime, as the source counts them.
    """

    ccode: int = column(state, "gwf_cowcode", needed=True)
    gwcode: int | None = column(optional(state), "GWn")
    year: int = column(year, "year", needed=True)
    name: str = column(text, "gwf_casename")
    regime: str | None = column(optional(text), "gwf_regimetype")
    other: str | None = column(optional(text), "gwf_nonautocracy")
    age: int | None = column(optional(whole), "gwf_duration")
    failed: bool | None = column(optional(flag), "gwf_fail")


TABLE = Table(
    name="gwf",
    file="gwf_all.csv",
    row=RegimeYear,
    key=("ccode", "year"),
)
