"""The ranked probability score: Brier scores of "at most category j", summed over j. A loss; proper; sees distance.

Source: Epstein, "A scoring system for probability forecasts of ranked categories", 1969 (recalled, unchecked).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.scoring.base import Floats, distributions, happened


def ranked_probability(p: ArrayLike, category: ArrayLike) -> Floats:
    """Σⱼ (P(at most j) − 1{came at most j})² over ordered categories on the last axis; 0 to K − 1, 0 is best.

    For two categories it is `brier`. Errors as `brier_categories`.

    >>> ranked_probability([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]], [0, 2]).tolist()
    [0.3125, 0.8125]
    """
    p = distributions(p)
    k = happened(category, p)
    came = np.arange(p.shape[-1]) >= k[..., None]
    # The last term is always 0, and rounding must not say otherwise.
    return np.asarray(((np.cumsum(p, axis=-1) - came)[..., :-1] ** 2).sum(axis=-1))
