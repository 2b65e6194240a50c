"""Scores against a reference on the same question: the base rate, the crowd, the model. Differences, never ratios.

A ratio (skill score) is not proper, is undefined for a reference that was right, and lets one question swamp all others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats, members, numbers, outcomes, probabilities, same_shape


def brier_difference(p: ArrayLike, reference: ArrayLike, y: ArrayLike) -> Floats:
    """Brier score of `p` less that of `reference`: below 0 where `p` was better. Boards rank by its mean.

    Worked out as (p − r)(p + r − 2y), which is exactly 0 for equal forecasts and exact for close ones.

    >>> brier_difference([0.1, 0.3], [0.3, 0.3], [0, 0]).round(4).tolist()
    [-0.08, 0.0]
    """
    p, r, y = probabilities(p), probabilities(reference, what="reference"), outcomes(y)
    same_shape(p=p, reference=r, y=y)
    return np.asarray((p - r) * ((p - y) + (r - y)))


def log_difference(p: ArrayLike, reference: ArrayLike, y: ArrayLike) -> Floats:
    """Log score of `p` less that of `reference`, in nats: above 0 where `p` was better; ±∞ where one gave 0 to what came.

    Two forecasts that are the same do not differ, also where both gave 0 to what came.

    >>> log_difference([0.5, 0.0, 0.0], [0.25, 0.1, 0.0], [1, 1, 1]).round(4).tolist()
    [0.6931, -inf, 0.0]
    """
    p, r, y = probabilities(p), probabilities(reference, what="reference"), outcomes(y)
    same_shape(p=p, reference=r, y=y)
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.log(p) - np.log(r)
        no = np.log1p(-p) - np.log1p(-r)
    return np.asarray(np.where(p == r, 0.0, np.where(y == 1, yes, no)))


def crowd_without_own(p: ArrayLike, question: ArrayLike, questions: int) -> Floats:
    """The mean of the others' probabilities on each forecast's question; nan where there are no others.

    Compare a forecaster with this, not with a crowd of which he is a large part.

    >>> crowd_without_own([0.2, 0.4, 0.9], [0, 0, 1], 2).round(4).tolist()
    [0.4, 0.2, nan]
    """
    values = numbers(probabilities(p), "probability", row=True)
    which = members(question, questions, values.size)
    others = np.bincount(which, minlength=questions)[which] - 1
    total = np.bincount(which, values, questions)[which] - values
    with np.errstate(invalid="ignore"):
        mean = total / others
    # A sum less one's own may leave [0, 1], but by rounding alone.
    return np.asarray(np.minimum(np.maximum(mean, 0.0), 1.0))
