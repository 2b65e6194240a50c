"""Weighted simulated histories of one case: what every question is a predicate over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.records.outside_view import ExitManner

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event with its arguments, as it stands in a log: `coup_attempt` with by=military_intelligence, rank=top.

    The log's rows point to kinds, so that a question is matched against a few dozen kinds and not against
    millions of rows. Values are names, or a number for `amount`.
    """

    name: str
    args: tuple[tuple[str, str | float], ...] = ()

    def get(self, key: str) -> str | float | None:
        """The value of an argument, None where the occurrence does not have it."""
        return dict(self.args).get(key)


@dataclass(frozen=True, slots=True)
class EventLog:
    """All that happened in all futures, one row an occurrence, ordered by future and then by day.

    future : int32 (rows,), index into `Futures.weight`.
    day : float64 (rows,), day number from the end of `Futures.start`.
    kind : int32 (rows,), index into `kinds`.

    A future in which the leader leaves has one row `leader_exit` with arguments `manner` (true),
    `announced` (what is said at the time), `fate`, `cover` where there is one, `by` where somebody did it, and
    perhaps later a row `exposure`. Occurrences before the asking date are in the log too.
    """

    future: Ints
    day: Floats
    kind: Ints
    kinds: tuple[EventKind, ...]


@dataclass(frozen=True, slots=True)
class ExitMasses:
    """Exact probability of leaving by each manner up to given days, for each trajectory, given office at as_of.

    days : float64 (cuts,), day numbers from the end of `Futures.start`, increasing.
    manners : the true manner of each column.
    cumulative : float64 (trajectories, cuts, manners).
    """

    days: Floats
    manners: tuple[ExitManner, ...]
    cumulative: Floats


@dataclass(frozen=True, slots=True)
class ParameterDraws:
    """The model's parameters, drawn once for each batch of trajectories: values of shape (batches, parameters)."""

    names: tuple[str, ...]
    values: Floats


@dataclass(frozen=True, slots=True)
class Futures:
    """Weighted futures of a case from `start` to `horizon`, conditioned on all that is known up to `as_of`.

    Each trajectory is simulated as if the leader stayed and yields one future in which he stays and at least one
    in which he leaves. Their weights within a trajectory sum to `evidence[trajectory]`, whose mean is 1.

    trajectory : int32 (futures,), the trajectory that a future belongs to.
    weight : float64 (futures,).
    leaves : bool (futures,), whether the leader leaves in it before the horizon.
    batch : int32 (trajectories,), row of `parameters.values`.
    evidence : float64 (trajectories,), weight of the evidence up to `as_of`, mean 1.
    identity : int64 (trajectories,), number of a trajectory; runs of different size share numbers.
    watched, weeks : names of the model's indicators, and uint8 (futures, indicators): in how many of the `watch_weeks`
        weeks after `as_of` the state that each points to held.
    notes : what the reader must know about the conditioning.
    """

    case: str
    model: str
    seed: int
    start: date
    as_of: date
    horizon: date
    trajectory: Ints
    weight: Floats
    leaves: NDArray[np.bool_]
    batch: Ints
    evidence: Floats
    log: EventLog
    exits: ExitMasses
    parameters: ParameterDraws
    log_evidence: float
    levers: Mapping[str, str]
    realised: frozenset[str]
    identity: NDArray[np.int64] | None = None
    watched: tuple[str, ...] = ()
    weeks: NDArray[np.uint8] | None = None
    watch_weeks: int = 0
    notes: tuple[str, ...] = ()

    @property
    def trajectories(self) -> int:
        """How many trajectories were simulated."""
        return len(self.batch)

    @property
    def effective(self) -> float:
        """Effective number of trajectories after weighting: (Σw)²/Σw²."""
        return float(self.evidence.sum() ** 2 / (self.evidence**2).sum())
