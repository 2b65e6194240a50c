"""Deaths of infants per thousand births by country and year, 1960 to 2023."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, number, optional, state, year


@dataclass(frozen=True, slots=True)
class MortalityYear(Row):
    """One country in one year.

    deaths
        Per thousand live births.
    imputed
        Whether the copy's maker filled the value in, which may have used later values.
    """

    gwcode: int = column(state, "gwcode", needed=True)
    year: int = column(year, "year", needed=True)
    deaths: float | None = column(optional(number), "infmort")
    imputed: bool = column(flag, "infmort_imputed")


TABLE = Table(
    name="infant_mortality",
    file="infant_mortality.csv",
    row=MortalityYear,
    key=("gwcode", "year"),
)
