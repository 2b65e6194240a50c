"""Coup attempts with their days, 1950 to December 2025: Powell and Thyne (2011), kept up to date by them."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, UnreadableError, column
from brumaire.history.sources.cells import day as iso_day
from brumaire.history.sources.cells import number, optional, text


def outcome(cell: str) -> bool:
    """Whether the attempt succeeded.

    >>> outcome("successful"), outcome("failed")
    (True, False)
    """
    try:
        return {"failed": False, "successful": True}[cell.strip()]
    except KeyError:
        raise UnreadableError(f"unknown outcome {cell!r}; known are failed, successful") from None


@dataclass(frozen=True, slots=True)
class Attempt(Row):
    """One coup attempt.

    country, iso
        Name and two-letter code of the state today; the name tells North and South Yemen and the Republic of Vietnam apart.
    success
        Whether power was held for seven days.
    """

    country: str = column(text, "country", needed=True)
    iso: str = column(text, "countryCode", needed=True)
    day: date = column(iso_day, "date", needed=True)
    success: bool = column(outcome, "outcome", needed=True)
    latitude: float | None = column(optional(number), "latitude")
    longitude: float | None = column(optional(number), "longitude")


TABLE = Table(
    name="powell_thyne",
    file="powell_thyne_2025_12.csv",
    row=Attempt,
    key=("country", "day"),
)
