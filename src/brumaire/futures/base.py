"""What the engine's parts share: the anchor, and the facts of a case that a model may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import DAYS_PER_YEAR
from brumaire.errors import FuturesError
from brumaire.models.base import Model, MoveLevel, Transition
from brumaire.models.expressions import Change, Expression, walk
from brumaire.records.case import Case

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
Phase = Literal["in_office", "gone"]

BATCH_STRIDE = 100
"""Trajectory k of batch b has number 100·b + k, so that a smaller run is the beginning of each batch of a larger one."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The constants that make a model agree with history for one kind of leader.

    constants
        By target: the log of the rate that stands for `solved_by` (per year), and for `success` the log-odds.
    spread, growth
        Standard deviation of that log (or log-odds) over the outside view's interval; its yearly growth.
    stationary_states, stationary
        Names of the states that start from their stationary law, and that law: values and probability.
    paths
        By level or derived quantity: its mean in the anchor run, week by week; the last value holds on.
    wanted, achieved, error
        Twelve-month incidence by manner of exit, expected attempts, and success: the outside view's, the anchor
        run's, and the latter's Monte Carlo error.
    """

    model: str
    constants: Mapping[str, float] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    growth: Mapping[str, float] = field(default_factory=dict)
    stationary_states: tuple[str, ...] = ()
    stationary: tuple[tuple[tuple[str, ...], float], ...] = ()
    paths: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    wanted: Mapping[str, float] = field(default_factory=dict)
    achieved: Mapping[str, float] = field(default_factory=dict)
    error: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A dictionary that JSON can hold.

        >>> Anchor.from_json(Anchor("abc", {"success": 0.5}).to_json()).constants
        {'success': 0.5}
        """
        return {
            "model": self.model,
            "constants": dict(self.constants),
            "spread": dict(self.spread),
            "growth": dict(self.growth),
            "stationary_states": list(self.stationary_states),
            "stationary": [[list(values), probability] for values, probability in self.stationary],
            "paths": {name: list(path) for name, path in self.paths.items()},
            "wanted": dict(self.wanted),
            "achieved": dict(self.achieved),
            "error": dict(self.error),
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Anchor:
        """The anchor that `to_json` wrote; KeyError or TypeError where it is something else."""
        return cls(
            model=str(data["model"]),
            constants={k: float(v) for k, v in data["constants"].items()},
            spread={k: float(v) for k, v in data["spread"].items()},
            growth={k: float(v) for k, v in data["growth"].items()},
            stationary_states=tuple(data["stationary_states"]),
            stationary=tuple((tuple(values), float(probability)) for values, probability in data["stationary"]),
            paths={k: tuple(float(x) for x in v) for k, v in data["paths"].items()},
            wanted={k: float(v) for k, v in data["wanted"].items()},
            achieved={k: float(v) for k, v in data["achieved"].items()},
            error={k: float(v) for k, v in data["error"].items()},
            notes=tuple(data["notes"]),
        )

    def means(self, day: float) -> Mapping[str, float]:
        """The anchor run's means at a day after the start, interpolated between weeks.

        >>> Anchor("abc", paths={"fortune": (0.0, 0.7)}).means(3.5), Anchor("abc", paths={"fortune": (0.0, 0.7)}).means(99)
        ({'fortune': 0.35}, {'fortune': 0.7})
        """
        found = {}
        for name, path in self.paths.items():
            week = min(max(day / 7.0, 0.0), len(path) - 1.0)
            k = min(int(week), len(path) - 2) if len(path) > 1 else 0
            share = week - k
            found[name] = path[k] if len(path) == 1 else (1 - share) * path[k] + share * path[k + 1]
        return found


def fixed_states(case: Case, phase: Phase) -> dict[str, str]:
    """The built-in states that are known for a whole phase."""
    known = {
        "regime": case.leader.regime,
        "war_kind": case.war.kind,
        "initiator": {None: "unknown", True: "yes", False: "no"}[case.war.initiator],
        "leader": phase,
    }
    if phase == "in_office":
        known |= {"exit": "none", "announced": "none"}
    return known


def clocks(case: Case, day: float) -> dict[str, float]:
    """Years since the start, the leader's age and tenure, the war's age, and the month, at a day after the start."""
    years = day / DAYS_PER_YEAR

    def since(origin: date | None) -> float:
        return years + ((case.start - origin).days / DAYS_PER_YEAR if origin is not None else 0.0)

    return {
        "years": years,
        "age": since(case.leader.birth),
        "tenure": since(case.leader.entered),
        "war_years": since(case.war.began),
        "month": float((case.start + timedelta(days=int(day))).month),
    }


def batches_of(runs: int) -> tuple[int, int]:
    """How many batches a run has, and how many trajectories each: 500 batches or a hundredth of the runs.

    >>> batches_of(20_000), batches_of(5_000), batches_of(100_000), batches_of(120)
    ((500, 40), (500, 10), (1000, 100), (120, 1))
    """
    if runs < 1:
        raise FuturesError(f"{runs} runs", mend="ask for at least 1,000")
    batches = max(min(500, runs), runs // BATCH_STRIDE)
    return batches, max(1, runs // batches)


def expressions(model: Model) -> Iterator[Expression]:
    """Every expression of a model that is read while it runs, those of levers apart."""
    yield from (d.value for d in model.derived)
    for level in model.levels:
        yield from () if level.target is None else (level.target,)
        yield from (term.of for term in level.terms)
    for transition in model.transitions:
        yield from expressions_of(transition)
    yield from (indicator.when for indicator in model.indicators.values())
    yield from (reading.reads for reading in model.readings.values())


def hazard_expressions(t: Transition) -> Iterator[Expression]:
    """What the hazard of a transition reads."""
    yield from (e for e in (t.when, t.factor) if e is not None)
    yield from (term.of for term in t.ratios)


def expressions_of(t: Transition) -> Iterator[Expression]:
    """What a transition reads: for its hazard, its branches and its effects."""
    yield from hazard_expressions(t)
    yield from (term.of for b in t.branches for term in b.probability.shift)
    effects = [*t.effects, *(e for b in t.branches for e in b.effects)]
    yield from (effect.amount for effect in effects if isinstance(effect, MoveLevel))


def changed(model: Model) -> tuple[str, ...]:
    """The derived quantities that are read as changes since the start, in order of their names."""
    parts = (part for expression in expressions(model) for part in walk(expression))
    return tuple(sorted({p.of.name for p in parts if isinstance(p, Change) and p.of.kind == "derived"}))
