"""How well forecasts rank: areas under the two curves."""

from __future__ import annotations

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.panel.axis import Bools, Floats


def roc_auc(p: Floats, y: Bools) -> float:
    """The chance that a window with an event has a higher forecast than one without; ties count half. NaN where all came out alike.

    >>> roc_auc(np.array([0.1, 0.4, 0.4, 0.8]), np.array([False, False, True, True]))
    0.875
    """
    _fit(p, y)
    _, place, count = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2.0)[place]
    yes = int(y.sum())
    no = len(y) - yes
    return float((rank[y].sum() - yes * (yes + 1) / 2.0) / (yes * no)) if yes and no else float("nan")


def pr_auc(p: Floats, y: Bools) -> float:
    """Average precision: precision at each threshold, weighted by the rise in recall; equal forecasts share one threshold.

    >>> round(pr_auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])), 4)
    0.8333
    """
    _fit(p, y)
    if not y.any():
        return float("nan")
    values, place, count = np.unique(p, return_inverse=True, return_counts=True)
    came = np.bincount(place, y, len(values))[::-1]
    total = np.cumsum(came)
    precision = total / np.cumsum(count[::-1])
    return float((precision * came).sum() / total[-1])


def _fit(p: Floats, y: Bools) -> None:
    if p.shape != y.shape or p.ndim != 1 or not len(p):
        raise HistoryError(f"forecasts of shape {p.shape} for outcomes of shape {y.shape}")
