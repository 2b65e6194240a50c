"""Extremising: a pool moved away from the base rate by a factor that is learnt, and only when cross-validation says so.

The factor on log odds is the one of `FACTORS` with the best mean log score on resolved questions. It is used only where, learnt
without a question and tried on that question, it beats 1 by more than one paired standard error over questions,
of which there are at least twenty (judged: with three, that all came out as said is no rare luck); else 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, members, outcomes, probabilities
from brumaire.scoring.intervals import standard_error
from brumaire.scoring.logarithmic import log_score
from brumaire.scoring.pooling.odds import from_log_odds, log_odds

FEWEST = 20
FACTORS = np.arange(0.5, 3.01, 0.1).round(1)


def extremised(pooled: ArrayLike, base_rate: ArrayLike, factor: float) -> Floats:
    """Pooled probabilities with `factor` times their distance in log odds from the base rate.

    >>> extremised([0.2], 0.5, 2.0).round(4).tolist()
    [0.0588]
    """
    base = log_odds(probabilities(base_rate, what="base rate"))
    return from_log_odds(base + factor * (log_odds(probabilities(pooled)) - base))


def learn_factor(pooled: ArrayLike, base_rate: ArrayLike, y: ArrayLike, question: ArrayLike | None = None) -> float:
    """The factor for questions to come, 1 unless cross-validation shows another to be better.

    Parameters
    ----------
    pooled, base_rate, y
        Pools, base rates and outcomes of resolved questions, shape (n,).
    question
        Number of the question of each, where options of one question are pooled apart.

    Raises
    ------
    ScoreError
        For shapes that do not fit.

    >>> learn_factor([0.3] * 40, [0.5] * 40, [0] * 40), learn_factor([0.3] * 4, [0.5] * 4, [0, 0, 1, 0])
    (3.0, 1.0)
    """
    p, came = probabilities(pooled), outcomes(y)
    base = np.broadcast_to(probabilities(base_rate, what="base rate"), p.shape)
    if p.ndim != 1 or p.shape != came.shape:
        raise ScoreError(f"pools of shape {p.shape} for outcomes of shape {came.shape}")
    if p.size == 0:
        return 1.0
    which = np.arange(p.size) if question is None else np.asarray(question)
    which = np.unique(members(which, int(which.max()) + 1, p.size), return_inverse=True)[1]
    count = int(which.max()) + 1
    if count < FEWEST:
        return 1.0
    # Rows: factors; columns: each question's summed log score under them.
    scores = np.stack([np.bincount(which, log_score(extremised(p, base, f), came), count) for f in FACTORS])
    left_out = scores.sum(axis=1, keepdims=True) - scores
    chosen = scores[left_out.argmax(axis=0), np.arange(count)]
    plain = scores[int(np.argmin(np.abs(FACTORS - 1)))]
    gain = chosen - plain
    if gain.mean() <= standard_error(gain, np.ones(count)):
        return 1.0
    return float(FACTORS[scores.sum(axis=1).argmax()])
