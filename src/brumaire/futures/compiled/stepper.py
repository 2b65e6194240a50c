"""The compiled steps of a block: levels moved, time run, leavers followed, each by one call of the kernel."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Index
from brumaire.futures.block import Block, empty
from brumaire.futures.compiled.arrays import (
    BAD_SHARE,
    MOST_ROUNDS,
    TOO_MANY,
    Advancing,
    Beginning,
    Departing,
    Leaving,
    Log,
    Moving,
    Scratch,
    Survival,
)
from brumaire.futures.compiled.binding import Bound, Runs, bind, nobody, runs_of, scratch, survival, world
from brumaire.futures.compiled.cache import load
from brumaire.futures.compiled.tables import Caller
from brumaire.futures.faults import no_hazard, no_level, no_rest, no_share, week_of
from brumaire.futures.hazards import Draws
from brumaire.futures.leaving import DEFAULT_FATE, Departure, Following, Leavers, kept_lanes, take_over
from brumaire.futures.levels import LARGEST, LevelMotion
from brumaire.futures.log import LogBook
from brumaire.futures.program import Program
from brumaire.futures.scheduling import run_scheduled
from brumaire.futures.step import hazard
from brumaire.futures.survival import Account
from brumaire.models.base import FATES, Exit, FromState, Model
from brumaire.random_streams import Stream
from brumaire.records.outside_view import MANNERS

_HALF = 0xFFFFFFFF


class CompiledStepper:
    """Steps by the kernel of a model; what is rare (evidence, levers, schedules) is left to NumPy on the same arrays."""

    precision: type[np.floating[Any]] = np.float32
    by_lane = False

    def __init__(self, model: Model, stays: Program, gone: Program) -> None:
        self._kernel = load(model)
        self._bound = {"in_office": bind(self._kernel, stays), "gone": bind(self._kernel, gone, stays)}
        self._begin_block()

    def _begin_block(self) -> None:
        self.call = Caller(self._kernel.enter)
        self._runs: tuple[Block, Runs] | None = None
        layout = self._kernel.layout
        # Twice what the kernel wants to be free before it begins with a lane, so that it seldom has to ask for room.
        self.log = empty_log(4 * layout.most * (MOST_ROUNDS + 1))
        self._scratch: Scratch | None = None

    def fresh(self) -> CompiledStepper:
        """A stepper for one block; blocks may run at once."""
        one = object.__new__(CompiledStepper)
        one._kernel, one._bound = self._kernel, self._bound
        one._begin_block()
        return one

    def bound(self, block: Block) -> Bound:
        """The part of a block's program in the kernel."""
        return self._bound[block.program.phase]

    def runs(self, block: Block, draws: Draws) -> Runs:
        """The batches of a block, worked out anew when it is another block, or other draws."""
        if self._runs is None or self._runs[0] is not block or self._runs[1].draws is not draws:
            self._runs = (block, runs_of(self.bound(block), block, draws))
        return self._runs[1]

    def scratch(self, runs: Runs, reservoirs: int) -> Scratch:
        """Room for the kernel to work in, wide enough for every batch."""
        widest = int(runs.count.max(initial=1))
        known = self._scratch
        if known is None or known.mask.shape[0] < widest or known.gain.shape[0] < reservoirs:
            known = self._scratch = scratch(self._kernel.layout, widest, reservoirs)
        return known

    def until_done(self, name: str, block: Block, runs: Runs, step: Advancing | Departing, *groups: Any) -> None:
        """Call the kernel, again and again while it wants room in the log."""
        done = -1
        while done < len(runs.first):
            self.log.used[0] = 0
            done = self.call(name, *groups, step)
            if step.fault[0]:
                _complain(block, self.bound(block), step.fault)
            _write(block, self.log)

    def begin_clocks(self, block: Block, draws: Draws) -> None:
        """Draw the first clock of every sampled transition."""
        rules = np.array([rule.number for rule in block.program.sampled], np.int64)
        self.call("begin_clocks", world(block, self.runs(block, draws)), Beginning(rules, _key(block)))

    def move(self, block: Block, moving: LevelMotion, draws: Draws, *, day: int, days: float) -> None:
        """Move all levels of all lanes over the `days` that end on `day`."""
        runs = self.runs(block, draws)
        self._move(block, moving, runs, runs.count, day=day, days=days, wanted=np.ones(max(1, len(block.levels)), bool))

    def _move(
        self,
        block: Block,
        moving: LevelMotion,
        runs: Runs,
        active: NDArray[np.int64],
        *,
        day: int,
        days: float,
        wanted: NDArray[np.bool_],
    ) -> None:
        speed, noise = runs.speed(moving, days)
        step = Moving(
            speed,
            noise,
            np.array(moving.slots or [-1], np.int64),
            np.array(moving.shifts or [0.0], np.float32),
            wanted,
            active,
            day,
            _key(block),
        )
        numbers = self.bound(block).numbers(runs, block.moment)
        if not self.call("move", world(block, runs), numbers, self.scratch(runs, 1), step):
            _complain_of_levels(block, day)

    def stretch(self, block: Block, account: Account, draws: Draws) -> CompiledStretch:
        """What lets time go for a block on the path on which he stays."""
        return CompiledStretch(self, block, account, self.runs(block, draws))

    def follow(self, account: Account, program: Program, given: Following) -> Leavers:
        """Every future in which he leaves, from the kept moment to the last boundary."""
        return _follow(self, account, program, given)


class CompiledStretch:
    """Lets time go; hazards are worked out by each call from the lanes as they are, so nothing needs refreshing."""

    def __init__(self, stepper: CompiledStepper, block: Block, account: Account | None, runs: Runs) -> None:
        self.stepper, self.block, self.account, self.lanes = stepper, block, account, runs
        self.active = runs.count
        self._survival: tuple[bool, tuple[int, ...], Survival] | None = None

    def refresh(self, index: Index | None = None) -> None:
        """Nothing to do."""

    def run(self, start: float, end: float) -> None:
        """Let time go from `start` to `end`."""
        if end <= start:
            return
        block, stepper = self.block, self.stepper
        bound = stepper.bound(block)
        account = self._account(bound)
        step = Advancing(
            self.account is not None, bound.sampled, self.active, np.array([start, end], np.float64), _key(block), *_place_and_fault()
        )  # fmt: skip
        stepper.until_done(
            "advance", block, self.lanes, step, account, world(block, self.lanes), bound.numbers(self.lanes, block.moment), stepper.log,
            stepper.scratch(self.lanes, len(account.gathered)),
        )  # fmt: skip

    def _account(self, bound: Bound) -> Survival:
        if self.account is None:
            return self.nobodys()
        state = (self.account.conditioning, tuple(self.account.pending))
        if self._survival is None or self._survival[:2] != state:
            self._survival = (*state, survival(bound, self.account))
        return self._survival[2]

    def nobodys(self) -> Survival:
        """An account of nobody's survival, for what follows after he left."""
        if self._survival is None:
            self._survival = (False, (), nobody(self.stepper.bound(self.block)))
        return self._survival[2]


def _key(block: Block) -> NDArray[np.int64]:
    return np.array([int(block.stream), block.seed & _HALF, (block.seed >> 32) & _HALF], np.int64)


def _place_and_fault() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.zeros(2, np.int64), np.zeros(3, np.int64)


def empty_log(size: int) -> Log:
    """A log with room for so many rows."""
    return Log(np.empty(size, np.int32), np.empty(size, np.float64), np.empty(size, np.int32), np.zeros(1, np.int64))


def _write(block: Block, log: Log) -> None:
    used = int(log.used[0])
    if used:
        block.log.write(log.owner[:used], log.day[:used].copy(), log.kind[:used])


def _complain(block: Block, bound: Bound, fault: NDArray[np.int64]) -> None:
    what, k, lane = fault.tolist()
    layout, program = bound.kernel.layout, block.program
    week, draw = week_of(block.moment), block.batch[lane]
    if what == BAD_SHARE:
        raise no_share(program.model.transitions[k], week, draw)
    transition = program.model.transitions[(*layout.sampled, *layout.direct)[k]]
    if what == TOO_MANY:
        raise no_rest(transition, MOST_ROUNDS, week, draw)
    rule = next(r for r in (*program.sampled, *program.exits) if r.transition is transition)
    value = float(np.max(hazard(rule, block.view(np.array([lane])), 1)))
    # What single precision cannot hold is infinite there.
    raise no_hazard(transition, np.inf if 0.0 <= value < np.inf else value, week, draw)


def _complain_of_levels(block: Block, day: int) -> None:
    k, i = np.argwhere(~(np.abs(block.levels) < LARGEST))[0]
    raise no_level(block.program.model.levels[k], float(block.levels[k, i]), LARGEST, day // 7, block.batch[i])


def _follow(stepper: CompiledStepper, account: Account, program: Program, given: Following) -> Leavers:
    stays = account.block
    of, reservoir, moment = kept_lanes(account)
    order = np.lexsort((of, moment, stays.batch[of]))
    of, reservoir, moment = of[order], reservoir[order], moment[order]
    block = empty(
        program,
        seed=stays.seed,
        stream=Stream.LEAVES,
        trajectory=stays.trajectory[of],
        batch=stays.batch[of],
        values=program.setting.constants.values(given.draws),
        fold=reservoir,
        precision=stepper.precision,
        by_lane=stepper.by_lane,
    )
    rule, branch = take_over(account, block, of, reservoir, moment)
    stepper.begin_clocks(block, given.draws)
    runs = stepper.runs(block, given.draws)
    bounds = np.array(given.boundaries, np.float64)
    joins = np.searchsorted(bounds[1:], block.begins, "right")
    run = np.repeat(np.arange(len(runs.first)), runs.count)
    steps = len(bounds) - 1
    counts = np.zeros((len(runs.first), steps + 1), np.int64)
    np.add.at(counts, (run, np.minimum(joins, steps)), 1)
    active = np.zeros(len(runs.first), np.int64)
    leaving, departure = _leaving(block, (rule, branch))
    stretch = CompiledStretch(stepper, block, None, runs)
    wanted = np.zeros(max(1, len(block.levels)), bool)
    wanted[sorted(given.rows)] = True
    bound = stepper.bound(block)
    for k, (start, end) in enumerate(pairwise(given.boundaries)):
        block.moment = given.moment_at(float(start))
        if active.any() and k:
            days = float(start - given.boundaries[k - 1])
            stepper._move(block, given.moving, runs, active, day=start, days=days, wanted=wanted)  # noqa: SLF001
        joined = active + counts[:, k]
        if counts[:, k].any():
            step = Departing(active, joined, _key(block), *_place_and_fault())
            stepper.until_done(
                "depart", block, runs, step, stretch.nobodys(), leaving, world(block, runs), bound.numbers(runs, block.moment), stepper.log,
                stepper.scratch(runs, 1),
            )  # fmt: skip
        active = joined
        if not active.any():
            continue
        stretch.active = active
        now = float(start)
        for item in [d for d in given.due if start <= d.day < end]:
            stretch.run(now, item.day)
            run_scheduled(item, block, None)
            now = item.day
        stretch.run(now, float(end))
    departure.manner, departure.announced, departure.fate, departure.cover, departure.by = leaving.said
    kinds = departure.kinds(np.arange(len(of)), program.kinds)
    return Leavers(of, reservoir, moment, _named(block.log, kinds))


def _named(book: LogBook, kinds: NDArray[np.int32]) -> LogBook:
    """A log in which the moment of leaving, left open by the kernel, has its kind."""
    owner, day, kind = book.rows()
    made = LogBook()
    made.write(owner, day, np.where(kind < 0, kinds[owner], kind))
    return made


def _leaving(block: Block, chosen: tuple[NDArray[np.int32], NDArray[np.int32]]) -> tuple[Leaving, Departure]:
    n, transitions = block.size, block.program.model.transitions
    branches = max([1, *(len(t.branches) for t in transitions)])
    states = max(len(values) for _, values in block.program.states.values())
    says = np.full((len(transitions), branches + 1, 8), -1, np.int64)
    says[:, :, 3:5] = -2
    words = np.full((len(transitions), branches + 1, states), -1, np.int64)
    said = np.full((5, n), -1, np.int32)
    manner, announced, fate, cover, by = said
    departure = Departure(manner, announced, fate, cover, by, [])
    for number, transition in enumerate(transitions):
        for k, exit_ in enumerate([transition.exit, *(b.exit for b in transition.branches)]):
            if exit_ is not None:
                _say(departure, block, exit_, says[number, k], words[number, k])
    at_exit = np.array([rule.number for rule in block.program.at_exit], np.int64)
    return Leaving(*chosen, said, says, words, at_exit, block.program.row("exit")), departure


def _say(departure: Departure, block: Block, exit_: Exit, says: NDArray[np.int64], words: NDArray[np.int64]) -> None:
    says[7] = 1
    if exit_.manner is not None:
        says[0] = MANNERS.index(exit_.manner)
        fate = DEFAULT_FATE.get(exit_.manner)
        says[5] = FATES.index(fate) if fate else -1
    if exit_.announced is not None:
        says[1] = MANNERS.index(exit_.announced)
    if exit_.fate is not None:
        says[2] = FATES.index(exit_.fate)
    if exit_.cover is not None:
        says[3] = departure.word(exit_.cover)
    if isinstance(exit_.by, str):
        says[4] = departure.word(exit_.by)
    elif isinstance(exit_.by, FromState):
        row, values = block.program.states[exit_.by.state]
        says[6] = row
        words[: len(values)] = [departure.word(value) for value in values]
