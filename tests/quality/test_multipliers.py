"""Multipliers are found where answers were made with known ones, and left alone where the targets hold or nothing moves."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from cases_runs import MULTIPLIERS, Batches
from multipliers import PRIOR, SIGMA, Goal, Spread, informed, loss, moved_model, surrogate

from brumaire.models import load

SLOPES = np.array([1.0, 0.0, -0.5, 0.0])


def about(*centre: float) -> Spread:
    return Spread(np.array(centre), np.ones(4))


def batches(intercept: float, slopes=SLOPES, count: int = 400, held: Spread = PRIOR) -> Batches:
    generator = np.random.default_rng(5)
    z = held.centre + held.deviation * generator.standard_normal((count, 4))
    base = generator.uniform(0.2, 2.0, count)
    p = 1 / (1 + np.exp(-(intercept + z @ slopes)))
    yes = base * generator.binomial(200, p) / 200
    return Batches(tuple(map(tuple, np.exp(SIGMA * z).tolist())), tuple(yes.tolist()), tuple(base.tolist()))


def test_the_surrogate_finds_the_slopes_and_keeps_the_forecast():
    given = batches(-2.0)
    made = surrogate(given)
    assert made.slopes == pytest.approx(SLOPES, abs=0.05)
    assert made.at(PRIOR) == pytest.approx(sum(given.yes) / sum(given.base), rel=1e-6)
    assert made.at(about(1.0, 0, 0, 0)) > made.at(PRIOR) > made.at(about(0, 0, 1.0, 0))


def test_what_the_multipliers_were_drawn_from_does_not_change_what_an_answer_is_at_given_ones():
    narrow = Spread(np.array([0.5, 0, 0, 0]), np.array([0.6, 1, 1, 1]))
    z = np.array([[-1.0, 0, 0, 0], [0.0, 0, 0, 0], [1.0, 0, 1.0, 0]])
    wide, near = surrogate(batches(-2.0)), surrogate(batches(-2.0, held=narrow), narrow)
    assert near.given(z) == pytest.approx(wide.given(z), rel=0.08)
    assert near.at(PRIOR) == pytest.approx(wide.at(PRIOR), rel=0.08)


def test_an_answer_that_is_certain_has_no_surrogate():
    given = batches(-2.0)
    assert surrogate(Batches(given.multipliers, given.base, given.base)) is None


def test_the_targets_move_the_multipliers_toward_them_and_not_past_them():
    made = surrogate(batches(-2.0))
    p = made.at(PRIOR)
    goal = Goal("a", p * 3, 0.9, made)
    spread = informed([goal])
    assert spread.centre[0] > 0.3
    assert spread.centre[2] < -0.1
    assert abs(spread.centre[1]) < 0.05
    assert p < made.at(spread) < p * 3 * 1.0001
    assert loss([goal], spread) < loss([goal], PRIOR)


def test_what_the_targets_tell_narrows_a_multiplier():
    made = surrogate(batches(0.0, np.array([2.0, 0, 0, 0])))
    spread = informed([Goal("a", 0.5, 0.5, made)])
    # One observation of 2 z with standard deviation 1 beside the prior: 1 / sqrt(1 + 4).
    assert spread.deviation == pytest.approx([5**-0.5, 1, 1, 1], abs=0.04)
    assert spread.intervals[0] == pytest.approx((2 ** -(5**-0.5), 1.0, 2 ** (5**-0.5)), rel=0.05)


def test_where_nothing_is_asked_the_prior_stays():
    spread = informed([Goal("a", 0.0, 1.0, surrogate(batches(-2.0)))])
    assert spread.centre == pytest.approx(np.zeros(4), abs=0.03)
    assert spread.deviation == pytest.approx(np.ones(4), abs=0.03)


def test_a_case_with_many_targets_weighs_no_more_than_one():
    made = surrogate(batches(-2.0))
    goal = Goal("a", 0.5, 0.9, made)
    assert loss([goal, goal, goal], PRIOR) == pytest.approx(loss([goal], PRIOR))
    assert informed([goal, goal, goal]).centre == pytest.approx(informed([goal]).centre)
    other = Goal("b", 0.5, 0.9, made)
    assert loss([goal, other], PRIOR) == pytest.approx(2 * loss([goal], PRIOR))


def test_a_ratio_is_of_two_answers():
    made = surrogate(batches(-2.0))
    assert Goal("a", 2.0, 4.0, made, made).distance(PRIOR) == pytest.approx(-math.log(2))


def test_the_moved_model_differs_in_its_multipliers_alone(tmp_path):
    ends = ((0.7, 1.5, 3.0), (0.5, 0.8, 1.3), (0.5, 1.0, 2.0), (0.6, 1.2, 2.4))
    moved, library = load(moved_model(tmp_path, ends)), load("leader_at_war")
    held = {p.name: p for p in moved.parameters}
    for parameter in library.parameters:
        found = (held[parameter.name].low, held[parameter.name].high)
        if parameter.name in MULTIPLIERS:
            low, _, high = ends[MULTIPLIERS.index(parameter.name)]
            assert found == pytest.approx((low, high))
        else:
            assert found == (parameter.low, parameter.high)
