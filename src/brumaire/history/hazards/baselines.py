"""What a model has to beat: the share of windows with an event so far, and the same by type of regime."""

from __future__ import annotations

import numpy as np

from brumaire.history.hazards.sampling import trainable
from brumaire.history.panel.axis import Floats, Ints
from brumaire.history.panel.build import Panel
from brumaire.history.panel.regimes import FAMILIES
from brumaire.history.panel.windows import Windows

_WORTH = 120.0
"""A type of regime is drawn to the mean as if it had been seen so many months more at the mean rate."""


def climatology(window: Windows, until: int, rows: Ints) -> Floats:
    """The share of all windows that end by `until`; half an event is added, so that it is never 0."""
    on = trainable(window, until)
    share = (window.happened[on].sum() + 0.5) / (on.sum() + 1.0)
    return np.full(len(rows), float(share))


def by_regime(panel: Panel, window: Windows, until: int, rows: Ints) -> Floats:
    """The share by type of regime, unknown types together."""
    on = trainable(window, until)
    mean = float(climatology(window, until, rows[:1])[0]) if len(rows) else 0.0
    kind = np.nan_to_num(panel["regime"], nan=len(FAMILIES)).astype(np.int64)
    seen = np.bincount(kind[on], minlength=len(FAMILIES) + 1)
    came = np.bincount(kind[on], window.happened[on], len(FAMILIES) + 1)
    share: Floats = (came + _WORTH * mean) / (seen + _WORTH)
    return share[kind[rows]]
