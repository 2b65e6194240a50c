"""Words of probability: which ones a statement has, and the interval that they mean.

*Probability* words mean the percentiles 10, 50 and 90 of the largest survey that has the phrase, or the band of a
yardstick where the speaker is an analyst of a country's intelligence. Words that no survey has take the nearest phrase
that one has, which is judged and says so. *Possibility* words ("could", "possible", "fear") claim little: from 0.01, which is
judged, to their 90th percentile, with no middle. "An open question" claims nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from brumaire.claims.likelihood import chances, moods, phrases
from brumaire.claims.likelihood.phrases import Phrase
from brumaire.records import EstimativeProbability, Speaker

_POSSIBLE_LOW = 0.01
_WOULD = re.compile(r"(?i)(?:would|['’]d)(?:(?:\s+not|n['’]t)|\s+never)?|wouldn['’]t")
_BRACKETED = re.compile(
    r"(?i)(?:(?:an?\s+)?(?:realistic|real|remote|good|fair)\s+(?:possibility|chance|prospect)|(?:very\s+|highly\s+|almost\s+|most\s+)?(?:un|im)?(?:likely|probable|certain|probably|certainly))\s*\(\s*$"
)
_HEDGES_AFTER = re.compile(r"(?i)(?:\s+(?:very\s+well|well|just|possibly|perhaps|conceivably|potentially|easily))+\b")
_NOUNS = re.compile(r"(?i)(?:possibility|chance|prospect|risk|danger|likelihood|probability|toss-?up|toss|flip|shot)$")
_ARTICLE = re.compile(
    r"(?i)\b(?:an?|every|no|about\s+an?|about|roughly)\s+(?:(?:very|roughly|still|rather|fairly)\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words found: offsets, the interval for the statement *without* its denial, and whether they deny it."""

    start: int
    end: int
    low: float
    mid: float | None
    high: float
    yardstick: str
    strength: str
    denies: bool
    firm: bool


OPEN = "open"


def find(
    folded: str, start: int, end: int, holes: list[tuple[int, int]], *, at: int | None, speaker: Speaker | None
) -> Reading | str | None:
    """The words of probability of a statement between two offsets, outside `holes`.

    Numbers rank before words of probability, those before words of possibility, and a bare "will" comes last; among equals
    the one nearest to the event at offset `at` counts. Returns OPEN for "an open question", None where there are none.
    """
    text = folded[start:end]
    for a, b in holes:
        low, high = max(a, start), min(b, end)
        if low < high:
            text = text[: low - start] + "\0" * (high - low) + text[high - start :]
    if phrases.OPEN.search(text):
        return OPEN
    if phrases.COMPARISON.search(text):
        return None
    number = chances.find(text, _sentence_before(folded, start))
    if number is not None:
        first, last = _worded(text, number)
        denies = bool(re.search(r"(?i)\bagainst\s*$", text[first:last]))
        return Reading(
            start + first,
            start + last,
            number.low,
            number.mid,
            number.high,
            "the number given",
            "probability",
            denies,
            firm=False,
        )
    middle = (at - start) if at is not None else len(text) // 2
    best: tuple[tuple[int, int], Phrase, re.Match[str]] | None = None
    for phrase, regex in phrases.compiled():
        for match in regex.finditer(text):
            if moods.unhedged(text, match.start(), match.end()):
                continue
            key = (-phrase.rank, min(abs(match.start() - middle), abs(match.end() - middle)) - len(match[0]) // 2)
            if best is None or key < best[0]:
                best = (key, phrase, match)
    if best is None:
        return None
    _, phrase, match = best
    a, b = match.span("w") if match.re.groupindex and match["w"] else match.span()
    a, b = _maximal(text, a, b)
    return interval(phrase, start + a, start + b, speaker)


def _sentence_before(folded: str, start: int) -> str:
    """What stands in the same sentence before a statement: "cut the odds that …"."""
    return re.split(r"[.!?]\s", folded[max(0, start - 120) : start])[-1]


def _worded(text: str, number: chances.Chance) -> tuple[int, int]:
    """A number with the words that it stands behind: "likely (55 to 75 per cent)"."""
    before = _BRACKETED.search(text[: number.start])
    closing = re.match(r"\s*\)", text[number.end :])
    if before and closing:
        return before.start(), number.end + closing.end()
    return number.start, number.end


def _maximal(text: str, start: int, end: int) -> tuple[int, int]:
    """Words of probability with the hedges and the article that belong to them: "may well", "a real chance"."""
    if re.search(r"(?i)\b(?:could|might|may)$", text[start:end]) and (after := _HEDGES_AFTER.match(text, end)):
        end = after.end()
    if re.fullmatch(r"(?i)possibly|perhaps|conceivably|potentially", text[start:end]) and (
        modal := re.search(r"(?i)\b(?:could|might|may)\s+(?:just\s+)?$", text[max(0, start - 16) : start])
    ):
        start -= len(modal[0])
    if _NOUNS.search(text[start:end]) and (before := _ARTICLE.search(text[max(0, start - 24) : start])):
        start -= len(before[0])
    return start, end


def unconditional(found: EstimativeProbability | None, manner: str | None) -> EstimativeProbability | None:
    """What is left of a "would" that stands under no condition.

    In reported speech it is the past of "will" and no word of probability; in direct speech it is a hedge, which is read as a
    possibility (judged).

    >>> unconditional(None, "direct") is None
    True
    """
    if found is None or not _WOULD.fullmatch(found.words):
        return found
    if manner == "indirect":
        return None
    row = phrases.surveyed("could happen")
    low, high = _POSSIBLE_LOW, row.p90 / 100
    if found.high < 0.5:
        low, high = round(1 - high, 4), round(1 - low, 4)
    note = f"judged: a would without a condition, as {row.survey}, 'could happen', n = {row.n}; possibility"
    return replace(found, low=low, mid=None, high=high, yardstick=note, strength="possibility")


def interval(phrase: Phrase, start: int, end: int, speaker: Speaker | None) -> Reading:
    """What a phrase means, from the survey or, for analysts of a country's intelligence, from its yardstick."""
    row = phrases.surveyed(phrase.term)
    source = f"{row.survey}, {phrase.term!r}, n = {row.n}"
    survey_low, survey_mid, survey_high = (share / 100 for share in (row.p10, row.p50, row.p90))
    if phrase.turned:
        survey_low, survey_mid, survey_high = 1 - survey_high, 1 - survey_mid, 1 - survey_low
    if phrase.strength == "possibility":
        note = f"possibility: 1 % (judged) to the 90th percentile; readers take it as {row.p10:.0f} to {row.p90:.0f} % ({source})"
        # "Might not" claims little too, but of the denial.
        low, high = _POSSIBLE_LOW, row.p90 / 100
        if phrase.turned:
            low, high = round(1 - high, 4), round(1 - low, 4)
        return Reading(start, end, low, None, high, note, "possibility", phrase.denies, firm=False)
    band = phrases.band(phrase.term, speaker) if not phrase.turned else None
    if band is not None:
        name, low, high = band
        return Reading(
            start,
            end,
            low,
            round((low + high) / 2, 4),
            high,
            f"{name} band of {phrase.term!r}",
            "probability",
            phrase.denies,
            phrase.rank == 0,
        )
    judged = "judged: nearest surveyed phrase; " if phrase.judged else ""
    if phrase.turned:
        judged += "turned round; "
    return Reading(
        start,
        end,
        round(survey_low, 4),
        round(survey_mid, 4),
        round(survey_high, 4),
        f"{judged}{source}",
        "probability",
        phrase.denies,
        phrase.rank == 0,
    )


def for_question(found: Reading, text: str, *, turn: bool) -> EstimativeProbability:
    """The words as a record, turned round where the question asks for the opposite of the statement."""
    low, mid, high = found.low, found.mid, found.high
    if turn:
        low, mid, high = round(1 - high, 4), None if mid is None else round(1 - mid, 4), round(1 - low, 4)
    return EstimativeProbability(
        words=text[found.start : found.end],
        start=found.start,
        end=found.end,
        low=low,
        mid=mid,
        high=high,
        yardstick=found.yardstick + ("; turned round for the question" if turn else ""),
        strength="possibility" if found.strength == "possibility" else "probability",
    )
