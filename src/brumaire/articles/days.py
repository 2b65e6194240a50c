"""Dates as files and newspapers write them. A date without a year is no date: nothing here asks what year it is."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from email.utils import parsedate

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_NUMBER = {name: i for i, name in enumerate((*_MONTHS, "november", "december"), 1)}
_NUMBER |= {name[:3]: i for name, i in _NUMBER.items()} | {"sept": 9}
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_WRITTEN = (
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{MONTH}),?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
)
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=$|[T\s])")


def day(text: str | None) -> date | None:
    """The date in an ISO or RFC 822 timestamp or as newspapers write it, on the calendar of whoever wrote it.

    None where there is none, where it lacks the year, or where the order of day and month is anybody's guess (3/4/2031).

    >>> day("2031-05-02T23:30:00-05:00"), day("Fri, 02 May 2031 08:00:00 GMT")
    (datetime.date(2031, 5, 2), datetime.date(2031, 5, 2))
    >>> day("Published: May 2nd, 2031"), day("2 Sept. 2031"), day("5 May"), day("3/4/2031")
    (datetime.date(2031, 5, 2), datetime.date(2031, 9, 2), None, None)
    """
    text = (text or "").strip()[:200]
    with contextlib.suppress(ValueError):
        if match := _ISO.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    for pattern in _WRITTEN:
        if match := pattern.search(text):
            with contextlib.suppress(ValueError):
                return date(int(match["y"]), _NUMBER[match["m"].lower().rstrip(".")], int(match["d"]))
    if not re.match(r"\w{3},? +\d|\d{1,2} +[A-Za-z]{3}", text):
        return None
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        parsed = parsedate(text)
        return date(*parsed[:3]) if parsed else None
    return None
