"""Probabilities given as numbers: "a 30 per cent chance", "one in ten", "60-40", "fifty-fifty"."""

from __future__ import annotations

import re

_UNITS = dict(
    zip(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(13),
        strict=True,
    )
)
_TENS = dict(
    zip(
        [
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
            "thousand",
            "million",
        ],
        (20, 30, 40, 50, 60, 70, 80, 90, 100, 1000, 1_000_000),
        strict=True,
    )
)
_WORDS = {**_UNITS, **_TENS}
_N = rf"(?:\d+(?:\.\d+)?|(?:a\s+(?=hundred|thousand|million))?(?:{'|'.join(_WORDS)})(?:[- ](?:{'|'.join(_UNITS)}))?)"
_PERCENT = re.compile(
    rf"(?i)\b(?P<bound>less than|below|under|at most|no more than|up to|not above|more than|over|above|at least|not below)?\s*"
    rf"(?P<a>{_N})(?:\s*(?:-|to|and|or)\s*(?P<b>{_N}))?\s*(?:%|per\s?cent\b|percent\b)(?:\s+(?:chance|probability|likelihood|risk))?"
)
_CONTEXT = re.compile(
    r"(?i)\b(?:chances?|probability|likelihood|odds|risk|likely|certain|sure|possibility|put (?:it|that|this))\b"
)
_ONE_IN = re.compile(
    rf"(?i)\b(?P<bound>less than|below|under|not above|at most|no more than|at least|more than|above)?\s*(?P<a>{_N})[\s-]+(?:chance\s+)?in[\s-]+(?P<b>{_N})\b(?!\s*(?:years?|months?|days?|weeks?|people|voters|men|women|of\b|million))"
)
_ODDS = re.compile(
    r"(?i)\b(?P<a>\d{1,2})\s*[-:/]\s*(?P<b>\d{1,2})\b(?=[^.;]{0,40}\b(?:chance|odds|likely|probability)\b)|\b(?:chances?|odds|probability|put it|call it|say)\b[^.;]{0,40}?\b(?P<c>\d{1,2})\s*[-:/]\s*(?P<d>\d{1,2})\b"
)
_FIFTY = re.compile(r"(?i)\b(?:fifty[- ]fifty|50[-/ ]50)\b")
_TO_ONE = re.compile(rf"(?i)\b(?P<a>{_N})[\s-]to[\s-](?P<b>one|1)\b(?P<against>\s+against)?")


def number(words: str) -> float | None:
    """The value of a small number in figures or words.

    >>> number("ten"), number("twenty-five"), number("0.5"), number("a hundred")
    (10.0, 25.0, 0.5, 100.0)
    """
    words = re.sub(r"^a\s+", "", words.lower().strip())
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    parts = re.split(r"[- ]", words)
    if any(part not in _WORDS for part in parts):
        return None
    return float(sum(_WORDS[part] for part in parts))


def find(text: str) -> tuple[int, int, float, float | None, float] | None:
    """The first probability given as a number: offsets, low, mid and high.

    >>> find("I give it a one in ten chance")[2:]
    (0.1, 0.1, 0.1)
    >>> find("the chance is between 20 and 30 per cent")[2:]
    (0.2, 0.25, 0.3)
    >>> find("inflation is 30 per cent") is None
    True
    """
    if match := _FIFTY.search(text):
        return match.start(), match.end(), 0.5, 0.5, 0.5
    for match in _PERCENT.finditer(text):
        if not _CONTEXT.search(text[max(0, match.start() - 120) : match.end() + 40]):
            continue
        a, b = number(match["a"]), number(match["b"]) if match["b"] else None
        if a is None or a > 100 or (b is not None and b > 100):
            continue
        return _bounded(
            match.start() + len(match[0]) - len(match[0].lstrip()),
            match.end(),
            _bound(text, match),
            a / 100,
            None if b is None else b / 100,
        )
    for match in _ONE_IN.finditer(text):
        a, b = number(match["a"]), number(match["b"])
        if a and b and a < b:
            return _bounded(
                match.start() + len(match[0]) - len(match[0].lstrip()),
                match.end(),
                _bound(text, match),
                round(a / b, 4),
                None,
            )
    for match in _ODDS.finditer(text):
        a, b = float(match["a"] or match["c"]), float(match["b"] or match["d"])
        if abs(a + b - 100) < 1e-9 or (0 < a <= 20 and 0 < b <= 20 and a + b in (10, 20)):
            share = a / (a + b)
            at = match.start("a") if match["a"] else match.start("c")
            return at, match.end(), share, share, share
    for match in _TO_ONE.finditer(text):
        a = number(match["a"])
        if a and re.search(r"(?i)\b(?:odds|chances?)\b", text):
            share = round(1 / (a + 1), 4)
            return match.start(), match.end(), share, share, share
    return None


def _bound(text: str, match: re.Match[str]) -> str | None:
    """The word of a bound; "not … above" is a bound from above."""
    bound = match["bound"]
    if bound and re.search(r"(?i)\b(?:not|never)\b|n't\b", text[max(0, match.start() - 25) : match.start()]):
        return {
            "above": "not above",
            "over": "not above",
            "more than": "not above",
            "below": "at least",
            "under": "at least",
            "less than": "at least",
        }.get(bound.lower(), bound)
    return bound


def _bounded(
    start: int, end: int, bound: str | None, a: float, b: float | None
) -> tuple[int, int, float, float | None, float]:
    if b is not None:
        low, high = min(a, b), max(a, b)
        return start, end, low, round((low + high) / 2, 4), high
    below = bound is not None and bound.lower() in (
        "less than",
        "below",
        "under",
        "at most",
        "no more than",
        "up to",
        "not above",
    )
    if below:
        return start, end, 0.0, round(a / 2, 4), a
    if bound is not None:
        return start, end, a, round((1 + a) / 2, 4), 1.0
    return start, end, a, a, a
