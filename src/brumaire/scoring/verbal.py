"""Scores of words: a range, over all that the words may mean.

"Likely" means some p in [low, high]; nobody knows which. What its speaker scored therefore lies in a range. The same
word is taken to mean the same each time, also between two speakers (a yardstick is one for all), so that the range of a
mean, or of a paired difference, is narrower than the sum of its parts: two who used the same word do not differ.
A number is a word that means one p.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, Integers, finite, members, numbers, outcomes, probabilities, same_shape


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest value over what the words may mean; arrays, or one number each."""

    low: Floats
    high: Floats


def brier_range(low: ArrayLike, high: ArrayLike, y: ArrayLike) -> Range:
    """Brier scores over p in [low, high], one range for each forecast. Raises `ScoreError` where low is above high.

    >>> r = brier_range([0.6], [0.8], [1])
    >>> r.low.round(4).tolist(), r.high.round(4).tolist()
    ([0.04], [0.16])
    """
    a, b, y = _meanings(low, high, y)
    at_low, at_high = (a - y) ** 2, (b - y) ** 2
    return Range(np.minimum(at_low, at_high), np.maximum(at_low, at_high))


def log_range(low: ArrayLike, high: ArrayLike, y: ArrayLike) -> Range:
    """Log scores over p in [low, high], in nats; the low end may be −∞.

    >>> r = log_range([0.5], [1.0], [0])
    >>> r.low.tolist(), r.high.round(4).tolist()
    ([-inf], [-0.6931])
    """
    a, b, y = _meanings(low, high, y)
    with np.errstate(divide="ignore"):
        worst = np.where(y == 1, np.log(a), np.log1p(-b))
        best = np.where(y == 1, np.log(b), np.log1p(-a))
    return Range(worst + 0.0, best + 0.0)


def mean_brier_range(
    word: ArrayLike, low: ArrayLike, high: ArrayLike, y: ArrayLike, weight: ArrayLike | None = None
) -> Range:
    """The range of a mean Brier score, each word meaning one p throughout.

    Parameters
    ----------
    word
        Number of the word of each forecast, shape (n,).
    low, high
        What each word may mean, shape (words,).
    y
        Outcomes, shape (n,).
    weight
        How much each counts, such as the days on which it stood, shape (n,); all alike when left out.

    >>> r = mean_brier_range([0, 0], [0.4], [0.8], [1, 0])
    >>> round(float(r.low), 4), round(float(r.high), 4)
    (0.25, 0.34)
    """
    a, b, _ = _meanings(low, high, 0.0)
    result = numbers(outcomes(y), "outcome", row=True)
    which = members(word, a.size, result.size, what="word")
    shares = _shares(weight, result)
    return _extremes(
        *_counts(which, result, shares, a.size), a, b, constant=float((shares * result).sum()), n=float(shares.sum())
    )


def paired_brier_range(word: ArrayLike, other_word: ArrayLike, low: ArrayLike, high: ArrayLike, y: ArrayLike) -> Range:
    """The range of the mean Brier difference between two forecasters on the same questions: below 0 is for the first.

    Where the range lies on one side of 0, one was better whatever the words mean.

    Parameters as `mean_brier_range`, with the other's word for each question.

    >>> r = paired_brier_range([0, 0], [0, 1], [0.6, 0.1], [0.9, 0.2], [1, 1])
    >>> round(float(r.low), 4), round(float(r.high), 4)
    (-0.4, -0.24)
    """
    a, b, _ = _meanings(low, high, 0.0)
    result = numbers(outcomes(y), "outcome", row=True)
    mine, theirs = (members(w, a.size, result.size, what="word") for w in (word, other_word))
    shares = _shares(None, result)
    count, yes = _counts(mine, result, shares, a.size)
    other_count, other_yes = _counts(theirs, result, shares, a.size)
    return _extremes(count - other_count, yes - other_yes, a, b, constant=0.0, n=float(shares.sum()))


def _shares(weight: ArrayLike | None, y: Floats) -> Floats:
    w = np.ones_like(y) if weight is None else finite(weight, what="weight")
    if w.shape != y.shape or (w < 0).any():
        raise ScoreError(f"weights of shape {w.shape} for {y.size} forecasts, or negative ones")
    if not w.sum() > 0:
        raise ScoreError("no mean of no forecasts")
    return w


def _counts(which: Integers, y: Floats, shares: Floats, words: int) -> tuple[Floats, Floats]:
    count, yes = (np.asarray(np.bincount(which, w, words), np.float64) for w in (shares, shares * y))
    return count, yes


def _extremes(square: Floats, linear: Floats, low: Floats, high: Floats, *, constant: float, n: float) -> Range:
    """Extremes of (Σ over words of (square p² − 2 linear p) + constant) / n: each word's own parabola, at ends or vertex."""
    ends = np.stack([square * p * p - 2 * linear * p for p in (low, high)])
    with np.errstate(divide="ignore", invalid="ignore"):
        vertex = linear / square
    inside = (square != 0) & (vertex > low) & (vertex < high)
    turn = np.where(inside, -linear * np.where(inside, vertex, 0.0), ends[0])
    values = np.concatenate((ends, turn[None]))
    return Range(
        np.asarray((values.min(axis=0).sum() + constant) / n), np.asarray((values.max(axis=0).sum() + constant) / n)
    )


def _meanings(low: ArrayLike, high: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats, Floats]:
    a, b, y = probabilities(low, what="low end"), probabilities(high, what="high end"), outcomes(y)
    same_shape(low=a, high=b, y=y)
    if (a > b).any():
        raise ScoreError("what words mean ends before it begins", rule="low ≤ high")
    return a, b, y
