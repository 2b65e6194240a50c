"""Penalised logistic regression with ridge effects of groups, by Newton's method in NumPy alone, so that fits are quick and repeatable.

The log-odds of row i are x_i·b + u_g(i); what is maximised is the weighted log likelihood − ½ Σ λ_j b_j² − ½ τ Σ u_g². Group
effects are eliminated by the Schur complement: the linear system has as many unknowns as there are columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.panel.axis import Floats, Ints

STEPS = 60
_CLOSE = 1e-8


@dataclass(frozen=True, slots=True)
class LogisticFit:
    """The maximum.

    coefficients
        One a column.
    effects
        One a group; empty where there are no groups.
    curvature
        Minus the second derivative in the coefficients with the group effects at their best, (columns, columns).
    """

    coefficients: Floats
    effects: Floats
    curvature: Floats


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(−x)), without overflow.

    >>> sigmoid(np.array([-1000.0, 0.0])).tolist()
    [0.0, 0.5]
    """
    small = np.exp(-np.abs(x))
    found: Floats = np.where(x >= 0, 1.0, small) / (1.0 + small)
    return found


def fit_logistic(
    x: Floats,
    y: Floats,
    weight: Floats,
    penalty: Floats,
    *,
    groups: Ints | None = None,
    group_penalty: float = 1.0,
    offset: Floats | None = None,
    start: Floats | None = None,
) -> LogisticFit:
    """Fit.

    Parameters
    ----------
    x
        (rows, columns); a column of ones is the intercept.
    y
        0 or 1 a row, or a share.
    weight
        How much a row counts, at least 0.
    penalty
        λ, one a column, at least 0.
    groups, group_penalty
        Each row's group from 0 on, and τ; τ is one over the variance of the effects.
    offset
        Added to the log-odds of each row.
    start
        Coefficients to begin with.

    Raises
    ------
    HistoryError
        The columns are collinear and not penalised, or no maximum was found in 60 steps.

    Examples
    --------
    >>> fit = fit_logistic(np.ones((4, 1)), np.array([0.0, 0, 0, 1]), np.ones(4), np.zeros(1))
    >>> round(float(sigmoid(fit.coefficients)[0]), 6)
    0.25
    """
    b: Floats = np.zeros(x.shape[1]) if start is None else start.astype(float).copy()
    number = 0 if groups is None else int(groups.max(initial=-1)) + 1
    u: Floats = np.zeros(number)
    base = np.zeros(len(y)) if offset is None else offset

    def odds(b: Floats, u: Floats) -> Floats:
        found: Floats = x @ b + base
        return found if groups is None else found + u[groups]

    def loss(eta: Floats, b: Floats, u: Floats) -> float:
        fit = weight @ (np.logaddexp(0.0, eta) - y * eta)
        return float(fit + 0.5 * (penalty @ b**2) + 0.5 * group_penalty * (u @ u))

    eta: Floats = odds(b, u)
    now = loss(eta, b, u)
    for _ in range(STEPS):
        p = sigmoid(eta)
        residual = weight * (y - p)
        curve = weight * p * (1.0 - p)
        slope = residual @ x - penalty * b
        matrix = (x * curve[:, None]).T @ x
        matrix[np.diag_indices_from(matrix)] += penalty
        if groups is None:
            inner, step_u = matrix, u
            step = _solve(inner, slope)
        else:
            across = _sums_by_group(x * curve[:, None], groups, number)
            below = np.bincount(groups, curve, number) + group_penalty
            slope_u = np.bincount(groups, residual, number) - group_penalty * u
            inner = matrix - (across.T / below) @ across
            step = _solve(inner, slope - across.T @ (slope_u / below))
            step_u = (slope_u - across @ step) / below
        gain = float(slope @ step) + (0.0 if groups is None else float(slope_u @ step_u))
        size = 1.0
        while True:
            fresh_b, fresh_u = b + size * step, u + size * step_u if groups is not None else u
            fresh = odds(fresh_b, fresh_u)
            value = loss(fresh, fresh_b, fresh_u)
            if value <= now + 1e-9 * abs(now) or size < 1e-4:
                break
            size /= 2
        b, u, eta, now = fresh_b, fresh_u, fresh, value
        if gain < _CLOSE * (1.0 + abs(now)):
            return LogisticFit(b, u, inner)
    raise HistoryError("a logistic regression found no maximum", mend="give a penalty above zero")


def _solve(matrix: Floats, right: Floats) -> Floats:
    try:
        found: Floats = np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise HistoryError("the columns are collinear", mend="give a penalty above zero") from None
    return found


def _sums_by_group(x: Floats, groups: Ints, number: int) -> Floats:
    order = np.argsort(groups, kind="stable")
    there, first = np.unique(groups[order], return_index=True)
    found: Floats = np.zeros((number, x.shape[1]))
    found[there] = np.add.reduceat(x[order], first, axis=0)
    return found
