"""Outcome windows: whether a target happened in the months after each row, whoever held office by then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.panel.axis import Bools, Ints
from brumaire.history.panel.build import Panel
from brumaire.history.panel.outcomes import TARGETS, lineage


@dataclass(frozen=True, slots=True)
class Windows:
    """One window a row of the panel: from the month after the row's, as many months as the horizon.

    happened
        At least one such event in the state within the window.
    last
        Index of the window's last month: a training row enters only when this is not after train-until.
    observed
        Whether the sources see the whole window.
    """

    happened: Bools
    last: Ints
    observed: Bools


def windows(panel: Panel, target: str, horizon: int) -> Windows:
    """The windows of a target (one of `outcomes.TARGETS`) and a horizon in months.

    Raises
    ------
    HistoryError
        An unknown target, or a horizon below one month.
    """
    if target not in TARGETS:
        raise HistoryError(f"unknown target {target!r}", mend=f"one of {', '.join(TARGETS)}")
    if horizon < 1:
        raise HistoryError(f"horizon {horizon}", rule="at least one month", mend="give a whole number of months")
    outcome = panel.outcomes[target]
    wide = 100_000
    events = outcome.events[:, 0] * wide + outcome.events[:, 1]
    states, inverse = np.unique(panel.gwcode, return_inverse=True)
    lines = np.array([lineage(int(state)) for state in states], dtype=np.int64)[inverse] * wide
    last = panel.month + horizon
    number = np.searchsorted(events, lines + last, side="right") - np.searchsorted(
        events, lines + panel.month, side="right"
    )
    until = np.array([outcome.until.get(int(state), 0) for state in states], dtype=np.int64)[inverse]
    return Windows(happened=number > 0, last=last, observed=last <= until)
