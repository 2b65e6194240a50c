"""CRPS of a distribution that is given by weighted values, such as futures. A loss, in the unit of the values; proper.

∫ (F(x) − 1{y ≤ x})² dx, where F is the distribution function of the values. It equals E|X − y| − ½ E|X − X′|
(Gneiting and Raftery 2007, recalled, unchecked), but the integral is summed gap by gap: the difference of two large
expectations loses digits when values are day numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite


def crps_sample(values: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """CRPS of weighted values on the last axis, one for each outcome `y`.

    Parameters
    ----------
    values
        Shape (..., m), finite; what has not happened by the horizon stands at the horizon, for forecast and outcome.
    y
        What came, shape (...).
    weights
        Shape (..., m) or (m,), not negative, not all 0; they are divided by their sum. Equal when left out.

    Raises
    ------
    ScoreError
        For values that are not finite, shapes that do not fit, or weights that are negative or all 0.

    >>> crps_sample([[1.0, 3.0]], [2.0]).tolist()
    [0.5]
    """
    x, y = finite(values, what="value"), finite(y, what="outcome")
    if x.ndim == 0 or x.shape[-1] == 0 or x.shape[:-1] != y.shape:
        raise ScoreError(
            f"values of shape {x.shape} for outcomes of shape {y.shape}", mend="give values on the last axis"
        )
    w = np.ones(x.shape[-1]) if weights is None else finite(weights, what="weight")
    if w.shape[-1:] != x.shape[-1:]:
        raise ScoreError(f"weights of shape {w.shape} for values of shape {x.shape}")
    w = np.broadcast_to(w, x.shape)
    total = w.sum(axis=-1, keepdims=True)
    if (w < 0).any() or (total == 0).any():
        raise ScoreError("weights are negative or all 0", rule="a weight is not negative, and one is positive")
    order = np.argsort(x, axis=-1, kind="stable")
    x = np.take_along_axis(x, order, axis=-1)
    share = np.cumsum(np.take_along_axis(w, order, axis=-1) / total, axis=-1)[..., :-1]
    low, high, at = x[..., :-1], x[..., 1:], y[..., None]
    turn = np.minimum(np.maximum(at, low), high)
    inside = (share**2 * (turn - low) + (1 - share) ** 2 * (high - turn)).sum(axis=-1)
    return np.asarray(inside + np.maximum(x[..., 0] - y, 0) + np.maximum(y - x[..., -1], 0))
