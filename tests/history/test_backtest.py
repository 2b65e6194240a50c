"""A backtest hears nothing from after its training and its date; and the test can see it when it does."""

from __future__ import annotations

import numpy as np
import pytest

from brumaire.errors import HistoryError
from brumaire.history.backtest import Request, backtest
from brumaire.history.features import FeatureMatrix
from brumaire.history.hazards import sampling
from brumaire.history.hazards.terms import terms
from brumaire.history.leakage import another_future
from brumaire.history.panel import Panel, build, month_index, windows
from brumaire.history.panel.publication import DELAY_MONTHS
from brumaire.history.tables import Tables

SOME = {41, 90, 101, 130, 145, 160, 230, 350, 432, 434, 452, 461, 500, 530, 625, 645, 652, 770, 800, 840}
UNTIL = month_index(1999, 12)


@pytest.fixture(scope="module")
def some(shared_tables: Tables) -> Tables:
    kept = {}
    for name, rows in shared_tables.rows.items():
        key = next((k for k in ("gwcode", "ccode") if rows and hasattr(rows[0], k)), None)
        kept[name] = rows if key is None else tuple(row for row in rows if getattr(row, key) in SOME)
    return Tables(kept, (), ())


@pytest.fixture(scope="module")
def true(some: Tables) -> Panel:
    return build(some)


@pytest.fixture(scope="module")
def elsewise(some: Tables) -> Panel:
    """The same until the end of training, and another world after it."""
    return build(another_future(some, UNTIL))


def forecasts(panel: Panel, target: str = "coup_attempt", horizon: int = 12) -> np.ndarray:
    asked = Request(target, horizon, UNTIL, UNTIL + 1, UNTIL + 1)
    return backtest(panel, terms(panel), asked, baselines=False).p


@pytest.mark.parametrize("target", ["coup_attempt", "irregular_exit"])
def test_forecasts_are_the_same_whatever_comes(true: Panel, elsewise: Panel, target: str):
    np.testing.assert_array_equal(forecasts(true, target), forecasts(elsewise, target))


def test_windows_that_reach_beyond_training_are_a_leak_and_caught(
    true: Panel, elsewise: Panel, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sampling, "trainable", lambda window, until: window.observed & (window.last <= until + 6))
    assert np.abs(forecasts(true) - forecasts(elsewise)).max() > 1e-6


def test_a_value_published_too_early_is_a_leak_and_caught(some: Tables, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(DELAY_MONTHS, "income", -3)
    leaking, other = build(some), build(another_future(some, UNTIL))
    assert np.abs(forecasts(leaking) - forecasts(other)).max() > 1e-9


def test_a_row_trains_only_if_its_whole_window_is_over(true: Panel):
    window = windows(true, "coup_attempt", 12)
    rows, weight = sampling.sample(true, window, UNTIL, 12, 25.0)
    assert true.month[rows].max() + 12 <= UNTIL
    assert true.month[rows].max() + 12 > UNTIL - 12
    # An event counts about once, though twelve windows see it.
    recent = window.happened[rows] & (true.month[rows] > UNTIL - 60)
    assert weight[recent].max() <= 3 / 12


def test_yearly_refits_use_what_was_over_by_december(true: Panel):
    columns = terms(true)
    once = backtest(true, columns, Request("coup_attempt", 1, UNTIL, UNTIL + 1, UNTIL + 24), baselines=False)
    yearly = backtest(
        true, columns, Request("coup_attempt", 1, UNTIL, UNTIL + 1, UNTIL + 24, yearly=True), baselines=False
    )
    fresh = backtest(true, columns, Request("coup_attempt", 1, UNTIL + 12, UNTIL + 13, UNTIL + 24), baselines=False)
    first = once.month <= UNTIL + 12
    np.testing.assert_array_equal(yearly.p[first], once.p[first])
    np.testing.assert_allclose(yearly.p[~first], fresh.p, rtol=1e-9)
    assert np.abs(yearly.p[~first] - once.p[~first]).max() > 1e-6


def test_missing_covariates_drop_no_row(true: Panel):
    columns = terms(true)
    gaps = columns.values.copy()
    gaps[true.month == UNTIL] = np.nan
    asked = Request("coup_attempt", 12, UNTIL, UNTIL + 1, UNTIL + 1)
    made = backtest(true, FeatureMatrix(gaps, columns.names), asked, baselines=False)
    assert len(made.p) == (true.month == UNTIL).sum()
    assert ((made.p > 0) & (made.p < 1)).all()


def test_rows_of_the_users_own(true: Panel):
    columns = terms(true)
    rows = [(645, UNTIL + 2), (999, UNTIL + 1), (645, UNTIL + 1), (645, UNTIL + 900)]
    made = backtest(true, columns, Request("coup_attempt", 12, UNTIL, UNTIL + 1, UNTIL + 12, rows=rows))
    assert made.gwcode.tolist() == [645, 645, 999]
    assert made.in_panel.tolist() == [True, True, False]
    assert made.observed.tolist() == [True, True, False]
    assert 0 < made.p[2] < 0.5
    assert all(((p > 0) & (p < 1)).all() for p in made.baselines.values())


def test_country_years_begin_in_january(true: Panel):
    made = backtest(
        true,
        terms(true),
        Request("coup_attempt", 12, UNTIL, UNTIL + 1, UNTIL + 30, unit="country-year"),
        baselines=False,
    )
    assert set(made.month % 12) == {0}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"first": UNTIL}, "after the last month of training"),
        ({"first": UNTIL + 9, "last": UNTIL + 8}, "swap"),
        ({"horizon": 6, "unit": "country-year"}, "twelve"),
        ({"target": "coups"}, "unknown target"),
        ({"train_until": month_index(1950, 3)}, "training windows"),
        ({"first": UNTIL + 9000, "last": UNTIL + 9001}, "no rows"),
        ({"rows": [(645, UNTIL + 2)], "unit": "country-year"}, "January"),
    ],
)
def test_requests_that_cannot_be_answered(true: Panel, change: dict[str, object], says: str):
    asked = {"target": "coup_attempt", "horizon": 12, "train_until": UNTIL, "first": UNTIL + 1, "last": UNTIL + 2}
    with pytest.raises(HistoryError, match=says):
        backtest(true, terms(true), Request(**(asked | change)))
