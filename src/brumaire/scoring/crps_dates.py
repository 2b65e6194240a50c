"""CRPS of a distribution over dates: the Brier score of "by D", integrated over D to the horizon. A loss in days; proper.

The distribution is given by P(by day) at some days and taken as linear between them. What may still come after the
horizon needs no date: the integral ends there, for forecast and outcome alike (threshold-weighted CRPS).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, numbers, probabilities


def crps_dates(days: ArrayLike, by: ArrayLike, y: ArrayLike) -> Floats:
    """∫ (P(by t) − 1{y ≤ t})² dt from the first of `days` to the last.

    Parameters
    ----------
    days
        Day numbers, strictly rising, shape (m,) with m ≥ 2.
    by
        P(happened by that day), not falling, shape (..., m).
    y
        The day on which it happened, shape (...); infinity when it did not by the horizon.

    Raises
    ------
    ScoreError
        For days that do not rise, probabilities that fall, or shapes that do not fit.

    >>> crps_dates([0, 10], [[0.0, 1.0], [0.0, 0.0]], [5.0, float("inf")]).round(6).tolist()
    [0.833333, 0.0]
    """
    t, f, y = finite(days, what="day"), probabilities(by), numbers(y, "day of outcome")
    if t.ndim != 1 or t.size < 2 or f.shape[-1:] != t.shape or f.shape[:-1] != y.shape:
        raise ScoreError(f"days {t.shape}, probabilities {f.shape} and outcomes {y.shape} do not fit")
    if (np.diff(t) <= 0).any():
        raise ScoreError("days do not rise", rule="each checkpoint is later than the one before")
    if (np.diff(f, axis=-1) < 0).any():
        raise ScoreError("P(by day) falls", rule="what has happened by a day has happened by any later day")
    if np.isnan(y).any():
        raise ScoreError("a day of outcome is not a number", mend="give infinity for what has not happened")
    length, a, b = np.diff(t), f[..., :-1], f[..., 1:]
    # The share of each stretch that lies before the event.
    before = np.minimum(np.maximum((y[..., None] - t[:-1]) / length, 0), 1)
    middle = a + (b - a) * before
    quiet = before * (a * a + a * middle + middle * middle)
    after = (1 - before) * ((1 - middle) ** 2 + (1 - middle) * (1 - b) + (1 - b) ** 2)
    return np.asarray((length * (quiet + after)).sum(axis=-1) / 3)
