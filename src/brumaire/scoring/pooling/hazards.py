"""Pooling forecasts of when and how a leader leaves: the weighted geometric mean of cause-specific hazards.

In each interval the hazard of manner k is −ln(1 − h) · mₖ/m, with m the mass of all manners and h = m/P(stayed so far): the constant
hazard that gives these masses. Hazards, unlike masses, are free of each other, so pooling them manner by manner gives a forecast again
without anything to mend. As with odds, inputs are bounded as a part of the method: a hazard is at least what adds up to 0.5 % over all
manners and intervals, and the chance of staying in an interval, given that one stayed so far, at least 0.5 % (judged).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import SUM_TOLERANCE, Floats, finite, probabilities
from brumaire.scoring.pooling.odds import BOUND


def hazards(masses: ArrayLike) -> Floats:
    """Cumulative cause-specific hazards within each interval, bounded as above, shape (..., intervals, manners).

    Parameters
    ----------
    masses
        P(left in the interval by the manner), shape (..., intervals, manners).

    Raises
    ------
    ScoreError
        Where masses sum to more than 1.

    >>> hazards([[0.5, 0.0], [0.0, 0.0]]).round(4).tolist()
    [[0.6931, 0.0012], [0.0012, 0.0012]]
    """
    m = probabilities(masses, what="mass")
    if m.ndim < 2:
        raise ScoreError(f"masses of shape {m.shape}", mend="give (..., intervals, manners)")
    each = m.sum(axis=-1)
    before = 1 - np.cumsum(each, axis=-1) + each
    if (before - each < -SUM_TOLERANCE).any():
        raise ScoreError("masses sum to more than 1")
    with np.errstate(divide="ignore", invalid="ignore"):
        leaves = np.where(each > 0, each / before, 0.0)
        share = np.where(each[..., None] > 0, m / each[..., None], 0.0)
    total = -np.log(np.maximum(1 - leaves, BOUND))
    floor = BOUND / (m.shape[-1] * m.shape[-2])
    return np.asarray(np.maximum(total[..., None] * share, floor))


def masses_of(hazard: Floats) -> Floats:
    """P(left in the interval by the manner) from cumulative hazards; the inverse of `hazards` where nothing is bounded.

    >>> masses_of(hazards([[0.1, 0.2], [0.05, 0.1]])).round(6).tolist()
    [[0.1, 0.2], [0.05, 0.1]]
    """
    total = hazard.sum(axis=-1)
    before = np.exp(-(np.cumsum(total, axis=-1) - total))
    return np.asarray((before * -np.expm1(-total) / total)[..., None] * hazard)


def pool_incidence(masses: ArrayLike, weight: ArrayLike | None = None) -> Floats:
    """One forecast of interval and manner from several.

    Parameters
    ----------
    masses
        Shape (forecasters, intervals, manners), all over the same intervals and manners.
    weight
        Shape (forecasters,), not negative, not all 0; equal when left out.

    Returns
    -------
    Shape (intervals, manners).

    >>> pool_incidence([[[0.1, 0.0]], [[0.4, 0.0]]]).round(4).tolist()
    [[0.2068, 0.0022]]
    """
    logs = np.log(hazards(masses))
    if logs.ndim != 3 or logs.shape[0] == 0:
        raise ScoreError("masses of one forecaster alone, or of none", mend="give (forecasters, intervals, manners)")
    w = np.ones(logs.shape[0]) if weight is None else finite(weight, what="weight")
    if w.shape != logs.shape[:1] or (w < 0).any() or w.sum() == 0:
        raise ScoreError(f"weights of shape {w.shape} for {logs.shape[0]} forecasters, negative, or all 0")
    return masses_of(np.exp(np.tensordot(w / w.sum(), logs, axes=1)))
