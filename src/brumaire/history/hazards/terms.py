"""The columns that models choose from: the features, splines in age, tenure and the regime's age, and a few products."""

from __future__ import annotations

import numpy as np

from brumaire.history.features import FeatureMatrix, features
from brumaire.history.panel.axis import Floats
from brumaire.history.panel.build import Panel

_AGE_KNOTS = (50.0, 65.0, 75.0)
_TENURE_KNOTS = (0.5, 2.0, 8.0, 20.0)
_REGIME_KNOTS = (3.0, 10.0, 30.0)
_BY_DEMOCRACY = ("recent_attempt", "age", "income")
_PAST = {"attempt_years": (0.75, 15.0), "irregular_years": (0.75,)}
"""Years y since an event enter once more as exp(−y/scale), quicker and slower than among the features."""


def terms(panel: Panel) -> FeatureMatrix:
    """All columns for all rows of a panel; nothing is fitted.

    Linear splines: "age>65" is the years beyond 65 in decades, "log_tenure>2" the logarithm's excess over that at two years.
    """
    found = features(panel)
    more: dict[str, Floats] = {}
    for knot in _AGE_KNOTS:
        more[f"age>{knot:g}"] = np.maximum(panel["age"] - knot, 0.0) / 10.0
    for name, offset, knots in (("log_tenure", 0.25, _TENURE_KNOTS), ("log_regime_age", 1.0, _REGIME_KNOTS)):
        for knot in knots:
            more[f"{name}>{knot:g}"] = np.maximum(found.column(name) - np.log(knot + offset), 0.0)
    more["first_year"] = np.where(np.isnan(panel["tenure"]), np.nan, (panel["tenure"] < 1.0).astype(float))
    for name in _BY_DEMOCRACY:
        more[f"{name} × democracy"] = found.column(name) * found.column("regime democracy")
    more["polity_squared"] = (panel["polity"] / 10.0) ** 2
    more["half_democratic"] = 4.0 * panel["polyarchy"] * (1.0 - panel["polyarchy"])
    for name, scales in _PAST.items():
        for scale in scales:
            faded = np.where(np.isnan(panel[name]), 0.0, np.exp(-panel[name] / scale))
            more[f"recent_{name.removesuffix('_years')} {scale:g}"] = faded
    return FeatureMatrix(np.hstack([found.values, np.column_stack(list(more.values()))]), (*found.names, *more))
