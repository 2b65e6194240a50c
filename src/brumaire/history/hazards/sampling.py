"""Which rows a model may learn from, and how much each counts.

Windows of h months overlap: an event is in h of them. Rows are thinned by a fixed rule, those without an event more, and weighted
up again, so that a fit takes a fraction of a second; weights are divided by h, so that an event counts once.
"""

from __future__ import annotations

import numpy as np

from brumaire.history.panel.axis import Bools, Floats, Ints
from brumaire.history.panel.build import Panel
from brumaire.history.panel.windows import Windows

_STRIDE = 3
"""Of horizons of three months and more every third month is taken, its phase by state."""
_QUIET = 4
"""Of the rows without an event every fourth is."""


def trainable(window: Windows, until: int) -> Bools:
    """Rows whose whole window is observed and ends by the month `until`. This line is what keeps the future out of training."""
    found: Bools = window.observed & (window.last <= until)
    return found


def sample(panel: Panel, window: Windows, until: int, horizon: int, half_life: float) -> tuple[Ints, Floats]:
    """Places of the rows that train and their weights; weights halve with every `half_life` years before `until`."""
    stride = _STRIDE if horizon >= _STRIDE else 1
    phase = panel.month + panel.gwcode * 5
    quiet = stride * _QUIET
    taken = trainable(window, until) & np.where(window.happened, phase % stride == 0, phase % quiet == 0)
    rows = np.flatnonzero(taken)
    weight = np.where(window.happened[rows], float(stride), float(quiet)) / horizon
    weight *= 0.5 ** ((until - panel.month[rows]) / 12.0 / half_life)
    return rows, weight
