"""Electoral and liberal democracy by country and year, to 2024: V-Dem."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import number, optional, state, text, year


@dataclass(frozen=True, slots=True)
class VdemYear(Row):
    """One country in one year.

    gwcode
        None for what never was a state of the system.
    polyarchy, liberal
        Electoral and liberal democracy, 0 to 1.
    """

    country: str = column(text, "country_text_id", needed=True)
    gwcode: int | None = column(optional(state), "GWn")
    year: int = column(year, "year", needed=True)
    polyarchy: float | None = column(optional(number), "v2x_polyarchy")
    liberal: float | None = column(optional(number), "v2x_libdem")


TABLE = Table(
    name="vdem",
    file="vdem_simple.csv",
    row=VdemYear,
    key=("country", "year"),
)
