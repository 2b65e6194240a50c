"""The typed tree of a model: what `loading` makes of a YAML file and what the engine runs.

All numbers that are not certain are `Parameter`s; those written in place have a name made of the path to them, such
as `plot_forms.hazard_ratio.gap`. Every other part refers to them by `Read(name, "parameter")`, so an expression, a
rate or a coefficient is always an `Expression`. The language itself is told in docs/reference/model-language.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brumaire.models.expressions import Expression, Scope
from brumaire.records.outside_view import ExitManner

Distribution = Literal["fixed", "normal", "lognormal", "logit_normal", "uniform"]

BUILTIN_VALUES: Mapping[str, tuple[str, ...]] = {
    "leader": ("in_office", "gone"),
    "exit": (
        "none",
        "regular",
        "coup",
        "handover",
        "uprising",
        "rebels",
        "assassination",
        "natural_death",
        "ill_health",
        "foreign",
    ),
    "announced": (
        "none",
        "regular",
        "coup",
        "handover",
        "uprising",
        "rebels",
        "assassination",
        "natural_death",
        "ill_health",
        "foreign",
    ),
    "regime": (
        "military",
        "military_personal",
        "personal",
        "party",
        "party_personal",
        "monarchy",
        "democracy",
        "unknown",
    ),
    "war_kind": ("none", "interstate", "civil"),
    "initiator": ("unknown", "yes", "no"),
}
CLOCKS: tuple[str, ...] = ("years", "age", "tenure", "war_years", "month")
NOBODY: tuple[str, ...] = ("none", "nobody")  # values of a state that leave an argument out
FATES: tuple[str, ...] = ("killed", "arrested", "exiled", "unharmed", "died")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the model: its 90 % interval (low equals high where it is certain), unit and source.

    `low` and `high` of a uniform one are its ends. `where` is the file and line. `inline` tells that it was written where
    it is used. `group` names the correlated group that it belongs to, if one; `correlation` is that of any two members,
    between their normal scores.
    """

    name: str
    low: float
    high: float
    unit: str
    distribution: Distribution
    source: str
    where: str
    inline: bool = False
    group: str = ""
    correlation: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """A categorical state. `initial` gives the probability of each value, None where it is stationary."""

    name: str
    values: tuple[str, ...]
    initial: Mapping[str, float] | None
    latent: bool
    where: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a linear form: coefficient × expression; for hazard ratios, expression × log(coefficient).

    `note` tells in words what a term is that the file does not have, such as what a delay lets arrive.
    """

    of: Expression
    coefficient: Expression
    note: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level: an Ornstein–Uhlenbeck process toward `target` + Σ `terms`.

    `half_life`, a number, a parameter or a product of two, counts in units of `half_life_days` days. `spread` is the standard deviation at the start, None for that of
    `noise`.
    """

    name: str
    target: Expression | None
    terms: tuple[Term, ...]
    half_life: Expression
    half_life_days: float
    noise: Expression
    mean: Expression
    spread: Expression | None
    persists: bool
    why: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A quantity worked out from others at one moment."""

    name: str
    value: Expression
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class FromState:
    """The value that a state has at the moment."""

    state: str


@dataclass(frozen=True, slots=True)
class Realised:
    """An event of the vocabulary that a transition or branch realises, with its arguments."""

    event: str
    args: tuple[tuple[str, str | float | FromState], ...]
    where: str


@dataclass(frozen=True, slots=True)
class SetState:
    """An effect: a state takes a value, or the value of another state."""

    state: str
    value: str | FromState


@dataclass(frozen=True, slots=True)
class MoveLevel:
    """An effect: a level is shifted (`+`, `-`) or set (`=`)."""

    level: str
    operator: Literal["+", "-", "="]
    amount: Expression


Effect = SetState | MoveLevel


@dataclass(frozen=True, slots=True)
class Exit:
    """That the leader leaves; `manner` is None in transitions that fire at the moment of leaving."""

    manner: ExitManner | None
    announced: ExitManner | None = None
    fate: str | None = None
    cover: str | None = None
    by: str | FromState | None = None


@dataclass(frozen=True, slots=True)
class Probability:
    """Probability of a branch.

    kind
        `value`: logistic(logit(value) + Σ shift); `logit`: logistic(value + Σ shift); `rest`: what the others leave;
        `solved`: logistic(constant of the anchor + Σ shift).
    middle
        The middle of a `value` without its shift, for the weight of `rest`.
    """

    kind: Literal["value", "logit", "rest", "solved"]
    value: Expression | None = None
    shift: tuple[Term, ...] = ()
    middle: float = 0.0


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several things that a transition can turn into."""

    name: str
    probability: Probability
    realises: tuple[Realised, ...]
    effects: tuple[Effect, ...]
    exit: Exit | None
    where: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A hazard before its ratios: `value` per `days` days, times the anchor's constant where `target` names one."""

    value: Expression
    days: float
    target: str | None = None
    growth: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a transition fires by itself: `first` days after the start or on a date, then every so many days."""

    first: float | None
    on: date | None
    every: float | None


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition: it has a rate, or a schedule, or fires at the moment of leaving (`at_exit`)."""

    name: str
    realises: tuple[Realised, ...]
    when: Expression | None
    rate: Rate | None
    schedule: Schedule | None
    at_exit: bool
    ratios: tuple[Term, ...]
    factor: Expression | None
    effects: tuple[Effect, ...]
    exit: Exit | None
    branches: tuple[Branch, ...]
    why: str
    source: str
    where: str

    @property
    def leaves(self) -> bool:
        """Whether its firing can be, or is, the leader's exit."""
        return not self.at_exit and (self.exit is not None or any(b.exit for b in self.branches))


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that can be seen: `emission` is its probability a week where `when` holds, `false_alarms` elsewhere.

    `emission` is a parameter (logit-normal between ratio × false_alarms), so that it never reaches 1. Both hold for what
    becomes known: they contain `coverage`, the share of weeks in which anybody would notice. What is seen tells of
    the state `delay` days before. `exponent` names a parameter to the power of which the ratio of the
    odds of both is taken; `usual` is the share of weeks in which the state holds as a rule.
    """

    name: str
    number: int | None
    when: Expression
    ratio: tuple[float, float]
    emission: Expression
    false_alarms: float
    group: str | None
    always_watched: bool
    event: str | None
    lead: str
    source: str
    where: str
    coverage: float = 1.0
    delay: float = 0.0
    exponent: str = ""
    usual: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator that measures: a value is `reads` plus a normal error with mean 0 and standard deviation `error`.

    `reads` is any number of the model, `error` a number or parameter in the unit of what it reads (`unit` names it, for readers).
    A value tells of the state `delay` days before.
    """

    name: str
    reads: Expression
    error: Expression
    unit: str
    group: str | None
    delay: float
    why: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class LeverValue:
    """What setting a lever to this value does: effects, and parameters set (`=`) or multiplied (`*`)."""

    name: str
    effects: tuple[Effect, ...]
    parameters: tuple[tuple[str, Literal["=", "*"], float], ...]


@dataclass(frozen=True, slots=True)
class Lever:
    """A policy or circumstance that can be set, at the asking date or (`at_start`) from the start."""

    name: str
    description: str
    values: Mapping[str, LeverValue]
    default: str
    at_start: bool
    where: str


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One mechanism that can be switched off: numbers that then have a neutral value, transitions that then never fire.

    `less` and `more` are clauses about events that become rarer, or more frequent, without it.
    """

    name: str
    title: str
    parameters: tuple[tuple[str, float], ...]
    transitions: tuple[str, ...]
    less: tuple[str, ...]
    more: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model, checked. `derived` stands in the order in which it can be worked out; levers and indicators by name.

    `indicators` are those that are seen or not, `readings` those that measure; no name is in both.

    `hash` is the first sixteen hexadecimal digits of the SHA-256 of the text of the file and of its parts.
    """

    name: str
    description: str
    path: str
    hash: str
    parameters: tuple[Parameter, ...]
    states: tuple[State, ...]
    levels: tuple[Level, ...]
    derived: tuple[Derived, ...]
    transitions: tuple[Transition, ...]
    indicators: Mapping[str, Indicator]
    readings: Mapping[str, Reading]
    levers: Mapping[str, Lever]
    deviations: tuple[str, ...]
    roles: Mapping[str, str]
    scope: Scope
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)

    @property
    def realised(self) -> frozenset[str]:
        """Names of all events that something in the model realises."""
        names = {"leader_exit"} if any(t.leaves for t in self.transitions) else set()
        for transition in self.transitions:
            names |= {r.event for r in transition.realises}
            names |= {r.event for branch in transition.branches for r in branch.realises}
        return frozenset(names)

    @property
    def targets(self) -> frozenset[str]:
        """What the anchor has to solve: manners of exit, `attempts`, `success`."""
        solved = {t.rate.target for t in self.transitions if t.rate and t.rate.target}
        if any(b.probability.kind == "solved" for t in self.transitions for b in t.branches):
            solved.add("success")
        return frozenset(solved)
