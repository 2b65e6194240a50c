"""Scores of quantiles and intervals, which ask nothing about the rest of the distribution. Losses; proper.

Dates that may never come are first held at the horizon, in forecast and outcome: the score is then of min(date,
horizon). Source: Gneiting and Raftery, 2007, sections 6.1 and 6.2 (recalled, unchecked).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, probabilities, same_shape


def quantile_score(quantile: ArrayLike, level: ArrayLike, y: ArrayLike) -> Floats:
    """(1{y < q} − level) (q − y): the loss that is least at the quantile of that level, in the unit of `y`.

    >>> quantile_score([10.0, 10.0], 0.9, [8.0, 12.0]).round(6).tolist()
    [0.2, 1.8]
    """
    q, level, y = finite(quantile, what="quantile"), probabilities(level, what="level"), finite(y, what="outcome")
    same_shape(quantile=q, level=level, y=y)
    return np.asarray(((y < q) - level) * (q - y))


def crps_quantiles(quantiles: ArrayLike, levels: ArrayLike, y: ArrayLike) -> Floats:
    """Twice the mean quantile score over levels on the last axis: with evenly spread levels it approaches the CRPS.

    Raises `ScoreError` where quantiles fall as levels rise.

    >>> crps_quantiles([[8.0, 10.0, 12.0]], [0.25, 0.5, 0.75], [10.0]).round(6).tolist()
    [0.666667]
    """
    q, level, y = finite(quantiles, what="quantile"), probabilities(levels, what="level"), finite(y, what="outcome")
    if level.ndim != 1 or level.size == 0 or q.shape[-1:] != level.shape or q.shape[:-1] != y.shape:
        raise ScoreError(f"quantiles {q.shape}, levels {level.shape} and outcomes {y.shape} do not fit")
    if (np.diff(level) <= 0).any() or (np.diff(q, axis=-1) < 0).any():
        raise ScoreError("quantiles fall", rule="a higher level has no lower quantile")
    return np.asarray(2 * quantile_score(q, level, y[..., None]).mean(axis=-1))


def interval_score(low: ArrayLike, high: ArrayLike, coverage: ArrayLike, y: ArrayLike) -> Floats:
    """Width of the central interval, plus 2/(1 − coverage) times the distance by which `y` lies outside.

    Raises `ScoreError` for an interval with low above high, or a coverage that is not below 1.

    >>> interval_score([1.0, 1.0], [3.0, 3.0], 0.9, [2.0, 4.0]).round(6).tolist()
    [2.0, 22.0]
    """
    a, b, y = finite(low, what="low end"), finite(high, what="high end"), finite(y, what="outcome")
    share = probabilities(coverage, what="coverage")
    same_shape(low=a, high=b, coverage=share, y=y)
    if (a > b).any() or (share == 1).any():
        raise ScoreError("an interval ends before it begins, or covers all", rule="low ≤ high, coverage < 1")
    return np.asarray((b - a) + 2 / (1 - share) * (np.maximum(a - y, 0) + np.maximum(y - b, 0)))
