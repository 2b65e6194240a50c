"""The reference engine in NumPy: `simulate` makes the futures of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

import numpy as np

from brumaire.dates import Calendar, day_number
from brumaire.errors import FuturesError
from brumaire.futures.agreement import check_agreement
from brumaire.futures.assembly import assemble
from brumaire.futures.base import BATCH_STRIDE, Anchor, Floats, Index, batches_of, expressions_of
from brumaire.futures.block import Block
from brumaire.futures.engines import Engine, chosen, must_compile, stepper_for
from brumaire.futures.evidence import Evidence, gather
from brumaire.futures.hazards import Constants, Draws
from brumaire.futures.intervene import changed, pulled
from brumaire.futures.levels import motion, needed
from brumaire.futures.processes import light, shared_out
from brumaire.futures.program import Kinds, Program, build
from brumaire.futures.progress import Progress, heard, silent
from brumaire.futures.rejuvenation import Proposal, density_ratio
from brumaire.futures.running import BlockResult, Plan, run_block
from brumaire.futures.scheduling import merged, timetable
from brumaire.futures.sightings import with_days
from brumaire.futures.survival import Account
from brumaire.models.base import Model, Parameter
from brumaire.models.expressions import reads
from brumaire.models.parameters import Z90, at_scores, scores
from brumaire.records.case import Case, Observation
from brumaire.records.futures import EventKind, Futures, ParameterDraws
from brumaire.records.outside_view import MANNERS, ExitManner

BLOCK = 10_000
"""Trajectories simulated together: large enough that NumPy's calls do not matter, small enough for a core's cache."""
WATCH_WEEKS = 4


def simulate(
    model: Model,
    case: Case,
    *,
    as_of: date,
    horizon: date,
    runs: int,
    seed: int,
    anchor: Anchor | None = None,
    proposal: Proposal | None = None,
    levers: Mapping[str, str] | None = None,
    seen: Sequence[Observation] = (),
    cuts: Sequence[date] = (),
    leaves_by_manner: Sequence[ExitManner] = (),
    threads: int = 1,
    calendar: Calendar | None = None,
    block: int = BLOCK,
    engine: Engine = "auto",
    progress: Progress = silent,
) -> Futures:
    """Futures of a case, conditioned on all that is known up to `as_of`.

    Parameters
    ----------
    model, case
        The model, and the case that it is run for.
    as_of, horizon
        Asking date and last day. The simulation begins at `case.start`.
    calendar
        Steps, if not those of the case.
    seed
        Seed of all random numbers.
    runs
        Trajectories: 500 batches of one parameter draw each, or a hundredth of the runs where that is more.
    anchor
        Constants solved by `solve_anchor`; needed where the model says `solved_by` or `stationary`.
    proposal
        Where the parameters are drawn from, if not from their priors: what `rejuvenate` found for the same case and date.
    levers
        Levers to set, by name.
    seen
        Indicators seen besides those of the case.
    cuts
        Days after `as_of` up to which the masses of leaving are kept exactly; the horizon is always one.
    leaves_by_manner
        Manners of which each trajectory keeps a future of its own.
    threads, block
        How to work; the result is the same for all values.
    engine
        `reference` (NumPy), `compiled` (Numba), or `auto`, which takes the latter where it pays.
    progress
        Is told how far the run has come.

    Raises
    ------
    FuturesError
        Dates out of order, something the model does not have, or a hazard or level that is not a number.
    DisagreementError
        Too few trajectories agree with what is known up to the asking date.
    """
    anchor = anchor or Anchor(model.hash)
    arguments: dict[str, Any] = {
        "model": model,
        "case": case,
        "as_of": as_of,
        "horizon": horizon,
        "runs": runs,
        "seed": seed,
        "anchor": anchor,
        "proposal": proposal,
        "levers": levers,
        "seen": seen,
        "cuts": cuts,
        "leaves_by_manner": leaves_by_manner,
        "calendar": calendar,
        "engine": chosen(engine, model, runs, (horizon - case.start).days // 7),
    }
    doing = "compiling, then simulating" if must_compile(arguments["engine"], model) else "simulating"
    plan, kinds = make_plan(**arguments)
    pieces = in_blocks(plan, block)
    at_once = min(threads, len(pieces))
    if plan.stepper.by_lane and at_once > 1:
        told = heard(plan, progress, doing, blocks=len(range(0, len(pieces), at_once)))
        results = shared_out(partial(run_piece, told), _elsewhere, arguments, pieces, kinds, processes=at_once)
    else:
        told = heard(plan, progress, doing, blocks=len(pieces), at_once=at_once)
        results = run_blocks(told, threads=threads, block=block)
    check_agreement(plan, results, partial(run_blocks, threads=1, block=block))
    return assemble(
        plan, results, kinds, as_of=as_of, horizon=horizon, levers=dict(levers or {}), watch_weeks=WATCH_WEEKS
    )


def run_blocks(plan: Plan, *, threads: int, block: int = BLOCK) -> list[BlockResult]:
    """Run all batches in blocks, on some threads, in the order of the batches."""
    pieces = in_blocks(plan, block)
    if threads <= 1 or len(pieces) == 1:
        return [run_piece(plan, piece) for piece in pieces]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(partial(run_piece, plan), pieces))


def in_blocks(plan: Plan, block: int) -> list[Index]:
    """The batches of a plan, so many together that a block has about `block` trajectories."""
    together = max(1, block // plan.size)
    return [
        np.arange(first, min(first + together, plan.draws.batches)) for first in range(0, plan.draws.batches, together)
    ]


def run_piece(plan: Plan, batches: Index) -> BlockResult:
    """Run some batches as one block."""
    batch = np.repeat(batches, plan.size)
    member = np.tile(np.arange(plan.size), len(batches))
    return run_block(plan, (batch * BATCH_STRIDE + member).astype(np.uint32), batch)


def _elsewhere(arguments: dict[str, Any], batches: Index) -> tuple[BlockResult, dict[EventKind, int]]:
    plan, kinds = make_plan(**arguments)
    return light(run_piece(plan, batches)), kinds.numbers


def make_plan(
    model: Model,
    case: Case,
    *,
    as_of: date,
    horizon: date,
    runs: int,
    seed: int,
    anchor: Anchor,
    proposal: Proposal | None = None,
    levers: Mapping[str, str] | None = None,
    variants: Sequence[Mapping[str, str]] = ({},),
    seen: Sequence[Observation] = (),
    cuts: Sequence[date] = (),
    leaves_by_manner: Sequence[ExitManner] = (),
    calendar: Calendar | None = None,
    keep: bool = True,
    edit: Callable[[Program], None] | None = None,
    listen: Callable[[Block, Account, int], None] | None = None,
    engine: Engine = "reference",
) -> tuple[Plan, Kinds]:
    """Everything that is worked out once for a run."""
    if not case.start <= as_of < horizon:
        raise FuturesError(
            f"start {case.start}, asking date {as_of}, horizon {horizon}",
            where=case.path or case.name,
            rule="the start is not after the asking date, which is before the horizon",
            mend="give dates in that order",
        )
    if anchor.model != model.hash:
        raise FuturesError("the anchor was solved for another model", mend="solve it again")
    batches, size = batches_of(runs)
    draws = with_days(draw_parameters(model, anchor, seed, batches, proposal), case, as_of, seen, seed)
    kinds, constants = Kinds(), Constants()
    stays, gone = (build(model, case, anchor, phase, kinds, constants=constants) for phase in ("in_office", "gone"))
    if edit is not None:
        edit(stays)
    levels, states = deviations(model, case)
    missing = [s.name for s in model.states if s.initial is None and s.name not in (*anchor.stationary_states, *states)]
    if missing:
        raise FuturesError(
            f"{', '.join(missing)} start from their stationary law", where=model.path, mend="solve the anchor first"
        )
    at = [pulled(stays, {**(levers or {}), **variant}) for variant in variants]
    at_start = tuple(p for p in at[0] if p.lever.at_start)
    draws = changed(draws, at_start)
    indicators = [stays.setting.evaluator.function(i.when) for i in model.indicators.values()]
    end = day_number(horizon, case.start)
    asked = float(day_number(as_of, case.start))
    days = sorted({float(day_number(c, case.start)) for c in (*cuts, horizon) if as_of < c <= horizon})
    named = [frozenset({manner}) for manner in dict.fromkeys(leaves_by_manner)]
    rest = frozenset(MANNERS) - frozenset(leaves_by_manner)
    evidence = gather(stays, case, as_of, seen, draws) if keep else Evidence(frozenset(), {}, [], [])
    if proposal is not None:
        evidence.sightings.insert(0, density_ratio(proposal, uncertain(model, anchor), seed, batches))
    plan = Plan(
        case=case,
        anchor=anchor,
        seed=seed,
        size=size,
        stays=stays,
        gone=gone,
        moving=motion(stays.setting, model, levels),
        moving_gone=motion(gone.setting, model, levels),
        rows_gone=_rows_after(model, gone),
        draws=draws,
        boundaries=tuple((calendar or case.calendar).steps(case.start, horizon)),
        as_of=asked,
        due=merged(timetable(stays, case, end), timetable(gone, case, end)),
        evidence=evidence,
        variants=tuple(tuple(p for p in one if not p.lever.at_start) for one in at),
        levers_at_start=at_start,
        states=states,
        manners=_manners(stays),
        cuts=tuple(days),
        reservoirs=(*named, *([rest] if rest else [])) if keep else (),
        watch_days=tuple(asked + 7 * k + 3.5 for k in range(WATCH_WEEKS)) if indicators and keep else (),
        indicators=tuple(indicators) if keep else (),
        follow=keep,
        listen=listen,
        stepper=stepper_for(engine if edit is None else "reference", model, stays, gone),
    )
    return plan, kinds


def uncertain(model: Model, anchor: Anchor) -> list[Parameter]:
    """All that is drawn for each batch: the model's parameters, and the anchor's constants as far as history leaves them open."""
    spreads = [
        Parameter(f"anchor.{name}", -Z90, Z90, "logit", "normal", "outside view", "")
        for name, spread in sorted(anchor.spread.items())
        if spread > 0
    ]
    return [*model.parameters, *spreads]


def draw_parameters(model: Model, anchor: Anchor, seed: int, batches: int, proposal: Proposal | None = None) -> Draws:
    """The model's parameters and the anchor's uncertain constants, for each batch.

    The outside view's uncertainty enters as a factor on each solved rate: lognormal with mean 1.
    """
    parameters = uncertain(model, anchor)
    z = scores(len(parameters), seed, batches)
    if proposal is not None:
        proposal.check(parameters)
        z = proposal.move(z)
    drawn: ParameterDraws = at_scores(parameters, z)
    spreads = parameters[len(model.parameters) :]
    values: dict[str, Floats] = {name: drawn.values[:, k] for k, name in enumerate(drawn.names)}
    for parameter in spreads:
        target = parameter.name.removeprefix("anchor.")
        spread = anchor.spread[target]
        values[parameter.name] = values[parameter.name] * spread - (0.0 if target == "success" else spread**2 / 2)
    return Draws(batches, values)


def deviations(model: Model, case: Case) -> tuple[dict[str, float], dict[str, str]]:
    """What a case says about its start: levels and states, checked against what the model lets a case set."""
    levels: dict[str, float] = {}
    states: dict[str, str] = {}
    known = {state.name: state.values for state in model.states}
    for deviation in case.deviations:
        where = case.path or case.name
        if deviation.name not in model.deviations:
            near = get_close_matches(deviation.name, model.deviations, n=3)
            raise FuturesError(
                f"a case of the model {model.name} cannot set {deviation.name!r}",
                where=where,
                mend=f"did you mean {', '.join(near)}?" if near else f"it can set {', '.join(model.deviations)}",
            )
        if deviation.name in known:
            if deviation.value not in known[deviation.name]:
                raise FuturesError(
                    f"{deviation.name} has no value {deviation.value!r}",
                    where=where,
                    mend=f"its values are {', '.join(known[deviation.name])}",
                )
            states[deviation.name] = str(deviation.value)
        else:
            if isinstance(deviation.value, str):
                raise FuturesError(
                    f"{deviation.name} is a level and {deviation.value!r} is not a number",
                    where=where,
                    mend="give a number of standard deviations",
                )
            levels[deviation.name] = float(deviation.value)
    return levels, states


def _manners(program: Program) -> tuple[ExitManner, ...]:
    found = set()
    for rule in (*program.exits, *program.sampled, *program.scheduled):
        exits = [rule.exit, *(branch.exit for branch in rule.branches)]
        found |= {e.manner for e in exits if e is not None and e.manner is not None}
    return tuple(manner for manner in MANNERS if manner in found)


def _rows_after(model: Model, gone: Program) -> frozenset[int]:
    """The levels that anything after the leader's exit still reads."""
    names: set[str] = set()
    for rule in (*gone.sampled, *gone.scheduled, *gone.at_exit):
        for expression in expressions_of(rule.transition):
            names |= reads(expression)
    return frozenset(gone.levels[name] for name in needed(model, frozenset(names)))
