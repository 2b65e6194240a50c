"""Stretches of the calendar as words name them: months, seasons, quarters, holidays, weekdays, against an article's date.

Seasons are those of the northern hemisphere, by calendar months: spring is March to May. A season, month or year that is named
without its year is the nearest one that is not over yet, or for a report the last one that has begun.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date, date]

MONTHS = {
    name: i + 1
    for i, name in enumerate(
        str.split("january february march april may june july august september october november december")
    )
}
_SHORT = {name[:3]: number for name, number in MONTHS.items()}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
WEEKDAYS = {name: i for i, name in enumerate(str.split("monday tuesday wednesday thursday friday saturday sunday"))}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def month_number(name: str) -> int:
    """The number of a month by its name or its first letters.

    >>> month_number("September"), month_number("Sept."), month_number("jan")
    (9, 9, 1)
    """
    return _SHORT[name.lower()[:3]]


def month(year: int, number: int) -> Period:
    """The first and last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def year(number: int) -> Period:
    """The first and last day of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def season(name: str, of: int) -> Period:
    """A season of a year; winter begins in the year's December.

    >>> season("winter", 2031)
    (datetime.date(2031, 12, 1), datetime.date(2032, 2, 29))
    """
    first, last = SEASONS[name]
    return date(of, first, 1), month(of + 1 if first > last else of, last)[1]


def part_of_year(part: str, of: int) -> Period:
    """A part of a year: "early", "mid", "late", halves and quarters (early and late are four months: judged).

    >>> part_of_year("second half", 2031)[0], part_of_year("third quarter", 2031)[1]
    (datetime.date(2031, 7, 1), datetime.date(2031, 9, 30))
    """
    words = part.lower().replace("-", " ").split()
    if words[-1] == "quarter":
        quarter = _QUARTERS[words[0]]
        return date(of, 3 * quarter - 2, 1), month(of, 3 * quarter)[1]
    if words[-1] in ("half", "part", "months", "weeks"):
        early = words[0] in ("first", "early", "opening")
        return (date(of, 1, 1), date(of, 6, 30)) if early else (date(of, 7, 1), date(of, 12, 31))
    if words[0] in ("early", "start", "beginning", "opening"):
        return date(of, 1, 1), date(of, 4, 30)
    if words[0] in ("mid", "middle"):
        return date(of, 5, 1), date(of, 8, 31)
    return date(of, 9, 1), date(of, 12, 31)


def part_of_month(part: str, of: Period) -> Period:
    """A third of a month: "early", "mid" or "late"."""
    first, last = of
    if part in ("early", "start", "beginning"):
        return first, first.replace(day=10)
    if part in ("mid", "middle"):
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def nearest_month(number: int, published: date, *, past: bool) -> Period:
    """The month of that number that is not over at a date, or for the past the last one that has begun."""
    found = month(published.year, number)
    if past:
        return found if found[0] <= published else month(published.year - 1, number)
    return found if found[1] >= published else month(published.year + 1, number)


def nearest_season(name: str, which: str, published: date) -> Period:
    """A season by "this", "next" or "last", seen from a date.

    >>> nearest_season("winter", "this", date(2032, 1, 10))[1]
    datetime.date(2032, 2, 29)
    """
    found = season(name, published.year - 1)
    while found[1] < published:
        found = season(name, found[0].year + 1)
    if which == "last":
        while found[1] >= published:
            found = season(name, found[0].year - 1)
    elif which == "next" and found[0] <= published:
        found = season(name, found[0].year + 1)
    return found


def relative(unit: str, which: str, published: date) -> Period:
    """A week, weekend, month, quarter, season, year, decade or century by "this", "next" or "last", seen from a date.

    >>> relative("month", "next", date(2031, 12, 5))
    (datetime.date(2032, 1, 1), datetime.date(2032, 1, 31))
    """
    shift = {"next": 1, "last": -1, "previous": -1}.get(which, 0)
    if unit == "year":
        return year(published.year + shift)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return month(months // 12, months % 12 + 1)
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return (monday + timedelta(days=5) if unit == "weekend" else monday), monday + timedelta(days=6)
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        first = published.year // length * length + length * shift
        return date(first, 1, 1), date(first + length - 1, 12, 31)
    if unit == "quarter":
        quarters = published.year * 4 + (published.month - 1) // 3 + shift
        first = quarters % 4 * 3 + 1
        return date(quarters // 4, first, 1), month(quarters // 4, first + 2)[1]
    return nearest_season(unit, which, published)


def weekday(name: str, which: str, published: date, *, past: bool) -> date:
    """The day of the week that is meant: the next one, or for the past the last one; "next" is next week's.

    >>> weekday("friday", "", date(2031, 8, 7), past=False), weekday("tuesday", "next", date(2031, 5, 2), past=False)
    (datetime.date(2031, 8, 8), datetime.date(2031, 5, 6))
    """
    number = WEEKDAYS[name]
    if which == "next":
        return published - timedelta(days=published.weekday()) + timedelta(days=7 + number)
    if past or which == "last":
        back = (published.weekday() - number) % 7
        return published - timedelta(days=back or (7 if which == "last" else 0))
    return published + timedelta(days=(number - published.weekday()) % 7 or 7)


def easter(of: int) -> date:
    """Western Easter Sunday of a year (the anonymous Gregorian computus; recalled, unchecked).

    >>> easter(2032), easter(2031)
    (datetime.date(2032, 3, 28), datetime.date(2031, 4, 13))
    """
    a, b, c = of % 19, of // 100, of % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(of, f // 31, f % 31 + 1)


def holiday(name: str, published: date, *, past: bool) -> date:
    """The day of a holiday: Christmas is 25 December, New Year the last day of December, as a limit."""

    def of(number: int) -> date:
        if name == "easter":
            return easter(number)
        return date(number, 12, 25 if name == "christmas" else 31)

    here = of(published.year)
    if past:
        return here if here <= published else of(published.year - 1)
    return here if here >= published else of(published.year + 1)
