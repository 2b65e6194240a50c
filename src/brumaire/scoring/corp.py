"""The CORP decomposition: what of a mean score is miscalibration, what discrimination, what the question's own uncertainty.

Forecasts are recalibrated by isotonic regression (pool adjacent violators), which needs no bins and is best for every
proper score. Mean score of forecasts S, of recalibrated ones R, of the base rate B: miscalibration S − R, discrimination
B − R, uncertainty B; S = MCB − DSC + UNC exactly.

Source: Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers", PNAS 2021 (recalled, unchecked).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, outcomes, probabilities


@dataclass(frozen=True, slots=True)
class Corp:
    """A mean loss and its parts, all at least 0; `score` = `miscalibration` − `discrimination` + `uncertainty`."""

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """Distinct forecast values in rising order, how often each was given, how often yes came, and what it should have been."""

    p: Floats
    count: Floats
    yes: Floats
    value: Floats


def recalibrate(p: ArrayLike, y: ArrayLike) -> Recalibrated:
    """Isotonic regression of outcomes on forecasts; equal forecasts are recalibrated alike.

    >>> recalibrate([0.2, 0.1, 0.3], [0, 1, 1]).value.tolist()
    [0.5, 0.5, 1.0]
    """
    forecast, result = probabilities(p), outcomes(y)
    if forecast.ndim != 1 or forecast.shape != result.shape or forecast.size == 0:
        raise ScoreError(f"forecasts of shape {forecast.shape} for outcomes of shape {result.shape}")
    distinct, place = np.unique(forecast, return_inverse=True)
    count = np.bincount(place, minlength=distinct.size).astype(np.float64)
    yes = np.bincount(place, result, distinct.size).astype(np.float64)
    return Recalibrated(distinct, count, yes, isotonic(yes, count))


def isotonic(yes: Floats, count: Floats) -> Floats:
    """The rising shares nearest to yes/count, weighted by count.

    >>> isotonic(np.array([1.0, 0.0]), np.array([1.0, 3.0])).tolist()
    [0.25, 0.25]
    """
    from scipy.optimize import isotonic_regression  # over 100 ms to import: only where it is needed

    blocks = isotonic_regression(yes / count, weights=count).blocks
    # Each block's share from its counts: exact where the running means of the algorithm have rounding.
    shares = np.add.reduceat(yes, blocks[:-1]) / np.add.reduceat(count, blocks[:-1])
    return np.asarray(np.repeat(shares, np.diff(blocks)), dtype=np.float64)


def corp(p: ArrayLike, y: ArrayLike, *, loss: Literal["brier", "log"] = "brier") -> Corp:
    """Take a mean score apart.

    Parameters
    ----------
    p, y
        Forecasts and outcomes, shape (n,), n > 0.
    loss
        The Brier score, or minus the log score (then `score` and `miscalibration` may be infinite).

    Raises
    ------
    ScoreError
        For no forecasts, or arrays that do not fit.

    >>> corp([0.0, 0.5, 0.5, 1.0], [0, 0, 1, 1])
    Corp(score=0.125, miscalibration=0.0, discrimination=0.125, uncertainty=0.25)
    """
    r = recalibrate(p, y)
    base = np.full_like(r.p, r.yes.sum() / r.count.sum())
    mean = _mean_brier if loss == "brier" else _mean_minus_log
    score, best, constant = (mean(x, r) for x in (r.p, r.value, base))
    return Corp(score, score - best, constant - best, constant)


def _mean_brier(x: Floats, r: Recalibrated) -> float:
    return float((r.yes * (1 - x) ** 2 + (r.count - r.yes) * x**2).sum() / r.count.sum())


def _mean_minus_log(x: Floats, r: Recalibrated) -> float:
    no = r.count - r.yes
    with np.errstate(divide="ignore", invalid="ignore"):
        yes_part = np.where(r.yes > 0, r.yes * -np.log(x), 0.0)
        no_part = np.where(no > 0, no * -np.log1p(-x), 0.0)
    return float((yes_part + no_part).sum() / r.count.sum())
