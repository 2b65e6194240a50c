"""Words of time, read against the article's date.

Vague words ("soon", "before long") and events without a date ("before the election") bound nothing and leave the window
open; plurals without a number ("within weeks") are given a judged length. A dateless article bounds nothing but years that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from typing import Literal

from brumaire.claims.likelihood.chances import number
from brumaire.claims.windows import calendar
from brumaire.claims.windows.words import (
    DAY,
    DAY_OF_MONTH,
    DECADE,
    END,
    HOLIDAY,
    MONTH_YEAR,
    NEXT_FEW,
    ORDINALS,
    PART,
    PERIOD,
    RANGE,
    SEASON_YEAR,
    TODAY,
    UNIT,
    VAGUE,
    WEEK,
    WITHIN,
    YEAR,
    YEARS,
)
from brumaire.dates import Duration, after
from brumaire.records import TimeWindow

_Unit = Literal["day", "week", "month", "year"]
# Judged lengths of plurals without a number.
_PLURALS = {
    "hours": Duration(2, "day"),
    "days": Duration(14, "day"),
    "weeks": Duration(8, "week"),
    "months": Duration(12, "month"),
    "years": Duration(5, "year"),
}
_UNITS: dict[str, tuple[int, _Unit]] = {
    "day": (1, "day"),
    "week": (1, "week"),
    "fortnight": (14, "day"),
    "month": (1, "month"),
    "year": (1, "year"),
    "decade": (10, "year"),
}
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}

_DATED = re.compile(
    r"(?i)\b(?:due|scheduled|planned|slated|born|elected|appointed|signed|held|set|dated|worst|best|first|largest|biggest|longest|\w{3,}est|agreed|promised)\s+(?:for\s+|back\s+)?$"
)
_RELATIVE = re.compile(
    r"(?i)(?:within|inside|in\s+(?!the\s+(?:next|coming|early|late|first|second|summer|spring|autumn|winter)|early|late|mid|[A-Z]|\d{4}|next|this|last)|in\s+the\s+following|a\s+matter\s+of|over\s+the\s+following)"
)

_Found = tuple[int, int, date | None, date | None] | None


def find(
    folded: str,
    text: str,
    start: int,
    end: int,
    published: date | None,
    *,
    past: bool,
    holes: tuple[tuple[int, int], ...] = (),
) -> TimeWindow | None:
    """The first words of time between two offsets, outside `holes`; `past` is whether the statement is about the past.

    Dates are None where the words bound nothing, or where the article has no date to read them against.

    >>> words = "He will be gone by the end of March."
    >>> find(words, words, 0, len(words), date(2031, 5, 2), past=False).closes
    datetime.date(2032, 3, 31)
    """
    if holes:
        shown = folded[start:end]
        for a, b in holes:
            low, high = max(a, start), min(b, end)
            if low < high:
                shown = shown[: low - start] + "\0" * (high - low) + shown[high - start :]
        folded = " " * start + shown
    best: tuple[int, int, date | None, date | None] | None = None
    spare = best
    for regex, reader in _READERS:
        match = regex.search(folded, start, end)
        while match is not None:
            found = _read(reader, match, published, past=past)
            if found is not None and not past and _aside(folded, found, start, published):
                spare = spare or found
            elif found is not None:
                # The earliest words count; of two that begin together the longer.
                if best is None or (found[0], -found[1]) < (best[0], -best[1]):
                    best = found
                break
            match = regex.search(folded, match.end(), end)
    best = best or spare
    if best is None:
        return None
    a, b, opens, closes = best
    while a < b and text[a].isspace():
        a += 1
    return TimeWindow(text[a:b], a, b, opens, closes)


def _aside(folded: str, found: tuple[int, int, date | None, date | None], start: int, published: date | None) -> bool:
    """Whether words of time belong to something other than the forecast: "due in June", "the worst in ten years", last year."""
    before = folded[max(start, found[0] - 24) : found[0]]
    return bool(_DATED.search(before)) or (published is not None and found[3] is not None and found[3] < published)


def relative(window: TimeWindow) -> bool:
    """Whether a window counts from something, so that under a condition it counts from that: "within days".

    >>> relative(TimeWindow("within days", 0, 11, None, None)), relative(TimeWindow("by June", 0, 7, None, None))
    (True, False)
    """
    return bool(_RELATIVE.match(window.words))


_Reader = Callable[[re.Match[str], date | None, bool], tuple[date | None, date | None] | None]


def _read(reader: _Reader, match: re.Match[str], published: date | None, *, past: bool) -> _Found:
    try:
        dates = reader(match, published, past)
    except (ValueError, OverflowError):
        # 31 June, or a year beyond the calendar.
        return None
    return None if dates is None else (match.start(), match.end(), *dates)


_OPEN = (None, None)


def _lead(lead: str | None, opens: date | None, closes: date | None) -> tuple[date | None, date | None]:
    """What "by", "before", "since" and the like make of a period."""
    word = " ".join((lead or "in").lower().split())
    if word in ("by", "until", "till", "through", "throughout", "to", "later than", "towards", "toward", "into"):
        return None, closes
    if word in ("before", "ahead of", "this side of"):
        return None, opens - timedelta(days=1) if opens else None
    if word == "past":
        return None, None
    if word in ("since", "after", "from"):
        return opens, None
    return opens, closes


def _day(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    day = ORDINALS[match["o"]] if match["o"] else int(match["d1"] or match["d2"])
    month = calendar.month_number(match["m1"] or match["m2"])
    if match["y"]:
        stand = date(int(match["y"]), month, day)
    elif published is None:
        return _OPEN
    else:
        stand = date(published.year, month, day)
        if past and stand > published:
            stand = stand.replace(year=published.year - 1)
        elif not past and calendar.month(published.year, month)[1] < published:
            stand = stand.replace(year=published.year + 1)
    return _lead(match["lead"], stand, stand)


def _day_of_month(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    day = int(match["d"])
    months = published.year * 12 + published.month - 1
    months += 0 if day >= published.day else 1
    stand = date(months // 12, months % 12 + 1, day)
    return None if past else _lead(match["lead"], stand, stand)


def _weekday(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    if not match["lead"] and not match["which"]:
        return None
    if published is None:
        return _OPEN
    stand = calendar.weekday(match["day"].lower(), (match["which"] or "").strip().lower(), published, past=past)
    return _lead(match["lead"], stand, stand)


def _today(match: re.Match[str], published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    stand = published + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(match["day"].lower(), 0))
    return _lead(match["lead"], stand, stand)


def _range(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    first, last = calendar.month_number(match["m1"]), calendar.month_number(match["m2"])
    of = int(match["y1"] or match["y2"] or 0) or None
    if of is None:
        if published is None:
            return _OPEN
        opens = calendar.nearest_month(first, published, past=past)[0]
    else:
        opens = date(of - (1 if not match["y1"] and first > last else 0), first, 1)
    return opens, calendar.month(opens.year + (last < first), last)[1]


def _years(match: re.Match[str], _published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    return (date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _month(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    month = calendar.month_number(match["m"])
    if match["y"]:
        whole = calendar.month(int(match["y"]), month)
    elif published is None:
        return _OPEN
    else:
        whole = calendar.nearest_month(month, published, past=past or match["lead"].lower() == "last")
    lead = match["lead"]
    part = (match["end"] or "").lower().split()[:1]
    if part in (["end"], ["close"]):
        # "Before the end of June" is by the end of June.
        return _lead("by" if lead.lower() == "before" else lead, whole[1], whole[1])
    return _lead(lead, *(calendar.part_of_month(part[0], whole) if part else whole))


def _season(match: re.Match[str], _published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    return _lead(match["lead"], *calendar.season(match["s"].lower(), int(match["y"])))


def _year(match: re.Match[str], _published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    of, part = int(match["y"]), " ".join((match["part"] or "").lower().replace("-", " ").split())
    lead = " ".join(match["lead"].lower().split())
    if part.startswith(("end", "close")):
        stand = date(of, 12, 31)
        return _lead("by" if lead == "before" else lead, stand, stand)
    if part:
        return _lead(lead, *calendar.part_of_year(part.removesuffix(" of").removesuffix(" in"), of))
    if lead in ("into", "until", "till"):
        # "It will last until 2036": it is over when that year begins.
        return None, date(of - 1, 12, 31) if lead != "into" else date(of, 1, 1)
    return _lead(lead, *calendar.year(of))


def _decade(match: re.Match[str], _published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    first = int(match["y"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").lower(), (0, 9))
    return date(first + low, 1, 1), date(first + high, 12, 31)


def _length(words: str, unit: str) -> Duration | None:
    """The length that a number and a unit give; half a unit is told in the next smaller one."""
    plain = " ".join(words.lower().split())
    if plain in ("few", "several"):
        return _PLURALS.get(f"{unit}s")
    value = {"couple of": 2.0, "a": 1.0, "an": 1.0}.get(plain) or (0.5 if plain.startswith("half") else number(plain))
    if not value or value > 1200:
        return None
    if unit == "hour":
        return Duration(ceil(value / 24), "day")
    count, of = _UNITS[unit]
    if value < 1:
        return Duration(max(1, round(value * count * _DAYS[of])), "day")
    return Duration(int(value) * count, of)


def _within(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    lead = (match["lead"] or "").lower()
    if past or (not match["next"] and not lead and not re.search(r"(?i)from now|time$", match[0])):
        return None
    if lead == "after" or (lead == "for" and match["n"].lower() in ("few", "several")):
        return None
    length = _length(match["n2"] or match["n"], match["u"].lower())
    if length is None:
        return None
    return published, after(published, length) if published else None


def _unit(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    length = _length("a", match["u"].lower())
    if past or length is None:
        return None
    return published, after(published, length) if published else None


def _next_few(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    if past:
        return None
    return published, after(published, _PLURALS[(match["u"] or match["away"]).lower()]) if published else None


def _end_of(match: re.Match[str], published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    lead = match["lead"].lower()
    if match["u"] is None:
        return None, calendar.relative((match["out"] or "year").lower(), "this", published)[1]
    which = "next" if match["next"] or match["which"].lower() == "next" else match["which"].lower()
    opens, closes = calendar.relative(match["u"].lower(), which, published)
    part = match["end"].lower()
    if part in ("start", "beginning"):
        closes = opens
    elif part == "middle":
        closes = opens + (closes - opens) // 2
    return (None, None) if lead == "past" else (None, closes)


def _period(match: re.Match[str], published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    unit, which = match["u"].lower(), match["which"].lower().split()[-1]
    lead = (match["lead"] or "in").lower()
    if which == "coming" and unit in ("year", "month", "week", "decade"):
        length = _length("a", unit)
        return (published, after(published, length)) if length else None
    if unit == "year" and lead in ("early", "late"):
        return calendar.part_of_year(lead, published.year + {"next": 1, "last": -1}.get(which, 0))
    return _lead(lead, *calendar.relative(unit, "this" if which == "coming" else which, published))


def _part(match: re.Match[str], published: date | None, _past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    year = published.year + {"next": 1, "last": -1}.get(match["which"].lower(), 0)
    return _lead(match["lead"], *calendar.part_of_year(match["part"], year))


def _holiday(match: re.Match[str], published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    if published is None:
        return _OPEN
    unit, lead = " ".join(match["u"].lower().split()), match["lead"].lower()
    if unit in calendar.SEASONS:
        which = "last" if past else "next" if lead in ("by", "before", "until", "till", "into", "come") else "this"
        period = calendar.nearest_season(unit, which, published)
        return _lead("in" if lead in ("come", "into") else lead, *period)
    stand = calendar.holiday(unit, published, past=past)
    if unit == "new year":
        return (None, stand) if lead in ("by", "before", "until", "till") else None
    return _lead(lead if lead in ("by", "before", "until", "till", "past") else "in", stand, stand)


def _vague(_match: re.Match[str], _published: date | None, past: bool) -> tuple[date | None, date | None] | None:
    return None if past else _OPEN


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (DAY, _day),
    (DAY_OF_MONTH, _day_of_month),
    (WEEK, _weekday),
    (TODAY, _today),
    (RANGE, _range),
    (YEARS, _years),
    (PART, _part),
    (END, _end_of),
    (MONTH_YEAR, _month),
    (SEASON_YEAR, _season),
    (YEAR, _year),
    (DECADE, _decade),
    (WITHIN, _within),
    (UNIT, _unit),
    (NEXT_FEW, _next_few),
    (PERIOD, _period),
    (HOLIDAY, _holiday),
    (VAGUE, _vague),
)
