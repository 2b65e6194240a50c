"""What kind of statement it is: forecast, assessment, report or analogy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brumaire.claims.likelihood.phrases import COMPARISON
from brumaire.claims.text import denials
from brumaire.questions import vocabulary
from brumaire.records import ClaimKind

# The least probability of the kind that the network gives, else the rules decide.
SURE = 0.6
_FUTURE = re.compile(
    r"(?i)(?:\b(?:will|won't|would|wouldn't|could|couldn't|might|may|shall|going to|gonna|about to|set to|poised|gear(?:ing|ed) up|due to|tipped to|intends?|intention of|plans? to|bound to|likely|unlikely|probable|improbable|possible|possibility|prospects?"
    r"|chances?|odds|expects?|expected to|predicts?|forecasts?|fears?|faces?|facing|threatens? to|doubts?|risks?|sooner or later|prepar(?:e|es|ing) (?:for|to)|can't see|cannot see|don't see|see no|anticipates?|no longer be"
    r"|impossible|possibly|perhaps|maybe|probably|inevitabl[ey]|imminent|open question|anybody's guess|anyone's guess|nobody knows|soon|next (?:year|month|week|spring|summer|autumn|winter)|doomed|within (?:days|weeks|months))\b|\w'(?:ll|d)\b)"
)
_SCENARIO = re.compile(
    r"(?i)^\W*(?:and )?then (?:you|there|they|an?|the|comes?|he|she)\b|\byou(?:'d| would| will|'ll)? (?:get|have|need)\b|^\W*either\b"
)
_CANNOT = re.compile(r"(?i)\b(?:cannot|can't|can not|could not|couldn't)\b")
# What somebody had promised or thought is past, whatever its verb.
_FUTURE_IN_PAST = re.compile(r"(?i)\b(?:told|promised|thought|believed|assured|expected)\b[^.;]{0,60}\bwould\b")
_WILLED = re.compile(
    r"(?i)(?:\b(?:will|won't|would|wouldn't|shall|going to|might|could|may|likely|unlikely|about to|until|within)\b|\w'll\b)"
)
_PAST = re.compile(
    r"(?i)(?:\b(?:has|have|had)\s+(?:\w+ly\s+|also\s+|now\s+|already\s+|not\s+|still\s+|even\s+|just\s+|never\s+|been\s+){0,3}\w+(?:ed|en|wn|nt|st|ght|ld|de|ne|ot|it|un|ung)\b|\b(?:was|were|did|went|lost|began|fell|took|gave|came|sent|drove|broke|left|met|held|heard|bought|paid|shot|fought|stood|spoke|told|made|flew|got|knew|threw|rose|withdrew|retreated|forced|announced|launched)\b|\w'(?:ve|d)\s+\w+(?:ed|en|n)\b"
    r"|\w's\s+(?:\w+ed|gone|lost|fallen|been|withdrawn|taken)\b|\b\w{3,}ed\b)"
)
_ANALOGY = re.compile(
    r"(?i)\b(?:(?:it|this|that|the same(?: \w+)?|which)\s+(?:\w+\s+)?(?:happened|was done|was played|was tried|worked|befell|occurred|is what happened)\s+(?:with|to|in|on|by|under|when|there|before)\b"
    r"|(?:just\s+)?(?:like|as)\s+(?:with|in|it was|they did|happened|under)?\s*(?:the\s+)?(?-i:[A-Z]\w+)[^.;]{0,60}\b(?:in|of|after)\s+(?:the\s+)?(?:1[89]|20)\d\ds?\b|(?:reminiscent|echoes?|parallels?|compar(?:e|ed|ing|ison)|precedent|history)\b[^.;]{0,80}\b(?:1[89]|20)\d\d"
    r"|(?:1[5-9]\d\d|20[0-2]\d)s?\b[^.;]{0,60}\b(?:is|was|shows?|offers?) the (?:pattern|precedent|parallel|model|example))"
)
_OLD_YEAR = re.compile(r"\b(?:in|of|by|since|after|from|during)\s+(?:the\s+)?(?:\w+\s+)?(1[5-9]\d\d|20\d\d)(s?)\b")
# A deadline or a number of chances puts a statement into the future, unless its verb is past.
_AHEAD = re.compile(
    r"(?i)\b(?:by|before|within|until|till|from)\s+(?:the\s+)?(?:(?:end|middle|start|turn|first|next|new|coming)\b|spring|summer|autumn|winter|christmas|easter|harvest|monsoon|rains?|thaw|snow|frost"
    r"|days|weeks|months|hours|a\s+(?:week|month|year)|(?:\w+\s+)?(?:days|weeks|months|years)|tomorrow|january|february|march|april|may|june|july|august|september|october|november|december|\d)"
    r"|\bthis (?:year|month|winter|spring|summer|autumn)\b|\b(?:one|two|three|four|six|nine) (?:chances? )?in (?:a )?(?:two|three|four|five|six|ten|twenty|hundred|a hundred)\b|\bsixty-forty\b|\bcoin[- ]flip\b|: ?\d+ ?%|\b(?:chance|odds|probability|likelihood)\b"
)
_PERFECT = re.compile(r"(?i)\b(?:has|have|had)\b|\b(?:was|were)\b")
_FINITE = re.compile(r"(?i)\b(?:is|are|am|was|were|has|have|had|do|does|did|\w+(?<!s)s|\w+ed)\b|'(?:s|re|ve)\b")
_GOING_ON = re.compile(r"(?i)\b(?:is|are)\s+(?:\w+ly\s+|already\s+|still\s+|now\s+)?(?:\w+ing|under|back|in its)\b")
_LOOKS_AHEAD = re.compile(
    r"(?i)\b(?:fear|expect|predict|doubt|anticipat|forecast|foresee|vow|pledg|promis|threat|speculation|rumou?r|warn|plan|intend|want|urg|bet|seek|hop|call(?:s|ed|ing)? for|order)"
)
_STATES = frozenset({"capability", "popularity", "morale", "shortage", "war_aims", "propaganda_frame"})


def kind(words: str, cue: str, events: tuple[str, ...], *, year: int | None, conditional: bool = False) -> ClaimKind:
    """The kind of a statement from its folded words (without conditions), its cue and its events.

    `year` is the article's: what is said of a year long before it is an analogy. What holds under a condition
    that may still come true (`conditional`) is a forecast, unless its verb is past.
    """
    if _ANALOGY.search(words):
        return "analogy"
    if COMPARISON.search(words) or re.search(r"(?i)\bwould be like\b", words):
        return "assessment"
    if _FUTURE_IN_PAST.search(words):
        return "report"
    for match in _OLD_YEAR.finditer(words):
        stated = int(match[1])
        gap = 8 if year is None else (year - stated)
        if (match[2] or stated < 2000 or gap >= 8) and gap >= 8 and not _FUTURE.search(words):
            return "analogy"
    if events and all(name in _STATES for name in events) and not _WILLED.search(words):
        return (
            "report"
            if _PAST.search(words) and not re.search(r"(?i)\b(?:is|are|remains?)\b|'s\b|'re\b", words)
            else "assessment"
        )
    asked = any(name not in ("losses", "other") for name in events)
    if (
        (asked and (_SCENARIO.search(words) or _CANNOT.search(denials.without_unsustained(words))))
        or _FUTURE.search(words)
        or _LOOKS_AHEAD.search(cue)
        or ((conditional or _AHEAD.search(words)) and not _PAST.search(words) and not _PERFECT.search(words))
    ):
        return "forecast"
    if _GOING_ON.search(words) and any(vocabulary()[name].kind == "occurrence" for name in events if name != "other"):
        return "report"
    if (
        events
        and all(vocabulary()[name].kind == "state" for name in events if name in vocabulary())
        and re.search(r"(?i)\b(?:is|are|am|isn't|aren't|remains?)\b|'s\b|'re\b", words)
    ):
        return "assessment"
    if _PAST.search(words):
        return "report"
    return "assessment"


def settled(by_rule: ClaimKind, by_network: Sequence[tuple[ClaimKind, float]]) -> ClaimKind:
    """The kind of a statement from what rules and the network say: the network's where it is surer than `SURE`."""
    kind, chance = max(by_network, key=lambda item: item[1])
    return kind if chance >= SURE else by_rule


def pledged(words: str) -> bool:
    """Whether a giver speaks of what it will itself send, which is the pledge: "said it will send tanks"."""
    return bool(re.match(r"(?i)\W*(?:it|we|i|they|he|she|the government|his country|her country|the country)\b", words))


def forecast_like(words: str) -> bool:
    """Whether a statement speaks of the future or of chances.

    >>> forecast_like("the bank will close"), forecast_like("the bank is closed")
    (True, False)
    """
    return bool(_FUTURE.search(words)) and not _FUTURE_IN_PAST.search(words)
