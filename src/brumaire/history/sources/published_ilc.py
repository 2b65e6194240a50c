"""Published forecasts of irregular leadership change, one month ahead, January 2010 to April 2012: Ward and Beger (2017). For comparison only."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import day as iso_day
from brumaire.history.sources.cells import flag, number, state


@dataclass(frozen=True, slots=True)
class Forecast(Row):
    """One country in one month.

    happened
        Whether there was an irregular exit or entry in the month of `day`.
    ensemble, i1 to i7
        The ensemble and its components, probabilities.
    """

    gwcode: int = column(state, "gwcode", needed=True)
    day: date = column(iso_day, "date", needed=True)
    happened: bool = column(flag, "y", needed=True)
    i1: float = column(number, "i1", needed=True)
    i2: float = column(number, "i2", needed=True)
    i3: float = column(number, "i3", needed=True)
    i4: float = column(number, "i4", needed=True)
    i5: float = column(number, "i5", needed=True)
    i6: float = column(number, "i6", needed=True)
    i7: float = column(number, "i7", needed=True)
    ensemble: float = column(number, "ebma", needed=True)


TABLE = Table(
    name="published_ilc",
    file="published_ilc_forecasts_2010_2012.csv",
    row=Forecast,
    key=("gwcode", "day"),
)
