"""Months and states, the two axes on which the panel is laid out before its rows are chosen.

A month's index is year × 12 + month − 1. Arrays over both axes have the shape (states, months).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
DAYS = 365.25


def month_index(year: int, month: int) -> int:
    """Index of a month, month 1 to 12.

    >>> month_index(1950, 1)
    23400
    """
    return year * 12 + month - 1


def month_of(day: date) -> int:
    """Index of the month of a day.

    >>> month_of(date(1950, 1, 31))
    23400
    """
    return month_index(day.year, day.month)


def first_day(month: int) -> date:
    """First day of a month.

    >>> first_day(23400)
    datetime.date(1950, 1, 1)
    """
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Last day of a month.

    >>> last_day(23401)
    datetime.date(1950, 2, 28)
    """
    year, zero_based = divmod(month, 12)
    return date(year, zero_based + 1, monthrange(year, zero_based + 1)[1])


@dataclass(frozen=True, slots=True)
class Axis:
    """States by Gleditsch and Ward's number and months by index, both rising.

    ends
        Ordinal of each month's last day: what happened on it or before is known.
    """

    states: tuple[int, ...]
    months: Ints
    ends: Ints

    @classmethod
    def of(cls, states: set[int], first: int, last: int) -> Axis:
        """The axis of the given states from one month to another, both included."""
        months = np.arange(first, last + 1, dtype=np.int64)
        return cls(
            tuple(sorted(states)), months, np.array([last_day(int(m)).toordinal() for m in months], dtype=np.int64)
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Number of states and of months."""
        return len(self.states), len(self.months)

    def empty(self, value: float = np.nan) -> Floats:
        """An array over both axes, filled."""
        return np.full(self.shape, value)
