"""Who said what, how likely, on which condition and by when: what is read out of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from brumaire.records.question import Question
from brumaire.records.spans import Span

Manner = Literal["direct", "indirect", "mixed"]
ClaimKind = Literal["forecast", "assessment", "report", "analogy"]
SpeakerKind = Literal["person", "group", "organisation", "state", "unknown"]
Strength = Literal["probability", "possibility"]
Polarity = Literal["+", "-"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The outermost source of an attribution, resolved through the article ("he said" is the colonel)."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    kind: SpeakerKind = "unknown"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that an article attributes to a source through a cue (the terms are PolNeAR's).

    Each of the three may be in several pieces; source and cue may be missing. `inside` is the attribution in whose
    content a nested one stands ("the colonel said that the guard *thinks* …").
    """

    id: str
    article: str
    manner: Manner
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker | None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class EstimativeProbability:
    """Words of probability and the interval that they mean.

    `low`, `mid` and `high` are always the probability that the claim's *question* comes out yes, so "pretty low"
    about an uprising reads low for the uprising, and a denied event has its numbers turned round. `mid` is
    None where the words claim little (strength "possibility"): as a constraint and in scores they mean [low, high].
    """

    words: str
    start: int
    end: int
    low: float
    mid: float | None
    high: float
    yardstick: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Words of time and the dates that they bound, read against the article's date; None where left open."""

    words: str
    start: int
    end: int
    opens: date | None
    closes: date | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text: its most likely value, and bounds where the words are vague."""

    words: str
    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The antecedent of a conditional claim, and the question that it makes where the vocabulary allows."""

    span: Span
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim is made once more: the article, the words, and the attribution that they belong to there."""

    article: str
    span: Span
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about the world, anchored to the words that make it.

    `attribution` is None where the reporter asserts it. `speaker` is the outermost source, `holder` one inside the
    quote ("the FSB think"). `events` are names of the vocabulary; words that leave it open give several, and
    `question` is then one disjunction. `question` is always positive; `polarity` is that of the wording.
    `places` are the other places, in this article and in others, where the same speaker makes the same claim.
    A headline's claim names in `headline_of` the claim of the body that it sums up, and in `overstates` how it says
    more than that one does ("drops the condition"). `regardless` are words that say that the claim holds in any case
    ("even if he stays"): a note, no condition.
    """

    id: str
    article: str
    kind: ClaimKind
    content: Span
    events: tuple[str, ...]
    attribution: str | None = None
    speaker: Speaker | None = None
    holder: str | None = None
    question: Question | None = None
    polarity: Polarity = "+"
    condition: Condition | None = None
    likelihood: EstimativeProbability | None = None
    window: TimeWindow | None = None
    quantities: tuple[Quantity, ...] = ()
    headline: bool = False
    places: tuple[Place, ...] = ()
    headline_of: str | None = None
    overstates: tuple[str, ...] = ()
    regardless: Span | None = None
