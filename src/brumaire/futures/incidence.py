"""How the leader goes: cumulative incidence by the true manner of exit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from brumaire.dates import day_number
from brumaire.errors import FuturesError
from brumaire.futures.ask import Sums, cumulative, interval
from brumaire.futures.base import Floats
from brumaire.records.forecast import IncidencePoint
from brumaire.records.futures import Futures


def incidence(futures: Futures, dates: Sequence[date]) -> tuple[IncidencePoint, ...]:
    """Probability of having left by each manner up to each date, with its 90 % interval over the parameters.

    Exact masses where a cut lies at the date, else the share of weighted futures.

    Raises
    ------
    FuturesError
        A date lies past the horizon.
    """
    points = []
    for day in dates:
        if day > futures.horizon:
            raise FuturesError(f"{day} lies past the horizon {futures.horizon}", mend="simulate further")
        masses = cumulative(futures, day_number(day, futures.start))
        if masses is None:
            masses = _from_futures(futures, day_number(day, futures.start))
        for k, manner in enumerate(futures.exits.manners):
            sums = Sums(masses[:, k] * futures.evidence, futures.evidence)
            low, high = interval(futures, sums)
            points.append(IncidencePoint(day, manner, sums.ratio, low, high))
    return tuple(points)


def _from_futures(futures: Futures, day: int) -> Floats:
    log, n = futures.log, futures.trajectories
    made = np.zeros((n, len(futures.exits.manners)))
    for k, manner in enumerate(futures.exits.manners):
        kinds = [i for i, kind in enumerate(log.kinds) if kind.name == "leader_exit" and kind.get("manner") == manner]
        rows = np.isin(log.kind, kinds) & (log.day <= day)
        gone = log.future[rows]
        made[:, k] = np.bincount(futures.trajectory[gone], futures.weight[gone], n)
    return np.asarray(made / np.where(futures.evidence > 0, futures.evidence, 1.0)[:, None])
