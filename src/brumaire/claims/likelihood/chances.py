"""Probabilities given as numbers: "a 30 per cent chance", "one in ten", "60-40", "three to one against", "fifty-fifty".

A number is a probability only where its words say so: "in eight" behind "one", a word of chance nearby, a verb that puts a
figure on something. "Inflation of 30 per cent", "40 percentage points" and "one in ten voters" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = dict(
    zip(
        str.split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen"
        ),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip(str.split("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join([*_UNITS, *_TENS, *_SCALES])
_N = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:a\s+(?=hundred|thousand|million))?(?:{_WORD})(?:(?:[- ]|\s+and\s+)(?:{_WORD})){{0,4}})"

_BELOW = r"(?:well\s+|far\s+|much\s+|just\s+|slightly\s+)?(?:less\s+than|below|under|lower\s+than)|at\s+(?:the\s+)?(?:most|best|very\s+most)|(?:no|not)\s+(?:more|better|higher|greater|above)(?:\s+than)?|up\s+to|as\s+high\s+as"
_ABOVE = r"(?:well\s+|far\s+|much\s+|just\s+|slightly\s+|rather\s+)?(?:more\s+than|over|above|better\s+than|higher\s+than|upwards\s+of)|at\s+least|(?:no|not)\s+(?:less|lower|below|worse)(?:\s+than)?|as\s+low\s+as"
_ABOUT = r"maybe|perhaps|possibly|probably|about|around|roughly|some|something\s+like|only|just|nearly|almost|close\s+to|nearer|approximately|somewhere\s+(?:around|between)|an?\s+estimated"
_LEAD = rf"(?P<lead>(?:(?:{_ABOUT})\s+)?(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})|between)?\s*(?:(?:{_ABOUT})\s+)?(?:an?\s+|the\s+)?(?:(?:{_ABOUT})\s+)?)"
_NOUN = r"(?:(?:\s+or\s+(?P<tail>less|lower|more|higher|better|so))?(?:[\s-]+(?:chances?|probability|likelihood|risk|shot|possibility)\b)?)"
_PERCENT = re.compile(
    rf"(?i)(?<![\w.,$€£-]){_LEAD}(?P<a>{_N})(?:\s*(?:-|to|and|or)\s*(?P<b>{_N}))?[\s-]*(?:%|per[\s-]?cent\b)(?![\s-]*(?:points?|age)\b)(?:,\s+perhaps\s+(?P<c>{_N})(?!\w))?{_NOUN}"
)
_ONE_IN = re.compile(
    rf"(?i)(?<![\w.,$€£-]){_LEAD}(?P<a>{_N})(?:[\s-]+chances?)?[\s-]+(?:in|out\s+of|times\s+(?:out\s+of|in)|cases\s+(?:out\s+of|in))[\s-]+(?P<b>{_N})\b(?![\s-]*(?:years?|months?|days?|hours?|weeks?|minutes?|people|voters|men|women|soldiers|adults|citizens|households|of\s+(?:the|them|his|its)\b|million|,?\d))"
    rf"(?:\s+or\s+(?:one|two)\s+in\s+{_N})?{_NOUN}"
)
_PAIR = re.compile(
    rf"(?i)(?<![\w.,/:-])(?P<a>{_N})\s*(?P<mark>[-:/]|\s(?:to\s)?)\s*(?P<b>{_N})(?![\w/:-]|[.,]\d)(?P<way>\s+(?:against|on|that)\b)?"
)
_FIFTY = re.compile(r"(?i)\b(?:fifty[- ]fifty|50[-/ ]50)\b(?:\s+chances?)?")
_SHARES = {"third": 1 / 3, "quarter": 0.25, "half": 0.5, "fifth": 0.2, "tenth": 0.1}
_FRACTION = re.compile(
    rf"(?i)\b{_LEAD}(?P<times>(?:a|one|two|three|four)[\s-]+)?(?P<share>third|quarter|half|fifth|tenth)s?\b(?:[\s-]+(?:chance|probability|likelihood))?"
)
_BARE = re.compile(
    rf"(?i)\b(?:put(?:s|ting)?|rat(?:e|es|ing)|call(?:s|ed)?|go(?:es)?|say|make|estimates?)\s+(?:(?:it|that|this|them|the\s+(?:odds|chances?|probability|risk|likelihood)\b[^.;]{{0,60}}?)\s+)?(?:at|to|no\s+higher\s+than|as\s+high\s+as|nearer|closer\s+to|around|about|up\s+to)\s+"
    rf"(?P<w>{_LEAD}(?P<a>{_N}))(?![\w%]|[\s-]*(?:in|per|to|out|percent|or|years?|months?|days?|weeks?|hours?|troops|men|people|soldiers|thousand|million|billion|times|:|/|-\d)|[.,]\d)"
)
_CONTEXT = re.compile(
    r"(?i)\b(?:chances?|probability|probabilit\w+|likelihood|odds|risk|(?:un|im)?(?:likely|probable|probably)|certain|sure|possibility|prospects?|confident|forecast\w*|bet|put(?:s|ting)?\s+(?:it|that|this|the|a|his)|"
    r"(?:I|we|you|he|she|they)(?:'d|\s+would)\s+(?:say|give|put|call|go)|give(?:s|n)?\s+(?:it|him|her|them|that|the|an?)|model\s+(?:says|gives|has|puts)|down\s+(?:to|from)|up\s+(?:to|from))\b"
)
_BOOKMAKER = re.compile(
    r"(?i)\b(?:odds|bookmakers?|bookies?|bet|betting|priced?|favourite|favorite|shot|wager|punters?|offer(?:s|ed|ing)?)\b"
)
_ODDS = re.compile(
    r"(?i)\b(?:odds|chances?|probability|likel(?:y|ihood)|bookmakers?|bookies?|bet|favourite|favorite|put\s+it|call\s+it|I(?:'d| would)\s+say|say|shot|it's)\b"
)
_COUNT = re.compile(
    r"(?i)\b(?:majorit\w+|votes?|voted|ballots?|scores?|beat|won|lost|defeated|passed|carried|seats)\b[^.;]*$"
)
_SUPPORT = re.compile(
    r"(?i)\s*(?:of\s+(?:the\s+)?(?:voters?|people|votes?|troops|men|gdp|exports|budget|territory|seats|population|army|soldiers|those|its|his|all|grain|output|power|supplies|stocks?|tanks|respondents|members|delegates|households)|(?:turnout|support|approval|inflation|growth|cut|rise|fall|drop|increase|reduction|of\s+the\s+vote)\b)"
)


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability given as a number: offsets of its words, and low, mid and high."""

    start: int
    end: int
    low: float
    mid: float
    high: float


def number(words: str) -> float | None:
    """The value of a number in figures or words.

    >>> number("ten"), number("twenty-five"), number("0.5"), number("a hundred"), number("two hundred and fifty")
    (10.0, 25.0, 0.5, 100.0, 250.0)
    """
    words = re.sub(r"^an?\s+", "", words.lower().strip()).replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words) if len(words) < 16 else None
    total, part = 0, 0
    for word in re.split(r"[-\s]+", words):
        if word == "and":
            continue
        if word in _SCALES:
            part = max(1, part) * _SCALES[word]
            if word != "hundred":
                total, part = total + part, 0
        elif word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
        else:
            return None
    return float(total + part)


def find(text: str, context: str = "") -> Chance | None:
    """The first probability given as a number; `context` is what the sentence says before the text.

    >>> one = find("I give it a one in ten chance")
    >>> one.low, one.mid, one.high
    (0.1, 0.1, 0.1)
    >>> one = find("the chance is between 20 and 30 per cent")
    >>> one.low, one.mid, one.high
    (0.2, 0.25, 0.3)
    >>> find("inflation is 30 per cent") is None
    True
    """
    found = [chance for reader in _READERS if (chance := reader(text, context)) is not None]
    return min(found, key=lambda c: (c.start, -c.end)) if found else None


def _percent(text: str, context: str) -> Chance | None:
    for match in _PERCENT.finditer(text):
        sure = re.search(r"(?i)chance|probab|likelihood|risk", match[0])
        near = context + " " + text[max(0, match.start() - 120) : match.start()] + text[match.end() : match.end() + 40]
        listed = re.search(r"(?::|-|\()\s*$", text[: match.start()]) and not text[match.end() :].strip(" .)")
        bracket = listed or (
            text[: match.start()].rstrip().endswith("(")
            and re.search(
                r"(?i)likely|probab|possib|certain|chance|prospect", text[max(0, match.start() - 40) : match.start()]
            )
        )
        if not sure and (_SUPPORT.match(text, match.end()) or not (bracket or _CONTEXT.search(near))):
            continue
        a = number(match["a"])
        other = match["b"] or match["c"]
        b = number(other) if other else None
        if a is None or a > 100 or (b is not None and b > 100):
            continue
        return _bounded(text, match, a / 100, None if b is None else b / 100)
    return None


def _one_in(text: str, context: str) -> Chance | None:
    for match in _ONE_IN.finditer(text):
        a, b = number(match["a"]), number(match["b"])
        counted = re.search(r"(?i)out\s+of", match[0]) and not re.search(r"(?i)times|cases|chance", match[0])
        if a and b and a < b and not (counted and not _CONTEXT.search(context + " " + text)):
            return _bounded(text, match, round(a / b, 4), None)
    return None


def _pair(text: str, _context: str) -> Chance | None:
    for match in _PAIR.finditer(text):
        a, b = number(match["a"]), number(match["b"])
        if not a or not b or a > 1000 or b > 1000:
            continue
        to = match["mark"].strip().lower() in ("to", "/", "-")
        way = (match["way"] or "").strip().lower()
        if _COUNT.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        if a + b == 100 and (match["mark"].strip() or "-" in match[0] or match["a"].isalpha()):
            share = a / 100
        elif not to or not (way or _ODDS.search(text[max(0, match.start() - 80) : match.end() + 40])):
            continue
        elif way == "against" or (way not in {"on", "that"} and _BOOKMAKER.search(text)):
            share = b / (a + b)
        elif way or (b == 1 and a <= 100) or a + b in (10, 20):
            share = a / (a + b)
        else:
            continue
        share = round(share, 4)
        end = match.end("way") if way in ("against", "on") else match.end("b")
        return Chance(match.start(), end, share, share, share)
    return None


def _fifty(text: str, _context: str) -> Chance | None:
    match = _FIFTY.search(text)
    return Chance(match.start(), match.end(), 0.5, 0.5, 0.5) if match else None


def _fraction(text: str, _context: str) -> Chance | None:
    for match in _FRACTION.finditer(text):
        noun = re.search(r"(?i)(?:chance|probability|likelihood)$", match[0])
        asked = re.search(
            r"(?i)\b(?:put|puts|call|say|go|at|chances?|odds|probability)\b[^.;]{0,40}$", text[: match.start()]
        )
        part_of = re.match(
            r"(?i)\s+(?:of|the|an?|century|way|year|hour|million|dozen|time|as|past)\b", text[match.end() :]
        )
        spoken = match["times"] or re.search(r"(?i)\ban?\s+$", match["lead"]) or match["share"].lower() == "half"
        if spoken and not part_of and (noun or (asked and _ODDS.search(text))):
            times = number((match["times"] or "one").strip(" -")) or 1.0
            value = round(times * _SHARES[match["share"].lower()], 4)
            if value <= 1:
                return _bounded(text, match, value, None)
    return None


def _bare(text: str, _context: str) -> Chance | None:
    for match in _BARE.finditer(text):
        a = number(match["a"])
        if a and 1 <= a < 100 and _ODDS.search(text):
            return _bounded(text, match, a / 100, None, group="w")
    return None


_READERS = (_percent, _one_in, _pair, _fifty, _fraction, _bare)


def _bounded(text: str, match: re.Match[str], a: float, b: float | None, group: str | int = 0) -> Chance:
    start, end = match.span(group)
    while start < end and text[start].isspace():
        start += 1
    # An article belongs to its noun: "the 30 per cent", "a one in ten chance".
    article = re.match(r"(?i)the\s+|an?\s+(?!hundred|thousand|third|quarter|half|fifth|tenth)", text[start:end])
    if article and (
        article[0].lower().startswith("the")
        or not re.search(r"(?i)(?:chance|probability|likelihood|risk|shot|possibility)$", text[start:end])
    ):
        start += article.end()
    groups = match.groupdict()
    below, above = groups.get("below"), groups.get("above")
    tail = (groups.get("tail") or "").lower()
    if not below and not above and re.search(r"(?i)\b(?:not|never)\b|n't\b", text[max(0, start - 25) : start]):
        below = None
    if above and re.search(r"(?i)\b(?:not|never)\s*$|n't\s*(?:\w+\s+){0,2}$", text[max(0, start - 20) : start]):
        below, above = above, None
    elif below and re.search(r"(?i)\b(?:not|never)\s*$|n't\s*(?:\w+\s+){0,2}$", text[max(0, start - 20) : start]):
        below, above = None, below
    if b is not None:
        low, high = min(a, b), max(a, b)
        return Chance(start, end, low, round((low + high) / 2, 4), high)
    if tail in ("less", "lower") or below:
        return Chance(start, end, 0.0, round(a / 2, 4), a)
    if tail in ("more", "higher", "better") or above:
        return Chance(start, end, a, round((1 + a) / 2, 4), 1.0)
    return Chance(start, end, a, a, a)
