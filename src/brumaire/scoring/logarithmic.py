"""The log score: the logarithm of the probability given to what came. A reward in nats; proper, may be −∞.

A forecast of 0 for what came scores −∞ and stays so: the column of a board then shows how often, see `log_summary`.
Source: Good, "Rational decisions", 1952 (recalled, unchecked).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, distributions, happened, numbers, outcomes, probabilities, same_shape, taken


def log_score(p: ArrayLike, y: ArrayLike) -> Floats:
    """Ln p where yes came and ln(1 − p) where no; at most 0.

    Parameters and errors as `brier`.

    >>> log_score([0.5, 0.0, 0.0], [1, 0, 1]).round(4).tolist()
    [-0.6931, 0.0, -inf]
    """
    p, y = probabilities(p), outcomes(y)
    same_shape(p=p, y=y)
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(y == 1, np.log(p), np.log1p(-p)) + 0.0)  # no minus zero


def log_score_categories(p: ArrayLike, category: ArrayLike) -> Floats:
    """Ln of the probability of the category that came, categories on the last axis.

    >>> log_score_categories([[0.5, 0.25, 0.25]], [2]).round(4).tolist()
    [-1.3863]
    """
    p = distributions(p)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(taken(p, happened(category, p))))


@dataclass(frozen=True, slots=True)
class LogSummary:
    """A column of log scores: their mean (−∞ if any is), how many are −∞, and the mean of the others (nan if none)."""

    mean: float
    minus_infinity: int
    mean_of_finite: float


def log_summary(scores: ArrayLike) -> LogSummary:
    """The mean of log scores with the count of −∞. Raises `ScoreError` where there are none, or one is nan.

    >>> log_summary([-1.0, -3.0, float("-inf")])
    LogSummary(mean=-inf, minus_infinity=1, mean_of_finite=-2.0)
    """
    array = numbers(scores, "log score").ravel()
    if array.size == 0 or np.isnan(array).any():
        raise ScoreError("no mean of log scores" if array.size == 0 else "a log score is not a number")
    bounded = array[np.isfinite(array)]
    rest = float(bounded.mean()) if bounded.size else float("nan")
    return LogSummary(float(array.mean()), int((array == -np.inf).sum()), rest)
