"""The brief: everything that one page says about one case, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.records.article import Article
from brumaire.records.claim import Attribution, Claim
from brumaire.records.forecast import (
    Answer,
    ConstraintReport,
    FactEffect,
    IncidencePoint,
    IndicatorEffect,
    LeverEffect,
    Sensitivity,
)


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
    """What others forecast on the same matter at the time.

    `model` is the model's answer as of the brief's own asking date, `then` its answer as of the day on which they said
    so, from what was known by that day; None where it cannot be asked. `interval_then` is the latter's over the parameters.
    """

    by: str
    day: date
    question: str
    probability: float
    model: float | None
    source: str
    then: float | None = None
    interval_then: tuple[float, float] | None = None


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
class ParameterShift:
    """A parameter whose draws a re-weighting of futures favours.

    `before` and `after` are its typical value (geometric mean where all draws are positive, else mean) under the old and the new
    weights, `shift` the change in standard deviations of its draws, `error` that shift's standard error if there were none.
    """

    parameter: str
    unit: str
    before: float
    after: float
    shift: float
    error: float


@dataclass(frozen=True, slots=True)
class HistoryShift:
    """A kind of history that a re-weighting of futures favours, or thins out: its share of them before and after.

    `error` is the standard error of the difference, from the finite number of futures.
    """

    question: str
    before: float
    after: float
    error: float


@dataclass(frozen=True, slots=True)
class AtTheirWord:
    """What follows if claims hold, and what would have to be true of the world for that.

    speaker : whose claims; empty for those of all together.
    months : "within so many months", as which claims without a time are read; None where they are left out.
    claims, refused : how many were imposed, and how many could not be.
    bits : relative entropy of the new weights with respect to the old ones; `bits_in_parameters` is the part of it that
        lies between draws of the parameters, the rest is what happens given the parameters.
    effective : effective number of trajectories that carry the new weights.
    answers : texts of questions with their probability.
    reports, parameters, histories : what became of each claim, and what the world would have to be like; for one
        reading of each speaker's claims only.
    """

    speaker: str
    months: int | None
    claims: int
    refused: int
    bits: float
    bits_in_parameters: float
    effective: float
    answers: tuple[tuple[str, float], ...]
    reports: tuple[ConstraintReport, ...] = ()
    parameters: tuple[ParameterShift, ...] = ()
    histories: tuple[HistoryShift, ...] = ()


@dataclass(frozen=True, slots=True)
class Decides:
    """What decides the headline: its parameters, and the facts that would move it most if they were learnt.

    `meanings` tells of each parameter its interval, unit and source. Where `sensitivity` is None, `why_not` says why.
    """

    sensitivity: Sensitivity | None
    meanings: tuple[tuple[str, str], ...]
    facts: tuple[FactEffect, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One case on one page.

    `headline` is the text of the question that levers and indicators are measured on; `median_exit` is the date
    by which the leader is as likely gone as not, None where the horizon does not reach it. `earned` says of each speaker
    what he has earned in a ledger; empty where none was given.
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
    earned: tuple[str, ...] = ()
    outside_view_notes: tuple[str, ...] = ()
    open_windows: tuple[OpenWindow, ...] = ()
    if_within: tuple[IfWithin, ...] = ()
    at_their_word: tuple[AtTheirWord, ...] = ()
    decides: Decides | None = None
