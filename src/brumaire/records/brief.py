"""The brief: everything that one page says about one case, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.records.article import Article
from brumaire.records.claim import Attribution, Claim
from brumaire.records.forecast import Answer, ConstraintReport, IncidencePoint, IndicatorEffect, LeverEffect


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one or more articles."""

    articles: tuple[Article, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the articles got wrong or left open, or that speakers disagree on.

    `kind` is one of "headline", "analogy", "vague", "disagreement", "contradiction", "base rate", "lapsed".
    `claims` are the identifiers of the claims concerned; `source` is where the check's facts come from.
    """

    kind: str
    text: str
    claims: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What others forecast on the same matter at the time."""

    by: str
    day: date
    question: str
    probability: float
    model: float | None
    source: str


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """What the model makes of a claim that says nothing about when, had it said "within so many months"."""

    claim: str
    months: int
    probability: float


@dataclass(frozen=True, slots=True)
class IfWithin:
    """The headline if the commentators are right and their claims without a window mean "within so many months".

    `claims` is how many claims were then imposed, with and without a window of their own, and `effective` the
    effective number of trajectories that carry the answer.
    """

    months: int
    probability: float
    claims: int
    effective: float


@dataclass(frozen=True, slots=True)
class Brief:
    """One case on one page.

    `headline` is the text of the question that levers and indicators are measured on; `median_exit` is the date
    by which the leader is as likely gone as not, None where the horizon does not reach it.
    """

    case: str
    title: str
    leader: str
    as_of: date
    start: date
    horizon: date
    seed: int
    runs: int
    model: str
    effective: float
    headline: str
    answers: tuple[Answer, ...]
    incidence: tuple[IncidencePoint, ...]
    median_exit: date | None
    reading: Reading
    constraints: tuple[ConstraintReport, ...]
    levers: tuple[LeverEffect, ...]
    indicators: tuple[IndicatorEffect, ...]
    reported: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    limits: tuple[str, ...]
    weight_of_commentary: float = 0.0
    outside_view_notes: tuple[str, ...] = ()
    open_windows: tuple[OpenWindow, ...] = ()
    if_within: tuple[IfWithin, ...] = ()
