"""Log score of when and how a leader leaves: the mass given to the interval and manner that came. A reward in nats; proper.

A case that is still open scores the logarithm of the probability of having stayed so far. It is proper when the end of
following does not depend on what is forecast: the score is then the log-likelihood of what could be seen (Rindt and
others, "Survival regression with proper scoring rules and monotonic neural networks", 2022, recalled, unchecked; the extension to
manners is the same argument).

Following that ends *inside* an interval must not be scored by the mass at its beginning, which is not proper. Such cases are counted only to
the interval's beginning, exits after it included, which needs the end of following of all cases: `locate`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import SUM_TOLERANCE, Floats, Integers, finite, numbers, probabilities

STAYED = -1


@dataclass(frozen=True, slots=True)
class Located:
    """What came of each case on the grid: the interval of its exit and its manner; where `manner` is −1 it
    stayed, and was followed, through the first `interval` intervals.
    """

    interval: Integers
    manner: Integers


def locate(boundaries: ArrayLike, day: ArrayLike, manner: ArrayLike, followed_to: ArrayLike) -> Located:
    """Put cases on a grid of intervals (boundaries[i], boundaries[i+1]].

    Parameters
    ----------
    boundaries
        Rising day numbers, the first the asking date, shape (intervals + 1,).
    day
        Day of exit, shape (cases,); not read where `manner` is −1.
    manner
        Number of the manner, −1 for cases without an exit.
    followed_to
        The day to which a case was, or would have been, followed.

    Raises
    ------
    ScoreError
        For an exit before the asking date or after the end of following.

    >>> located = locate([0, 10, 20], [15, 15, 0], [1, 1, -1], [30, 18, 30])
    >>> located.interval.tolist(), located.manner.tolist()
    ([1, 1, 2], [1, -1, -1])
    """
    grid, end = finite(boundaries, what="boundary"), finite(followed_to, what="end of following")
    k = np.asarray(manner)
    if k.size and not np.issubdtype(k.dtype, np.integer):
        raise ScoreError(f"a manner is a whole number, not {k.dtype}", mend="give its place, −1 for staying")
    k = k.astype(np.int64)
    left = k != STAYED
    d = np.where(left, numbers(day, "day"), end)
    if grid.ndim != 1 or grid.size < 2 or (np.diff(grid) <= 0).any() or not d.shape == k.shape == end.shape:
        raise ScoreError("boundaries do not rise, or there is not one day, manner and end for each case")
    if not ((d > grid[0]) | ~left).all() or not (d <= end).all():
        raise ScoreError("an exit lies before the asking date or after the end of following")
    whole = np.minimum(np.searchsorted(grid, end, side="right") - 1, grid.size - 1)
    if (whole < 0).any():
        raise ScoreError("a case was not followed to the asking date")
    interval = np.searchsorted(grid, d, side="left") - 1
    counts = left & (interval < whole)
    return Located(np.where(counts, interval, whole), np.where(counts, k, STAYED))


def incidence_log(masses: ArrayLike, came: Located) -> Floats:
    """Logarithm of the mass of the interval and manner that came, or of having stayed; −∞ where that mass is 0.

    Parameters
    ----------
    masses
        P(left in the interval by the manner), shape (cases, intervals, manners); what is missing to 1 is staying to the end.
    came
        From `locate`.

    Raises
    ------
    ScoreError
        Where masses sum to more than 1, or shapes do not fit.

    >>> masses = [[[0.1, 0.2], [0.0, 0.1]]] * 3
    >>> incidence_log(masses, Located(np.array([0, 1, 1]), np.array([1, 0, -1]))).round(4).tolist()
    [-1.6094, -inf, -0.3567]
    """
    m = probabilities(masses, what="mass")
    if m.ndim != 3 or came.interval.shape != m.shape[:1] or came.manner.shape != m.shape[:1]:
        raise ScoreError(
            f"masses of shape {m.shape} for {came.interval.shape} cases", mend="give (cases, intervals, manners)"
        )
    cases, intervals, manners = m.shape
    left = came.manner != STAYED
    if (
        (came.manner < STAYED).any()
        or (came.manner >= manners).any()
        or (came.interval < 0).any()
        or (came.interval > intervals - left).any()
    ):
        raise ScoreError("an interval or manner is not in the forecast")
    spent = np.concatenate((np.zeros((cases, 1)), np.cumsum(m.sum(axis=2), axis=1)), axis=1)
    if (spent[:, -1] > 1 + SUM_TOLERANCE).any():
        raise ScoreError("masses sum to more than 1", where=f"case {int(np.argmax(spent[:, -1]))}")
    row = np.arange(cases)
    mass = m[row, np.minimum(came.interval, intervals - 1), np.maximum(came.manner, 0)]
    # Masses that sum to 1 but for rounding leave nothing for staying.
    rest = 1 - spent[row, came.interval]
    stays = np.where(rest <= np.finfo(np.float64).eps * intervals * manners, 0.0, rest)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.where(left, mass, stays)))


def incidence_log_density(density: ArrayLike, stays: ArrayLike, seen: ArrayLike) -> Floats:
    """The same for forecasts in continuous time: ln of the density of the manner that came at the moment it came (per day), or
    ln P(stayed to the end of following).

    Scores of one unit of time compare only with each other: in years all exits score ln 365.25 more.

    >>> incidence_log_density([0.01, 0.0], [0.5, 0.8], [1, 0]).round(4).tolist()
    [-4.6052, -0.2231]
    """
    f, s = finite(density, what="density"), probabilities(stays)
    gone = numbers(seen, "exit")
    if not f.shape == s.shape == gone.shape or (f < 0).any() or not np.isin(gone, (0, 1)).all():
        raise ScoreError("densities are not negative, exits are 0 or 1, and there is one of each for a case")
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.where(gone == 1, f, s)))
