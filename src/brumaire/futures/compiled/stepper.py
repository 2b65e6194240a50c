"""The compiled steps of a block: levels moved, time run, leavers followed, each by one call of the kernel."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Index
from brumaire.futures.block import Block, empty
from brumaire.futures.compiled.arrays import Leaving, Log
from brumaire.futures.compiled.binding import Bound, Runs, bind, runs_of, survival, world
from brumaire.futures.compiled.cache import load
from brumaire.futures.evaluation import Moment
from brumaire.futures.faults import no_hazard, no_level, no_rest, no_share, week_of
from brumaire.futures.hazards import Draws
from brumaire.futures.leaving import DEFAULT_FATE, Departure, Following, Leavers, kept_lanes, take_over
from brumaire.futures.levels import LARGEST, LevelMotion
from brumaire.futures.log import LogBook
from brumaire.futures.program import Program
from brumaire.futures.scheduling import run_scheduled
from brumaire.futures.step import hazard
from brumaire.futures.survival import Account
from brumaire.models.base import CLOCKS, FATES, Exit, FromState, Model
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
        self._runs: tuple[Block, Runs] | None = None

    def fresh(self) -> CompiledStepper:
        """A stepper for one block; blocks may run at once."""
        one = object.__new__(CompiledStepper)
        one._kernel, one._bound, one._runs = self._kernel, self._bound, None
        return one

    def bound(self, block: Block) -> Bound:
        """The part of a block's program in the kernel."""
        return self._bound[block.program.phase]

    def runs(self, block: Block, draws: Draws) -> Runs:
        """The batches of a block, worked out anew when it is another block, or other draws."""
        if self._runs is None or self._runs[0] is not block or self._runs[1].draws is not draws:
            self._runs = (block, runs_of(self.bound(block), block, draws))
        return self._runs[1]

    def begin_clocks(self, block: Block, draws: Draws) -> None:
        """Draw the first clock of every sampled transition."""
        rules = np.array([rule.number for rule in block.program.sampled], np.int64)
        self._kernel.module.begin_clocks(world(block, self.runs(block, draws)), rules, *_key(block))

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
        self._kernel.module.move(
            world(block, runs),
            self.bound(block).numbers(runs, block.moment),
            speed,
            noise,
            np.array(moving.slots or [-1], np.int64),
            np.array(moving.shifts or [0.0], np.float32),
            wanted,
            active,
            day,
            *_key(block),
        )
        if not self._kernel.module.highest(block.levels):
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
        self._survival: tuple[bool, tuple[int, ...], Any] | None = None

    def refresh(self, index: Index | None = None) -> None:
        """Nothing to do."""

    def run(self, start: float, end: float) -> None:
        """Let time go from `start` to `end`."""
        if end <= start:
            return
        block, bound, module = self.block, self.stepper.bound(self.block), self.stepper._kernel.module  # noqa: SLF001
        fault = np.zeros(3, np.int64)
        log = module.advance(
            self._account(bound),
            self.account is not None,
            world(block, self.lanes),
            bound.numbers(self.lanes, block.moment),
            _empty_log(max(64, int(self.active.sum()) // 16)),
            bound.sampled,
            self.active,
            float(start),
            float(end),
            *_key(block),
            fault,
        )
        if fault[0]:
            _complain(block, bound, fault)
        _write(block, log)

    def _account(self, bound: Bound) -> Any:
        if self.account is None:
            return self.nobodys()
        state = (self.account.conditioning, tuple(self.account.pending))
        if self._survival is None or self._survival[:2] != state:
            self._survival = (*state, survival(bound, self.account))
        return self._survival[2]

    def nobodys(self) -> Any:
        """An account of nobody's survival, for what follows after he left."""
        if self._survival is None:
            self._survival = (False, (), nobody(self.stepper.bound(self.block)))
        return self._survival[2]


def nobody(bound: Bound) -> Any:
    """An account without lanes."""
    from brumaire.futures.compiled.arrays import Survival

    transitions = bound.program.model.transitions
    widest = max([1, *(len(t.branches) for t in transitions)])
    direct = max(1, len(bound.kernel.layout.direct))
    table = (len(transitions), widest)
    f, i, i4, flag = np.float64, np.int64, np.int32, np.bool_
    return Survival(
        False, np.zeros(0, f), np.zeros(0, f), np.zeros((0, 0), f), np.zeros((0, 0, 0), f), np.zeros(0, f), np.zeros(0, f),
        np.zeros((0, 0), np.uint8), np.zeros(0, i), np.zeros(0, f), np.zeros(1, flag), np.zeros(table, flag),
        np.full(direct, -1, i), np.zeros(direct, flag), np.full(direct, -1, i), np.zeros((0, direct), flag),
        np.full(table, -1, i), np.zeros(table, flag), np.zeros((0, *table), flag), np.zeros(len(transitions), flag),
        np.zeros((0, 0), f), np.zeros((0, 0), f), np.zeros((0, 0), i), np.zeros((0, 0), f), np.zeros((0, 0), i4),
        np.zeros((0, 0), i4), np.zeros((0, 0, 0), np.float32), np.zeros((0, 0, 0), np.int8), np.zeros((0, 0, 0), np.uint8),
    )  # fmt: skip


def _key(block: Block) -> tuple[int, int, int]:
    return int(block.stream), block.seed & _HALF, (block.seed >> 32) & _HALF


def _empty_log(size: int) -> Log:
    return Log(np.empty(size, np.int32), np.empty(size, np.float64), np.empty(size, np.int32), np.zeros(1, np.int64))


def _write(block: Block, log: Log) -> None:
    used = int(log.used[0])
    if used:
        block.log.write(log.owner[:used], log.day[:used].copy(), log.kind[:used])


def _complain(block: Block, bound: Bound, fault: NDArray[np.int64]) -> None:
    what, k, lane = fault.tolist()
    layout, module, program = bound.kernel.layout, bound.kernel.module, block.program
    week, draw = week_of(block.moment), block.batch[lane]
    if what == module.BAD_SHARE:
        raise no_share(program.model.transitions[k], week, draw)
    transition = program.model.transitions[(*layout.sampled, *layout.direct)[k]]
    if what == module.TOO_MANY:
        raise no_rest(transition, module.MOST_ROUNDS, week, draw)
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
    bound, module = stepper.bound(block), stepper._kernel.module  # noqa: SLF001
    fault = np.zeros(3, np.int64)
    for k, (start, end) in enumerate(pairwise(given.boundaries)):
        block.moment = given.moment_at(float(start))
        if active.any() and k:
            days = float(start - given.boundaries[k - 1])
            stepper._move(block, given.moving, runs, active, day=start, days=days, wanted=wanted)  # noqa: SLF001
        joined = active + counts[:, k]
        if counts[:, k].any():
            log = module.depart(
                stretch.nobodys(), leaving, world(block, runs), bound.numbers(runs, block.moment),
                _empty_log(1024), active, joined, *_key(block), fault,
            )  # fmt: skip
            if fault[0]:
                _complain(block, bound, fault)
            _write(block, log)
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


def depart_nobody(stepper: CompiledStepper, program: Program, draws: Draws) -> None:
    """Let nobody leave: the kernel's part for leavers is compiled, whether or not a run has any."""
    nobody_at_all = np.empty(0, np.uint32)
    block = empty(
        program,
        seed=0,
        stream=Stream.LEAVES,
        trajectory=nobody_at_all,
        batch=nobody_at_all.astype(np.intp),
        values=program.setting.constants.values(draws),
        precision=stepper.precision,
        by_lane=stepper.by_lane,
    )
    block.moment = Moment(dict.fromkeys(CLOCKS, 0.0), {})
    runs, none = stepper.runs(block, draws), np.zeros(0, np.int64)
    leaving, _ = _leaving(block, (none.astype(np.int32), none.astype(np.int32)))
    stepper._kernel.module.depart(  # noqa: SLF001
        CompiledStretch(stepper, block, None, runs).nobodys(), leaving, world(block, runs),
        stepper.bound(block).numbers(runs, block.moment), _empty_log(1024), none, none, *_key(block),
        np.zeros(3, np.int64),
    )  # fmt: skip


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
