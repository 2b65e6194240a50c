"""One block from the start to the horizon: conditioning, then the path on which he stays, then what follows if not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Anchor, Index, clocks
from brumaire.futures.block import Block, Witness, empty
from brumaire.futures.draws import INITIAL, four
from brumaire.futures.evaluation import Function, Moment
from brumaire.futures.evidence import Evidence, impose, sight
from brumaire.futures.filtering import resample
from brumaire.futures.hazards import Draws
from brumaire.futures.intervene import Pulled, fork, pull
from brumaire.futures.leaving import Following, Leavers
from brumaire.futures.levels import LevelMotion, begin
from brumaire.futures.log import LogBook
from brumaire.futures.program import Program
from brumaire.futures.scheduling import Due, run_scheduled
from brumaire.futures.stepping import NumpyStepper, Stepper
from brumaire.futures.survival import Account, open_account
from brumaire.models.expressions import Read
from brumaire.random_streams import Stream
from brumaire.records.case import Case
from brumaire.records.outside_view import ExitManner


@dataclass(frozen=True, slots=True)
class Plan:
    """What all blocks of a run share.

    boundaries : days of the steps. as_of : day after the start. variants : sets of levers that are pulled at the asking
    date, each on the same trajectories. follow : whether anything but masses is wanted. witness : is told of every firing.
    """

    case: Case
    anchor: Anchor
    seed: int
    size: int
    stays: Program
    gone: Program
    moving: LevelMotion
    moving_gone: LevelMotion
    rows_gone: frozenset[int]
    draws: Draws
    boundaries: tuple[int, ...]
    as_of: float
    due: tuple[Due, ...]
    evidence: Evidence
    variants: tuple[tuple[Pulled, ...], ...]
    levers_at_start: tuple[Pulled, ...]
    states: Mapping[str, str]
    manners: tuple[ExitManner, ...]
    cuts: tuple[float, ...]
    reservoirs: tuple[frozenset[ExitManner], ...]
    watch_days: tuple[float, ...]
    indicators: tuple[Function, ...]
    follow: bool = True
    listen: Callable[[Block, Account, int], None] | None = None
    stepper: Stepper = field(default_factory=NumpyStepper)
    witness: Witness | None = None


@dataclass(slots=True)
class BlockResult:
    """What one block has to say."""

    account: Account
    leavers: Leavers | None
    unexplained: list[bool] = field(default_factory=list)


def prepare(plan: Plan, stepper: Stepper, trajectory: NDArray[np.uint32], batch: Index) -> Block:
    """A block at the start: levels, states, clocks."""
    program = plan.stays
    block = empty(
        program,
        seed=plan.seed,
        stream=Stream.STAYS,
        trajectory=trajectory,
        batch=batch,
        values=program.setting.constants.values(plan.draws),
        precision=stepper.precision,
        by_lane=stepper.by_lane,
    )
    block.moment = moment(plan, 0.0)
    begin(block, plan.moving, plan.draws)
    _begin_states(plan, block)
    pull(block, plan.levers_at_start)
    block.start[:] = block.levels
    for name, j in program.setting.evaluator.changes.items():
        block.start_derived[j] = program.setting.evaluator.function(Read(name, "derived"))(block.view())
    stepper.begin_clocks(block, plan.draws)
    return block


def moment(plan: Plan, day: float) -> Moment:
    """The clocks and the anchor's means at a day."""
    return Moment(clocks(plan.case, day), plan.anchor.means(day))


def _begin_states(plan: Plan, block: Block) -> None:
    program, n = plan.stays, block.size
    for k, state in enumerate(program.model.states):
        if state.name in plan.states:
            block.states[k] = state.values.index(plan.states[state.name])
        elif state.initial is not None:
            u = four(block.seed, block.stream, block.trajectory, 0, INITIAL + 1 + k)[0]
            upper = np.cumsum([state.initial.get(value, 0.0) for value in state.values])
            block.states[k] = np.minimum(np.searchsorted(upper, u, "right"), len(state.values) - 1)
    names = plan.anchor.stationary_states
    law = [
        (values, p)
        for values, p in plan.anchor.stationary
        if all(plan.states.get(name, value) == value for name, value in zip(names, values, strict=True))
    ]
    total = sum(p for _, p in law)
    if not law or total <= 0:
        return
    u = four(block.seed, block.stream, block.trajectory, 0, INITIAL)[0]
    which = np.minimum(np.searchsorted(np.cumsum([p / total for _, p in law]), u, "right"), len(law) - 1)
    for j, name in enumerate(names):
        row = program.row(name)
        block.states[row] = np.array([program.code(name, values[j]) for values, _ in law], np.int8)[which]
    assert n == len(which)


def run_block(plan: Plan, trajectory: NDArray[np.uint32], batch: Index) -> BlockResult:
    """Simulate some trajectories, whole batches of them."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        stepper = plan.stepper.fresh()
        block = prepare(plan, stepper, trajectory, batch)
        block.log = LogBook(keeps=plan.follow)
        block.witness = plan.witness
        account = open_account(
            block,
            manners=plan.manners,
            cuts=plan.cuts,
            reservoirs=plan.reservoirs,
            indicators=len(plan.indicators),
        )
        account.silent, account.closed = plan.evidence.silent, plan.evidence.closed
        result = BlockResult(account, None)
        draws = _stay(plan, stepper, block, account, result)
        if not plan.follow:
            return result
        following = Following(
            draws=draws,
            moving=plan.moving_gone,
            rows=plan.rows_gone,
            boundaries=plan.boundaries,
            due=plan.due,
            moment_at=lambda day: moment(plan, day),
        )
        result.leavers = stepper.follow(result.account, plan.gone, following)
        # Ordered here, since blocks run at once and what comes after them does not.
        result.account.block.log.rows()
        result.leavers.log.rows()
        return result


def _stay(plan: Plan, stepper: Stepper, block: Block, account: Account, result: BlockResult) -> Draws:
    draws = plan.draws
    explained = np.zeros((len(plan.evidence.imposed), block.size), bool)
    stretch = stepper.stretch(block, account, draws)
    previous = 0
    for start, end in pairwise(plan.boundaries):
        if start > 0:
            block.moment = moment(plan, float(previous))
            stepper.move(block, plan.moving, draws, day=start, days=float(start - previous))
        block.moment = moment(plan, float(start))
        previous = start
        if account.conditioning and start > 0:
            resample(block, account, plan.size, start)
        if plan.listen is not None:
            plan.listen(block, account, start)
        account.pending = [c for c, cut in enumerate(plan.cuts) if start < cut <= end]
        stretch.refresh()
        now = float(start)
        for day, order, number in _points(plan, start, end):
            stretch.run(now, day)
            now = day
            if order == 0:
                result.unexplained.append(
                    not impose(plan.evidence, number, block, account, case=plan.case, explained=explained)
                )
                stretch.refresh()
            elif order == 1:
                sight(plan.evidence.sightings[number], block, account)
            elif order == 2:
                stretch.refresh(run_scheduled(plan.due[number], block, account))
            elif order == 3:
                resample(block, account, plan.size, start + 1)
                block, account, draws = fork(block, account, draws, plan.variants)
                result.account = account
                account.pending = [c for c, cut in enumerate(plan.cuts) if start < cut <= end]
                account.begin()
                stretch = stepper.stretch(block, account, draws)
                stretch.refresh()
            else:
                view = block.view()
                for k, when in enumerate(plan.indicators):
                    account.weeks[k] += np.broadcast_to(when(view), (block.size,)).astype(np.uint8)
        stretch.run(now, float(end))
    return draws


def _points(plan: Plan, start: int, end: int) -> Sequence[tuple[float, int, int]]:
    """What happens to all trajectories at given days within a step: (day, kind of thing, number), in order."""
    found = [(i.day, 0, k) for k, i in enumerate(plan.evidence.imposed) if start <= i.day < end]
    # A sighting at the end of a week belongs to that week.
    found += [(s.day, 1, k) for k, s in enumerate(plan.evidence.sightings) if start < s.day <= end]
    found += [(d.day, 2, k) for k, d in enumerate(plan.due) if start <= d.day < end]
    # The asking date comes last of all things of its moment.
    if start <= plan.as_of < end:
        found.append((plan.as_of, 3, 0))
    found += [(day, 4, 0) for day in plan.watch_days if start <= day < end]
    return sorted(found)
