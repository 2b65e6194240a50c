"""What goes on next door. There is no table of borders among the sources, so nearness is between capitals: exp(−kilometres / 1000), and
nothing beyond 3,000 km.
"""

from __future__ import annotations

import numpy as np

from brumaire.history.panel.axis import Axis, Bools, Floats
from brumaire.history.tables import Tables

SCALE_KM = 1_000.0
FAR_KM = 3_000.0
_EARTH_KM = 6_371.0


def nearness(tables: Tables, axis: Axis) -> Floats:
    """Weights between the axis's states, (states, states), zero on the diagonal; NaN rows for states whose capital is unknown."""
    places = {
        row.gwcode: (row.latitude, row.longitude)
        for row in tables.of("battle_deaths")
        if row.latitude is not None and row.longitude is not None
    }
    points = np.radians([places.get(state, (np.nan, np.nan)) for state in axis.states])
    latitude, longitude = points[:, 0], points[:, 1]
    half = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    kilometres = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    weights = np.where(kilometres <= FAR_KM, np.exp(-kilometres / SCALE_KM), 0.0)
    weights[np.isnan(kilometres)] = 0.0
    np.fill_diagonal(weights, 0.0)
    weights[np.isnan(latitude)] = np.nan
    return weights


def near_sum(weights: Floats, values: Floats) -> Floats:
    """Weighted sum of the neighbours' values."""
    total: Floats = weights @ np.nan_to_num(values)
    return total


def near_share(weights: Floats, values: Floats, there: Bools) -> Floats:
    """Weighted mean of the values of those neighbours that are states in that month; 0 where there is none."""
    alive = there.astype(float)
    below = weights @ alive
    total = weights @ (np.nan_to_num(values) * alive)
    share: Floats = np.where(below > 0, total / np.where(below > 0, below, 1.0), below)
    return share
