"""From the blocks' results to the record `Futures`: weights, the event log of each future, exact masses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import FuturesError
from brumaire.futures.base import BATCH_STRIDE, Floats, Index
from brumaire.futures.leaving import Leavers
from brumaire.futures.log import Ints, ranges
from brumaire.futures.program import Kinds
from brumaire.futures.running import BlockResult, Plan
from brumaire.futures.survival import Account
from brumaire.records.futures import EventKind, EventLog, ExitMasses, Futures, ParameterDraws


def assemble(
    plan: Plan,
    results: Sequence[BlockResult],
    kinds: Kinds,
    *,
    as_of: date,
    horizon: date,
    levers: Mapping[str, str],
    watch_weeks: int,
) -> Futures:
    """One record of all blocks. Futures in which he stays come first, one for each trajectory, in their order."""
    log_weight = np.concatenate([r.account.log_weight for r in results])
    top = log_weight.max()
    if not np.isfinite(top):
        raise FuturesError(
            "no trajectory agrees with the record",
            where=plan.case.path or plan.case.name,
            rule="the evidence up to the asking date must be possible under the model",
            mend="check the dates of what happened, or ask for more runs",
        )
    relative = np.exp(log_weight - top)
    mean = relative.mean()
    evidence = relative / mean
    first = np.cumsum([0, *(r.account.block.size for r in results)])
    n = int(first[-1])
    alive = np.concatenate([r.account.alive for r in results])
    parts = [_leaving(r, evidence[a:b], int(a)) for r, a, b in zip(results, first, first[1:], strict=False)]
    owner = np.concatenate([p[0] for p in parts])
    weight_leaves = np.concatenate([p[1] for p in parts])
    # Where nothing was kept, what would have left is too little to be a future; it stays with the others.
    stays = np.where(np.bincount(owner, minlength=n) == 0, evidence, evidence * alive)
    weeks = [r.account.weeks.T for r in results] + [p[3] for p in parts]
    batch = np.concatenate([r.account.block.batch for r in results]).astype(np.int32)
    notes = [*plan.evidence.notes]
    for k, event in enumerate(_in_order(plan)):
        if all(r.unexplained[k] for r in results):
            notes.append(f"the model could not produce {event} then; it is taken as given and moves nothing")
    days = np.array(plan.cuts)
    return Futures(
        case=plan.case.name,
        model=plan.stays.model.hash,
        seed=plan.seed,
        start=plan.case.start,
        as_of=as_of,
        horizon=horizon,
        trajectory=np.concatenate([np.arange(n), owner]).astype(np.int32),
        weight=np.concatenate([stays, weight_leaves]),
        leaves=np.concatenate([np.zeros(n, bool), np.ones(len(owner), bool)]),
        batch=batch,
        evidence=evidence,
        log=_log(results, parts, first, kinds),
        exits=ExitMasses(days, plan.manners, np.concatenate([r.account.cumulative for r in results])),
        parameters=ParameterDraws(
            tuple(plan.draws.values),
            np.stack([*plan.draws.values.values()], axis=1) if plan.draws.values else np.empty((plan.draws.batches, 0)),
        ),
        log_evidence=float(np.log(mean) + top),
        levers=levers,
        realised=plan.stays.model.realised,
        identity=(batch.astype(np.int64) * BATCH_STRIDE + np.tile(np.arange(plan.size), plan.draws.batches)),
        watched=tuple(plan.stays.model.indicators),
        weeks=np.concatenate(weeks) if plan.indicators else None,
        watch_weeks=watch_weeks,
        notes=tuple(notes),
    )


def _in_order(plan: Plan) -> list[str]:
    imposed = sorted(enumerate(plan.evidence.imposed), key=lambda pair: (pair[1].day, pair[0]))
    return [f"{i.happened.event} of {i.happened.day}" for _, i in imposed]


def _leaving(result: BlockResult, evidence: Floats, offset: int) -> tuple[Index, Floats, Index, NDArray[np.uint8]]:
    """Futures of a block in which he leaves: trajectory, weight, place among the block's leavers, weeks."""
    account, leavers = result.account, result.leavers
    if leavers is None:
        return np.empty(0, np.intp), np.empty(0), np.empty(0, np.intp), account.weeks.T[:0]
    order = np.lexsort((leavers.reservoir, leavers.of))
    of, reservoir = leavers.of[order], leavers.reservoir[order]
    gathered = np.stack([kept.gathered for kept in account.kept])
    gained = np.where(_kept(account), gathered, 0.0)
    # A manner of which nothing was kept has next to no mass; the others of the trajectory share it.
    share = gained / np.where(gained.sum(axis=0) > 0, gained.sum(axis=0), 1.0)
    weight = share[reservoir, of] * (1.0 - account.alive[of]) * evidence[of]
    weeks = np.stack([kept.weeks for kept in account.kept])[reservoir, :, of]
    return of + offset, weight, order, weeks


def _kept(account: Account) -> NDArray[np.bool_]:
    return np.stack([kept.rule >= 0 for kept in account.kept])


def _log(
    results: Sequence[BlockResult],
    parts: Sequence[tuple[Index, Floats, Index, NDArray[np.uint8]]],
    first: NDArray[np.intp],
    kinds: Kinds,
) -> EventLog:
    """One log of all futures. Every block's rows are ordered already, so nothing is sorted here."""
    stays = [result.account.block.log.rows() for result in results]
    leaves = [
        _of_leavers(result.leavers, rows, part[0] - int(a), part[2])
        for result, rows, part, a in zip(results, stays, parts, first, strict=False)
        if result.leavers is not None
    ]
    sizes = [len(part[0]) for result, part in zip(results, parts, strict=True) if result.leavers is not None]
    begins = [*first[:-1], *(int(first[-1]) + np.cumsum([0, *sizes])[:-1])]
    names: list[EventKind] = sorted(kinds.numbers, key=lambda k: (k.name, tuple((a, str(v)) for a, v in k.args)))
    renumber = np.empty(len(names), np.int32)
    for new, name in enumerate(names):
        renumber[kinds.numbers[name]] = new
    every = [*stays, *leaves]
    return EventLog(
        np.concatenate([rows[0] + np.int32(begin) for rows, begin in zip(every, begins, strict=True)]),
        np.concatenate([rows[1] for rows in every]),
        np.concatenate([renumber[rows[2]] for rows in every]),
        tuple(names),
    )


def _of_leavers(
    leavers: Leavers, stays: tuple[Ints, Floats, Ints], of: Index, order: Index
) -> tuple[Ints, Floats, Ints]:
    """The rows of a block's leavers in their `order`: what their trajectory went through before, then their own."""
    owner, day, kind = stays
    until = leavers.moment[order]
    rows, which = ranges(owner, of)
    before = day[rows] < until[which]
    rows, which = rows[before], which[before]
    own, own_day, own_kind = leavers.log.rows()
    own_rows, own_which = ranges(own, order)
    count, own_count = np.bincount(which, minlength=len(of)), np.bincount(own_which, minlength=len(of))
    place = np.arange(len(rows)) + (np.cumsum(own_count) - own_count)[which]
    own_place = np.arange(len(own_rows)) + np.cumsum(count)[own_which]
    future, when = np.empty(len(rows) + len(own_rows), np.int32), np.empty(len(rows) + len(own_rows))
    happened = np.empty(len(future), np.int32)
    future[place], when[place], happened[place] = which, day[rows], kind[rows]
    future[own_place], when[own_place], happened[own_place] = own_which, own_day[own_rows], own_kind[own_rows]
    return future, when, happened
