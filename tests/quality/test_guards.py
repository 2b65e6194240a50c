"""The leaders made up for the guards are the same at each draw, and both models can be asked about them."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from guards import leaders, tried_again

from brumaire.records import EventKind, EventLog


def test_leaders_are_drawn_by_a_fixed_seed_and_half_of_them_began_the_war():
    drawn = list(leaders(6))
    assert drawn == list(leaders(6))
    assert len({(one.at, one.age, one.tenure) for one in drawn}) == 6
    assert [one.initiator for one in drawn] == [True, False] * 3


def test_each_is_put_into_war_and_into_peace():
    for one in leaders(6):
        war, peace = one.case(war=True), one.case(war=False)
        assert (war.model, peace.model) == ("leader_at_war", "leader_in_peace")
        assert war.war.began == war.start == peace.start == one.at
        assert war.leader == peace.leader
        assert abs((war.start - war.leader.birth).days / 365.25 - one.age) < 0.01


def test_those_who_fought_are_drawn_from_months_at_war():
    drawn = list(leaders(12, fought=True))
    assert len({(one.at, one.age, one.tenure) for one in drawn}) == 12
    # Those who fought were democrats in one month of six.
    assert sum(one.regime == "democracy" for one in drawn) < 6


@dataclass
class Told:
    log: EventLog
    weight: np.ndarray
    trajectories: int


def test_who_failed_and_tried_again_within_a_year_is_counted_by_weight():
    rows = [
        (0, 100.0, 0),  # fails, and again after 200 days, which succeeds
        (0, 300.0, 0),
        (0, 300.0, 1),
        (1, 50.0, 0),  # fails, and again after more than a year
        (1, 500.0, 0),
        (2, 10.0, 0),  # succeeds at once
        (2, 10.0, 1),
        (3, 900.0, 0),  # too late to be counted
        (3, 950.0, 2),
    ]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    kinds = tuple(EventKind(name) for name in ("coup_attempt", "coup_success", "plot"))
    log = EventLog(columns[0].astype(np.int32), columns[1], columns[2].astype(np.int32), kinds)
    failed, again = tried_again(Told(log, np.array([1.0, 0.5, 1.0, 1.0]), 4))
    # Of future 0 one attempt, of future 1 both, which lie before the end of the second year.
    assert failed == pytest.approx((1.0 + 2 * 0.5) / 4)
    assert again == pytest.approx(1.0 / 4)
