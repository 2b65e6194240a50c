"""The futures re-weighed so that the commentators' claims hold, and what that took."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import BrumaireError
from brumaire.futures.tilt import TiltResult, bits_alone, enough, tilt
from brumaire.questions import Outcome, event_names
from brumaire.questions import evaluate as questions_evaluate
from brumaire.records import Constraint, ConstraintReport, Do, Futures, Question

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Evaluate = Callable[[Question, Futures], Outcome]

_MISSED = 0.01  # a point: what the penalty's softness leaves open is a hundredth of it


@dataclass(frozen=True, slots=True)
class Commentary:
    """What taking commentators at their word does to futures.

    weights : float64 (futures,), the new weights, with the total of the old ones.
    reports : one for each constraint, in their order.
    bits : relative entropy of the new weights with respect to the old ones.
    speakers : for each speaker with a claim that was imposed, the bits that his claims alone would take.
    converged : whether the tilt found its optimum; where it did not, nothing is imposed.
    effective : effective number of trajectories that carry the new weights. Claims that hardly fit together leave few.
    """

    weights: Floats
    reports: tuple[ConstraintReport, ...]
    bits: float
    speakers: Mapping[str, float]
    converged: bool
    effective: float


@dataclass(frozen=True, slots=True)
class Ready:
    """A constraint that was evaluated: where it comes true, where its condition does, or why it cannot be imposed."""

    constraint: Constraint
    event: Bools
    condition: Bools
    model: float | None
    share: float
    reason: str


def weigh(
    futures: Futures,
    constraints: Sequence[Constraint],
    evaluate: Evaluate = questions_evaluate,
    contradicted: Mapping[str, str] | None = None,
) -> Commentary:
    """Re-weight futures by the least relative entropy under which all constraints hold that can be imposed.

    A constraint is not imposed, with the reason in its report, where its question cannot be asked of these futures
    or where they are too few (see `futures.tilt.enough`). P(condition) is held where the model has it, unless an
    imposed claim speaks of the condition itself.

    `contradicted` has a reason for each claim, by its identifier, that its own speaker contradicts (see
    `contradiction.contradicted`): imposed together they would meet at a figure that nobody gave.

    Raises
    ------
    FuturesError
        The weights of the futures are unusable.
    """
    return impose(futures, evaluated(futures, constraints, evaluate, contradicted))


def evaluated(
    futures: Futures,
    constraints: Sequence[Constraint],
    evaluate: Evaluate = questions_evaluate,
    contradicted: Mapping[str, str] | None = None,
) -> tuple[Ready, ...]:
    """Constraints made ready to be imposed, all or some of them: evaluating them is what takes time."""
    said = contradicted or {}
    ready = (_evaluated(futures, constraint, evaluate) for constraint in constraints)
    return tuple(replace(row, reason=row.reason or said.get(row.constraint.claim, "")) for row in ready)


def impose(futures: Futures, ready: Sequence[Ready]) -> Commentary:
    """Re-weight futures so that constraints that were made ready hold; see `weigh`."""
    imposed = [row for row in ready if not row.reason]
    joint = _tilted(futures, imposed)
    converged = joint.converged
    if not converged:
        # weights that are no solution must not be shown as one
        ready = [
            replace(row, reason=row.reason or "no re-weighting was found under which the claims hold") for row in ready
        ]
        imposed, joint = [], _tilted(futures, [])
    speakers = {
        name: _tilted(futures, [row for row in imposed if row.constraint.speaker == name]).total_bits
        for name in dict.fromkeys(row.constraint.speaker for row in imposed)
    }
    values = iter(zip(joint.values, joint.misses, joint.bits, strict=True))
    alone = _missed_alone(futures, imposed) if (joint.misses > _MISSED).any() else frozenset()
    reports = tuple(_report(row, None if row.reason else next(values), alone) for row in ready)
    carried = np.bincount(futures.trajectory, joint.weights)
    effective = float(carried.sum() ** 2 / (carried**2).sum())
    return Commentary(joint.weights, reports, joint.total_bits, speakers, converged, effective)


def _evaluated(futures: Futures, constraint: Constraint, evaluate: Evaluate) -> Ready:
    nowhere = np.zeros(len(futures.weight), np.bool_)
    if isinstance(constraint.event.given, Do):
        return Ready(constraint, nowhere, nowhere, None, 1.0, "it is about setting a lever, not about what happens")
    try:
        outcome = evaluate(constraint.event, futures)
    except BrumaireError as error:
        return Ready(constraint, nowhere, nowhere, None, 1.0, error.what)
    event = outcome.event
    condition = np.ones_like(event) if outcome.condition is None else outcome.condition
    total = float(futures.weight.sum())
    share = float(futures.weight[condition].sum()) / total
    model = float(futures.weight[condition & event].sum()) / (share * total) if share > 0 else None
    reason = enough(futures.weight, event, condition, futures.trajectory)
    return Ready(constraint, event, condition, model, share, reason)


def _tilted(futures: Futures, rows: Sequence[Ready]) -> TiltResult:
    spoken_of = [set(event_names(Question(row.constraint.event.clause))) for row in rows]
    hold = [
        row.constraint.event.given is not None
        and not isinstance(row.constraint.event.given, Do)
        and not any(set(event_names(Question(row.constraint.event.given))) <= names for names in spoken_of)
        for row in rows
    ]
    shape = (len(futures.weight), 0)
    return tilt(
        futures.weight,
        np.column_stack([row.event for row in rows]) if rows else np.zeros(shape, np.bool_),
        np.column_stack([row.condition for row in rows]) if rows else np.zeros(shape, np.bool_),
        low=np.array([row.constraint.low for row in rows], float),
        high=np.array([row.constraint.high for row in rows], float),
        hold_condition=np.array(hold, np.bool_),
    )


def _missed_alone(futures: Futures, rows: Sequence[Ready]) -> frozenset[str]:
    """The claims that cannot hold even with no other speaker's claims beside them."""
    missed = []
    for name in dict.fromkeys(row.constraint.speaker for row in rows):
        own = [row for row in rows if row.constraint.speaker == name]
        missed += [
            row.constraint.claim for row, miss in zip(own, _tilted(futures, own).misses, strict=True) if miss > _MISSED
        ]
    return frozenset(missed)


def _report(
    row: Ready, tilted: tuple[float, float, float] | None, alone: frozenset[str] = frozenset()
) -> ConstraintReport:
    constraint = row.constraint
    if tilted is None:
        bits = None if row.model is None else bits_alone(row.model, constraint.low, constraint.high)
        return ConstraintReport(constraint, False, row.model, None, bits, row.share, row.reason)
    value, missed, bits = (float(number) for number in tilted)
    with_whom = "the speaker’s own other claims" if constraint.claim in alone else "the other claims"
    reason = f"it cannot hold together with {with_whom}" if missed > _MISSED else ""
    return ConstraintReport(constraint, True, row.model, value, bits, row.share, reason)
