"""Skill: how much better than a reference, shrunk toward zero while few questions are resolved, and the weight it earns.

skill = mean over resolved questions of (reference's Brier score − own); above 0 is better than the reference. It is a
difference and not a share of anything. Shrunk skill is n/(n + 20) of it: the posterior mean when forecasters' true skills
are spread around 0 with one twentieth of the variance of a single question's difference (the 20 is judged, not fitted).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, members, numbers

HALF = 20.0
MOST = 0.5


def shrunk_skill(skill: ArrayLike, resolved: ArrayLike) -> Floats:
    """n/(n + 20) × skill; 0 for whoever has no resolved question, whatever is given as skill (nan, for one).

    Parameters
    ----------
    skill
        Mean improvements on the reference in Brier score, −1 to 1.
    resolved
        How many resolved questions each mean is of.

    Raises
    ------
    ScoreError
        For a skill outside [−1, 1], or a number of questions below 0.

    >>> shrunk_skill([0.1, 0.1, float("nan")], [20, 180, 0]).round(4).tolist()
    [0.05, 0.09, 0.0]
    """
    n = finite(resolved, what="number of questions")
    if (n < 0).any():
        raise ScoreError("a number of questions is below 0")
    s = np.where(n > 0, numbers(skill, "skill"), 0.0)
    if not (np.abs(s) <= 1).all():
        raise ScoreError("a skill is not a mean difference of Brier scores", rule="−1 to 1")
    return np.asarray(n / (n + HALF) * s)


def weight_earned(skill: ArrayLike, resolved: ArrayLike) -> Floats:
    """α = n/(n + 20) · max(0, skill), at most ½: the share that a speaker's claims get in the headline's mixture.

    No record, no weight. Parameters and errors as `shrunk_skill`.

    >>> weight_earned([0.1, -0.1, 0.9, 0.3], [20, 20, 980, 0]).round(4).tolist()
    [0.05, 0.0, 0.5, 0.0]
    """
    return np.asarray(np.minimum(np.maximum(shrunk_skill(skill, resolved), 0.0), MOST))


def skills(improvement: ArrayLike, forecaster: ArrayLike, forecasters: int) -> tuple[Floats, Floats]:
    """Mean improvement and number of questions of each forecaster, from one improvement a forecaster and question.

    Improvements that are nan, for want of others to compare with, do not count. The mean of none is 0.

    >>> [x.tolist() for x in skills([0.25, 0.75, float("nan")], [0, 0, 1], 3)]
    [[0.5, 0.0, 0.0], [2.0, 0.0, 0.0]]
    """
    value = numbers(improvement, "improvement", row=True)
    who = members(forecaster, forecasters, value.size, what="forecaster")
    known = ~np.isnan(value)
    count = np.bincount(who, known, forecasters)
    total = np.bincount(who, np.where(known, value, 0.0), forecasters)
    return np.asarray(total / np.maximum(count, 1)), np.asarray(count)
