"""Levels: where they start, and their exact Ornstein–Uhlenbeck step.

Over a step of Δ days a level x with target m, half-life h and long-run standard deviation σ becomes

    m + (x − m)·d + σ·√(1 − d²)·z,   d = 2^(−Δ/h),

which is the exact transition law while m stands still; m is worked out before the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from brumaire.futures.base import Floats
from brumaire.futures.block import Block
from brumaire.futures.draws import noise
from brumaire.futures.evaluation import Function, Value, View
from brumaire.futures.faults import no_level
from brumaire.futures.hazards import Draws, Setting, linear_form
from brumaire.models.base import Level, Model
from brumaire.models.expressions import Arithmetic, Expression, Number, Read, reads

LARGEST = 1e6


@dataclass(slots=True)
class LevelMotion:
    """How the levels move: a function for each target, and what parameters make of speed and noise.

    slots : by level, the number of its noise among a day's, −1 where it has none. shifts : by level, what a case's lasting
    deviation adds to its target.
    """

    targets: list[Callable[[View], Value] | None]
    half_life: Callable[[Draws], Floats]
    spread: Callable[[Draws], Floats]
    slots: list[int]
    shifts: list[float]
    noisy: int
    start_mean: Callable[[Draws], Floats]
    start_spread: Callable[[Draws], Floats]


def motion(setting: Setting, model: Model, deviations: Mapping[str, float]) -> LevelMotion:
    """The motion of a model's levels in a case with some deviations."""
    slots, noisy = [], 0
    for level in model.levels:
        still = level.noise == Number(0.0) and level.spread in (None, Number(0.0))
        slots.append(-1 if still else noisy)
        noisy += not still

    def rows(of: Callable[[Level], tuple[Expression, float]]) -> Callable[[Draws], Floats]:
        parts = [of(level) for level in model.levels]
        return lambda draws: np.array(
            [np.broadcast_to(_value(e, draws) * scale, (draws.batches,)) for e, scale in parts]
        ).reshape(len(parts), draws.batches)

    return LevelMotion(
        targets=[_target(setting, level, deviations.get(level.name, 0.0)) for level in model.levels],
        half_life=rows(lambda level: (level.half_life, level.half_life_days)),
        spread=rows(lambda level: (level.noise, 1.0)),
        slots=slots,
        shifts=[deviations.get(level.name, 0.0) if level.persists else 0.0 for level in model.levels],
        noisy=noisy,
        start_mean=rows(
            lambda level: (Number(deviations[level.name]) if level.name in deviations else level.mean, 1.0)
        ),
        start_spread=rows(lambda level: (level.noise if level.spread is None else level.spread, 1.0)),
    )


def _value(expression: Expression, draws: Draws) -> Floats:
    if isinstance(expression, Number):
        return np.full(1, expression.value)
    if isinstance(expression, Arithmetic):
        return np.asarray(_value(expression.left, draws) * _value(expression.right, draws))
    assert isinstance(expression, Read)
    return draws[expression.name]


def _target(setting: Setting, level: Level, deviation: float) -> Callable[[View], Value] | None:
    shift = deviation if level.persists else 0.0
    target: Function | None = setting.evaluator.function(level.target) if level.target is not None else None
    if not level.terms:
        if target is None:
            return None if shift == 0.0 else (lambda _: shift)
        return (lambda view: target(view) + shift) if shift else target
    form = linear_form(setting, level.terms)
    if target is None:
        return lambda view: form(view, shift)
    return lambda view: form(view, target(view) + shift)


def needed(model: Model, names: frozenset[str]) -> frozenset[str]:
    """The levels that some names rest on, through derived quantities and the targets of levels."""
    derived = {d.name: d.value for d in model.derived}
    levels = {level.name: level for level in model.levels}
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in derived:
            waiting += reads(derived[name])
        elif name in levels:
            level = levels[name]
            waiting += reads(level.target) if level.target is not None else ()
            waiting += [n for term in level.terms for n in reads(term.of)]
    return frozenset(found & levels.keys())


def begin(block: Block, moving: LevelMotion, draws: Draws) -> None:
    """Give each level its value at the start."""
    mean = moving.start_mean(draws)[:, block.batch]
    spread = moving.start_spread(draws)[:, block.batch]
    z = noise(block.seed, block.stream, block.trajectory, 0, range(moving.noisy))
    for k, slot in enumerate(moving.slots):
        block.levels[k] = mean[k] if slot < 0 else mean[k] + spread[k] * z[slot]


def speeds(block: Block, moving: LevelMotion, draws: Draws, days: float) -> tuple[Floats, Floats]:
    """D and σ·√(1 − d²) of each level over some days: two arrays (levels, n)."""
    known = block.speeds.get(days)
    if known is None:
        decay = np.exp2(-days / moving.half_life(draws))
        scale = moving.spread(draws) * np.sqrt(-np.expm1(2 * np.log(decay)))
        known = (decay[:, block.batch], scale[:, block.batch])
        # Weeks recur; the odd lengths before a daily stretch or the horizon do not.
        if days in (1.0, 7.0, 28.0):
            block.speeds[days] = known
    return known


def move(
    block: Block,
    moving: LevelMotion,
    draws: Draws,
    *,
    day: int,
    days: float,
    count: int | None = None,
    rows: frozenset[int] | None = None,
) -> None:
    """Move the levels of the first `count` trajectories over the `days` that end on `day`; only some rows if given."""
    n = block.size if count is None else count
    decay, scale = speeds(block, moving, draws, days)
    view = block.view(count=n)
    wanted = range(len(moving.targets)) if rows is None else sorted(rows)
    goals = {}
    for k in wanted:
        target = moving.targets[k]
        if target is not None:
            goal = target(view)
            # A target that is another level, bare, is that level's row: it must not move before it has been read.
            goals[k] = goal.copy() if isinstance(goal, np.ndarray) and np.may_share_memory(goal, block.levels) else goal
    own = n // block.twins
    slots = [moving.slots[k] for k in wanted if moving.slots[k] >= 0]
    drawn = noise(block.seed, block.stream, block.trajectory[:own], day, slots, fold=block.fold[:own])
    z = dict(zip(slots, np.tile(drawn, block.twins) if block.twins > 1 else drawn, strict=True))
    for k in wanted:
        x = block.levels[k, :n]
        goal = goals.get(k)
        if goal is not None:
            x -= goal
        x *= decay[k, :n]
        if goal is not None:
            x += goal
        if moving.slots[k] >= 0:
            x += scale[k, :n] * z[moving.slots[k]]
    _check(block, n, day)


def _check(block: Block, n: int, day: int) -> None:
    levels = block.levels[:, :n]
    if not levels.size or (levels.max() < LARGEST and levels.min() > -LARGEST):
        return
    k, i = np.argwhere(~(np.abs(levels) < LARGEST))[0]
    raise no_level(block.program.model.levels[k], float(levels[k, i]), LARGEST, day // 7, block.batch[i])
