"""When a value becomes known: the stated assumption on which "as known at the time" rests.

Delays are judgement (docs/reference/history-data.md says why), in months after the end of the period that a value speaks of.
"""

from __future__ import annotations

import numpy as np

from brumaire.history.codes import PREDECESSOR
from brumaire.history.panel.axis import Axis, Floats

DELAY_MONTHS = {
    "leaders": 0,  # entry, exit and birth are in the newspapers of the day
    "attempts": 0,
    "elections": 0,
    "regime type": 3,  # after the day of a change, the new type; until then the old one stands, with its age at once
    "conflict start": 0,  # the day on which 25 deaths were met
    "interstate end": 0,
    "internal end": 12,  # of the last fighting: who lived then could not tell quiet from the end
    "conflict ally": 0,  # after the end of the first year in which it is named
    "intensity": 0,  # that a war kills a thousand a year is in the newspapers; the count is not
    "battle deaths": 6,
    "war outcome": 0,  # after the end of the war's last year, since COW has years only
    "income": 9,
    "population": 9,
    "infant mortality": 12,
    "polity": 6,
    "vdem": 4,
}
OLDEST_YEARS = 10
"""A value is carried forward so many years after its own, then it is missing."""


def yearly(axis: Axis, values: dict[tuple[int, int], float], delay: int) -> tuple[Floats, Floats]:
    """The last published value of a yearly table at each month's end, and its age in years.

    Parameters
    ----------
    axis
        States and months asked for.
    values
        (state, year) to value.
    delay
        Months after the end of the year until it is published.

    Returns
    -------
    tuple
        Values and ages, NaN where nothing of the last ten years is published.
    """
    taken, ages = axis.empty(), axis.empty()
    rows: dict[int, dict[int, float]] = {}
    for (state, year), value in values.items():
        if np.isfinite(value):
            rows.setdefault(state, {})[year] = value
    for state, older in PREDECESSOR.items():
        if older in rows:
            rows[state] = rows[older] | rows.get(state, {})
    # The last year whose twelve months and delay are over by the end of the month.
    newest = (axis.months - delay + 1) // 12 - 1
    for n, state in enumerate(axis.states):
        if state not in rows:
            continue
        years = np.array(sorted(rows[state]))
        known = np.array([rows[state][int(year)] for year in years])
        at = np.searchsorted(years, newest, side="right") - 1
        age = np.where(at >= 0, (axis.months // 12) - years[at], OLDEST_YEARS + 1)
        good = age <= OLDEST_YEARS
        taken[n, good], ages[n, good] = known[at[good]], age[good]
    return taken, ages
