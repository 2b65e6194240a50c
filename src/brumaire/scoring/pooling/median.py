"""The weighted median of probabilities: no single forecaster can move it far."""

from __future__ import annotations

import numpy as np

from brumaire.scoring.base import Floats
from brumaire.scoring.pooling.base import Forecasts


def median(forecasts: Forecasts) -> Floats:
    """The p at which half of the weight lies on each side; the middle of two where half lies exactly at or below one.

    >>> median(Forecasts.of([0.1, 0.2, 0.9, 0.4, 0.6], [0, 0, 0, 1, 1], 2)).tolist()
    [0.2, 0.5]
    """
    held = forecasts.weight > 0
    p, question, weight = forecasts.p[held], forecasts.question[held], forecasts.weight[held]
    order = np.lexsort((p, question))
    p, question, weight = p[order], question[order], weight[order]
    # Shares of the question's own weight, so that a half is the same half on every question.
    first = np.searchsorted(question, np.arange(forecasts.questions))
    last = np.searchsorted(question, np.arange(forecasts.questions), side="right") - 1
    summed = np.cumsum(weight)
    below = summed - np.concatenate(((0.0,), summed))[first][question]
    half = below / below[last][question] - 0.5
    near = np.abs(half) <= 1e-12 * np.arange(1, p.size + 1) ** 0.5  # a half, but for the rounding of sums
    low = np.minimum.reduceat(np.where(near | (half > 0), np.arange(p.size), p.size), first)
    high = np.minimum(low + near[low], last)
    return np.asarray((p[low] + p[high]) / 2)
