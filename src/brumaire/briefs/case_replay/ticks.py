"""Where the axes of a replay have their ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

MOST = 8
SHORT = 120
"""Days up to which single days are named."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def axis_days(first: date, last: date) -> list[date]:
    """At most nine days: evenly from the first in short spans, else firsts of months, or of years.

    >>> [str(day) for day in axis_days(date(2022, 6, 1), date(2025, 5, 17))][:3]
    ['2022-07-01', '2023-01-01', '2023-07-01']
    """
    length = (last - first).days
    if length < SHORT:
        step = max(1, -(-length // MOST))
        return [first + timedelta(days=n) for n in range(0, length + 1, step)]
    months = list(_months(first, last))
    step = next((n for n in (1, 2, 3, 6, 12, 24) if len(months) <= MOST * n), 48)
    return [day for day in months if (day.month - 1 + 12 * day.year) % step == 0]


def day_label(day: date, first: date, last: date) -> str:
    """A day as an axis has room for it: with the day in short spans, else with the year.

    >>> day_label(date(1999, 6, 1), date(1999, 3, 24), date(2000, 10, 7))
    'Jun 1999'
    """
    if (last - first).days < SHORT:
        return f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{_MONTHS[day.month - 1]} {day.year}"


def axis_values(top: float) -> list[float]:
    """Three or four round shares from 0 to the top.

    >>> axis_values(0.08), axis_values(1.0)
    ([0.0, 0.02, 0.04, 0.06, 0.08], [0.0, 0.25, 0.5, 0.75, 1.0])
    """
    count = 3 if round(top * 10**4) % 3 == 0 else 4
    return [round(top * k / count, 12) for k in range(count + 1)]


def _months(first: date, last: date) -> Iterator[date]:
    day = date(first.year, first.month, 1)
    while day <= last:
        if day >= first:
            yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
