"""The leaders made up for the guards are the same at each draw, and both models can be asked about them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from guards import leaders


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
