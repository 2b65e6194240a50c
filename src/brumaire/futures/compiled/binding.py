"""From a program and an account to the arrays that a kernel takes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.compiled.arrays import Numbers, Scratch, Survival, World
from brumaire.futures.compiled.cache import Kernel
from brumaire.futures.compiled.generate import Layout
from brumaire.futures.compiled.translate import FIXED
from brumaire.futures.evaluation import Moment
from brumaire.futures.hazards import Draws
from brumaire.futures.levels import LevelMotion
from brumaire.futures.program import Program
from brumaire.futures.survival import Account
from brumaire.models.base import BUILTIN_VALUES, CLOCKS

Singles = NDArray[np.float32]


@dataclass(slots=True)
class Bound:
    """A program's part in a kernel: which transitions it has, its constants, the numbers of its events.

    rows : by hazard of the kernel, the row among the program's sampled transitions or exits, −1 where it has none.
    """

    kernel: Kernel
    program: Program
    rows: NDArray[np.int64]
    sampled: NDArray[np.int64]
    growth: Floats
    fixed: NDArray[np.int64]
    kinds: NDArray[np.int32]
    picked: NDArray[np.int64]
    missing: NDArray[np.bool_]

    def numbers(self, runs: Runs, moment: Moment) -> Numbers:
        """What the kernel reads at a moment."""
        clocks = np.array([moment.clocks[name] for name in CLOCKS], np.float32)
        names = self.kernel.layout.names.means
        means = np.array([moment.means.get(name, 0.0) for name in names] or [0.0], np.float32)
        return Numbers(runs.constants, clocks, means, self.fixed, self.growth, self.rows, self.kinds)


@dataclass(slots=True)
class Runs:
    """The batches of a block: where each begins among its lanes, how many it has, and its constants.

    first, count, batch : int64 (batches,). constants : float32 (constants, batches). speeds : by days, d and σ·√(1 − d²).
    """

    first: NDArray[np.int64]
    count: NDArray[np.int64]
    batch: Index
    constants: Singles
    draws: Draws
    speeds: dict[float, tuple[Singles, Singles]] = field(default_factory=dict)

    def speed(self, moving: LevelMotion, days: float) -> tuple[Singles, Singles]:
        """D and σ·√(1 − d²) of each level over some days: two arrays (levels, batches)."""
        known = self.speeds.get(days)
        if known is None:
            decay = np.exp2(-days / moving.half_life(self.draws))
            scale = moving.spread(self.draws) * np.sqrt(-np.expm1(2 * np.log(decay)))
            kept, noise = (np.ascontiguousarray(x[:, self.batch], np.float32) for x in (decay, scale))
            known = self.speeds[days] = (kept, noise)
        return known


def bind(kernel: Kernel, program: Program, before: Program | None = None) -> Bound:
    """A program's part in the kernel of its model; `before` is the program whose exits lead into this one."""
    layout, transitions = kernel.layout, program.model.transitions
    sampled = {rule.number: row for row, rule in enumerate(program.sampled)}
    direct = {rule.number: row for row, rule in enumerate(program.exits)}
    rows = [sampled.get(n, -1) for n in layout.sampled] + [direct.get(n, -1) for n in layout.direct]
    growth = []
    for number in (*layout.sampled, *layout.direct):
        rate = transitions[number].rate
        assert rate is not None
        grows = rate.target is not None and rate.growth
        growth.append(program.setting.anchor.growth.get(rate.target or "", 0.0) if grows else 0.0)
    fixed = [program.setting.evaluator.fixed[name] for name in FIXED]
    kinds = np.zeros(layout.kinds + 1, np.int32)
    rules = [r for p in (program, before) if p for r in (*p.sampled, *p.exits, *p.scheduled, *p.at_exit)]
    known = {
        (rule.number, branch, k): writer.table
        for rule in rules
        for branch, events in [(-1, rule.events), *((b, outcome.events) for b, outcome in enumerate(rule.branches))]
        for k, writer in enumerate(events)
    }
    for place, first in layout.writers:
        table = known.get(place)
        if table is not None:
            kinds[first : first + len(table)] = table
    picked = [program.setting.constants.row(key) for key in layout.names.constants]
    return Bound(
        kernel,
        program,
        np.array(rows or [-1], np.int64),
        np.array(layout.sampled or [-1], np.int64),
        np.array(growth or [0.0]),
        np.array([BUILTIN_VALUES[n].index(v) for n, v in zip(FIXED, fixed, strict=True)], np.int64),
        kinds,
        np.array([0 if row is None else row for row in picked] or [0], np.int64),
        np.array([row is None for row in picked] or [True], bool),
    )


def runs_of(bound: Bound, block: Block, draws: Draws) -> Runs:
    """The batches of a block whose lanes lie batch by batch."""
    batch = block.batch
    first = np.concatenate([[0], np.flatnonzero(np.diff(batch)) + 1]) if len(batch) else np.empty(0, np.intp)
    values = bound.program.setting.constants.values(draws)
    values = values if len(values) else np.zeros((1, draws.batches))
    chosen = values[bound.picked][:, batch[first]]
    chosen[bound.missing] = 0.0
    return Runs(
        first.astype(np.int64),
        np.diff(np.concatenate([first, [len(batch)]])).astype(np.int64),
        batch[first],
        np.ascontiguousarray(chosen, np.float32),
        draws,
    )


def world(block: Block, runs: Runs) -> World:
    """The lanes of a block."""
    return World(
        block.levels,
        block.start,
        block.start_derived,
        block.states,
        block.clock,
        block.occurrence,
        block.begins,
        block.trajectory,
        block.fold,
        runs.first,
    )


def survival(bound: Bound, account: Account) -> Survival:
    """The account of a block, and what its exits mean."""
    layout, program = bound.kernel.layout, bound.program
    transitions = program.model.transitions
    widest = max([1, *(len(t.branches) for t in transitions)])
    shape = (len(transitions), widest)
    manners = {manner: k for k, manner in enumerate(account.manners)}
    allowed = np.zeros(shape, bool)
    manner_of = np.full(shape, -1, np.int64)
    mine = np.zeros((len(account.kept), *shape), bool)
    here = {rule.number: rule for rule in (*program.sampled, *program.exits, *program.scheduled)}
    for number, rule in here.items():
        for k, branch in enumerate(rule.branches):
            allowed[number, k] = branch.exit is None
            if branch.exit is not None and branch.exit.manner is not None:
                manner_of[number, k] = manners[branch.exit.manner]
                mine[:, number, k] = [branch.exit.manner in kept.manners for kept in account.kept]
        if account.conditioning and number in account.closed:
            closed = account.closed[number]
            allowed[number, : len(closed)] &= ~closed
    direct = [here.get(number) for number in layout.direct]
    exits = [rule.exit if rule is not None else None for rule in direct]
    stacked = account.stacked
    return Survival(
        conditioning=account.conditioning,
        log_weight=account.log_weight,
        alive=account.alive,
        masses=account.masses,
        cumulative=account.cumulative,
        weeks=account.weeks,
        pending=np.array(account.pending, np.int64),
        cuts=np.array(account.cuts, np.float64),
        silent=np.array([number in account.silent for number in layout.sampled] or [False], bool),
        allowed=allowed,
        manner=np.array([manners[e.manner] if e is not None and e.manner else -1 for e in exits] or [-1], np.int64),
        exit_rule=np.array(layout.direct or [-1], np.int64),
        mine=np.array(
            [[e is not None and e.manner in kept.manners for e in exits] for kept in account.kept], bool
        ).reshape(len(account.kept), len(exits)),
        branch_manner=manner_of,
        branch_mine=mine,
        gathered=stacked["gathered"],
        threshold=stacked["threshold"],
        draws=stacked["draws"],
        kept_moment=stacked["moment"],
        kept_rule=stacked["rule"],
        kept_branch=stacked["branch"],
        kept_levels=stacked["levels"],
        kept_states=stacked["states"],
        kept_weeks=stacked["weeks"],
    )


def nobody(bound: Bound) -> Survival:
    """An account without lanes."""
    transitions = bound.program.model.transitions
    widest = max([1, *(len(t.branches) for t in transitions)])
    direct = max(1, len(bound.kernel.layout.direct))
    table = (len(transitions), widest)
    f, i, i4, flag = np.float64, np.int64, np.int32, np.bool_
    return Survival(
        False, np.zeros(0, f), np.zeros(0, f), np.zeros((0, 0), f), np.zeros((0, 0, 0), f),
        np.zeros((0, 0), np.uint8), np.zeros(0, i), np.zeros(0, f), np.zeros(1, flag), np.zeros(table, flag),
        np.full(direct, -1, i), np.full(direct, -1, i), np.zeros((0, direct), flag),
        np.full(table, -1, i), np.zeros((0, *table), flag),
        np.zeros((0, 0), f), np.zeros((0, 0), f), np.zeros((0, 0), i), np.zeros((0, 0), f), np.zeros((0, 0), i4),
        np.zeros((0, 0), i4), np.zeros((0, 0, 0), np.float32), np.zeros((0, 0, 0), np.int8), np.zeros((0, 0, 0), np.uint8),
    )  # fmt: skip


def scratch(layout: Layout, widest: int, reservoirs: int) -> Scratch:
    """Room to work in, for batches of `widest` lanes."""
    hazards = len(layout.sampled) + len(layout.direct)
    singles, doubles = np.float32, np.float64
    return Scratch(
        derived=np.zeros((layout.derived, widest), singles),
        goal=np.zeros((max(1, len(layout.names.levels)), widest), singles),
        drawn=np.zeros((4, widest), singles),
        hazards=np.zeros((hazards, widest), singles),
        mask=np.zeros(widest, np.int32),
        on=np.zeros(hazards, np.bool_),
        least=np.zeros(widest, singles),
        span=np.zeros(widest, singles),
        held=np.zeros(widest, doubles),
        hazard=np.zeros(hazards, singles),
        share=np.zeros(layout.branches, doubles),
        found=np.zeros(layout.most, np.int32),
        busy=np.zeros(widest, np.int64),
        leaving=np.zeros(widest, doubles),
        gained=np.zeros(widest, doubles),
        gain=np.zeros((reservoirs, widest), doubles),
    )
