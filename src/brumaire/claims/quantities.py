"""Numbers in a statement, with bounds where the words are vague, and what is counted.

A bare number counts something only where a plural noun follows ("nine retired generals") or it is large; years, ages, dates,
numbers in names, lengths of time and ranks count nothing.
"""

from __future__ import annotations

import re

from brumaire.claims.likelihood.chances import number
from brumaire.records import Quantity

_SCALE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "score": 20.0,
}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SMALL = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_HEDGE = (
    r"(?:an?\s+(?:estimated|further|additional|reported)|estimated|about|around|some|roughly|nearly|almost|over|more\s+than|up\s+to|at\s+least|at\s+most|fewer\s+than|less\s+than|as\s+many\s+as|as\s+few\s+as|another|no\s+(?:more|fewer|less)\s+than|well\s+over|upwards\s+of"
    r"|approximately|perhaps|maybe|only|just|close\s+to|under|below|above|a\s+further|possibly)"
)
_QUANTITY = re.compile(
    rf"""(?ix)(?<![\w.,/:-])
    (?P<hedge>(?:{_HEDGE}\s+){{0,2}}|between\s+)
    (?P<money>[$€£])?
    (?:
      (?P<tens>(?:tens|hundreds|dozens|scores|thousands|millions)(?:\s+of\s+(?:thousands|millions))?)(?=\s+of\b|\s|$)
     |(?P<half>half(?:[\s-]+an?)?[\s-]+(?P<halfof>million|dozen|billion))\b
     |(?P<few>(?:an?\s+)?(?P<vague>few|couple\s+of|several)\s+(?P<vagueof>{_SCALES})s?)\b
     |(?P<share>(?:an?|one|two|three)[\s-]+(?:third|quarter|fifth|half)s?)(?=\s+of\b)
     |(?P<n>{_FIGURES}|an?(?=\s+{_SCALES}\b)|{_SMALL}\b)
      (?:\s*(?P<short>[km]|mn|bn|tn)\b|(?P<scale>(?:[\s-]+{_SCALES}){{1,2}})\b)?
      (?:\s*(?:-|\bto\b|\bor\b|\band\b)\s*(?P<m>{_FIGURES}|{_SMALL}\b)(?:\s*(?P<short2>[km]|mn|bn|tn)\b|(?P<scale2>(?:[\s-]+{_SCALES}){{1,2}})\b)?)?
      (?P<percent>\s*(?:%|per[\s-]?cent\b))?
    )"""
)
_ADJECTIVE = r"(?:(?!(?:of|in|on|at|by|to|for|from|and|or|the|a|an|is|are|was|were|has|have|had|will|would|could|may|might|if|that|who|which|when|with|as|than|but|not|his|her|their|he|she|they|it|before|after|ago|days?|weeks?|months?|years?|hours?|minutes?|times|per)\b)[\w'&-]+\s+)"
_UNIT = re.compile(
    rf"(?i)\s+(?:of\s+(?:(?:the|its|his|her|their|our|these|those|them)\s+)?(?:{_SMALL}\s+)?)?(?:its\s+|his\s+|her\s+|their\s+|the\s+|more\s+)?{_ADJECTIVE}{{0,3}}?"
    r"(?P<unit>men|people|troops|police|personnel|cattle|children|women|crew|aircraft|(?!(?:his|this|its|was|is|has|as|us|always|perhaps|besides|towards|across|less|plus|days|weeks|months|years|hours|minutes|times|decades|seconds|nights|points|degrees|percentage|does|goes|says|others|ones|yes|news)\b)[a-z][\w-]*[a-rt-z]s|soldier|tank|them)\b"
)
_DIRECT = re.compile(
    r"(?i)\s*(?P<unit>%|per[\s-]?cent|percent|miles?|kilomet(?:re|er)s?|km|kilos?|tonnes?|tons?|litres?|gallons?|barrels?|hectares?|acres?|square\s+(?:kilomet(?:re|er)s|miles)|dollars?|euros?|pounds?|marks?|crowns?|francs?|roubles?|rubles?|men|dead|wounded|killed|missing|casualties|prisoners|seats|votes|days?|weeks?|months?|years?|hours?|minutes?|times?)\b"
)
_TIME = re.compile(r"(?i)(?:day|week|month|year|hour|minute|time|decade|night|second)s?$")
_NOT_AFTER = re.compile(
    r"(?i)(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|leopard|abrams|aged|age|chapter|article|no|number|phase|operation|group|brigade|room|page|day|t|f|su|mig|boeing|since|until|highway|route|war)\.?[\s-]*)$"
)
_AGE = re.compile(r"(?i)\s*(?:,|-?\s*years?[\s-]old|\s+years\s+old)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
# What a small number stands in without counting: "one of the", "two years", "at one", "four more days".
_PARTITIVE = re.compile(r"(?i)\s+of\s+(?:them|us|the|its|his|her|their|those|these)\b")
# Bounds of vague words: judged, as factors of their base.
_TENS = {
    "tens": (2, 3, 9.9),
    "dozens": (24, 36, 99),
    "scores": (40, 60, 120),
    "hundreds": (2, 3, 9.9),
    "thousands": (2, 3, 9.9),
    "millions": (2, 3, 9.9),
}
_SHARES = {"third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "half": 0.5}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def find(folded: str, text: str, start: int, end: int, skip: list[tuple[int, int]]) -> tuple[Quantity, ...]:
    """The quantities between two offsets, outside the spans in `skip` (dates, probabilities).

    >>> [(q.words, q.value, q.unit) for q in find("an estimated 30,000 soldiers", "an estimated 30,000 soldiers", 0, 28, [])]
    [('an estimated 30,000', 30000.0, 'soldiers')]
    """
    found = []
    for match in _QUANTITY.finditer(folded, start, end):
        if any(a < match.end() and match.start() < b for a, b in skip):
            continue
        name = _unit(folded, match, end)
        values = _values(match, name, folded, start)
        if values is None:
            continue
        at, close = match.start(), match.end()
        if match["n"] and match["m"] and _second(match) is None:
            close = match.end("scale") if match["scale"] else match.end("short") if match["short"] else match.end("n")
        while close > at and folded[close - 1] == " ":
            close -= 1
        while at < close and folded[at].isspace():
            at += 1
        low, value, high = values
        found.append(Quantity(text[at:close], at, close, value, low, high, name))
    return tuple(found)


def _unit(folded: str, match: re.Match[str], end: int) -> str | None:
    """What is counted: the noun that follows, or the currency before."""
    if match["money"]:
        return {"$": "dollars", "€": "euros", "£": "pounds"}[match["money"]]
    if match["percent"]:
        return "per cent"
    at = match.end()
    if match["m"] and match["n"] and _second(match) is None:
        at = match.end("scale") if match["scale"] else match.end("n")
    limit = min(end, at + 70)
    found = _DIRECT.match(folded, at, limit) or _UNIT.match(folded, at, limit)
    return " ".join(found["unit"].lower().split()) if found else None


def _values(match: re.Match[str], unit: str | None, folded: str, start: int) -> tuple[float, float, float] | None:
    if match["tens"]:
        words = match["tens"].lower().split()
        factors = _TENS[words[0]]
        base = {"tens": 10.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6}.get(words[0], 1.0)
        if len(words) > 1:
            base *= 1e3 if words[-1] == "thousands" else 1e6
        if words[0] == "tens" and len(words) == 1:
            return None
        return factors[0] * base, factors[1] * base, round(factors[2] * base)
    if match["half"]:
        return _hedged(match["hedge"], _SCALE[match["halfof"].lower()] / 2)
    if match["few"]:
        base = _SCALE[match["vagueof"].lower().rstrip("s")]
        if match["vague"].lower().startswith("couple"):
            return 2 * base, 2 * base, 3 * base
        return 2 * base, 3 * base, 9 * base
    if match["share"]:
        count, part = re.split(r"[\s-]+", match["share"].lower())
        value = round(_COUNTS[count] * _SHARES[part.rstrip("s") if part != "halves" else "half"], 4)
        return _hedged(match["hedge"], value) if value <= 1 else None
    first = _number(match["n"])
    if first is None:
        return None
    scale = _scale(match["scale"], match["short"])
    other = _second(match)
    if not _counts(match, unit, folded, start, big=scale > 1 or "," in match["n"]):
        return None
    if other is not None:
        second, other_scale = other
        # "2 to 3 million" is millions both times.
        scale = other_scale if scale == 1 and second * other_scale > first * other_scale else scale
        low, high = first * scale, second * (other_scale if other_scale > 1 else scale)
        return low, (low + high) / 2, high
    return _hedged(match["hedge"], first * scale)


def _counts(match: re.Match[str], unit: str | None, folded: str, start: int, *, big: bool) -> bool:
    """Whether a number counts something."""
    if match["money"]:
        return True
    before = folded[max(start, match.start() - 16) : match.start()]
    if _NOT_AFTER.search(before) and not match["hedge"].strip():
        return False
    if big:
        return True
    if (
        _YEAR.match(match["n"])
        and not match["hedge"].strip()
        and (unit is None or not re.match(r"\s+[a-z]", folded[match.end() :]))
    ):
        return False
    timed = unit is not None and bool(_TIME.search(unit))
    hedged = bool(match["hedge"].strip())
    if match["percent"] or unit in ("%", "per cent", "percent"):
        return bool(re.match(r"(?i)\s+of\b", folded[match.end() :]))
    if timed:
        # "Some 100 days into the war" tells a length; "two years" mostly a window.
        return hedged and float(_number(match["n"]) or 0) >= 20
    if unit is None:
        figure = match["n"][0].isdigit()
        return hedged and figure and float(_number(match["n"]) or 0) >= 10 and not _AGE.match(folded, match.end())
    return match["n"].lower() != "one" or hedged


def _second(match: re.Match[str]) -> tuple[float, float] | None:
    """The upper end of a range and its scale; None where there is none, or the two are no range."""
    if not match["m"] or not match["n"]:
        return None
    first, second = _number(match["n"]), _number(match["m"])
    if first is None or second is None:
        return None
    one, two = _scale(match["scale"], match["short"]), _scale(match["scale2"], match["short2"])
    between = match["hedge"].lower().strip().startswith("between")
    joined = match.string[
        match.end("short")
        if match["short"]
        else match.end("scale")
        if match["scale"]
        else match.end("n") : match.start("m")
    ]
    if "and" in joined.lower() and not between:
        return None
    low = first * (one if one > 1 else two if two > 1 and first < 1000 else 1)
    return (second, two) if second * (two if two > 1 else one) > low else None


def _scale(words: str | None, short: str | None) -> float:
    if short:
        return _SHORT[short.lower()]
    value = 1.0
    for word in re.split(r"[\s-]+", (words or "").lower().strip(" -")):
        value *= _SCALE.get(word, 1.0)
    return value


def _number(words: str) -> float | None:
    if words.lower() in ("a", "an"):
        return 1.0
    plain = words.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain) if len(plain) < 16 else None
    return number(words.lower())


def _hedged(hedge: str | None, value: float) -> tuple[float, float, float]:
    """Bounds by the hedge: 10 % either way for "about", open by half for "more than" and "up to" (judged)."""
    words = " ".join((hedge or "").lower().split())
    if re.match(r"(?:over|more than|at least|well over|upwards of|no (?:fewer|less) than|above|as few as)", words):
        return value, value, value * 1.5
    if re.match(r"(?:nearly|almost|close to)", words):
        return round(value * 0.9, 6), value, value
    if re.match(r"(?:up to|fewer than|less than|as many as|no more than|at most|under|below)", words):
        return value * 0.5, value, value
    if re.match(
        r"(?:about|around|some|roughly|approximately|perhaps|maybe|possibly|an? estimated|estimated|a reported|reported)",
        words,
    ):
        return round(value * 0.9, 6), value, round(value * 1.1, 6)
    return value, value, value
