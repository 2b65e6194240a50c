"""Who takes the steps of a block: the contract of both engines, and NumPy's side of it."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from brumaire.futures.base import Index
from brumaire.futures.block import Block
from brumaire.futures.firing import new_clocks
from brumaire.futures.hazards import Draws
from brumaire.futures.leaving import Following, Leavers, follow
from brumaire.futures.levels import LevelMotion, move
from brumaire.futures.program import Program
from brumaire.futures.step import Stretch
from brumaire.futures.survival import Account


class Going(Protocol):
    """Lets time go for a block between the moments at which something happens to all of it."""

    def refresh(self, index: Index | None = None) -> None:
        """Something changed in all trajectories, or in some."""
        ...

    def run(self, start: float, end: float) -> None:
        """Let time go from `start` to `end`; transitions fire, and the account of survival is kept."""
        ...


class Stepper(Protocol):
    """The steps of a block.

    precision : of levels and clocks. by_lane : whether constants and hazards are kept for each trajectory (see `block.empty`).
    """

    @property
    def precision(self) -> type[np.floating[Any]]:
        """See the class."""
        ...

    @property
    def by_lane(self) -> bool:
        """See the class."""
        ...

    def fresh(self) -> Stepper:
        """A stepper for one block; blocks may run at once."""
        ...

    def begin_clocks(self, block: Block, draws: Draws) -> None:
        """Draw the first clock of every sampled transition."""
        ...

    def move(self, block: Block, moving: LevelMotion, draws: Draws, *, day: int, days: float) -> None:
        """Move all levels over the `days` that end on `day`."""
        ...

    def stretch(self, block: Block, account: Account, draws: Draws) -> Going:
        """What lets time go for a block on the path on which he stays."""
        ...

    def follow(self, account: Account, program: Program, given: Following) -> Leavers:
        """Every future in which he leaves, from the kept moment to the last boundary."""
        ...


class NumpyStepper:
    """The reference: NumPy, in double precision."""

    precision: type[np.floating[Any]] = np.float64
    by_lane = True

    def fresh(self) -> NumpyStepper:
        """Itself: it remembers nothing."""
        return self

    def begin_clocks(self, block: Block, draws: Draws) -> None:  # noqa: ARG002 -- the contract's
        """Draw the first clock of every sampled transition."""
        everyone = np.arange(block.size)
        for position in range(len(block.program.sampled)):
            new_clocks(block, position, everyone)

    def move(self, block: Block, moving: LevelMotion, draws: Draws, *, day: int, days: float) -> None:
        """Move all levels over the `days` that end on `day`."""
        move(block, moving, draws, day=day, days=days)

    def stretch(self, block: Block, account: Account, draws: Draws) -> Stretch:  # noqa: ARG002 -- the contract's
        """What lets time go for a block on the path on which he stays."""
        return Stretch(block, account)

    def follow(self, account: Account, program: Program, given: Following) -> Leavers:
        """Every future in which he leaves, from the kept moment to the last boundary."""
        return follow(account, program, given)
