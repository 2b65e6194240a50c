"""What would have to be true of the world for claims to hold: the parameters and the histories that their tilt favours.

A tilt changes the weights of futures from w to v. By the chain rule the bits that this takes fall into two parts,

    KL(v ‖ w) = KL between draws of the parameters + mean over draws of KL between the histories that one draw brings forth,

the first of which asks for another world, the second only for luck in this one. With r_b the ratio of new to old weight of batch b, a parameter
x shifts by Σ_b w_b (r_b − 1) z_b of its own standard deviations, z the standardised draws; a shift of that size arises by chance with standard
error (Σ_b (w_b (r_b − 1) z_b)²)^½. Among M parameters only those count whose shift exceeds √(2 ln M) errors and a tenth (as for the terms
of `futures.surrogate`). The ratios r_b scatter because futures are finite in number; for the bits, though not for the shifts, which are linear in r, they
are drawn toward one by the share of their variance that is noise (as in `futures.ask`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import BrumaireError
from brumaire.futures.ask import Sums, by_batch, monte_carlo_error
from brumaire.futures.facts import kinds_of
from brumaire.questions import Outcome, to_text
from brumaire.records import Argument, By, Event, EventKind, Futures, HistoryShift, ParameterShift, Question, Term

Floats = NDArray[np.float64]
Evaluate = Callable[[Question, Futures], Outcome]

_CONSEQUENCES = frozenset({"successor", "coup_success", "incapacity"})
"""What only says over again that the leader has left, or how."""

FEWEST = 300.0
"""Effective trajectories under which a few futures would be taken for a parameter."""

MOST_PARAMETERS, MOST_HISTORIES = 6, 8
_BELIEVED = 3.0  # standard errors: dozens of kinds of history are looked through
_NOTABLE = 0.1  # standard deviations; less is nothing that anybody could hold a view on
_TELLING = 0.02  # a kind that moves by less than two points tells a reader nothing


def bits_in_parameters(futures: Futures, weights: Floats) -> float:
    """The part of a tilt's bits that lies between draws of the parameters."""
    batches = by_batch(futures, _sums(futures, weights))
    share = batches.weight / batches.weight.sum()
    ratio = batches.estimate / (share @ batches.estimate)
    total = float(share @ (ratio - 1.0) ** 2)
    noise = float(share @ batches.noise) / float(share @ batches.estimate) ** 2
    if total <= 0 or not batches.noise_known:
        return 0.0
    true = 1.0 + np.sqrt(max(0.0, 1.0 - noise / total)) * (ratio - 1.0)
    positive = true > 0
    # Not negative but for rounding.
    return max(0.0, float(share[positive] @ (true[positive] * np.log2(true[positive]))))


def parameter_shifts(futures: Futures, weights: Floats, units: Mapping[str, str]) -> tuple[ParameterShift, ...]:
    """The parameters whose draws the new weights favour, those that shift most first.

    `units` has the unit of each parameter by its name. None where fewer than 300 effective trajectories carry the new
    weights.
    """
    carried = np.bincount(futures.trajectory, weights)
    if carried.sum() ** 2 < FEWEST * (carried**2).sum():
        return ()
    batches = by_batch(futures, _sums(futures, weights))
    values = futures.parameters.values[batches.batch]
    share = batches.weight / batches.weight.sum()
    tilted = share * batches.estimate
    tilted = tilted / tilted.sum()
    varies = np.flatnonzero(np.ptp(values, axis=0) > 0) if len(values) else np.empty(0, np.intp)
    threshold = np.sqrt(2 * np.log(max(len(varies), 2)))
    found = []
    for k in varies:
        column = values[:, k]
        scaled = np.log(column) if (column > 0).all() else column
        mean = share @ scaled
        z = (scaled - mean) / np.sqrt(share @ (scaled - mean) ** 2)
        parts = (tilted - share) * z
        shift, error = float(parts.sum()), float(np.sqrt((parts**2).sum()))
        if abs(shift) <= max(_NOTABLE, threshold * error):
            continue
        before, after = float(mean), float(tilted @ scaled)
        if (column > 0).all():
            before, after = float(np.exp(before)), float(np.exp(after))
        name = futures.parameters.names[k]
        found.append(ParameterShift(name, units.get(name, ""), before, after, shift, error))
    return tuple(sorted(found, key=lambda p: (-abs(p.shift), p.parameter))[:MOST_PARAMETERS])


def history_shifts(
    futures: Futures, weights: Floats, claimed: Sequence[str], last: date, evaluate: Evaluate
) -> tuple[HistoryShift, ...]:
    """The kinds of history up to a day that the new weights favour or thin out, those that move most bits first.

    `claimed` are the events that the claims themselves are about; they are left out, being what is to be explained, but not what is
    more particular ("a coup attempt by military intelligence" where a coup attempt is claimed). So are kinds that move by
    less than two points or three standard errors.
    """
    found: list[tuple[float, HistoryShift]] = []
    seen: set[bytes] = set()
    old, new = futures.weight / futures.weight.sum(), weights / weights.sum()
    for kind in _kinds(futures):
        if kind.name in _CONSEQUENCES or (kind.name in claimed and not kind.args):
            continue
        args = tuple(Argument(key, (str(value),)) for key, value in kind.args)
        question = Question(Term(Event(kind.name, args), By(last)))
        try:
            happens = evaluate(question, futures).event
        except BrumaireError:
            continue
        if (key := happens.tobytes()) in seen:
            continue
        seen.add(key)
        before, after = float(old[happens].sum()), float(new[happens].sum())
        influence = (new - old) * (happens - before)
        by_trajectory = _by_trajectory(futures, influence) * futures.trajectories
        error = monte_carlo_error(futures.batch, by_trajectory)
        if abs(after - before) > max(_TELLING, _BELIEVED * error) and 0 < before < 1:
            found.append((_bits(before, after), HistoryShift(to_text(question), before, after, error)))
    found.sort(key=lambda row: (-row[0], row[1].question))
    return tuple(row for _, row in found[:MOST_HISTORIES])


def _kinds(futures: Futures) -> list[EventKind]:
    manners = sorted({str(k.get("announced")) for k in futures.log.kinds if k.name == "leader_exit"})
    exits = [EventKind("leader_exit", (("manner", manner),)) for manner in manners]
    return [*(kind for kind in kinds_of(futures.log.kinds) if kind.name != "leader_exit" or not kind.args), *exits]


def _sums(futures: Futures, weights: Floats) -> Sums:
    return Sums(_by_trajectory(futures, weights), _by_trajectory(futures, futures.weight))


def _by_trajectory(futures: Futures, values: Floats) -> Floats:
    return np.asarray(np.bincount(futures.trajectory, values, futures.trajectories), np.float64)


def _bits(before: float, after: float) -> float:
    parts = ((after, before), (1 - after, 1 - before))
    return sum(new * float(np.log2(new / old)) for new, old in parts if new > 0)
