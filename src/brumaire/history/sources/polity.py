"""Institutions by country and year, to 2020: Polity5."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import optional, state, whole, year


@dataclass(frozen=True, slots=True)
class PolityYear(Row):
    """One country in one year.

    polity2
        −10 (autocracy) to 10 (democracy).
    durable
        Years since the last change of three points or more.
    """

    gwcode: int | None = column(optional(state), "GWn")
    ccode: int = column(state, "polity_annual_ccode", needed=True)
    year: int = column(year, "year", needed=True)
    polity2: int | None = column(optional(whole), "polity2")
    durable: int | None = column(optional(whole), "durable")
    xconst: int | None = column(optional(whole, "-66.0", "-77.0", "-88.0"), "xconst")


TABLE = Table(
    name="polity",
    file="polity5.csv",
    row=PolityYear,
    key=("ccode", "year"),
)
