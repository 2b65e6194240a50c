"""What levers do to one question: all of them at once, on the same trajectories as the baseline.

The copies part at the asking date, so the time before it is simulated once; the noise of levels is drawn once for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from brumaire.dates import Calendar
from brumaire.errors import FuturesError
from brumaire.futures.ask import difference
from brumaire.futures.assembly import assemble
from brumaire.futures.base import Anchor, Index
from brumaire.futures.engines import Engine, chosen
from brumaire.futures.leaving import Leavers
from brumaire.futures.log import LogBook
from brumaire.futures.program import Program
from brumaire.futures.progress import Progress, heard, part, silent
from brumaire.futures.reference import BLOCK, WATCH_WEEKS, in_blocks, make_plan, run_blocks
from brumaire.futures.rejuvenation import Proposal
from brumaire.futures.running import BlockResult
from brumaire.futures.survival import Account
from brumaire.models.base import Model
from brumaire.questions import deadline, is_exit_only, to_text
from brumaire.records.case import Case, Observation
from brumaire.records.forecast import LeverEffect
from brumaire.records.futures import Futures
from brumaire.records.outside_view import MANNERS
from brumaire.records.question import Question

TOGETHER = 16
"""Copies that are simulated side by side; more would only cost memory."""
WIDEST = 3 * BLOCK
"""Trajectories of all copies in one block: the time before they part is simulated on a fraction of these."""


def what_ifs(
    model: Model,
    case: Case,
    question: Question,
    *,
    choices: Sequence[tuple[str, str]],
    as_of: date,
    horizon: date | None = None,
    runs: int,
    seed: int,
    anchor: Anchor | None = None,
    proposal: Proposal | None = None,
    levers: Mapping[str, str] | None = None,
    seen: Sequence[Observation] = (),
    roles: Mapping[str, str] | None = None,
    threads: int = 1,
    calendar: Calendar | None = None,
    engine: Engine = "auto",
    progress: Progress = silent,
) -> tuple[LeverEffect, ...]:
    """The effect of each lever at each value given, against the same run without it.

    Parameters
    ----------
    model, case, as_of, runs, seed, anchor, proposal, seen, threads, calendar, engine, progress
        As for `simulate`.
    question
        What the levers are measured on; without `given do(...)`.
    choices
        Pairs of a lever and a value.
    levers
        Levers that are set in all runs, the baseline too.
    horizon
        The question's deadline where it has one, else to be given.
    roles
        As for `ask`.

    Raises
    ------
    FuturesError
        As for `simulate`; or the question has no deadline and no horizon was given.
    """
    end = horizon or deadline(question, as_of)
    if end is None:
        raise FuturesError(f"{to_text(question)!r} has no last day", mend="give a window or a horizon")
    at_start = {name for name, lever in model.levers.items() if lever.at_start}
    effects: dict[tuple[str, str], LeverEffect] = {}
    groups = [[choice] for choice in choices if choice[0] in at_start]
    later = [choice for choice in choices if choice[0] not in at_start]
    groups += [later[k : k + TOGETHER] for k in range(0, len(later), TOGETHER)]
    for g, group in enumerate(groups):
        alone = group[0][0] in at_start
        sets: list[Mapping[str, str]] = [{}, *({name: value} for name, value in group)]
        pieces = [[s] for s in sets] if alone else [sets]
        futures = [
            f
            for k, piece in enumerate(pieces)
            for f in _side_by_side(
                model,
                case,
                question,
                piece,
                as_of=as_of,
                horizon=end,
                runs=runs,
                seed=seed,
                anchor=anchor or Anchor(model.hash),
                proposal=proposal,
                levers=levers or {},
                seen=seen,
                threads=threads,
                calendar=calendar,
                engine=chosen(engine, model, runs * len(sets), (end - case.start).days // 7),
                progress=part(progress, g * len(pieces) + k, len(groups) * len(pieces))
                if progress is not silent
                else silent,
            )
        ]
        for (name, value), moved in zip(group, futures[1:], strict=True):
            before, then, change, error = difference(futures[0], moved, question, roles=roles)
            effects[name, value] = LeverEffect(name, value, to_text(question), before, then, change, error)
    return tuple(effects[choice] for choice in choices)


def _side_by_side(
    model: Model,
    case: Case,
    question: Question,
    variants: Sequence[Mapping[str, str]],
    *,
    as_of: date,
    horizon: date,
    runs: int,
    seed: int,
    anchor: Anchor,
    proposal: Proposal | None,
    levers: Mapping[str, str],
    seen: Sequence[Observation],
    threads: int,
    calendar: Calendar | None,
    engine: Engine,
    progress: Progress,
) -> Iterator[Futures]:
    together = len(variants) > 1
    plan, kinds = make_plan(
        model,
        case,
        as_of=as_of,
        horizon=horizon,
        levers=levers if together else {**levers, **variants[0]},
        variants=variants if together else ({},),
        runs=runs,
        seed=seed,
        anchor=anchor,
        proposal=proposal,
        seen=seen,
        calendar=calendar,
        engine=engine,
        cuts=[horizon],
    )
    plan = replace(plan, watch_days=(), indicators=())
    if _masses_answer(plan.stays, question):
        plan = replace(plan, follow=False, reservoirs=())
    block = max(plan.size, WIDEST // len(variants))
    blocks = len(in_blocks(plan, block))
    told = heard(plan, progress, "pulling levers", blocks=blocks, at_once=min(threads, blocks))
    results = run_blocks(told, threads=threads, block=block)
    for v, variant in enumerate(variants):
        parts = [_variant(result, v, len(variants), plan.draws.batches) for result in results]
        yield assemble(
            plan, parts, kinds, as_of=as_of, horizon=horizon, levers={**levers, **variant}, watch_weeks=WATCH_WEEKS
        )


def _masses_answer(program: Program, question: Question) -> bool:
    """Whether exact masses answer the question, so that nobody needs to know what follows after he left."""
    only = is_exit_only(question)
    if only is None or question.given is not None:
        return False
    exits = [t.exit for t in program.model.transitions] + [
        b.exit for t in program.model.transitions for b in t.branches
    ]
    truly = all(e is None or e.announced is None for e in exits)
    return truly or set(only.manners) == set(MANNERS)


def _variant(result: BlockResult, v: int, copies: int, batches: int) -> BlockResult:
    if copies == 1:
        return result
    account = result.account
    n = account.block.size // copies
    here = slice(v * n, (v + 1) * n)
    block = replace(
        account.block,
        trajectory=account.block.trajectory[here],
        batch=account.block.batch[here] % batches,
        begins=account.block.begins[here],
        log=account.block.log.part(v * n, (v + 1) * n),
    )
    kept = [
        replace(k, gathered=k.gathered[here], rule=k.rule[here], weeks=k.weeks[:, here], moment=k.moment[here])
        for k in account.kept
    ]
    part: Account = replace(
        account,
        block=block,
        log_weight=account.log_weight[here],
        alive=account.alive[here],
        masses=account.masses[:, here],
        cumulative=account.cumulative[here],
        kept=kept,
        weeks=account.weeks[:, here],
    )
    return BlockResult(part, _leavers(result.leavers, v * n, (v + 1) * n), result.unexplained)


def _leavers(leavers: Leavers | None, first: int, last: int) -> Leavers | None:
    if leavers is None:
        return None
    inside: Index = np.flatnonzero((leavers.of >= first) & (leavers.of < last))
    place = np.full(len(leavers.of), -1)
    place[inside] = np.arange(len(inside))
    owner, day, kind = leavers.log.rows()
    own = place[owner] >= 0
    book = LogBook()
    book.write(place[owner[own]], day[own], kind[own])
    return Leavers(leavers.of[inside] - first, leavers.reservoir[inside], leavers.moment[inside], book)
