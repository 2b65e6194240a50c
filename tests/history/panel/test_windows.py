"""Outcome windows open with the month after the row's and end with the horizon; they say what the sources see."""

from __future__ import annotations

import numpy as np
import pytest

from brumaire.errors import HistoryError
from brumaire.history.panel import build, month_index, windows
from brumaire.history.panel.regimes import FAMILIES
from brumaire.history.tables import Tables


def happened(panel, target: str, horizon: int) -> list[tuple[int, int]]:
    found = windows(panel, target, horizon)
    return [(int(m) // 12, int(m) % 12 + 1) for m in panel.month[found.happened]]


def test_one_month_windows(world: Tables):
    panel = build(world)
    assert happened(panel, "irregular_exit", 1) == [(1963, 9)]
    assert happened(panel, "irregular_change", 1) == [(1963, 9)]
    assert happened(panel, "natural_death", 1) == [(1970, 4)]
    assert happened(panel, "any_exit", 1) == [(1963, 9), (1970, 4), (2016, 3)]
    assert happened(panel, "coup_attempt", 1) == [(1963, 9), (1972, 1), (2025, 11)]
    assert happened(panel, "coup_success", 1) == [(1963, 9)]
    assert happened(panel, "coup_failure", 1) == [(1972, 1), (2025, 11)]


def test_longer_windows_hold_the_month_in_any_place(world: Tables):
    panel = build(world)
    assert happened(panel, "natural_death", 3) == [(1970, 2), (1970, 3), (1970, 4)]


def test_last_month_and_what_is_observed(world: Tables):
    panel = build(world)
    found = windows(panel, "irregular_exit", 12)
    row = panel.row(434, month_index(2014, 12))
    assert found.last[row] == month_index(2015, 12)
    assert found.observed[row]
    assert not found.observed[row + 1]
    coups = windows(panel, "coup_attempt", 1)
    assert coups.observed[panel.row(434, month_index(2025, 10))]
    assert not coups.observed[panel.row(434, month_index(2025, 11))]  # December 2025 is not whole in the file


@pytest.mark.parametrize(("target", "horizon"), [("coup", 1), ("any_exit", 0)])
def test_unknown_targets_and_horizons_are_errors(world: Tables, target: str, horizon: int):
    with pytest.raises(HistoryError):
        windows(build(world), target, horizon)


def test_the_published_outcomes_are_those_of_the_panel(shared_tables: Tables, shared_panel):
    """4,284 rows of Ward and Beger: an irregular exit or entry in the month, nine of them."""
    found = windows(shared_panel, "irregular_change", 1)
    rows = [shared_panel.row(r.gwcode, r.day.year * 12 + r.day.month - 2) for r in shared_tables.of("published_ilc")]
    assert None not in rows
    said = np.array([r.happened for r in shared_tables.of("published_ilc")])
    assert said.sum() == 9
    np.testing.assert_array_equal(found.happened[rows], said)
    assert found.observed[rows].all()


# Attempts a country-year in domain.md section 3, of which the panel's denominators differ by the small states that it has.
DECADES = {1950: 0.066, 1960: 0.095, 1970: 0.067, 1980: 0.046, 1990: 0.032, 2000: 0.016, 2010: 0.011}


def test_attempts_by_decade(shared_panel):
    at_new_year = shared_panel.month % 12 == 11
    for decade, rate in DECADES.items():
        inside = (shared_panel.month + 1 >= decade * 12) & (shared_panel.month + 1 < (decade + 10) * 12)
        events = sum(decade <= attempt.day.year < decade + 10 for attempt in shared_panel.attempts)
        assert events / (at_new_year & inside).sum() == pytest.approx(rate, rel=0.12), decade


def test_counts_of_events(shared_panel):
    """All 497 attempts fall into rows; of irregular exits since 1950 all but those of leaders before independence."""
    one = windows(shared_panel, "coup_attempt", 1)
    assert {n: len(shared_panel.outcomes[n].events) for n in ("coup_attempt", "coup_success", "coup_failure")} == {
        "coup_attempt": 497,
        "coup_success": 248,
        "coup_failure": 249,
    }
    assert all(shared_panel.row(a.gwcode, a.day.year * 12 + a.day.month - 2) is not None for a in shared_panel.attempts)
    assert one.happened.sum() == 491  # months with an attempt, December 2025 among them
    deaths = windows(shared_panel, "natural_death", 1)
    assert (deaths.happened & deaths.observed).sum() == 108


# Attempts a country-year, 1950 to 2010, by regime in domain.md section 3 (GWF); the panel's list is REIGN's, with more states.
REGIMES = {"military": 0.199, "military_personal": 0.154, "personal": 0.097, "party_personal": 0.039}


def test_attempts_by_regime(shared_panel):
    events = windows(shared_panel, "coup_attempt", 1)
    years = (shared_panel.month + 1 >= 1950 * 12) & (shared_panel.month + 1 < 2011 * 12)
    for regime, rate in REGIMES.items():
        rows = years & (shared_panel["regime"] == FAMILIES.index(regime))
        assert events.happened[rows].mean() * 12 == pytest.approx(rate, rel=0.15), regime


def test_natural_deaths_follow_the_gompertz_line(shared_panel):
    """domain.md section 3: .0100 a year at 65, rising by .094 a year of age, since 1980."""
    events = windows(shared_panel, "natural_death", 1)
    age = shared_panel["age"]
    rows = (shared_panel.month >= 1980 * 12) & events.observed & ~np.isnan(age)
    expected = (0.0100 * np.exp(0.094 * (age[rows] - 65)) / 12).sum()
    assert events.happened[rows].sum() / expected == pytest.approx(1.0, abs=0.2)
