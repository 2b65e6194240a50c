"""The arithmetic of the table of cases and controls, on made-up forecasts."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from cases_table import ScoredRow, TargetRow, as_in_history, beyond, control_means, near_cases, scores


def target(case, forecast, low=0.2, high=0.5, *, ratio=False):
    return TargetRow(case, "1974-01-01", "leader_exit within 12 months", low, high, ratio, forecast, None)


def scored(case, group, forecast, outside, came):
    return ScoredRow(case, group, "1974-01-01", "q", forecast, outside, came)


@pytest.mark.parametrize(
    ("p", "near"),
    [(0.2, True), (0.35, True), (0.5, True), (0.6, True), (0.601, False), (0.143, True), (0.142, False), (None, False)],
)
def test_near_is_within_a_factor_of_one_and_a_half_in_odds(p, near):
    # Odds of 0.5 are 1, so 1.5 is 0.6; odds of 0.2 are 1/4, so 1/6 is 1/7.
    assert target("a", p).near is near


def test_a_ratio_is_measured_as_a_ratio():
    assert target("a", 2.99, 0, 2, ratio=True).near
    assert not target("a", 3.1, 0, 2, ratio=True).near
    assert beyond(4.0, 0, 2, ratio=True) == pytest.approx(math.log(2))


def test_certainty_outside_is_infinitely_far():
    assert beyond(0.0, 0.1, 0.2) == -math.inf
    assert beyond(1.0, 0.1, 0.2) == math.inf
    assert not target("a", 0.0).near


def test_a_case_is_near_where_all_its_targets_are():
    assert near_cases([target("a", 0.3), target("a", 0.9), target("b", 0.55)]) == {"a": False, "b": True}


ROWS = [
    scored("x", "case", 0.5, 0.25, True),
    scored("y", "control", 0.2, 0.1, False),
    scored("z", "control", 0.1, 0.5, False),
]


def test_scores_of_three_leaders():
    made = scores(ROWS)
    assert (made.leaders, made.events) == (3, 1)
    assert made.log == pytest.approx((math.log(0.5) + math.log(0.8) + math.log(0.9)) / 3)
    assert made.log_outside == pytest.approx((math.log(0.25) + math.log(0.9) + math.log(0.5)) / 3)
    assert made.brier == pytest.approx((0.25 + 0.04 + 0.01) / 3)
    assert made.difference == pytest.approx(made.log - made.log_outside)


def test_nothing_is_clipped():
    assert scores([scored("x", "case", 0.25, 0.5, True), scored("y", "case", 0.0, 0.5, False)]).log == pytest.approx(
        math.log(0.25) / 2
    )


def test_controls_are_compared_by_their_means_and_cases_left_out():
    (means,) = control_means(ROWS)
    assert (means.forecast, means.outside) == pytest.approx((0.15, 0.3))
    assert means.holds
    assert not control_means([scored("y", "control", 0.1, 0.21, False)])[0].holds


def test_cases_weigh_what_they_do_in_history():
    cases, controls = scores(ROWS[:1] * 2), scores(ROWS[1:])
    mixed = as_in_history(cases, controls, 0.25)
    assert mixed.log == pytest.approx(0.25 * cases.log + 0.75 * controls.log)
    assert mixed.brier == pytest.approx(0.25 * cases.brier + 0.75 * controls.brier)
    assert mixed.error == pytest.approx(0.75 * controls.error)
