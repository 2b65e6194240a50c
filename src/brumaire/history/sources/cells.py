"""Readers of single cells: text in, value out; what is not of the promised form raises `UnreadableError` or `DoubtfulError`."""

from __future__ import annotations

import math
import re
from datetime import date

from brumaire.history.sources.base import Cell, DoubtfulError, UnreadableError

MISSING = frozenset({"", "NA", "N/A", ".", "NaN", "nan", "NULL"})
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.]?(\d{1,2})[/.]?(\d{1,2})$")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")


def text(cell: str) -> str:
    """The text without blanks around it.

    >>> text("  Vote, Early ")
    'Vote, Early'
    """
    return cell.strip()


def number(cell: str) -> float:
    """A finite decimal number.

    >>> number("3.50")
    3.5
    """
    try:
        value = float(cell)
    except ValueError:
        raise UnreadableError(f"{cell!r} is not a number") from None
    if not math.isfinite(value):
        raise UnreadableError(f"{cell!r} is not a finite number")
    return value


def whole(cell: str) -> int:
    """A whole number, with or without ".0".

    >>> whole("365.0")
    365
    """
    value = number(cell)
    if value != int(value):
        raise UnreadableError(f"{cell!r} is not a whole number")
    return int(value)


def year(cell: str) -> int:
    """A year between 1700 and 2100.

    >>> year("1952.0")
    1952
    """
    value = whole(cell)
    if not 1700 <= value <= 2100:
        raise UnreadableError(f"{cell!r} is not a year between 1700 and 2100")
    return value


def state(cell: str) -> int:
    """A state's number in the system of Gleditsch and Ward or of the Correlates of War, 1 to 999.

    >>> state("365.0")
    365
    """
    value = whole(cell)
    if not 1 <= value <= 999:
        raise UnreadableError(f"{cell!r} is not a state's code between 1 and 999")
    return value


def flag(cell: str) -> bool:
    """A 0 or 1, true or false.

    >>> flag("1.0"), flag("FALSE")
    (True, False)
    """
    known = {"0": False, "1": True, "0.0": False, "1.0": True, "true": True, "false": False}
    try:
        return known[cell.strip().lower()]
    except KeyError:
        raise UnreadableError(f"{cell!r} is neither 0 nor 1") from None


def day(cell: str) -> date:
    """An ISO date. Other forms that begin with the year are taken with a warning; day-first and month-first ones are
    refused, since nobody can tell them apart.

    >>> day("1964-04-01")
    datetime.date(1964, 4, 1)
    """
    if _ISO.match(cell):
        return _date(cell, *cell.split("-"))
    if other := _YEAR_FIRST.match(cell):
        value = _date(cell, *other.groups())
        raise DoubtfulError(value, f"date {cell!r} taken as {value}; write YYYY-MM-DD")
    raise UnreadableError(f"{cell!r} is not a date; write YYYY-MM-DD")


def month_day_year(cell: str) -> date:
    """A date in the American order, which some tables use throughout.

    >>> month_day_year("12/31/2020")
    datetime.date(2020, 12, 31)
    """
    if _ISO.match(cell):
        return _date(cell, *cell.split("-"))
    if found := _SLASHES.match(cell):
        return _date(cell, found[3], found[1], found[2])
    raise UnreadableError(f"{cell!r} is not a date; write MM/DD/YYYY")


def optional(cell: Cell, *also_missing: str) -> Cell:
    """A cell that may be missing: empty, "NA", ".", or one of `also_missing`; then None.

    >>> optional(year, "-99")("-99") is None
    True
    """
    missing = MISSING | set(also_missing)

    def read(value: str) -> object:
        return None if value.strip() in missing else cell(value.strip())

    return read


def one_of(*words: str, **spellings: str) -> Cell:
    """One of the given words, or one of the keyword spellings of them, blanks at the ends ignored.

    >>> one_of("failed", "successful")("failed")
    'failed'
    """
    known = {word: word for word in words} | spellings

    def read(value: str) -> str:
        try:
            return known[value.strip()]
        except KeyError:
            raise UnreadableError(f"unknown code {value!r}; known are {', '.join(sorted(known))}") from None

    return read


def coded(codes: dict[str, str]) -> Cell:
    """A code that stands for a word.

    >>> coded({"3": "intrastate"})("3")
    'intrastate'
    """
    return one_of(*codes.values(), **codes)


def states(cell: str) -> str:
    """One or more state codes with commas between, as "2,200"; written without ".0" and blanks.

    >>> states("2.0, 200")
    '2,200'
    """
    return ",".join(str(state(part.strip())) for part in cell.split(","))


def _date(cell: str, y: str, m: str, d: str) -> date:
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        raise UnreadableError(f"{cell!r} is not a day of the calendar") from None
