"""The runs behind the anchor: one year of incidence, the burn-in of stationary states, and mean paths."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Anchor, Floats, expressions
from brumaire.futures.block import Block
from brumaire.futures.program import EffectRunner, Program
from brumaire.futures.reference import make_plan, run_blocks
from brumaire.futures.survival import Account
from brumaire.models.base import Model
from brumaire.models.expressions import Relative, walk
from brumaire.records.case import Case

YEAR = 365
BURN_IN_DAYS, BURN_IN_STEP = 3 * 364, 28
PATH_DAYS, PATH_RUNS = 3 * 364, 1_000


@dataclass(frozen=True, slots=True)
class Achieved:
    """Twelve-month incidence in an anchor run, with its Monte Carlo error.

    `attempts` is that of a first attempt, `success` the share of those who meet one whom one unseats within the twelve months.
    """

    value: Mapping[str, float]
    error: Mapping[str, float]


def one_year(
    model: Model, case: Case, anchor: Anchor, *, seed: int, runs: int, threads: int, names: tuple[str, ...], step: int
) -> tuple[Achieved, dict[str, tuple[float, ...]]]:
    """One anchor run over twelve months: incidence, and the mean paths of some quantities."""
    heard: dict[tuple[int, int], tuple[Floats, ...]] = {}
    plan, _ = make_plan(
        model,
        case,
        as_of=case.start,
        horizon=case.start + timedelta(days=YEAR),
        runs=runs,
        seed=seed,
        anchor=anchor,
        keep=False,
        listen=_listener(names, heard) if names else None,
    )
    plan = replace(plan, boundaries=(*range(0, YEAR, step), YEAR))
    results = run_blocks(plan, threads=threads)
    values: dict[str, float] = {}
    errors: dict[str, float] = {}
    masses = np.concatenate([r.account.masses for r in results], axis=1)
    for manner, mass in zip(plan.manners, masses, strict=True):
        values[manner], errors[manner] = _mean(mass, plan.size)
    attempts = np.concatenate([r.account.attempts for r in results])
    successes = np.concatenate([r.account.successes for r in results])
    values["attempts"], errors["attempts"] = _mean(attempts, plan.size)
    share = values["attempts"] or 1.0
    values["success"] = float(successes.mean()) / share
    _, spread = _mean(successes - values["success"] * attempts, plan.size)
    errors["success"] = spread / share
    return Achieved(values, errors), _means(names, heard)


def _mean(values: Floats, size: int) -> tuple[float, float]:
    by_batch = values.reshape(-1, size).mean(axis=1)
    return float(by_batch.mean()), float(by_batch.std() / math.sqrt(len(by_batch)))


def _listener(
    names: tuple[str, ...], heard: dict[tuple[int, int], tuple[Floats, ...]]
) -> Callable[[Block, Account, int], None]:
    def listen(block: Block, account: Account, day: int) -> None:
        view = block.view()
        scope = block.program.setting.evaluator
        n = block.size
        values = tuple(np.broadcast_to(scope.named(name)(view), (n,)).copy() for name in names)
        heard[day, int(block.trajectory[0])] = (account.alive.copy(), *values)

    return listen


def _means(names: tuple[str, ...], heard: Mapping[tuple[int, int], tuple[Floats, ...]]) -> dict[str, tuple[float, ...]]:
    """Means over those still in office, week by week; pieces are joined before they are summed, in one order."""
    days = sorted({day for day, _ in heard})
    paths: dict[str, list[float]] = {name: [] for name in names}
    for day in days:
        pieces = [heard[key] for key in sorted(k for k in heard if k[0] == day)]
        alive = np.concatenate([piece[0] for piece in pieces])
        for j, name in enumerate(names):
            values = np.concatenate([piece[j + 1] for piece in pieces])
            paths[name].append(float((alive * values).sum() / alive.sum()))
    weeks = np.arange(0, days[-1] + 1, 7) if days else np.empty(0)
    return {name: tuple(np.interp(weeks, days, path).tolist()) for name, path in paths.items()}


def long_paths(model: Model, case: Case, anchor: Anchor, *, seed: int, threads: int) -> dict[str, tuple[float, ...]]:
    names = relative_names(model)
    heard: dict[tuple[int, int], tuple[Floats, ...]] = {}
    plan, _ = make_plan(
        model,
        case,
        as_of=case.start,
        horizon=_later(case.start, PATH_DAYS),
        runs=PATH_RUNS,
        seed=seed,
        anchor=anchor,
        keep=False,
        listen=_listener(names, heard),
    )
    run_blocks(plan, threads=threads)
    return _means(names, heard)


def _later(start: date, days: int) -> date:
    return start + timedelta(days=days)


def relative_names(model: Model) -> tuple[str, ...]:
    found = {
        part.of.name for expression in expressions(model) for part in walk(expression) if isinstance(part, Relative)
    }
    return tuple(sorted(found))


def burn_in(
    model: Model, case: Case, anchor: Anchor, *, seed: int, runs: int, threads: int
) -> tuple[tuple[tuple[str, ...], float], ...]:
    """The joint law of the stationary states after three years, given that he is still in office.

    Only the transitions that change these states run; of their effects only those on these states count.
    """
    names = anchor.stationary_states
    still = replace(
        anchor,
        growth={},
        paths={},
        stationary=((tuple(next(s.values[0] for s in model.states if s.name == n) for n in names), 1.0),),
    )
    plan, _ = make_plan(
        model,
        case,
        as_of=case.start,
        horizon=_later(case.start, BURN_IN_DAYS),
        runs=runs,
        seed=seed,
        anchor=still,
        keep=False,
        edit=lambda program: _keep_only(program, names),
    )
    plan = replace(plan, boundaries=tuple(range(0, BURN_IN_DAYS + 1, BURN_IN_STEP)))
    results = run_blocks(plan, threads=threads)
    rows = [plan.stays.row(name) for name in names]
    codes = np.concatenate([r.account.block.states[rows] for r in results], axis=1)
    alive = np.concatenate([r.account.alive for r in results])
    return _law(plan.stays, names, codes, alive)


def _law(
    program: Program, names: tuple[str, ...], codes: NDArray[np.int8], alive: Floats
) -> tuple[tuple[tuple[str, ...], float], ...]:
    unique, inverse = np.unique(codes, axis=1, return_inverse=True)
    weight = np.bincount(inverse.reshape(-1), alive, unique.shape[1])
    weight = weight / weight.sum()
    values = [tuple(program.states[name][1][c] for name, c in zip(names, column, strict=True)) for column in unique.T]
    return tuple((v, float(w)) for v, w in zip(values, weight, strict=True))


def _keep_only(program: Program, names: tuple[str, ...]) -> None:
    rows = {program.row(name) for name in names}

    def trim(runner: EffectRunner) -> bool:
        runner.levels = []
        runner.states = [state for state in runner.states if state[0] in rows]
        return bool(runner.states)

    program.exits = []
    for rules in (program.sampled, program.scheduled):
        rules[:] = [r for r in rules if any([trim(r.effects), *(trim(b.effects) for b in r.branches)])]
    program.link()
