"""Weights of forecasters in a pool: by shrunk skill against their peers, and by how old the forecast is.

weight = exp(shrunk skill / 0.02) · 2^(−age / 30 days). A forecaster whose shrunk Brier score is better than his peers' by 0.02
counts e times as much as they; one without resolved questions counts 1, like the average. Shrinking bounds what luck can earn: a
skill of 0.05 over five questions is 0.01 shrunk, a factor of 1.6. Both numbers are judged, and the same for every pool.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite
from brumaire.scoring.skill import shrunk_skill

SKILL_UNIT = 0.02
HALF_LIFE = 30.0


def skill_weight(skill: ArrayLike, resolved: ArrayLike) -> Floats:
    """exp(shrunk skill / 0.02); skill is the mean over resolved questions of peers' Brier score less own.

    >>> skill_weight([0.04, -0.04, 0.0], [20, 20, 0]).round(4).tolist()
    [2.7183, 0.3679, 1.0]
    """
    return np.asarray(np.exp(shrunk_skill(skill, resolved) / SKILL_UNIT))


def recency_weight(age: ArrayLike) -> Floats:
    """½ for a forecast 30 days older than the day of pooling. Raises `ScoreError` for one from later than that.

    >>> recency_weight([0, 30, 60]).tolist()
    [1.0, 0.5, 0.25]
    """
    days = finite(age, what="age in days")
    if (days < 0).any():
        raise ScoreError("a forecast is younger than the day of pooling", mend="leave out what was not yet said")
    return np.asarray(np.exp2(-days / HALF_LIFE))
