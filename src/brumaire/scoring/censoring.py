"""How long leaders are followed: the law of censoring by which scores of unfinished cases are weighed.

An exit and an end of following on the same day count as an exit. P(followed to t) means at least to the end of t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, numbers, outcomes


@dataclass(frozen=True, slots=True)
class Censoring:
    """A law of censoring as a step function: `beyond[i]` = P(C > days[i]), 1 before the first day.

    >>> Censoring(np.array([10.0]), np.array([0.5])).followed_to([10, 11]).tolist()
    [1.0, 0.5]
    """

    days: Floats
    beyond: Floats

    def __post_init__(self) -> None:
        """Refuse days that do not rise and probabilities that rise or leave [0, 1]."""
        steps = np.concatenate(((1.0,), self.beyond, (0.0,)))
        if self.days.ndim != 1 or self.days.shape != self.beyond.shape or not (np.diff(self.days) > 0).all():
            raise ScoreError("a law of censoring needs rising days, with one probability each")
        if not (np.diff(steps) <= 0).all():
            raise ScoreError("P(followed beyond a day) rises or leaves [0, 1]")

    def followed_to(self, day: ArrayLike) -> Floats:
        """P(C ≥ day)."""
        steps = np.concatenate(((1.0,), self.beyond))
        return np.asarray(steps[np.searchsorted(self.days, numbers(day, "day"), side="left")])


def kaplan_meier_censoring(day: ArrayLike, observed: ArrayLike) -> Censoring:
    """The Kaplan-Meier estimate of the law of censoring, which must not depend on what is forecast.

    Parameters
    ----------
    day
        Day of exit, or of the end of following, shape (n,).
    observed
        1 where the exit was seen, 0 where following ended first.

    >>> law = kaplan_meier_censoring([1, 2, 3, 4], [1, 0, 1, 0])
    >>> law.days.tolist(), law.beyond.round(4).tolist()
    ([2.0, 4.0], [0.6667, 0.0])
    """
    t, seen = finite(day, what="day"), outcomes(observed)
    if t.ndim != 1 or t.shape != seen.shape or t.size == 0:
        raise ScoreError(f"days of shape {t.shape} with exits of shape {seen.shape}")
    days, place = np.unique(t, return_inverse=True)
    exits = np.bincount(place, seen, days.size)
    ends = np.bincount(place, 1 - seen, days.size)
    # An exit on the day comes first, so whoever left is no longer at risk of being lost.
    at_risk = np.cumsum((exits + ends)[::-1])[::-1] - exits
    lost = ends > 0
    return Censoring(days[lost], np.asarray(np.cumprod(1 - ends[lost] / at_risk[lost]), dtype=np.float64))
