"""The weighted geometric mean of odds (logarithmic pool).

Inputs are bounded to [0.5 %, 99.5 %] as a part of the method: one who says 0 would otherwise speak for all. The forecasts
themselves stay as they are and are scored as they are. Source: Satopää and others, "Combining multiple probability
predictions using a simple logit model", 2014 (recalled, unchecked; the bound is judged).
"""

from __future__ import annotations

import numpy as np

from brumaire.scoring.base import Floats
from brumaire.scoring.pooling.base import Forecasts

BOUND = 0.005


def log_odds(p: Floats) -> Floats:
    """ln(p/(1 − p)) of p bounded to [0.5 %, 99.5 %].

    >>> log_odds(np.array([0.0, 0.005, 0.5])).round(4).tolist()
    [-5.2933, -5.2933, 0.0]
    """
    bounded = np.minimum(np.maximum(p, BOUND), 1 - BOUND)
    return np.asarray(np.log(bounded) - np.log1p(-bounded))


def from_log_odds(z: Floats) -> Floats:
    """1/(1 + exp(−z)).

    >>> from_log_odds(np.array([0.0])).tolist()
    [0.5]
    """
    return np.asarray(0.5 * (1 + np.tanh(0.5 * z)))


def odds(forecasts: Forecasts) -> Floats:
    """The probability whose log odds are the weighted mean of the forecasts' log odds.

    >>> odds(Forecasts.of([0.1, 0.3], [0, 0], 1)).round(4).tolist()
    [0.1791]
    """
    return from_log_odds(forecasts.mean(log_odds(forecasts.p)))
