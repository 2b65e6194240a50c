"""Numbers in a statement, with bounds where the words are vague, and what is counted."""

from __future__ import annotations

import re

from brumaire.claims.chances import number
from brumaire.records import Quantity

_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0, "score": 20.0}
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"""(?ix)(?<![\w.,])
    (?P<hedge>(?:(?:an?\s+)?(?:estimated|further|additional|reported)|about|around|some|roughly|nearly|almost|over|more\s+than|up\s+to|at\s+least|fewer\s+than|less\s+than|as\s+many\s+as|another|no\s+more\s+than|well\s+over|approximately)\s+(?:a\s+further\s+|another\s+)?)?
    (?:
      (?P<tens>(?:tens|hundreds|dozens|scores|thousands|millions)(?:\s+of\s+(?:thousands|millions))?)(?=\s+of\b|\s|$)
     |(?P<half>half(?:[\s-]+a)?[\s-]+(?P<halfof>million|dozen|billion))
     |(?P<few>(?:a\s+)?(?P<vague>few|couple\s+of|several)\s+(?P<vagueof>hundred|thousand|million|dozen))
     |(?P<n>{_FIGURES}|an?(?=\s+(?:hundred|thousand|million|billion|dozen))|{_SMALL})(?:(?:\s*-\s*|\s+to\s+|\s+or\s+)(?P<m>{_FIGURES}|{_SMALL})(?=[\s,]))?(?:[\s-]+(?P<scale>hundred|thousand|million|billion|dozen)s?|(?P<short>[km]|bn)\b)?
    )"""
)
_UNIT = re.compile(
    r"(?i)\s*(?:of\s+)?(?:(?:its|his|her|their|the|new|modern|main|battle|armou?red|fighting|russian|enemy|young|more|men\s+and|fresh|destroyed|trained|regular|square|heavy|light|elite|foreign|senior|\w+an|\w+ian)\s+){0,3}"
    r"(soldiers?|troops|men|servicemen|fighters|conscripts|reservists|people|civilians|officers|generals|casualties|deaths|recruits|mercenaries|protesters|prisoners|tanks?|vehicles?|aircraft|jets?|planes|helicopters|ships?|howitzers?"
    r"|guns|missiles|rockets|drones|shells|days?|weeks?|months?|years?|hours?|kilomet(?:re|er)s|km|miles|dollars|euros|brigades?|divisions?|units?|battalions?|regiments?|companies|seats|votes|per\s?cent|%|times)\b"
)
_ORDINARY = re.compile(r"(?i)^(?:one|two)$")
_NOT_AFTER = re.compile(
    r"(?i)(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|leopard|abrams|aged|age|chapter|article|no|number|phase|operation|group|t|f|su|mig|boeing|since|in|by|of|until)\.?[\s-]*|[$€£])$"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
# Bounds of vague words: judged, as factors of their base.
_TENS = {
    "tens": (2, 3, 9.9),
    "dozens": (24, 36, 99),
    "scores": (40, 60, 120),
    "hundreds": (2, 3, 9.9),
    "thousands": (2, 3, 9.9),
    "millions": (2, 3, 9.9),
}


def find(folded: str, text: str, start: int, end: int, skip: list[tuple[int, int]]) -> tuple[Quantity, ...]:
    """The quantities between two offsets, outside the spans in `skip` (dates, probabilities).

    >>> [(q.words, q.value, q.unit) for q in find("an estimated 30,000 soldiers", "an estimated 30,000 soldiers", 0, 28, [])]
    [('an estimated 30,000', 30000.0, 'soldiers')]
    """
    found = []
    for match in _QUANTITY.finditer(folded, start, end):
        if any(a < match.end() and match.start() < b for a, b in skip):
            continue
        unit = _UNIT.match(folded, match.end(), min(end, match.end() + 60))
        name = re.sub(r"\s+", " ", unit[1].lower()) if unit else None
        values = _values(match, name, folded, start)
        if values is None:
            continue
        at, close = match.start(), match.end()
        while close > at and folded[close - 1] == " ":
            close -= 1
        low, value, high = values
        found.append(Quantity(text[at:close], at, close, value, low, high, name))
    return tuple(found)


def _values(match: re.Match[str], unit: str | None, folded: str, start: int) -> tuple[float, float, float] | None:
    if match["tens"]:
        words = match["tens"].lower().split()
        factors = _TENS[words[0]]
        base = (
            1.0
            if words[0] in ("dozens", "scores")
            else {"tens": 10.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6}[words[0]]
        )
        if len(words) > 1:
            base *= 1e3 if words[-1] == "thousands" else 1e6
        return factors[0] * base, factors[1] * base, round(factors[2] * base)
    if match["half"]:
        value = _SCALE[match["halfof"].lower()] / 2
        return _hedged(match["hedge"], value, value)
    if match["few"]:
        base = _SCALE[match["vagueof"].lower()]
        if match["vague"].lower().startswith("couple"):
            return 2 * base, 2 * base, 3 * base
        return 2 * base, 3 * base, 9 * base
    first = _number(match["n"])
    if first is None:
        return None
    scale = _SCALE.get(
        (match["scale"] or "").lower(), {"k": 1e3, "m": 1e6, "bn": 1e9}.get((match["short"] or "").lower(), 1.0)
    )
    plain = scale == 1.0 and "," not in match["n"]
    before = folded[max(start, match.start() - 14) : match.start()]
    if plain and (
        unit in (None, "%", "per cent", "percent")
        or _NOT_AFTER.search(before)
        or (_YEAR.match(match["n"]) and unit is None)
    ):
        return None
    if plain and _ORDINARY.match(match["n"]) and unit in (None, "times", "day", "year", "men", "man"):
        return None
    second = _number(match["m"]) if match["m"] else None
    if second is not None and second > first:
        return first * scale, (first + second) / 2 * scale, second * scale
    return _hedged(match["hedge"], first * scale, first * scale)


def _number(words: str) -> float | None:
    if words.lower() in ("a", "an"):
        return 1.0
    plain = words.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain) if len(plain) < 16 else None
    return number(words.lower())


def _hedged(hedge: str | None, value: float, high: float) -> tuple[float, float, float]:
    """Bounds by the hedge: 10 % either way for "about", open by half for "more than" and "up to" (judged)."""
    words = " ".join((hedge or "").lower().split())
    if re.match(r"(?:over|more than|at least|well over)", words):
        return value, value, value * 1.5
    if re.match(r"(?:up to|fewer than|less than|as many as|no more than|nearly|almost)", words):
        return value * 0.5 if not words.startswith(("nearly", "almost")) else value * 0.9, value, value
    if re.match(r"(?:about|around|some|roughly|approximately|an estimated|estimated|a reported|reported)", words):
        return round(value * 0.9, 6), value, round(value * 1.1, 6)
    return value, value, high
