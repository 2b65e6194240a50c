"""Scores averaged over the time in which each forecast stood, so that revising late earns no more than being right early.

A forecast stands until its author's next on the same question, or until the question closes. A question "by D" closes
on D, also after an early yes: were it closed on the day of the yes, questions that come out yes would be judged on early
forecasts and others on late ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, Integers, finite, members, numbers


@dataclass(frozen=True, slots=True)
class TimeAveraged:
    """Scores averaged over the days on which a forecast stood (nan where none did), and those days' share of all."""

    score: Floats
    coverage: Floats


def time_averaged(
    score: ArrayLike, day: ArrayLike, series: ArrayLike, opened: ArrayLike, closed: ArrayLike
) -> TimeAveraged:
    """The mean score of each series: the forecasts of one author on one question.

    Parameters
    ----------
    score
        One for each forecast, shape (n,); minus infinity counts where the forecast stood for any time.
    day
        Day numbers on which forecasts were made, shape (n,); of two on one day the later in the array stands.
    series
        Number of the series of each forecast, shape (n,).
    opened, closed
        First and last day number of the question of each series, shape (series,). Forecasts from before the opening
        stand from the opening, later ones than the closing not at all.

    Raises
    ------
    ScoreError
        For a question that closes before it opens, or arrays that do not fit.

    >>> t = time_averaged([0.25, 0.04], [0, 6], [0, 0], [0], [10])
    >>> t.score.round(4).tolist(), t.coverage.tolist()
    ([0.166], [1.0])
    """
    value = numbers(score, "score")
    first, last = finite(opened, what="opening"), finite(closed, what="closing")
    when = finite(day, what="day")
    if value.ndim != 1 or when.shape != value.shape or first.ndim != 1 or first.shape != last.shape:
        raise ScoreError(f"scores {value.shape}, days {when.shape}, openings {first.shape}, closings {last.shape}")
    which = members(series, first.size, value.size, what="series")
    begin, end = spans(when, which, first[which], last[which])
    stood = end - begin
    length = last - first
    total = np.bincount(which, stood, first.size)
    # A forecast that never stood counts for nothing, also when it scores minus infinity.
    summed = np.bincount(which, np.where(stood > 0, value, 0) * stood, first.size)
    with np.errstate(invalid="ignore"):
        return TimeAveraged(np.asarray(summed / total), np.asarray(total / length))


def spans(day: Floats, series: Integers, opened: Floats, closed: Floats) -> tuple[Floats, Floats]:
    """The day numbers from and to which each forecast stood, equal where it never did; `opened` and `closed` of each.

    >>> [x.tolist() for x in spans(np.array([6.0, 0.0]), np.array([0, 0]), np.full(2, 1.0), np.full(2, 10.0))]
    [[6.0, 1.0], [10.0, 6.0]]
    """
    if (closed <= opened).any():
        raise ScoreError("a question closes before it opens", rule="opened < closed")
    order = np.lexsort((day, series))  # stable: of two on one day the later in the array comes last
    ordered = series[order]
    first, last = opened[order], closed[order]
    until = last.copy()
    again = ordered[1:] == ordered[:-1]
    until[:-1][again] = np.minimum(day[order][1:], until[:-1])[again]
    begin = np.empty_like(day)
    end = np.empty_like(day)
    begin[order] = np.minimum(np.maximum(day[order], first), last)
    end[order] = until
    return begin, np.maximum(begin, end)
