"""The reliability diagram: what share came out yes of the forecasts given as p, with the band that chance alone explains.

The line is the isotonic recalibration of `corp`, without bins. The band is one of *consistency*: where the line would
lie, at each p with the stated probability, were every forecast exactly right; a line inside it is no evidence of miscalibration.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, probabilities
from brumaire.scoring.corp import isotonic, recalibrate


@dataclass(frozen=True, slots=True)
class Reliability:
    """Points of the diagram at distinct forecasts: the recalibrated share, the band's ends, and how many forecasts."""

    p: Floats
    share: Floats
    low: Floats
    high: Floats
    count: Floats


def reliability_diagram(p: ArrayLike, y: ArrayLike, uniforms: ArrayLike, *, level: float = 0.9) -> Reliability:
    """The diagram with its consistency band.

    Parameters
    ----------
    p, y
        Forecasts and outcomes, shape (n,).
    uniforms
        Random numbers in (0, 1), shape (resamples, n): outcomes are drawn anew from the forecasts in each row. For a
        forecast of several authors on one question give all of them the same column.
    level
        Probability with which the line lies in the band at any one p.

    Raises
    ------
    ScoreError
        For random numbers of another shape, or a level outside [0, 1].

    >>> u = (np.arange(8).reshape(4, 2) + 0.5) / 8
    >>> diagram = reliability_diagram([0.2, 0.8], [0, 1], u)
    >>> diagram.share.tolist(), diagram.high.round(2).tolist()
    ([0.0, 1.0], [0.85, 1.0])
    """
    r = recalibrate(p, y)
    forecast = probabilities(p)
    u = probabilities(uniforms, what="random number")
    share = float(probabilities(level, what="level"))
    if u.ndim != 2 or u.shape[0] == 0 or u.shape[1] != forecast.size:
        raise ScoreError(f"random numbers of shape {u.shape} for {forecast.size} forecasts", mend="give (resamples, n)")
    place = np.searchsorted(r.p, forecast)
    lines = np.stack([isotonic(np.bincount(place, row < forecast, r.p.size).astype(np.float64), r.count) for row in u])
    low, high = np.quantile(lines, ((1 - share) / 2, (1 + share) / 2), axis=0)
    return Reliability(r.p, r.value, low, high, r.count)
