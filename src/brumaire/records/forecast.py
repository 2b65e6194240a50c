"""Answers to questions, and claims as constraints on futures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.records.question import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says to one question.

    probability
        Weighted share of futures in which the question comes out yes (among those in which the condition does).
    monte_carlo_error
        Standard error from finite simulation, from within the batches of one parameter draw.
    interval
        90 % interval of the probability over the parameters, the simulation's variance removed.
    effective
        Effective number of futures behind it (those in which the condition holds, where there is one).
    settled
        Whether the answer was read from the record of what happened, and not simulated.
    exact
        Whether it was worked out, and not simulated: then no futures stand behind it, and the Monte Carlo error is 0.
    at_most
        Where the simulation does not resolve the interval (its ends are equal): an interval that it does not exceed, None
        where that was not worked out.
    with_earned_weight
        The answer with the weight that commentators have earned by resolved forecasts; None where they have none.
    """

    question: Question
    text: str
    probability: float
    monte_carlo_error: float
    interval: tuple[float, float]
    effective: float
    outside_view: float | None = None
    if_commentators_right: float | None = None
    settled: bool = False
    note: str = ""
    exact: bool = False
    at_most: tuple[float, float] | None = None
    with_earned_weight: float | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """A claim as a constraint: P(event | condition) lies in [low, high], taken at the speaker's word."""

    claim: str
    speaker: str
    event: Question
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ConstraintReport:
    """What became of one constraint: whether it was imposed, the model's own value, and how far off it is.

    `bits` is the relative entropy, in bits and given the condition, of the nearest distribution that satisfies this
    constraint alone; `condition` is P(condition) in the model, 1 without one. `reason` says why one was not imposed.
    """

    constraint: Constraint
    imposed: bool
    model: float | None
    tilted: float | None
    bits: float | None
    condition: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeverEffect:
    """What setting a lever does to a question: the paired difference on common random numbers and its error."""

    lever: str
    value: str
    question: str
    baseline: float
    probability: float
    difference: float
    error: float


@dataclass(frozen=True, slots=True)
class IndicatorEffect:
    """What seeing an indicator in the days after the asking date would do to a question.

    `chance` is the probability that it is seen within the span at all; `expected_movement` is the mean absolute
    change of the answer over seen and not seen. The errors are standard errors of the simulation. An expected movement
    is never negative, so that one which is no larger than its error tells of no movement.
    """

    indicator: str
    question: str
    baseline: float
    if_seen: float
    if_not_seen: float
    chance: float
    expected_movement: float
    effective: float
    if_seen_error: float = 0.0
    if_not_seen_error: float = 0.0
    chance_error: float = 0.0
    expected_movement_error: float = 0.0


@dataclass(frozen=True, slots=True)
class ParameterEffect:
    """What the uncertainty of one parameter does to a question.

    `first_order` is the share of the answer's variance over the parameters that knowing this one would take away on
    average; `total` adds its interactions with others. Both are estimates without bias and may lie slightly outside
    [0, 1]; the errors are standard errors. `low` and `high` are the answer in the fifth of the draws in which the
    parameter is lowest, and highest.
    """

    parameter: str
    first_order: float
    first_order_error: float
    total: float
    total_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which uncertain parameters move the answer to a question, those that move it most first.

    spread
        Standard deviation of P(question | parameters), the simulation's part removed.
    resolved
        The parameters' share of the variance between batches; the rest is the simulation's noise.
    draws
        Effective number of parameter draws.
    pairs
        Pairs of parameters with the share of the variance that only their interaction explains.
    unexplained
        Share of the variance that neither single parameters nor these pairs explain: effects too weak to tell from chance.
    """

    question: Question
    text: str
    probability: float
    spread: float
    resolved: float
    draws: float
    parameters: tuple[ParameterEffect, ...]
    pairs: tuple[tuple[str, str, float], ...]
    unexplained: float


@dataclass(frozen=True, slots=True)
class FactEffect:
    """What learning one fact would do to a question.

    The fact is that `event` (its text) happens from `first` to `last` if the leader stays in office. With `hidden`, that span lies
    before the asking date: it may have happened already, unknown to the case. `chance`, `if_true`, `if_not` and
    `expected_movement` are as for an indicator.
    """

    event: str
    first: date
    last: date
    hidden: bool
    question: str
    baseline: float
    if_true: float
    if_not: float
    chance: float
    expected_movement: float
    error: float
    effective: float


@dataclass(frozen=True, slots=True)
class IncidencePoint:
    """Cumulative incidence of one manner of exit up to a date, with its 90 % interval over the parameters."""

    day: date
    manner: str
    probability: float
    low: float
    high: float
    outside_view: float | None = None
