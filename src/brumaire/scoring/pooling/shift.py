"""The shift of Neyman and Roughgarden: the pool moved away from the base rate, as far as its size allows.

Forecasters share a base rate and each adds a signal; averaging averages the signals, though they add up. For n of them the factor on
the distance from the base rate is n(√(3n² − 3n + 1) − 2)/(n² − n − 1): 1 for one, 1.29 for two, towards √3.
Source: Neyman and Roughgarden, "Are you smarter than a random expert? The robust aggregation of substitutable signals",
2022 (recalled, unchecked). Theirs is for means of real numbers; here it acts on log odds, which stay odds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats, probabilities
from brumaire.scoring.pooling.base import Forecasts
from brumaire.scoring.pooling.odds import from_log_odds, log_odds


def factor(n: ArrayLike) -> Floats:
    """How many times as far from the base rate as the mean; `n` may be an effective number, at least 1.

    >>> factor([1, 2, 1e9]).round(4).tolist()
    [1.0, 1.2915, 1.7321]
    """
    n = np.maximum(np.asarray(n, dtype=np.float64), 1.0)
    # Multiplied by √(3n² − 3n + 1) + 2 above and below, n² − n − 1 cancels, which is 0 between one and two.
    return np.asarray(3 * n / (np.sqrt(3 * n * n - 3 * n + 1) + 2))


def shifted(forecasts: Forecasts, base_rate: ArrayLike) -> Floats:
    """The geometric mean of odds, moved away from the base rate of each question (or one for all) by `factor`.

    Raises `ScoreError` for a base rate outside [0, 1]; it is bounded like the forecasts.

    >>> shifted(Forecasts.of([0.2, 0.2], [0, 0], 1), 0.5).round(4).tolist()
    [0.143]
    """
    base = log_odds(probabilities(base_rate, what="base rate"))
    return from_log_odds(base + factor(forecasts.effective()) * (forecasts.mean(log_odds(forecasts.p)) - base))
