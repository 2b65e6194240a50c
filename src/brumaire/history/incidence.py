"""Cumulative incidence under competing risks.

With hazards h_m(t) = h_m exp(g_m t) and S(t) = exp(-sum of H_m(t)), the cumulative incidence of manner m is the
integral of h_m S. Over a step of a day its increment is S's fall times m's share of the step's total hazard, so the
incidences and S sum to one exactly.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import DAYS_PER_YEAR
from brumaire.records import ExitManner, Hazard, OutsideView

Floats = NDArray[np.float64]


def cumulative_incidence(view: OutsideView, days: Any, *, as_of: date | None = None) -> dict[ExitManner, Floats]:
    """Probability of having left by each manner up to given days.

    Parameters
    ----------
    view
        Hazards per year, with their growth.
    days
        Days after `as_of`, shape (n,), not negative, in any order.
    as_of
        The date from which days count and on which the leader is in office; by default `view.at`.

    Returns
    -------
    dict
        For each manner an array of shape (n,).

    Examples
    --------
    >>> one = Hazard(0.1, 0.1, 0.1, "made up")
    >>> view = OutsideView(date(2020, 1, 1), {"coup": one, "regular": one}, one, one, {})
    >>> float(cumulative_incidence(view, [365.25])["coup"][0].round(4))  # (1 - exp(-.2)) / 2
    0.0906
    """
    wanted = np.asarray(days, dtype=np.float64)
    if wanted.size and wanted.min() < 0:
        raise ValueError(f"days must not be negative, got {wanted.min()}")
    last = float(wanted.max()) if wanted.size else 0.0
    grid = np.unique(np.concatenate([np.arange(0.0, np.ceil(last) + 1.0), wanted]))
    offset = 0 if as_of is None else (as_of - view.at).days
    manners = tuple(view.exits)
    integrated = np.stack([_integrated(view.exits[manner], grid, offset) for manner in manners])
    survival = np.exp(-integrated.sum(axis=0))
    steps = np.diff(integrated, axis=1)
    total = steps.sum(axis=0)
    share = np.divide(steps, total, out=np.zeros_like(steps), where=total > 0)
    incidence = np.concatenate(
        [np.zeros((len(manners), 1)), np.cumsum(share * -np.diff(survival), axis=1)],
        axis=1,
    )
    at = np.searchsorted(grid, wanted)
    return {manner: incidence[i, at] for i, manner in enumerate(manners)}


def attempt_incidence(view: OutsideView, months: Any, *, as_of: date | None = None) -> Floats:
    """Probability that a first coup attempt comes within given months, while the leader is in office.

    Other exits compete; a successful coup does not, since it is itself an attempt. `months` has shape (n,) or is a
    number; the result has the same shape. Mean months of 30.4375 days.

    Examples
    --------
    >>> one = Hazard(0.1, 0.1, 0.1, "made up")
    >>> view = OutsideView(date(2020, 1, 1), {"regular": one}, one, one, {})
    >>> float(attempt_incidence(view, 12).round(4))
    0.0906
    """
    wanted = np.asarray(months, dtype=np.float64)
    exits: dict[ExitManner, Hazard] = {manner: h for manner, h in view.exits.items() if manner != "coup"}
    # The attempt stands in the coup's place among the competing risks.
    exits["coup"] = view.attempts
    first = OutsideView(view.at, exits, view.attempts, view.success, view.profile)
    days = wanted.reshape(-1) * DAYS_PER_YEAR / 12
    return cumulative_incidence(first, days, as_of=as_of)["coup"].reshape(wanted.shape)


def _integrated(hazard: Hazard, grid: Floats, offset: int) -> Floats:
    """Integral of a hazard from as_of to each day of the grid."""
    years = grid / DAYS_PER_YEAR
    start = hazard.per_year * np.exp(hazard.growth * offset / DAYS_PER_YEAR)
    # Growth of a millionth a year changes nothing that can be printed, and dividing by a subnormal loses the integral.
    if abs(hazard.growth) < 1e-6:
        return np.asarray(start * years)
    return np.asarray(start * np.expm1(hazard.growth * years) / hazard.growth)
