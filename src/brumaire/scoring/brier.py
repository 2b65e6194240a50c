"""The Brier score: squared distance between probability and outcome. A loss; proper.

Source: Brier, "Verification of forecasts expressed in terms of probability", 1950 (recalled, unchecked).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats, distributions, happened, outcomes, probabilities, same_shape


def brier(p: ArrayLike, y: ArrayLike) -> Floats:
    """(p − y)², one for each forecast; 0 is best, 1 worst.

    Parameters
    ----------
    p
        Probabilities of yes, any shape.
    y
        Outcomes 0 or 1, of a shape that fits.

    Raises
    ------
    ScoreError
        For a probability outside [0, 1], another outcome, or shapes that do not fit.

    >>> brier([0.9, 0.9], [1, 0]).round(4).tolist()
    [0.01, 0.81]
    """
    p, y = probabilities(p), outcomes(y)
    same_shape(p=p, y=y)
    return np.asarray((p - y) ** 2)


def brier_categories(p: ArrayLike, category: ArrayLike) -> Floats:
    """Σₖ (pₖ − 1{k came})² over exclusive categories on the last axis; 0 to 2.

    For two categories it is twice `brier`.

    >>> brier_categories([[0.5, 0.25, 0.25]], [0]).tolist()
    [0.375]
    """
    p = distributions(p)
    k = happened(category, p)
    came = np.arange(p.shape[-1]) == k[..., None]
    return np.asarray(((p - came) ** 2).sum(axis=-1))
