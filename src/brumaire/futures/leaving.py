"""What follows after the leader left: the second pass, from the kept moment to the horizon.

At the moment of leaving the exit's own events and effects happen, then the transitions `on: exit` in the order of the
model; afterwards all others go on with clocks of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Index
from brumaire.futures.block import Block, empty
from brumaire.futures.draws import AT_EXIT, four
from brumaire.futures.evaluation import Moment
from brumaire.futures.firing import fire, new_clocks, run_effects, write
from brumaire.futures.hazards import Draws
from brumaire.futures.levels import LevelMotion, move
from brumaire.futures.log import LogBook
from brumaire.futures.program import EffectRunner, EventWriter, Kinds, Program
from brumaire.futures.scheduling import Due, run_scheduled
from brumaire.futures.step import Stretch
from brumaire.futures.survival import Account
from brumaire.models.base import FATES, NOBODY, Exit, FromState
from brumaire.random_streams import Stream
from brumaire.records.futures import EventKind
from brumaire.records.outside_view import MANNERS

DEFAULT_FATE = {"natural_death": "died", "assassination": "killed"}


@dataclass(slots=True)
class Departure:
    """How the leader left in each future: codes into MANNERS, FATES and `words`; −1 where nothing is said."""

    manner: NDArray[np.int32]
    announced: NDArray[np.int32]
    fate: NDArray[np.int32]
    cover: NDArray[np.int32]
    by: NDArray[np.int32]
    words: list[str]

    def word(self, text: str) -> int:
        """The code of a word, −1 for nobody."""
        if text in NOBODY:
            return -1
        if text not in self.words:
            self.words.append(text)
        return self.words.index(text)

    def apply(self, exit_: Exit, index: Index, block: Block) -> None:
        """Put in what an exit says."""
        if exit_.manner is not None:
            self.manner[index] = self.announced[index] = MANNERS.index(exit_.manner)
            fate = DEFAULT_FATE.get(exit_.manner)
            self.fate[index] = FATES.index(fate) if fate else -1
        if exit_.announced is not None:
            self.announced[index] = MANNERS.index(exit_.announced)
        if exit_.fate is not None:
            self.fate[index] = FATES.index(exit_.fate)
        if exit_.cover is not None:
            self.cover[index] = self.word(exit_.cover)
        if isinstance(exit_.by, str):
            self.by[index] = self.word(exit_.by)
        elif isinstance(exit_.by, FromState):
            row, values = block.program.states[exit_.by.state]
            codes = np.array([self.word(value) for value in values], np.int32)
            self.by[index] = codes[block.states[row].take(index)]
        block.states[block.program.row("exit")][index] = self.manner[index] + 1
        block.states[block.program.row("announced")][index] = self.announced[index] + 1

    def kinds(self, index: Index, kinds: Kinds) -> NDArray[np.int32]:
        """The kind of `leader_exit` in some futures."""
        codes = np.stack(
            [part[index] for part in (self.manner, self.announced, self.fate, self.cover, self.by)], axis=1
        )
        unique, inverse = np.unique(codes, axis=0, return_inverse=True)
        numbers = []
        for manner, announced, fate, cover, by in unique.tolist():
            args: list[tuple[str, str | float]] = [("manner", MANNERS[manner]), ("announced", MANNERS[announced])]
            args += [("fate", FATES[fate])] if fate >= 0 else []
            args += [("cover", self.words[cover])] if cover >= 0 else []
            args += [("by", self.words[by])] if by >= 0 else []
            numbers.append(kinds.number(EventKind("leader_exit", tuple(args))))
        return np.array(numbers, np.int32)[inverse.reshape(-1)]


@dataclass(slots=True)
class Leavers:
    """The futures of a block in which he leaves, ordered by the moment; `of` is the column of the trajectory."""

    of: Index
    reservoir: NDArray[np.int64]
    moment: NDArray[np.float64]
    log: LogBook


@dataclass(frozen=True, slots=True)
class Following:
    """What the second pass is given: draws and motion of levels, which rows of them matter, steps, what is due, and the moment of a day."""

    draws: Draws
    moving: LevelMotion
    rows: frozenset[int]
    boundaries: Sequence[int]
    due: Sequence[Due]
    moment_at: Callable[[float], Moment]


def kept_lanes(account: Account) -> tuple[Index, NDArray[np.int64], NDArray[np.float64]]:
    """Every moment that was kept: column of its trajectory, reservoir, moment."""
    kept = [np.flatnonzero(k.rule >= 0) for k in account.kept]
    of = np.concatenate([*kept, np.empty(0, np.intp)]).astype(np.intp)
    reservoir = np.repeat(np.arange(len(kept)), [len(k) for k in kept]).astype(np.int64)
    moment = np.concatenate([*(k.moment[i] for k, i in zip(account.kept, kept, strict=True)), np.empty(0)])
    return of, reservoir, moment


def take_over(
    account: Account, block: Block, of: Index, reservoir: NDArray[np.int64], moment: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Put the kept trajectories into a block of leavers; returns rule and branch by which each leaves."""
    n, stays = len(of), account.block
    rule, branch = np.empty(n, np.int32), np.empty(n, np.int32)
    for r, part in enumerate(account.kept):
        at = np.flatnonzero(reservoir == r)
        block.levels[:, at] = part.levels[:, of[at]]
        block.states[:, at] = part.states[:, of[at]]
        rule[at], branch[at] = part.rule[of[at]], part.branch[of[at]]
    block.start[:] = stays.start[:, of]
    block.start_derived[:] = stays.start_derived[:, of]
    block.begins[:] = moment
    return rule, branch


def follow(account: Account, program: Program, given: Following) -> Leavers:
    """Simulate every future in which he leaves, from the kept moment to the last boundary."""
    stays = account.block
    of, reservoir, moment = kept_lanes(account)
    order = np.lexsort((of, moment))
    of, reservoir, moment = of[order], reservoir[order], moment[order]
    block = empty(
        program,
        seed=stays.seed,
        stream=Stream.LEAVES,
        trajectory=stays.trajectory[of],
        batch=stays.batch[of],
        values=program.setting.constants.values(given.draws),
        fold=reservoir,
    )
    block.witness = stays.witness
    rule, branch = take_over(account, block, of, reservoir, moment)
    n = len(of)
    everyone = np.arange(n)
    for position in range(len(program.sampled)):
        new_clocks(block, position, everyone)
    manner, announced, fate, cover, by = np.full((5, n), -1, np.int32)
    departure = Departure(manner, announced, fate, cover, by, [])
    _run(
        block,
        stays.program,
        departure,
        (rule, branch),
        given,
    )
    return Leavers(of, reservoir, moment, block.log)


def _run(
    block: Block,
    before: Program,
    departure: Departure,
    chosen: tuple[NDArray[np.int32], NDArray[np.int32]],
    given: Following,
) -> None:
    active, boundaries = 0, given.boundaries
    steps = list(pairwise(boundaries))
    joins = np.searchsorted(block.begins, np.array(boundaries[1:], float), "left")
    for k, (start, end) in enumerate(steps):
        block.moment = given.moment_at(float(start))
        if active and k:
            days = float(start - boundaries[k - 1])
            move(block, given.moving, given.draws, day=start, days=days, count=active, rows=given.rows)
        joined = int(joins[k])
        if joined > active:
            index = np.arange(active, joined)
            _depart(block, before, departure, (chosen[0][index], chosen[1][index]), index)
            active = joined
        if not active:
            continue
        stretch = Stretch(block, None, active)
        stretch.refresh()
        now = float(start)
        for item in [d for d in given.due if start <= d.day < end]:
            stretch.run(now, item.day)
            stretch.refresh(run_scheduled(item, block, None, count=active))
            now = item.day
        stretch.run(now, float(end))


def _depart(
    block: Block,
    before: Program,
    departure: Departure,
    chosen: tuple[NDArray[np.int32], NDArray[np.int32]],
    index: Index,
) -> None:
    """The moment of leaving, for futures that leave within the step."""
    exits = {rule.number: rule for rule in (*before.exits, *before.sampled, *before.scheduled)}
    days = block.begins[index]
    pairs = np.stack(chosen, axis=1)
    for number, k in np.unique(pairs, axis=0).tolist():
        at = np.flatnonzero((pairs == (number, k)).all(axis=1))
        some, rule = index[at], exits[number]
        events: list[EventWriter] = list(rule.events)
        effects: list[EffectRunner] = [rule.effects]
        leaving = rule.exit
        if k >= 0:
            events += rule.branches[k].events
            effects.append(rule.branches[k].effects)
            leaving = rule.branches[k].exit
        assert leaving is not None
        if block.witness is not None:
            block.witness(block, rule, some, days[at], np.full(len(some), k, np.intp))
        write(block, events, some, days[at])
        departure.apply(leaving, some, block)
        run_effects(block, effects, some, block.view(some))
    for rule in block.program.at_exit:
        view = block.view(index)
        holds = (
            np.broadcast_to(rule.guard(view), (len(index),)) if rule.guard is not None else np.ones(len(index), bool)
        )
        some = index[holds]
        if not len(some):
            continue
        u = four(block.seed, block.stream, block.trajectory[some], 0, AT_EXIT + rule.number, fold=block.fold[some])
        taken = fire(block, None, rule, some, block.begins[some], u=u[1])
        if rule.exit is not None:
            departure.apply(rule.exit, some, block)
        for k, outcome in enumerate(rule.branches):
            if outcome.exit is not None:
                departure.apply(outcome.exit, some[taken == k], block)
    block.log.write(index, days, departure.kinds(index, block.program.kinds))
