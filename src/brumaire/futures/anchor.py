"""The anchor: the constants for which a model agrees with history about a leader like this one.

In the anchor run all levels sit at their reference with their noise, states that start from their stationary law are drawn
from it, the war's dynamics run, nothing is observed and no lever is set. One constant for each directly hazarded
manner of exit, one for the rate that leads to attempts and one on the log-odds of success are solved so that
twelve-month incidence is the outside view's. All runs of the solution use the same random numbers, so the
achieved incidence is a smooth function of the constants, and a secant step on the log of each suffices.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import DAYS_PER_YEAR, Calendar
from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor, Floats
from brumaire.futures.block import Block
from brumaire.futures.program import EffectRunner, Program
from brumaire.futures.reference import make_plan, run_blocks
from brumaire.futures.survival import Account
from brumaire.models.base import Model
from brumaire.models.expressions import Expression, Relative, walk
from brumaire.models.parameters import Z90
from brumaire.records.case import Case
from brumaire.records.outside_view import Hazard, OutsideView

YEAR = 365
COARSE_RUNS = 5_000
BURN_IN_DAYS, BURN_IN_STEP = 3 * 364, 28
PATH_DAYS, PATH_RUNS = 3 * 364, 1_000
TOLERANCE = 0.01
ENOUGH = 0.05


@dataclass(frozen=True, slots=True)
class Achieved:
    """Twelve-month incidence in an anchor run, with its Monte Carlo error."""

    value: Mapping[str, float]
    error: Mapping[str, float]


def solve_anchor(
    model: Model, case: Case, view: OutsideView, *, seed: int, runs: int = COARSE_RUNS, threads: int = 1
) -> Anchor:
    """Solve the constants of a model against an outside view at the case's start.

    Returns
    -------
    The anchor, with what was wanted and what was achieved; targets missed by more than 5 % and three Monte Carlo errors are
    named in its notes.

    Raises
    ------
    FuturesError
        The model wants a constant for which the outside view has no figure.
    """
    plain = replace(case, deviations=(), happened=(), observations=(), calendar=Calendar())
    targets = sorted(model.targets)
    hazards = {target: _figure(view, target) for target in targets}
    wanted = wanted_incidence(view)
    stationary = tuple(s for s in model.states if s.initial is None)
    anchor = Anchor(
        model=model.hash,
        constants={t: _start(t, h) for t, h in hazards.items()},
        spread={t: _spread(t, h) for t, h in hazards.items()},
        growth={t: h.growth for t, h in hazards.items() if h.growth and t != "success"},
        stationary_states=tuple(s.name for s in stationary),
        stationary=((tuple(s.values[0] for s in stationary), 1.0),) if stationary else (),
    )
    coarse = min(runs, COARSE_RUNS)
    anchor, achieved = _iterate(model, plain, anchor, wanted, seed=seed, runs=coarse, threads=threads, rounds=10)
    if runs > coarse:
        anchor, achieved = _iterate(model, plain, anchor, wanted, seed=seed, runs=runs, threads=threads, rounds=3)
    if _relative_names(model):
        paths = _paths(model, plain, anchor, seed=seed, runs=PATH_RUNS, threads=threads, days=PATH_DAYS)
        # The year that was solved on keeps its own, more exact means.
        anchor = replace(
            anchor,
            paths={
                name: (*anchor.paths.get(name, ()), *path[len(anchor.paths.get(name, ())) :])
                for name, path in paths.items()
            },
        )
    notes = []
    for target in targets:
        off = abs(achieved.value[target] - wanted[target])
        if off > ENOUGH * wanted[target] and off > 3 * achieved.error[target]:
            notes.append(
                f"anchor: {target} is {achieved.value[target]:.4g} where the outside view has {wanted[target]:.4g}"
            )
    return replace(
        anchor,
        wanted={k: v for k, v in wanted.items() if k in achieved.value},
        achieved=dict(achieved.value),
        error=dict(achieved.error),
        notes=tuple(notes),
    )


def wanted_incidence(view: OutsideView) -> dict[str, float]:
    """Twelve-month cumulative incidence by manner under competing risks, expected attempts, and success.

    ∫ h_m(t) S(t) dt with h_m(t) = h_m·exp(g_m t) and S the survival of all manners, on a grid of days.
    """
    t = (np.arange(YEAR) + 0.5) / DAYS_PER_YEAR
    step = 1.0 / DAYS_PER_YEAR
    rates = {m: h.per_year * np.exp(h.growth * t) for m, h in view.exits.items()}
    total = np.sum([*rates.values(), np.zeros(YEAR)], axis=0)
    survival = np.exp(-(np.cumsum(total) - total / 2) * step)
    wanted: dict[str, float] = {m: float((rate * survival).sum() * step) for m, rate in rates.items()}
    attempts = view.attempts.per_year * np.exp(view.attempts.growth * t)
    wanted["attempts"] = float((attempts * survival).sum() * step)
    wanted["success"] = view.success.per_year
    return wanted


def _figure(view: OutsideView, target: str) -> Hazard:
    if target == "attempts":
        return view.attempts
    if target == "success":
        return view.success
    hazard = dict(view.exits).get(target)  # type: ignore[call-overload]  # targets of rates are manners of exit
    if hazard is None:
        raise FuturesError(
            f"the model's {target} is to be solved and the outside view has no figure for it",
            mend="give the outside view one, or the model a rate",
        )
    assert isinstance(hazard, Hazard)
    return hazard


def _start(target: str, hazard: Hazard) -> float:
    if target == "success":
        p = min(max(hazard.per_year, 1e-6), 1 - 1e-6)
        return math.log(p / (1 - p))
    return math.log(max(hazard.per_year, 1e-12))


def _spread(target: str, hazard: Hazard) -> float:
    low, high = hazard.low, hazard.high
    if not 0 < low < high:
        return 0.0
    if target == "success":
        return (math.log(high / (1 - high)) - math.log(low / (1 - low))) / (2 * Z90) if high < 1 else 0.0
    return math.log(high / low) / (2 * Z90)


def _iterate(
    model: Model,
    case: Case,
    anchor: Anchor,
    wanted: Mapping[str, float],
    *,
    seed: int,
    runs: int,
    threads: int,
    rounds: int,
) -> tuple[Anchor, Achieved]:
    before: dict[str, tuple[float, float]] = {}
    relative = _relative_names(model)
    best: tuple[Anchor, Achieved] | None = None
    for _ in range(rounds):
        if anchor.stationary_states:
            law = _burn_in(model, case, anchor, seed=seed, runs=min(runs, COARSE_RUNS), threads=threads)
            anchor = replace(anchor, stationary=law)
        achieved, paths = _year(model, case, anchor, seed=seed, runs=runs, threads=threads, names=relative)
        best = anchor, achieved
        constants = dict(anchor.constants)
        furthest = 0.0
        for target, constant in anchor.constants.items():
            now, goal = achieved.value[target], wanted[target]
            if goal <= 0:
                constants[target] = -60.0
                continue
            here = _scale(target, now)
            gap = _scale(target, goal) - here
            slope = 1.0
            if target in before and abs(constant - before[target][0]) > 1e-9:
                slope = (here - before[target][1]) / (constant - before[target][0])
            before[target] = constant, here
            constants[target] = constant + float(np.clip(gap / np.clip(slope, 0.2, 2.0), -2.5, 2.5))
            # A sampled plot more or less moves the outcome by a jump: below a part of the error there is nothing to solve.
            furthest = max(furthest, abs(gap) / max(TOLERANCE, achieved.error[target] / max(now, 1e-12) / 3))
        settled = furthest < 1 and all(
            abs(paths[n][k] - anchor.paths[n][k]) < 0.01
            for n in relative
            if n in anchor.paths
            for k in range(len(paths[n]))
        )
        if settled and set(relative) <= anchor.paths.keys():
            break
        anchor = replace(anchor, constants=constants, paths=paths)
    assert best is not None
    return best


def _scale(target: str, value: float) -> float:
    value = max(value, 1e-12)
    return math.log(value / (1 - min(value, 1 - 1e-9))) if target == "success" else math.log(value)


def _year(
    model: Model, case: Case, anchor: Anchor, *, seed: int, runs: int, threads: int, names: tuple[str, ...]
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
    """Means over those still in office, by step; pieces are joined before they are summed, in one order."""
    days = sorted({day for day, _ in heard})
    paths: dict[str, list[float]] = {name: [] for name in names}
    for day in days:
        pieces = [heard[key] for key in sorted(k for k in heard if k[0] == day)]
        alive = np.concatenate([piece[0] for piece in pieces])
        for j, name in enumerate(names):
            values = np.concatenate([piece[j + 1] for piece in pieces])
            paths[name].append(float((alive * values).sum() / alive.sum()))
    return {name: tuple(path) for name, path in paths.items()}


def _paths(
    model: Model, case: Case, anchor: Anchor, *, seed: int, runs: int, threads: int, days: int
) -> dict[str, tuple[float, ...]]:
    names = _relative_names(model)
    heard: dict[tuple[int, int], tuple[Floats, ...]] = {}
    plan, _ = make_plan(
        model,
        case,
        as_of=case.start,
        horizon=_later(case.start, days),
        runs=runs,
        seed=seed,
        anchor=anchor,
        keep=False,
        listen=_listener(names, heard),
    )
    run_blocks(plan, threads=threads)
    return _means(names, heard)


def _later(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _relative_names(model: Model) -> tuple[str, ...]:
    found = {
        part.of.name
        for expression in _all_expressions(model)
        for part in walk(expression)
        if isinstance(part, Relative)
    }
    return tuple(sorted(found))


def _all_expressions(model: Model) -> list[Expression]:
    found: list[Expression] = [d.value for d in model.derived]
    for level in model.levels:
        found += [level.target] if level.target is not None else []
        found += [term.of for term in level.terms]
    for t in model.transitions:
        found += [e for e in (t.when, t.factor) if e is not None]
        found += [term.of for term in t.ratios]
        found += [term.of for b in t.branches for term in b.probability.shift]
    return found


def _burn_in(
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
