"""Murphy's decomposition of the mean Brier score: reliability − resolution + uncertainty.

By distinct forecast values it is exact. With bins, forecasts differ within a bin, and two more terms make it exact: their variance and
their covariance with outcomes (Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition",
2008, recalled, unchecked). Resolution grows by chance when values are many: prefer `corp` for judging anybody.
Source: Murphy, "A new vector partition of the probability score", 1973 (recalled, unchecked).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, outcomes, probabilities


@dataclass(frozen=True, slots=True)
class Murphy:
    """`score` = `reliability` − `resolution` + `uncertainty` + `within_variance` − `within_covariance`.

    The last two are 0 without bins; `within_covariance` is twice the mean covariance.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float


def murphy(p: ArrayLike, y: ArrayLike, edges: ArrayLike | None = None) -> Murphy:
    """Take the mean Brier score apart.

    Parameters
    ----------
    p, y
        Forecasts and outcomes, shape (n,), n > 0.
    edges
        Rising inner edges of bins; a forecast on an edge belongs to the bin above. Left out: one bin a distinct value.

    >>> m = murphy([0.25, 0.25, 0.75, 0.75], [0, 0, 1, 0])
    >>> m.score, m.reliability, m.resolution, m.uncertainty
    (0.1875, 0.0625, 0.0625, 0.1875)
    """
    forecast, result = probabilities(p), outcomes(y)
    if forecast.ndim != 1 or forecast.shape != result.shape or forecast.size == 0:
        raise ScoreError(f"forecasts of shape {forecast.shape} for outcomes of shape {result.shape}")
    if edges is None:
        place = np.unique(forecast, return_inverse=True)[1]
    else:
        inner = probabilities(edges, what="edge")
        if (np.diff(inner) <= 0).any():
            raise ScoreError("edges of bins do not rise")
        place = np.unique(np.searchsorted(inner, forecast, side="right"), return_inverse=True)[1]
    count = np.bincount(place).astype(np.float64)
    said, came = np.bincount(place, forecast) / count, np.bincount(place, result) / count
    if edges is None:  # equal forecasts have exactly their value as mean
        said[place] = forecast
    share = count / forecast.size
    base = float(result.mean())
    off: Floats = forecast - said[place]
    return Murphy(
        score=float(((forecast - result) ** 2).mean()),
        reliability=float((share * (said - came) ** 2).sum()),
        resolution=float((share * (came - base) ** 2).sum()),
        uncertainty=base * (1 - base),
        within_variance=float((off**2).mean()),
        within_covariance=float(2 * (off * (result - came[place])).mean()),
    )
