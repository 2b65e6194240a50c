"""Dates, durations and calendars. Time is an argument everywhere; nothing here reads the clock.

A *day number* counts from the end of an origin date: the moment 0.0 is the midnight that ends the origin, so
something that happens on date D has a day number in ((D − origin).days − 1, (D − origin).days]. "Strictly after
the asking date, by D" is therefore 0 < t ≤ (D − as_of).days.
"""

from __future__ import annotations

import calendar as _calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from brumaire.errors import BrumaireError

Unit = Literal["day", "week", "month", "year"]
DAYS_PER_YEAR = 365.25
_DURATION = re.compile(r"(\d+)\s+(day|week|month|year)s?$")


def parse_date(text: str, *, where: str = "") -> date:
    """Read an ISO date.

    >>> parse_date("2023-02-24")
    datetime.date(2023, 2, 24)
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise BrumaireError(f"{text!r} is not a date", where=where, mend="write YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BrumaireError(f"{text!r} is not a day of the calendar", where=where, mend="write YYYY-MM-DD") from None


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A span of calendar time, such as 24 months.

    >>> str(Duration(24, "month")), str(Duration(1, "year"))
    ('24 months', '1 year')
    """

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


def parse_duration(text: str) -> Duration:
    """Read "30 days", "2 weeks", "6 months" or "1 year".

    >>> parse_duration("6 months")
    Duration(amount=6, unit='month')
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None or int(match[1]) == 0:
        raise BrumaireError(f"{text!r} is not a duration", mend="write a whole number of days, weeks, months or years")
    return Duration(int(match[1]), match[2])  # type: ignore[arg-type]  # the pattern admits the four units only


def after(start: date, duration: Duration, *, sign: int = 1) -> date:
    """The date a duration after `start` (before it with `sign=-1`); the day is held inside short months.

    >>> after(date(2024, 1, 31), Duration(1, "month"))
    datetime.date(2024, 2, 29)
    """
    amount = sign * duration.amount
    if duration.unit in ("day", "week"):
        return start + timedelta(days=amount * (7 if duration.unit == "week" else 1))
    months = start.year * 12 + start.month - 1 + amount * (12 if duration.unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, _calendar.monthrange(year, month + 1)[1]))


def days(duration: Duration) -> float:
    """The length in days, months and years taken at their mean length.

    >>> days(Duration(2, "week"))
    14.0
    """
    return (
        duration.amount * {"day": 1.0, "week": 7.0, "month": DAYS_PER_YEAR / 12, "year": DAYS_PER_YEAR}[duration.unit]
    )


def day_number(day: date, origin: date) -> int:
    """Days from the end of `origin` to the end of `day`.

    >>> day_number(date(2023, 2, 1), date(2023, 1, 25))
    7
    """
    return (day - origin).days


@dataclass(frozen=True, slots=True)
class Calendar:
    """The steps of a simulation: weekly, and daily inside the given ranges (both ends included).

    >>> list(Calendar(daily=((date(2023, 6, 20), date(2023, 6, 22)),)).steps(date(2023, 6, 12), date(2023, 6, 30)))
    [0, 7, 8, 9, 10, 17, 18]
    """

    daily: tuple[tuple[date, date], ...] = ()

    def steps(self, start: date, end: date) -> list[int]:
        """Boundaries of the steps as day numbers from the end of `start`, first 0, last (end − start).days.

        Weeks are counted from `start` and begin anew after a daily range, so that no boundary depends on `end`.
        """
        last = day_number(end, start)
        ranges = [(day_number(a, start) - 1, day_number(b, start)) for a, b in sorted(self.daily)]
        boundaries = [0]
        while boundaries[-1] < last:
            now = boundaries[-1]
            step = 1 if any(a <= now < b for a, b in ranges) else 7
            following = now + step
            if step == 7:
                following = min([following, *(a for a, _ in ranges if now < a < following)])
            boundaries.append(min(following, last))
        assert all(a < b for a, b in pairwise(boundaries))
        return boundaries
