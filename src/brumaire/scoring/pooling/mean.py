"""The weighted mean of probabilities (linear pool). Less sure than its members when they know different things."""

from __future__ import annotations

import numpy as np

from brumaire.scoring.base import Floats
from brumaire.scoring.pooling.base import Forecasts


def mean(forecasts: Forecasts) -> Floats:
    """Σ w p / Σ w on each question.

    >>> mean(Forecasts.of([0.2, 0.4], [0, 0], 1)).round(4).tolist()
    [0.3]
    """
    # Weights that sum to one but for rounding may lead past the largest member, so past 1, by that much.
    return np.asarray(np.minimum(forecasts.mean(forecasts.p), 1.0))
