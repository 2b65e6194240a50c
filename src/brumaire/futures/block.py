"""The state of some trajectories while they are simulated: struct of arrays, one column a trajectory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index
from brumaire.futures.evaluation import Moment, View
from brumaire.futures.log import LogBook
from brumaire.futures.program import Program, Rule
from brumaire.random_streams import Stream


@dataclass(frozen=True, slots=True)
class ByBatch:
    """Constants by batch, read as if they stood by trajectory: `rows[k]` is row k at each trajectory."""

    values: Floats
    batch: Index

    def __getitem__(self, k: int) -> Floats:
        return np.asarray(self.values[k][self.batch])

    def twins(self, copies: int) -> ByBatch:
        """Several copies side by side."""
        return ByBatch(self.values, np.tile(self.batch, copies))


@dataclass(slots=True)
class Block:
    """Trajectories that are simulated together; nothing in one depends on another.

    trajectory : uint32 (n,), numbers by which random numbers are drawn. batch : (n,), row of the parameter draws.
    levels, start : (levels, n). states : int8 (states, n).
    clock : (sampled rules, n), what is left of each unit exponential; occurrence : how many have been used.
    hazard : (sampled rules, n), per day, at the moment. begins : (n,), day from which a trajectory is simulated.
    twins : how many times the same trajectories stand side by side, each under other levers.
    witness : is told of each firing before its effects, for replay.
    """

    program: Program
    seed: int
    stream: Stream
    trajectory: NDArray[np.uint32]
    batch: Index
    fold: NDArray[np.int64]
    levels: Floats
    start: Floats
    start_derived: Floats
    states: NDArray[np.int8]
    constants: Floats | ByBatch
    clock: Floats
    occurrence: NDArray[np.int32]
    hazard: Floats
    begins: Floats
    twins: int = 1
    log: LogBook = field(default_factory=LogBook)
    moment: Moment = field(default_factory=lambda: Moment({}, {}))
    speeds: dict[float, tuple[Floats, Floats]] = field(default_factory=dict)
    witness: Witness | None = None

    @property
    def size(self) -> int:
        """How many trajectories."""
        return len(self.trajectory)

    def view(self, index: Index | None = None, count: int | None = None) -> View:
        """The values at the moment of all trajectories, of some, or of the first `count`."""
        if count is None or count == self.size:
            return View(self.levels, self.start, self.start_derived, self.states, self.constants, self.moment, index)
        assert isinstance(self.constants, np.ndarray)
        return View(
            self.levels[:, :count],
            self.start[:, :count],
            self.start_derived[:, :count],
            self.states[:, :count],
            self.constants[:, :count],
            self.moment,
        )


Witness = Callable[[Block, Rule, Index, Floats, Index], None]
"""Is told of a firing before its effects: block, rule, trajectories, days, and the branch taken in each, −1 for none."""


def empty(
    program: Program,
    *,
    seed: int,
    stream: Stream,
    trajectory: NDArray[np.uint32],
    batch: Index,
    values: Floats,
    fold: NDArray[np.int64] | None = None,
    precision: type[np.floating[Any]] = np.float64,
    by_lane: bool = True,
) -> Block:
    """A block whose levels and states are still to be filled in; `values` are the constants, (constants, batches).

    by_lane : whether constants and hazards are kept for each trajectory, or constants looked up and hazards not kept.
    """
    n, sampled = len(trajectory), len(program.sampled)
    levels = len(program.levels)
    return Block(
        program=program,
        seed=seed,
        stream=stream,
        trajectory=trajectory,
        batch=batch,
        fold=np.zeros(n, np.int64) if fold is None else fold,
        levels=np.zeros((levels, n), precision),
        start=np.zeros((levels, n), precision),
        start_derived=np.zeros((len(program.setting.evaluator.changes), n), precision),
        states=np.zeros((len(program.states), n), np.int8),
        constants=values[:, batch] if by_lane else ByBatch(values, batch),
        clock=np.zeros((sampled, n), precision),
        occurrence=np.zeros((sampled, n), np.int32),
        hazard=np.zeros((sampled, n if by_lane else 0)),
        begins=np.zeros(n),
    )
