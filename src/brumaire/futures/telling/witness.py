"""What a witness writes down: of each firing the rule, the moment, and the trajectory as it was just before.

Each firing gets a row of its own in the event log, before those of its events, with a number beyond those of the kinds. So
the notes go wherever the log goes: through resampling, and into the futures in which he leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.evaluation import Moment
from brumaire.futures.program import Rule
from brumaire.random_streams import Stream

FIRST_NUMBER = 1_000_000
"""Numbers of kinds from here on are notes; a model has a few dozen kinds."""


@dataclass(frozen=True, slots=True)
class Note:
    """A firing: what, when, in which draw of the parameters, and levels and states before its effects."""

    rule: Rule
    branch: int
    day: float
    batch: int
    gone: bool
    moment: Moment
    levels: Floats
    states: NDArray[np.int8]
    start: Floats
    start_derived: Floats

    @property
    def departs(self) -> bool:
        """Whether this is the moment of leaving."""
        return self.gone and self.rule.transition.leaves


@dataclass(slots=True)
class Notebook:
    """The notes of one run."""

    notes: list[Note] = field(default_factory=list)

    def write(self, block: Block, rule: Rule, index: Index, days: Floats, branch: Index) -> None:
        """Take down a firing of `rule` in some trajectories of a block."""
        first = FIRST_NUMBER + len(self.notes)
        for i, day, k in zip(index.tolist(), days.tolist(), branch.tolist(), strict=True):
            self.notes.append(
                Note(
                    rule=rule,
                    branch=k,
                    day=day,
                    batch=int(block.batch[i]),
                    gone=block.stream == Stream.LEAVES,
                    moment=block.moment,
                    levels=block.levels[:, i].copy(),
                    states=block.states[:, i].copy(),
                    start=block.start[:, i].copy(),
                    start_derived=block.start_derived[:, i].copy(),
                )
            )
        block.log.write(index, days, np.arange(first, first + len(index), dtype=np.int32))
