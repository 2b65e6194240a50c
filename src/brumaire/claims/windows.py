"""Words of time, read against the article's date.

Vague words ("soon", "before long") bound nothing and leave the window open; plurals without a number ("within weeks") are given a
judged length. A month without a year is the nearest one ahead for a forecast, the last one behind for a report. Seasons are
those of the northern hemisphere, by calendar months: spring is March to May.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from brumaire.claims.chances import number
from brumaire.dates import Duration, after
from brumaire.records import TimeWindow

_MONTHS = {
    name: i + 1
    for i, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        )
    )
}
_MONTH = "(?:" + "|".join(m.capitalize() for m in _MONTHS) + ")"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
# Judged lengths of plurals without a number.
_PLURALS = {
    "days": Duration(14, "day"),
    "weeks": Duration(8, "week"),
    "months": Duration(12, "month"),
    "years": Duration(5, "year"),
}
_NUMBER = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty(?:-four)?|thirty)"
)

_DAY = re.compile(
    rf"\b(?P<lead>by|before|until|on|since|after|from)?\s*(?:the\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?:,?\s+(?P<y>(?:19|20)\d\d))?\b"
)
_MONTH_YEAR = re.compile(
    rf"\b(?P<lead>by|before|until|in|since|during|next|last|this)\s+(?:the\s+)?(?:(?P<end>end\s+of|start\s+of|beginning\s+of|middle\s+of)\s+)?(?P<m>{_MONTH})(?:,?\s+(?P<y>(?:19|20)\d\d))?\b(?!\s+\d)"
)
_YEAR = re.compile(
    r"(?i)\b(?P<lead>by|before|until|in|into|since|during|throughout)\s+(?:the\s+)?(?:(?P<end>end\s+of|early|late|mid-?)\s*)?(?P<y>(?:19|20)\d\d)\b"
)
_DECADE = re.compile(r"(?i)\bin\s+the\s+(?:(?:early|mid|late)[\s-]+)?(?P<y>(?:1[89]|20)\d0)s\b")
_WITHIN = re.compile(
    rf"(?i)\b(?P<lead>within|in|over|during|for)\s+(?:the\s+)?(?:(?:next|coming)\s+)?(?:about\s+|around\s+|another\s+)?(?P<n>{_NUMBER}|few|couple\s+of|several)\s+(?P<u>day|week|month|year)s?\b(?!\s+ago)"
)
_NEXT_FEW = re.compile(
    r"(?i)\b(?:within|in|over|during)\s+(?:the\s+)?(?:next\s+|coming\s+|a\s+matter\s+of\s+|a\s+)?(?:few\s+|couple\s+of\s+)?(?P<u>days|weeks|months|years)\b"
)
_END = re.compile(
    r"(?i)\b(?P<lead>by|before|until|at)\s+(?:the\s+)?(?P<end>end|start|beginning|middle)\s+of\s+(?:the|this|next)\s*(?P<next>next\s+)?(?P<u>year|month|summer|spring|autumn|fall|winter|week|decade)\b"
)
_PERIOD = re.compile(
    r"(?i)\b(?:(?P<lead>by|before|until|in|later|earlier|early|late|for|over|during)\s+)?(?P<which>this|next|last|coming|the\s+coming)\s+(?P<u>year|month|week|spring|summer|autumn|fall|winter)\b"
)
_EARLY = re.compile(
    r"(?i)\bin\s+the\s+(?P<part>early|first|late|last|latter|second)\s+(?:part|months|half|weeks)\s+of\s+(?P<which>this|the|next)\s+year\b"
)
_HOLIDAY = re.compile(
    r"(?i)\b(?P<lead>by|before|until)\s+(?:the\s+)?(?P<u>christmas|new\s+year|winter|summer|spring|autumn|harvest|thaw)\b"
)
_VAGUE = re.compile(
    r"(?i)\b(?:(?:very |quite |pretty |fairly )?soon|before (?:too )?long|for (?:very )?much longer|(?:much|any) longer|shortly|imminent(?:ly)?|at any moment|any (?:day|time) now|sooner or later|in the (?:near|foreseeable|not too distant) future|eventually|one day|in the long (?:run|term)|in the (?:short|medium) (?:run|term)|in the coming (?:offensives?|battle)|overnight|in due course)\b"
)


def find(folded: str, text: str, start: int, end: int, published: date | None, *, past: bool) -> TimeWindow | None:
    """The first words of time between two offsets; `past` is whether the statement is about the past.

    Dates are None where the words bound nothing, or where the article has no date to read them against.
    """
    best: tuple[int, int, date | None, date | None] | None = None
    for reader in _READERS:
        found = reader(folded, start, end, published, past)
        # The earliest words count; of two that begin together the longer.
        if found is not None and (best is None or (found[0], -found[1]) < (best[0], -best[1])):
            best = found
    if best is None:
        return None
    a, b, opens, closes = best
    while a < b and text[a].isspace():
        a += 1
    return TimeWindow(text[a:b], a, b, opens, closes)


_Found = tuple[int, int, date | None, date | None] | None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _lead(lead: str | None, opens: date | None, closes: date | None) -> tuple[date | None, date | None]:
    """What "by", "before", "since" and the like make of a period."""
    word = (lead or "in").lower()
    if word in ("by", "until"):
        return None, closes
    if word == "before":
        return None, opens - timedelta(days=1) if opens else None
    if word in ("since", "after", "from"):
        return opens, None
    return opens, closes


def _year_of(month: int, day: int, published: date | None, past: bool) -> int | None:
    if published is None:
        return None
    year = published.year
    stand = date(year, month, min(day, monthrange(year, month)[1]))
    if past:
        return year if stand <= published else year - 1
    return year if _month_end(year, month) >= published else year + 1


def _day(folded: str, start: int, end: int, published: date | None, past: bool) -> _Found:
    for match in _DAY.finditer(folded, start, end):
        day, month = int(match["d1"] or match["d2"]), _MONTHS[(match["m1"] or match["m2"]).lower()]
        year = int(match["y"]) if match["y"] else _year_of(month, day, published, past)
        if year is None:
            return match.start(), match.end(), None, None
        try:
            stand = date(year, month, day)
        except ValueError:
            continue
        return (match.start(), match.end(), *_lead(match["lead"], stand, stand))
    return None


def _month(folded: str, start: int, end: int, published: date | None, past: bool) -> _Found:
    match = _MONTH_YEAR.search(folded, start, end)
    if match is None:
        return None
    month = _MONTHS[match["m"].lower()]
    year = int(match["y"]) if match["y"] else _year_of(month, 15, published, past)
    if year is None:
        return match.start(), match.end(), None, None
    opens, closes = date(year, month, 1), _month_end(year, month)
    lead = match["lead"]
    part = (match["end"] or "").split()[:1]
    if part == ["end"]:
        # "Before the end of June" is by the end of June.
        opens, lead = closes, "by" if lead == "before" else lead
    elif part in (["start"], ["beginning"]):
        closes = date(year, month, 10)
    return (match.start(), match.end(), *_lead(lead, opens, closes))


def _year(folded: str, start: int, end: int, _published: date | None, _past: bool) -> _Found:
    match = _YEAR.search(folded, start, end)
    if match is None:
        return None
    year = int(match["y"])
    opens, closes = date(year, 1, 1), date(year, 12, 31)
    part = (match["end"] or "").lower()
    if part == "early":
        closes = date(year, 4, 30)
    elif part == "late":
        opens = date(year, 9, 1)
    elif part.startswith("end"):
        opens = closes
    lead = match["lead"]
    if lead.lower() == "into":
        lead, closes = "by", opens
    elif part.startswith("end") and lead.lower() == "before":
        lead = "by"
    return (match.start(), match.end(), *_lead(lead, opens, closes))


def _decade(folded: str, start: int, end: int, _published: date | None, _past: bool) -> _Found:
    match = _DECADE.search(folded, start, end)
    if match is None:
        return None
    year = int(match["y"])
    return match.start(), match.end(), date(year, 1, 1), date(year + 9, 12, 31)


def _within(folded: str, start: int, end: int, published: date | None, past: bool) -> _Found:
    match = _WITHIN.search(folded, start, end)
    if match is None or past:
        return None
    unit = match["u"].lower()
    if match["n"].lower() in ("few", "several") or match["n"].lower().startswith("couple"):
        length = _PLURALS[f"{unit}s"] if match["n"].lower() != "couple of" else Duration(2, unit)  # type: ignore[arg-type]  # the pattern admits the four units only
    else:
        value = (
            1.0
            if match["n"].lower() in ("a", "an")
            else 18.0
            if match["n"].lower() == "eighteen"
            else number(match["n"].lower())
        )
        if not value or value > 1200:
            return None
        length = Duration(int(value), unit)  # type: ignore[arg-type]  # as above
    return match.start(), match.end(), published, after(published, length) if published else None


def _next_few(folded: str, start: int, end: int, published: date | None, past: bool) -> _Found:
    match = _NEXT_FEW.search(folded, start, end)
    if match is None or past:
        return None
    return match.start(), match.end(), published, after(published, _PLURALS[match["u"].lower()]) if published else None


def _season(name: str, year: int) -> tuple[date, date]:
    first, last = _SEASONS[name]
    if first > last:
        return date(year, first, 1), _month_end(year + 1, last)
    return date(year, first, 1), _month_end(year, last)


def _period_of(unit: str, which: str, published: date) -> tuple[date, date]:
    shift = {"this": 0, "the": 0, "coming": 0, "next": 1, "last": -1}[which]
    if unit == "year":
        return date(published.year + shift, 1, 1), date(published.year + shift, 12, 31)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return date(months // 12, months % 12 + 1, 1), _month_end(months // 12, months % 12 + 1)
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return monday, monday + timedelta(days=6)
    if unit == "decade":
        first = published.year // 10 * 10 + 10 * shift
        return date(first, 1, 1), date(first + 9, 12, 31)
    opens, closes = _season(unit, published.year)
    if which == "last":
        while closes >= published:
            opens, closes = _season(unit, opens.year - 1)
        return opens, closes
    if closes < published or (which == "next" and opens <= published):
        opens, closes = _season(unit, opens.year + 1)
    return opens, closes


def _end_of(folded: str, start: int, end: int, published: date | None, _past: bool) -> _Found:
    match = _END.search(folded, start, end)
    if match is None:
        return None
    if published is None:
        return match.start(), match.end(), None, None
    which = "next" if match["next"] or re.search(r"(?i)\bof\s+next\b", match[0]) else "this"
    opens, closes = _period_of(match["u"].lower(), which, published)
    if match["end"].lower() in ("start", "beginning"):
        closes = opens
    elif match["end"].lower() == "middle":
        closes = opens + (closes - opens) // 2
    return match.start(), match.end(), None, closes


def _period(folded: str, start: int, end: int, published: date | None, _past: bool) -> _Found:
    match = _PERIOD.search(folded, start, end)
    if match is None:
        return None
    if published is None:
        return match.start(), match.end(), None, None
    opens, closes = _period_of(match["u"].lower(), match["which"].lower().split()[-1], published)
    return (match.start(), match.end(), *_lead(match["lead"], opens, closes))


def _early(folded: str, start: int, end: int, published: date | None, _past: bool) -> _Found:
    match = _EARLY.search(folded, start, end)
    if match is None:
        return None
    if published is None:
        return match.start(), match.end(), None, None
    year = published.year + (match["which"].lower() == "next")
    if match["part"].lower() in ("early", "first"):
        return match.start(), match.end(), date(year, 1, 1), date(year, 6, 30)
    return match.start(), match.end(), date(year, 7, 1), date(year, 12, 31)


def _holiday(folded: str, start: int, end: int, published: date | None, past: bool) -> _Found:
    match = _HOLIDAY.search(folded, start, end)
    if match is None or past:
        return None
    unit = " ".join(match["u"].lower().split())
    if published is None or unit in ("harvest", "thaw"):
        return match.start(), match.end(), None, None
    if unit in _SEASONS:
        opens, _ = _period_of(unit, "next" if _season(unit, published.year)[0] <= published else "this", published)
        return match.start(), match.end(), None, opens
    stand = date(published.year, 12, 24 if unit == "christmas" else 31)
    return match.start(), match.end(), None, stand if stand >= published else date(published.year + 1, 12, stand.day)


def _vague(folded: str, start: int, end: int, _published: date | None, past: bool) -> _Found:
    match = None if past else _VAGUE.search(folded, start, end)
    return None if match is None else (match.start(), match.end(), None, None)


_READERS = (_day, _early, _end_of, _month, _year, _decade, _within, _next_few, _period, _holiday, _vague)
