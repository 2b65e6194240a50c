"""Population by country and year, 1816 to 2025."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import number, optional, state, year


@dataclass(frozen=True, slots=True)
class PopulationYear(Row):
    """One country in one year; `thousands` of people."""

    gwcode: int = column(state, "gwcode", needed=True)
    year: int = column(year, "year", needed=True)
    thousands: float | None = column(optional(number), "pop")


TABLE = Table(
    name="population",
    file="population.csv",
    row=PopulationYear,
    key=("gwcode", "year"),
)
