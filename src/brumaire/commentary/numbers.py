"""Numbers as a reader meets them: few digits, never more certainty than there is.

Formatting is for reading only. Scores, constraints and JSON keep the numbers as they are.
"""

from __future__ import annotations

import math
from datetime import date

NARROW = "\u202f"  # narrow no-break space, between a number and its unit
MINUS = "\u2212"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def percent(probability: float, *, effective: float | None = None) -> str:
    """A probability in per cent: whole from 10 to 90, one decimal towards the ends, never 0 or 100 unless it is.

    With `effective`, a share of exactly 0 or 1 among that many futures is not certainty either: three in that
    number is the most that remains believable (the rule of three).

    >>> [percent(p).replace(NARROW, " ") for p in (0.0004, 0.0042, 0.06, 0.37, 0.942, 0.99999)]
    ['under 0.1 %', '0.4 %', '6 %', '37 %', '94.2 %', 'over 99.9 %']
    >>> percent(0.0).replace(NARROW, " "), percent(0.0, effective=1000).replace(NARROW, " ")
    ('0 %', 'under 0.3 %')
    """
    if effective is not None and probability in (0.0, 1.0):
        bound = min(3 / max(effective, 3.0), 0.999)
        return f"under {_plain(bound)}{NARROW}%" if probability == 0 else f"over {_plain(1 - bound)}{NARROW}%"
    if probability in (0.0, 1.0):
        return f"{probability * 100:.0f}{NARROW}%"
    if probability < 0.001:
        return f"under 0.1{NARROW}%"
    if probability > 0.999:
        return f"over 99.9{NARROW}%"
    return f"{_plain(probability)}{NARROW}%"


def _plain(probability: float) -> str:
    hundred = probability * 100
    if 9.95 <= hundred <= 90.05:
        return f"{hundred:.0f}"
    # between 0.1 and 99.9 one decimal cannot come out as 0.0 or 100.0
    return f"{min(max(hundred, 0.1), 99.9):.1f}".removesuffix(".0")


def interval(low: float, high: float, *, words: bool = False) -> str:
    """Two bounds in per cent, the unit written once where both have it plain.

    A computed bound is never certainty; the bounds that `words` mean may be 0 or 100.

    >>> interval(0.021, 0.084).replace(NARROW, " "), interval(0.0, 0.02).replace(NARROW, " ")
    ('2.1–8.4 %', 'under 0.1 % to 2 %')
    >>> interval(0.0, 0.05, words=True).replace(NARROW, " ")
    '0–5 %'
    """
    if not words and low != high:
        low, high = max(low, 1e-9), min(high, 1 - 1e-9)
    first, second = percent(low), percent(high)
    if first == second:
        return first
    if " " in first + second:
        return f"{first} to {second}"
    return f"{first.removesuffix(NARROW + '%')}–{second}"


def points(difference: float) -> str:
    """A difference of probabilities in percentage points, with its sign.

    >>> points(0.0123), points(-0.2), points(0.0002), points(0.0)
    ('+1.2', '−20', 'under +0.1', '0')
    """
    hundred = difference * 100
    if hundred == 0:
        return "0"
    sign = "+" if hundred > 0 else MINUS
    size = abs(hundred)
    if size < 0.1:
        return f"under {sign}0.1"
    return f"{sign}{size:.0f}" if size >= 9.95 else f"{sign}{size:.1f}"


def error_points(error: float) -> str:
    """A standard error in percentage points.

    >>> error_points(0.0031), error_points(0.00002), error_points(0.0)
    ('± 0.3', '± under 0.1', '± 0')
    """
    if error == 0:
        return "± 0"
    return "± under 0.1" if error < 0.0005 else f"± {error * 100:.1f}"


def one_in(probability: float) -> str:
    """A probability as odds that people picture, empty where it would say nothing new.

    >>> one_in(0.042), one_in(0.00012), one_in(0.5), one_in(0.95)
    ('about 1 in 24', 'about 1 in 8,300', 'about 1 in 2', 'about 19 in 20')
    """
    if not 0 < probability < 1:
        return ""
    if probability > 0.5:
        return (
            ""
            if probability < 0.75
            else f"about {_round(1 / (1 - probability)) - 1:,} in {_round(1 / (1 - probability)):,}"
        )
    return f"about 1 in {_round(1 / probability):,}"


def _round(number: float) -> int:
    digits = 2 - math.ceil(math.log10(number)) if number >= 100 else 0
    return int(round(number, digits))


def day_in_words(day: date) -> str:
    """A date as an English reader writes it, the same in every locale.

    >>> day_in_words(date(2023, 2, 1))
    '1 February 2023'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def bits(amount: float) -> str:
    """Bits of relative entropy.

    >>> bits(0.0), bits(0.031), bits(2.345), bits(float("inf"))
    ('0', 'under 0.1', '2.3', 'beyond any')
    """
    if amount == math.inf:
        return "beyond any"
    if amount == 0:
        return "0"
    return "under 0.1" if amount < 0.05 else f"{amount:.1f}"
