"""The spherical score: the probability of what came, over the length of the vector of probabilities. A reward; proper.

Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", 2007 (recalled, unchecked).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats, distributions, happened, outcomes, probabilities, same_shape, taken


def spherical(p: ArrayLike, y: ArrayLike) -> Floats:
    """Probability of what came over √(p² + (1 − p)²); 0 to 1, 1 is best.

    Parameters and errors as `brier`.

    >>> spherical([0.5, 1.0], [1, 1]).round(4).tolist()
    [0.7071, 1.0]
    """
    p, y = probabilities(p), outcomes(y)
    same_shape(p=p, y=y)
    return np.asarray(np.where(y == 1, p, 1 - p) / np.hypot(p, 1 - p))


def spherical_categories(p: ArrayLike, category: ArrayLike) -> Floats:
    """The same over exclusive categories on the last axis.

    >>> spherical_categories([[0.6, 0.8 - 0.4]], [0]).round(4).tolist()
    [0.8321]
    """
    p = distributions(p)
    return np.asarray(taken(p, happened(category, p)) / np.linalg.norm(p, axis=-1))
