"""The default pool: the geometric mean of odds, weighted by shrunk skill and recency. It has no setting to choose.

No shift and no extremising: on one of the two measured pools they help, on the other they hurt (docs/explanation/scoring.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats
from brumaire.scoring.pooling.base import Forecasts
from brumaire.scoring.pooling.odds import odds
from brumaire.scoring.pooling.weights import recency_weight, skill_weight


def default_pool(
    forecasts: Forecasts,
    *,
    skill: ArrayLike = 0.0,
    resolved: ArrayLike = 0.0,
    age: ArrayLike = 0.0,
) -> Floats:
    """One probability for each question.

    Parameters
    ----------
    forecasts
        The newest forecast of each forecaster on each question; its own weights multiply those of the rule.
    skill, resolved
        Of each forecast's author: mean Brier improvement on peers, and over how many resolved questions. Only
        questions resolved before the day of pooling count.
    age
        Days since each forecast was made.

    >>> f = Forecasts.of([0.1, 0.3], [0, 0], 1)
    >>> default_pool(f, skill=[0.04, 0.0], resolved=[20, 0]).round(4).tolist()
    [0.1377]
    """
    weight = np.broadcast_to(skill_weight(skill, resolved) * recency_weight(age), forecasts.p.shape)
    return odds(Forecasts.of(forecasts.p, forecasts.question, forecasts.questions, forecasts.weight * weight))
