"""Features: a missing covariate never drops a row, and what never happened is no missing value."""

from __future__ import annotations

import math

import numpy as np
import pytest

from brumaire.history.features import features
from brumaire.history.panel import build, month_index
from brumaire.history.tables import Tables


def test_one_row_each_and_flags_for_what_is_missing(world: Tables):
    panel = build(world)
    made = features(panel)
    assert made.values.shape == (len(panel), len(made.names))
    assert made.missing[:, made.names.index("polity")].all()  # the world has no Polity
    fill = np.arange(len(made.names), dtype=float)
    whole, names = made.filled(fill)
    assert whole.shape == (len(panel), 2 * len(made.names))
    assert not np.isnan(whole).any()
    at = names.index("polity")
    assert (whole[:, at] == at).all()
    assert (whole[:, names.index("polity missing")] == 1.0).all()
    assert (whole[:, names.index("age missing")] == np.isnan(panel["age"])).all()


def test_values(world: Tables):
    panel = build(world)
    made = features(panel)
    row = panel.row(434, month_index(1964, 1))
    assert made.column("age")[row] == pytest.approx((panel["age"][row] - 60) / 10)
    assert made.column("log_tenure")[row] == pytest.approx(math.log(panel["tenure"][row] + 0.25))
    assert made.column("recent_attempt")[row] == pytest.approx(math.exp(-panel["attempt_years"][row] / 5))
    assert made.column("regime military")[row] == 1.0
    assert made.column("regime party")[row] == 0.0
    before = panel.row(434, month_index(1963, 1))
    assert made.column("recent_attempt")[before] == 0.0
    assert not made.missing[before, made.names.index("recent_attempt")]


def test_features_of_the_shared_tables_are_finite_or_flagged(shared_panel):
    made = features(shared_panel)
    assert len(made.names) == len(set(made.names)) == 77
    assert not np.isinf(made.values).any()
    told = made.missing.mean(axis=0)
    assert told[made.names.index("log_tenure")] < 0.01
    assert told.max() < 0.65
