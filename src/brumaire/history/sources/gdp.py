"""Income and growth by country and year, 1950 to 2024: World Development Indicators, filled in backwards from other tables by who made the copy."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import number, optional, state, year


@dataclass(frozen=True, slots=True)
class IncomeYear(Row):
    """One country in one year.

    per_head
        Gross domestic product a head, constant dollars of 2015 as the indicator has it.
    growth, growth_per_head
        Of the year, in per cent.
    """

    gwcode: int = column(state, "gwcode", needed=True)
    year: int = column(year, "year", needed=True)
    per_head: float | None = column(optional(number), "NY.GDP.PCAP.KD")
    growth: float | None = column(optional(number), "NY.GDP.MKTP.KD.ZG")
    growth_per_head: float | None = column(optional(number), "NY.GDP.PCAP.KD.ZG")


TABLE = Table(
    name="gdp",
    file="gdp.csv",
    row=IncomeYear,
    key=("gwcode", "year"),
)
