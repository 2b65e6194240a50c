"""Peer scores: how much better than the others on the same question. Positive is better than they, and all sum to zero.

A forecaster's score less the mean of the others' scores, as Metaculus has it for the log score (recalled, unchecked;
there it is multiplied by 100). Whoever picks easy questions gains nothing. With nobody else there is nothing to
compare: nan, which a board leaves out and counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, members, numbers
from brumaire.scoring.time_average import spans


def peer(reward: ArrayLike, question: ArrayLike, questions: int) -> Floats:
    """The score of each forecast less the mean of the others' on its question.

    Parameters
    ----------
    reward
        Scores of which higher is better, shape (n,), one for each forecaster and question: log scores, or minus the Brier
        score. Minus infinity is allowed: whoever has it stands at −∞, the others at +∞; nan when both the forecaster
        and another have it.
    question
        Number of the question of each, 0 to `questions` − 1.
    questions
        How many questions there are.

    >>> peer([-0.1, -0.3, -0.2], [0, 0, 1], 2).round(4).tolist()
    [0.2, -0.2, nan]
    """
    value = _rewards(reward)
    which = members(question, questions, value.size)
    lost = np.isneginf(value)
    bounded = np.where(lost, 0.0, value)
    others = np.bincount(which, minlength=questions)[which] - 1
    total = np.bincount(which, bounded, questions)[which] - bounded
    with np.errstate(invalid="ignore"):
        mean = total / others
        mean[(np.bincount(which, lost, questions)[which] - lost) > 0] = -np.inf
        return np.asarray(value - mean)


def peer_over_time(
    reward: ArrayLike,
    day: ArrayLike,
    forecaster: ArrayLike,
    question: ArrayLike,
    *,
    opened: ArrayLike,
    closed: ArrayLike,
    forecasters: int,
) -> Floats:
    """Peer scores against whoever's forecasts stood on the same day, averaged over the days a question was open.

    Days without a forecast of one's own, or with nobody else's, count 0: to be early pays where it is right.

    Parameters
    ----------
    reward, day, forecaster, question
        One for each forecast, shape (n,), revisions included; see `peer` and `time_averaged`.
    opened, closed
        Day numbers of each question, shape (questions,).
    forecasters
        How many forecasters there are.

    Returns
    -------
    What each forecast adds, shape (n,); their sum over an author's forecasts on a question is his score there.

    >>> peer_over_time([-0.1, -0.3], [0, 5], [0, 1], [0, 0], opened=[0], closed=[10], forecasters=2).round(4).tolist()
    [0.1, -0.1]
    """
    value, when = _rewards(reward), finite(day, what="day")
    first, last = finite(opened, what="opening"), finite(closed, what="closing")
    if when.shape != value.shape or first.ndim != 1 or first.shape != last.shape:
        raise ScoreError(f"scores {value.shape}, days {when.shape}, openings {first.shape}, closings {last.shape}")
    which = members(question, first.size, value.size)
    series = members(forecaster, forecasters, value.size, what="forecaster") * first.size + which
    begin, end = spans(when, series, first[which], last[which])
    return np.asarray(_against_standing(value, which, begin, end) / (last - first)[which])


def _against_standing(value: Floats, which: NDArray[np.int64], begin: Floats, end: Floats) -> Floats:
    """∫ (own − mean of the others that stand) dt for each forecast, over the days on which it and another stood."""
    n = value.size
    if n == 0:
        return np.zeros(0)
    lost = np.isneginf(value)
    question = np.concatenate((which, which))
    time = np.concatenate((begin, end))
    order = np.lexsort((time, question))
    rank = np.empty(2 * n, dtype=np.int64)
    rank[order] = np.arange(2 * n)
    sign = np.repeat((1.0, -1.0), n)[order]
    both = np.concatenate((np.arange(n), np.arange(n)))[order]
    there = np.cumsum(sign)
    ruined = np.cumsum(sign * lost[both])
    # Scores are summed as distances from their mean: less is lost when forecasts come and go.
    centre = value[~lost].mean() if (~lost).any() else 0.0
    total = np.cumsum(sign * np.where(lost, 0.0, value - centre)[both])
    length = np.diff(time[order], append=0.0)
    ends = np.append(question[order][1:] != question[order][:-1], True)
    length[ends] = 0.0
    starts = np.concatenate(((0,), np.flatnonzero(ends)[:-1] + 1))
    company = there >= 2
    peers = np.where(company, there - 1, 1)

    def integral(rate: Floats | NDArray[np.bool_]) -> Floats:
        area = rate * length
        # Every question begins anew at 0: a sum over all would have no digits left for the last.
        area[ends] = -np.add.reduceat(area, starts)
        summed = np.concatenate(((0.0,), np.cumsum(area)))
        return np.asarray(summed[rank[n:]] - summed[rank[:n]])

    own = np.where(lost, 0.0, value - centre)
    gained = own * integral(np.where(company, there / peers, 0.0)) - integral(np.where(company, total / peers, 0.0))
    # How long another stood at minus infinity, and how long there was company at all.
    ruin, alone_ruin, met = integral(company & (ruined >= 1)), integral(company & (ruined >= 2)), integral(company)
    gained[~lost & (ruin > 0)] = np.inf
    gained[lost & (met > 0)] = -np.inf
    gained[lost & (alone_ruin > 0)] = np.nan
    return gained


def _rewards(reward: ArrayLike) -> Floats:
    value = numbers(reward, "score")
    if value.ndim != 1 or np.isnan(value).any() or np.isposinf(value).any():
        raise ScoreError("scores to be compared are numbers or minus infinity, one a forecast", rule="higher is better")
    return value
