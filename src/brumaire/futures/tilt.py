"""The smallest re-weighting of futures under which claims hold: minimal relative entropy with soft constraints.

A claim "P(A given B) lies in [l, h]" is linear in the new weights p once B is fixed, because it says no more than
E_p[1_B (1_A − l)] ≥ 0 and E_p[1_B (h − 1_A)] ≥ 0. Divided by the model's own P(B) both sides are in units of
conditional probability. Among all p we seek

    minimise  KL(p ‖ q)  +  Σ_j s_j² / (2σ²)      with  E_p[g_j] ≥ −s_j  and  E_p[1_B] = q(B) where B is held.

Without the second kind of constraint the cheapest way to honour a conditional claim is to make its condition rarer,
which the speaker never said. The dual is smooth and convex in few variables,

    minimise over x  log Σ_i q_i exp(x · G_i) + σ²/2 Σ_j x_j²      with  x_j ≥ 0  for the soft rows,

and is solved by Newton's method with the bounds inside each step. Futures that agree on all events and conditions move together, so the
sum runs over the few hundred patterns of truth values that occur and not over all futures.

Source of the method: Jaynes' minimum discrimination information with a quadratic penalty (recalled, unchecked).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import FuturesError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# How many effective futures the condition, and each side of the event within it, need before a claim is
# imposed (design.md, "Commentary"): with fewer the tilt would move a handful of futures and call it a forecast.
ENOUGH_CONDITION = 1000.0
ENOUGH_EVENT = 50.0

# A multiplier of 3 (odds times 20) then costs a slack of 0.0003: claims are met to well below a tenth of a point,
# and claims that contradict each other still have a middle to meet in.
SOFTNESS = 0.01

_ITERATIONS = 200
_TOLERANCE = 1e-11
_SATISFIED = 1e-9
_ATTEMPTS = 25
# never none: held conditions may depend on each other (B, C, and "B or C" when they exclude), and where claims clash
# the dual is nearly flat in some directions, along which steps must be long but not without end
_DAMPING = 1e-11
_NOISE = 1e-13  # the dual cannot be compared more finely than this, its gradient can


@dataclass(frozen=True, slots=True)
class TiltResult:
    """Futures re-weighted so that claims hold as nearly as they can.

    weights : float64 (futures,), the new weights, with the total of the old ones.
    values : float64 (constraints,), P(event | condition) under the new weights.
    bits : float64 (constraints,), relative entropy in bits, given the condition, of the nearest distribution under
        which this claim *alone* holds; 0 where the model already agrees, infinite where no future can satisfy it.
    multipliers : float64 (constraints,), change of the log odds that each claim asks for, positive upward.
    converged : whether the dual's optimality conditions hold to 1e-9 (less where claims clash and multipliers exceed 100).
    before : float64 (constraints,), P(event | condition) under the old weights.
    condition : float64 (constraints,), P(condition) under the old weights.
    misses : float64 (constraints,), distance of `values` from the claim's interval, 0 inside it.
    total_bits : relative entropy in bits of the new weights with respect to the old ones.
    """

    weights: Floats
    values: Floats
    bits: Floats
    multipliers: Floats
    converged: bool
    before: Floats
    condition: Floats
    misses: Floats
    total_bits: float


def tilt(
    weights: Floats,
    event: Bools,
    condition: Bools,
    *,
    low: Floats,
    high: Floats,
    hold_condition: Bools,
    softness: float = SOFTNESS,
) -> TiltResult:
    """Re-weight futures so that each P(event | condition) lies in [low, high], as little as possible.

    weights : (futures,), non-negative, with a positive sum.
    event, condition : bool (futures, constraints), where each claim's event and condition come true.
    low, high : (constraints,), the claims' intervals, 0 ≤ low ≤ high ≤ 1.
    hold_condition : bool (constraints,), whether P(condition) stays where the model has it.
    softness : standard deviation of the penalty on missing an interval, in units of probability.

    Raises
    ------
    FuturesError
        Shapes that disagree, an interval outside [0, 1], or a condition that no future meets.

    Examples
    --------
    One claim without a condition scales the odds of its event:

    >>> import numpy as np
    >>> fair = np.ones(1000)
    >>> yes = (np.arange(1000) < 100)[:, None]
    >>> always = np.ones((1000, 1), bool)
    >>> claim = {"low": np.array([0.3]), "high": np.array([0.5]), "hold_condition": np.array([False])}
    >>> result = tilt(fair, yes, always, **claim, softness=1e-6)
    >>> print(round(float(result.values[0]), 6), round(float(np.exp(result.multipliers[0])), 3))
    0.3 3.857
    >>> print(round(float(result.bits[0]), 4))
    0.2217
    """
    q = _normalised(weights)
    low, high = np.asarray(low, float), np.asarray(high, float)
    _check(q, event, condition, low, high, hold_condition)
    if not softness > 0:
        raise FuturesError(f"softness {softness} is not positive", mend="give a standard deviation such as 0.01")
    count = event.shape[1]
    if count == 0:
        nothing = np.zeros(0)
        kept = np.asarray(weights, float).copy()
        return TiltResult(kept, nothing, nothing, nothing, True, nothing, nothing, nothing, 0.0)

    pattern, representative = _patterns(np.hstack([event, condition]))
    mass: Floats = np.bincount(pattern, q).astype(float)
    inside = condition[representative].astype(float)
    hits = (event & condition)[representative].astype(float)
    held = mass @ inside
    if (held <= 0).any():
        which = int(np.flatnonzero(held <= 0)[0])
        raise FuturesError(
            f"constraint {which} has a condition that no future meets", mend="leave the claim out or simulate more"
        )

    rows = np.hstack([(hits - low * inside) / held, (high * inside - hits) / held])
    levels = _held_levels(inside, held, hold_condition)
    design = np.hstack([rows, levels])
    x, converged = _solve(mass, design, soft=2 * count, ridge=softness**2)

    log_ratio = design @ x
    log_ratio -= log_ratio.max()
    tilted = mass * np.exp(log_ratio)
    tilted /= tilted.sum()
    values = _conditional(mass, log_ratio, hits, inside)
    before = (mass @ hits) / held
    moved = tilted > 0
    total = float((tilted[moved] * np.log2(tilted[moved] / mass[moved])).sum())
    ratio = np.divide(tilted, mass, out=np.zeros_like(mass), where=mass > 0)
    return TiltResult(
        weights=np.asarray(weights, float) * (ratio[pattern] if x.any() else 1.0),
        values=values,
        bits=np.array([bits_alone(*claim) for claim in zip(before, low, high, strict=True)]),
        multipliers=(x[:count] - x[count : 2 * count]) / held,
        converged=converged,
        before=before,
        condition=held,
        misses=np.maximum(np.maximum(low - values, values - high), 0.0),
        total_bits=max(total, 0.0),
    )


def bits_alone(probability: float, low: float, high: float) -> float:
    """Relative entropy in bits between a probability and the nearest point of an interval.

    KL(Bernoulli(m) ‖ Bernoulli(p)), m the nearest point of [low, high]: what it takes to believe the claim alone.

    >>> bits_alone(0.2, 0.1, 0.3), round(bits_alone(0.01, 0.5, 0.8), 3), bits_alone(0.0, 0.1, 0.2)
    (0.0, 2.329, inf)
    """
    nearest = min(max(probability, low), high)
    if nearest == probability:
        return 0.0
    total = 0.0
    for new, old in ((nearest, probability), (1 - nearest, 1 - probability)):
        if new > 0:
            total += new * float(np.log2(new / old)) if old > 0 else float("inf")
    return total


def enough(weights: Floats, event: Bools, condition: Bools, trajectory: NDArray[np.integer] | None = None) -> str:
    """Why the futures are too few to impose a claim, or an empty string where they suffice.

    `event` and `condition` are (futures,). Futures of one trajectory are not independent; with `trajectory`
    (futures,), the effective number (Σw)²/Σw² is taken over trajectories.

    >>> import numpy as np
    >>> half = np.arange(4000) % 2 == 0
    >>> enough(np.ones(4000), half, np.ones(4000, bool))
    ''
    >>> enough(np.ones(4000), half, np.arange(4000) < 300)
    'the model has too few futures in which the condition holds (300 effective, 1000 needed)'
    """
    for what, mask, needed in (
        ("the condition holds", condition, ENOUGH_CONDITION),
        ("the claim comes true", condition & event, ENOUGH_EVENT),
        ("the claim does not come true", condition & ~event, ENOUGH_EVENT),
    ):
        found = _effective(np.asarray(weights, float), mask, trajectory)
        if found < needed:
            return f"the model has too few futures in which {what} ({found:.0f} effective, {needed:.0f} needed)"
    return ""


def _effective(weights: Floats, mask: Bools, trajectory: NDArray[np.integer] | None) -> float:
    share = weights[mask] if trajectory is None else np.bincount(trajectory[mask], weights[mask], 1)
    squares = float((share**2).sum())
    return float(share.sum() ** 2) / squares if squares > 0 else 0.0


def _normalised(weights: Floats) -> Floats:
    q = np.asarray(weights, float)
    total = float(q.sum())
    if not np.isfinite(total) or total <= 0 or (q < 0).any():
        raise FuturesError("weights of futures must be non-negative, finite and not all zero")
    return q / total


def _check(q: Floats, event: Bools, condition: Bools, *intervals: Floats | Bools) -> None:
    shape = event.shape
    if len(shape) != 2 or condition.shape != shape or q.shape != shape[:1]:
        raise FuturesError(
            f"weights {q.shape}, events {shape} and conditions {condition.shape} do not fit together",
            mend="give (futures,), (futures, constraints) and (futures, constraints)",
        )
    if any(np.shape(values) != shape[1:] for values in intervals):
        raise FuturesError(f"{shape[1]} constraints need as many low, high and hold_condition")
    low, high, _ = intervals
    wrong = np.flatnonzero(~((low >= 0) & (low <= high) & (high <= 1)))
    if len(wrong):
        k = int(wrong[0])
        raise FuturesError(f"constraint {k} has the interval [{low[k]}, {high[k]}]", mend="give 0 ≤ low ≤ high ≤ 1")


def _patterns(truth: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each future the number of its row of truth values, and for each number a future that has it."""
    code = np.zeros(len(truth), np.int64)
    first = np.zeros(1, np.intp)
    for start in range(0, truth.shape[1], 32):
        # the numbers so far stay below 2^31 for any realistic count of futures, and take 32 more bits at a time
        for column in truth[:, start : start + 32].T:
            code = (code << 1) | column
        _, first, code = np.unique(code, return_index=True, return_inverse=True)
    return code.astype(np.intp), first


def _conditional(mass: Floats, log_ratio: Floats, hits: Floats, inside: Floats) -> Floats:
    """P(event | condition) after the tilt, also where the condition itself has become too rare for a float."""
    within = np.where(inside > 0, log_ratio[:, None], -np.inf)
    shares = mass[:, None] * np.exp(within - within.max(axis=0))
    return np.asarray((shares * hits).sum(axis=0) / shares.sum(axis=0))


def _held_levels(inside: Floats, held: Floats, hold: Bools) -> Floats:
    """Rows whose mean under the new weights must be zero: one for each distinct condition that is held."""
    distinct = {
        inside[:, k].tobytes(): (inside[:, k] / held[k] - 1)[:, None]
        for k in np.flatnonzero(hold)
        if 0 < inside[:, k].sum() < len(inside)
    }
    return np.hstack(list(distinct.values())) if distinct else np.zeros((len(inside), 0))


def _solve(mass: Floats, rows: Floats, soft: int, ridge: float) -> tuple[Floats, bool]:
    """Minimise the dual; the first `soft` multipliers are non-negative and carry the penalty.

    The penalty is stiffened by factors of ten, each solution the start of the next: claims that contradict each other
    have multipliers in the thousands, and a Newton step from nothing lands where all weight lies on one pattern and
    the dual is flat.
    """
    x, converged = np.zeros(rows.shape[1]), True
    softer = 1.0
    while softer > ridge:
        x, _ = _newton(mass, rows, x, soft, softer, tolerance=1e-3)
        softer /= 10
    x, converged = _newton(mass, rows, x, soft, ridge, tolerance=_TOLERANCE)
    return x, converged


def _newton(mass: Floats, rows: Floats, x: Floats, soft: int, ridge: float, *, tolerance: float) -> tuple[Floats, bool]:
    """Newton's method with Levenberg's damping, the bounds inside each step."""
    penalty = np.where(np.arange(rows.shape[1]) < soft, ridge, 0.0)
    bounded = np.arange(rows.shape[1]) < soft

    def dual(x: Floats) -> tuple[float, Floats]:
        exponent = rows @ x
        top = exponent.max()
        shares = mass * np.exp(exponent - top)
        total = shares.sum()
        return float(top + np.log(total) + 0.5 * (penalty * x * x).sum()), shares / total

    value, shares = dual(x)
    damping = _DAMPING
    for _ in range(_ITERATIONS):
        mean = shares @ rows
        gradient = mean + penalty * x
        # most constraints are slack at their bound; one that the step makes tight is met in the next round
        tight = np.flatnonzero(~(bounded & (x <= 0) & (gradient > 0)))
        error = np.abs(gradient[tight]).max(initial=0.0) / _rounding(x)
        if error < tolerance:
            return x, True
        spread = (rows[:, tight] - mean[tight]) * np.sqrt(shares)[:, None]
        hessian = spread.T @ spread + np.diag(penalty[tight])
        for _ in range(_ATTEMPTS):
            step = np.zeros_like(x)
            damped = hessian + damping * np.eye(len(tight))
            step[tight] = _bounded_step(x[tight], gradient[tight], damped, bounded[tight])
            trial_value, trial_shares = dual(x + step)
            if trial_value <= value + 1e-4 * float(gradient @ step) + _NOISE * max(1.0, abs(value)):
                break
            damping *= 10
        else:
            return x, bool(error < _SATISFIED)
        x, value, shares = x + step, trial_value, trial_shares
        damping = max(damping / 30, _DAMPING)
    return x, bool(error < _SATISFIED)


def _rounding(x: Floats) -> float:
    """How much coarser sums of exponents of such multipliers are than sums of exponents of order one."""
    return max(1.0, float(np.abs(x).max(initial=0.0)) / 100)


def _bounded_step(x: Floats, gradient: Floats, hessian: Floats, bounded: Bools) -> Floats:
    """The step to the least of the quadratic model over x + step ≥ 0: an active set that grows and shrinks.

    With the bounds inside the model the whole step stays feasible and goes down, where a Newton step cut off at the
    bounds may go up.
    """
    fixed = np.zeros_like(bounded)
    step = np.zeros_like(x)
    for _ in range(4 * len(x)):
        free = ~fixed
        step = np.where(fixed, -x, 0.0)
        wanted = -(gradient[free] + hessian[np.ix_(free, fixed)] @ step[fixed])
        step[free] = np.linalg.solve(hessian[np.ix_(free, free)], wanted)
        below = free & bounded & (x + step < 0)
        if below.any():
            fixed |= below
            continue
        pull = gradient + hessian @ step
        held_back = np.where(fixed, pull, 0.0)
        if held_back.min() >= -1e-14:
            return step
        fixed[int(np.argmin(held_back))] = False
    # no end was found, which only rounding can cause; a step that is feasible still serves
    return np.where(bounded, np.maximum(step, -x), step)
