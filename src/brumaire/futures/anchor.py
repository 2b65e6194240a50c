"""The anchor: the constants for which a model agrees with history about a leader like this one.

In the anchor run all levels sit at their reference with their noise, states that start from their stationary law are drawn
from it, the war's dynamics run, nothing is observed and no lever is set. One constant for each directly hazarded
manner of exit, one for the rate that leads to attempts and one on the log-odds of success are solved so that
twelve-month incidence is the outside view's: of each manner, and of a first attempt. All runs of the solution use the same random numbers, so the
achieved incidence is a smooth function of the constants, and a secant step on the log of each suffices.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from brumaire.dates import DAYS_PER_YEAR, Calendar
from brumaire.errors import FuturesError
from brumaire.futures.anchor_runs import YEAR, Achieved, burn_in, long_paths, one_year, relative_names
from brumaire.futures.base import Anchor, Floats
from brumaire.models.base import Model
from brumaire.models.parameters import Z90
from brumaire.records.case import Case
from brumaire.records.outside_view import Hazard, OutsideView

COARSE_RUNS = 5_000
COARSE_STEP = 14
TOLERANCE = 0.01
LARGEST_STEP = 8.0
ENOUGH = 0.05
SOLVED_FOR = 2
"""Raised when the constants are solved for something else: what keeps anchors keeps them under it."""


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
    # Long steps are nearly as good as weeks while the constants are still far off.
    anchor, _ = _iterate(
        model, plain, anchor, wanted, seed=seed, runs=coarse, threads=threads, rounds=6, step=COARSE_STEP
    )
    anchor, achieved = _iterate(model, plain, anchor, wanted, seed=seed, runs=runs, threads=threads, rounds=2, step=7)
    if relative_names(model):
        paths = long_paths(model, plain, anchor, seed=seed, threads=threads)
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
    """Twelve-month cumulative incidence by manner under competing risks, of a first attempt, and of coups among those who meet one.

    ∫ h_m(t) S(t) dt with h_m(t) = h_m·exp(g_m t) and S the survival of all manners, on a grid of days. The hazard of attempts is that while none
    has come since the start, so that their incidence is that of a first one, with the other exits competing; who met one may meet another, and
    `success` is what the incidence of coups makes of that, not the success of each.
    """
    t = (np.arange(YEAR) + 0.5) / DAYS_PER_YEAR
    rates = {m: h.per_year * np.exp(h.growth * t) for m, h in view.exits.items()}
    attempts = view.attempts.per_year * np.exp(view.attempts.growth * t)
    coups = attempts * view.success.per_year
    everything = [*(rate for m, rate in rates.items() if m != "coup"), coups]
    wanted: dict[str, float] = {m: _incidence(rate, list(rates.values())) for m, rate in rates.items()}
    wanted["attempts"] = _incidence(attempts, [*everything[:-1], attempts])
    unseated = _incidence(coups, everything)
    wanted["success"] = unseated / wanted["attempts"] if wanted["attempts"] else view.success.per_year
    return wanted


def _incidence(rate: Floats, competing: Sequence[Floats]) -> float:
    """∫ h S over the grid of days, S the survival of all that competes, itself among it."""
    total = np.sum([np.zeros(YEAR), *competing], axis=0)
    survival = np.exp(-(np.cumsum(total) - total / 2) / DAYS_PER_YEAR)
    return float((rate * survival).sum() / DAYS_PER_YEAR)


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
    step: int,
) -> tuple[Anchor, Achieved]:
    before: dict[str, tuple[float, float]] = {}
    relative = relative_names(model)
    best: tuple[Anchor, Achieved] | None = None
    burnt: float | None = None
    for _ in range(rounds):
        attempts = anchor.constants.get("attempts", 0.0)
        # The stationary law follows the constant of attempts alone.
        if anchor.stationary_states and (burnt is None or abs(attempts - burnt) > TOLERANCE):
            burnt = attempts
            law = burn_in(model, case, anchor, seed=seed, runs=min(runs, COARSE_RUNS), threads=threads)
            anchor = replace(anchor, stationary=law)
        achieved, paths = one_year(
            model, case, anchor, seed=seed, runs=runs, threads=threads, names=relative, step=step
        )
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
            constants[target] = constant + float(np.clip(gap / np.clip(slope, 0.5, 1.5), -LARGEST_STEP, LARGEST_STEP))
            # A sampled plot more or less moves the outcome by a jump: below a part of the error there is nothing to solve.
            furthest = max(furthest, abs(gap) / max(TOLERANCE, achieved.error[target] / max(now, 1e-12) / 2))
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
