"""Battle deaths by country and year, 1946 to 2022, and the place of the capital: PRIO battle deaths 3.1, then UCDP GED 23.1."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import number, optional, text, whole, year


@dataclass(frozen=True, slots=True)
class DeathsYear(Row):
    """One country in one year.

    best, low, high
        Deaths in battle on the country's territory.
    latitude, longitude
        Of the capital, in degrees.
    status
        "independent" or a kind of dependence.
    """

    gwcode: int = column(whole, "gwcode", needed=True)
    year: int = column(year, "year", needed=True)
    name: str = column(text, "country_name")
    status: str = column(text, "status")
    latitude: float | None = column(optional(number), "caplat")
    longitude: float | None = column(optional(number), "caplong")
    low: float | None = column(optional(number), "low")
    best: float | None = column(optional(number), "best")
    high: float | None = column(optional(number), "high")
    origin: str = column(text, "source")


TABLE = Table(
    name="battle_deaths",
    file="ucdp_battle_deaths.csv",
    row=DeathsYear,
    key=("gwcode", "year"),
)
