"""Pools: one probability from many, one method a file. `default_pool` is the one rule that needs no setting.

>>> default_pool(Forecasts.of([0.1, 0.3, 0.5], [0, 0, 1], 2)).round(4).tolist()
[0.1791, 0.5]
"""

from brumaire.scoring.pooling.base import Forecasts, Method
from brumaire.scoring.pooling.default import default_pool
from brumaire.scoring.pooling.extremise import extremised, learn_factor
from brumaire.scoring.pooling.hazards import pool_incidence
from brumaire.scoring.pooling.mean import mean
from brumaire.scoring.pooling.median import median
from brumaire.scoring.pooling.odds import odds
from brumaire.scoring.pooling.shift import shifted
from brumaire.scoring.pooling.weights import recency_weight, skill_weight

__all__ = [
    "Forecasts",
    "Method",
    "default_pool",
    "extremised",
    "learn_factor",
    "mean",
    "median",
    "odds",
    "pool_incidence",
    "recency_weight",
    "shifted",
    "skill_weight",
]
