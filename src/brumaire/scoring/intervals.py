"""How sure a mean score is: confidence intervals for means over questions.

Forecasts on one question share its outcome, so the question is the unit: both methods take one number a question, or
numbers with their question, of which each question's sum is drawn as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, members, probabilities

# Resampled rows are summed in pieces of about this many numbers, to bound memory.
_PIECE = 4_000_000


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """A mean with the ends of its confidence interval, nan where too few questions give none."""

    mean: float
    low: float
    high: float
    questions: int


def t_interval(score: ArrayLike, question: ArrayLike | None = None, *, level: float = 0.9) -> MeanInterval:
    """Mean ± Student's t × standard error.

    Parameters
    ----------
    score
        Finite scores or differences, shape (n,), n > 0. Log scores of −∞ have no interval.
    question
        Number of the question of each score; left out, each is a question of its own. With several scores a question
        the standard error is that of a ratio of sums (by linearisation).
    level
        Confidence level.

    Raises
    ------
    ScoreError
        For no scores, or one that is not finite.

    >>> i = t_interval([0.1, 0.2, 0.3])
    >>> round(i.mean, 4), round(i.low, 4), round(i.high, 4)
    (0.2, 0.0314, 0.3686)
    """
    total, count = _by_question(score, question)
    share = float(probabilities(level, what="level"))
    n = total.size
    mean = float(total.sum() / count.sum())
    if n < 2:
        return MeanInterval(mean, float("nan"), float("nan"), n)
    from scipy.special import stdtrit  # over 100 ms to import: only where it is needed

    half = float(stdtrit(n - 1, (1 + share) / 2)) * standard_error(total, count)
    return MeanInterval(mean, mean - half, mean + half, n)


def bootstrap_interval(
    score: ArrayLike, uniforms: ArrayLike, question: ArrayLike | None = None, *, level: float = 0.9
) -> MeanInterval:
    """The percentile interval of the mean when questions are drawn anew with replacement.

    Parameters
    ----------
    score, question, level
        As `t_interval`.
    uniforms
        Random numbers in [0, 1), shape (resamples, questions that have a score).

    >>> u = np.linspace(0.01, 0.99, 24).reshape(8, 3)
    >>> i = bootstrap_interval([0.1, 0.2, 0.3], u)
    >>> round(i.mean, 4), i.low < i.mean < i.high
    (0.2, True)
    """
    total, count = _by_question(score, question)
    u = finite(uniforms, what="random number")
    share = float(probabilities(level, what="level"))
    n = total.size
    if u.ndim != 2 or u.shape[0] == 0 or u.shape[1] != n or (u < 0).any() or (u >= 1).any():
        raise ScoreError(
            f"random numbers of shape {u.shape} for {n} questions", rule="(resamples, questions), in [0, 1)"
        )
    mean = float(total.sum() / count.sum())
    if n < 2:
        return MeanInterval(mean, float("nan"), float("nan"), n)
    rows = max(1, _PIECE // n)
    means = np.concatenate([_resampled(total, count, u[i : i + rows]) for i in range(0, len(u), rows)])
    low, high = np.quantile(means, ((1 - share) / 2, (1 + share) / 2))
    return MeanInterval(mean, float(low), float(high), n)


def standard_error(total: Floats, count: Floats) -> float:
    """Standard error of Σ total / Σ count over at least two questions.

    >>> round(standard_error(np.array([1.0, 3.0]), np.ones(2)), 4)
    1.0
    """
    n = total.size
    off = (total - count * (total.sum() / count.sum())) / count.mean()
    return float(np.sqrt((off**2).sum() / (n - 1) / n))


def _resampled(total: Floats, count: Floats, u: Floats) -> Floats:
    drawn = (u * total.size).astype(np.int64)
    return np.asarray(total[drawn].sum(axis=1) / count[drawn].sum(axis=1))


def _by_question(score: ArrayLike, question: ArrayLike | None) -> tuple[Floats, Floats]:
    value = finite(score, what="score")
    if value.ndim != 1 or value.size == 0:
        raise ScoreError(f"scores of shape {value.shape}", mend="give one or more, in one row")
    if question is None:
        return value, np.ones_like(value)
    which = members(question, int(np.max(question, initial=0)) + 1, value.size)
    count = np.bincount(which)
    asked = count > 0
    return np.asarray(np.bincount(which, value)[asked], dtype=np.float64), count[asked].astype(np.float64)
