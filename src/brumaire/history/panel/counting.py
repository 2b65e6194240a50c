"""What past events leave at each month's end: years since the last one, counts, and sums that fade.

Events are days as ordinals, by state; one on the last day of a month is known at its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from brumaire.history.codes import PREDECESSOR
from brumaire.history.panel.axis import DAYS, Axis, Floats, Ints

Events = Mapping[int, Ints]


def by_state(pairs: Iterable[tuple[int, int]]) -> dict[int, Ints]:
    """Sorted ordinals by state; a state under a new number keeps the events of its predecessor.

    >>> by_state([(345, 20), (345, 10), (340, 30)])[340].tolist()
    [10, 20, 30]
    """
    found: dict[int, list[int]] = defaultdict(list)
    for state, day in pairs:
        found[state].append(day)
    for state, older in PREDECESSOR.items():
        if older in found:
            found[state] += found[older]
    return {state: np.array(sorted(days), dtype=np.int64) for state, days in found.items()}


def years_since(axis: Axis, events: Events) -> Floats:
    """Years since the last event by the end of the month, NaN before the first."""
    result = axis.empty()
    for n, state in enumerate(axis.states):
        days = events.get(state)
        if days is None or not len(days):
            continue
        at = np.searchsorted(days, axis.ends, side="right") - 1
        good = at >= 0
        result[n, good] = (axis.ends[good] - days[at[good]]) / DAYS
    return result


def count_within(axis: Axis, events: Events, years: float) -> Floats:
    """Number of events in the years up to the end of the month."""
    result = axis.empty(0.0)
    for n, state in enumerate(axis.states):
        days = events.get(state)
        if days is not None:
            now = np.searchsorted(days, axis.ends, side="right")
            then = np.searchsorted(days, axis.ends - round(years * DAYS), side="right")
            result[n] = now - then
    return result


def faded(axis: Axis, events: Events, years: float) -> Floats:
    """Sum over past events of exp(−years since / `years`)."""
    result = axis.empty(0.0)
    for n, state in enumerate(axis.states):
        for day in events.get(state, np.zeros(0, dtype=np.int64)):
            since = (axis.ends - day) / DAYS
            past = since >= 0
            result[n, past] += np.exp(-since[past] / years)
    return result
