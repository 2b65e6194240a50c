"""Multipliers are found where answers were made with known ones, and left alone where the targets hold or nothing moves."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from cases_runs import MULTIPLIERS, Batches
from multipliers import SIGMA, Goal, fit, loss, moved_model, surrogate

from brumaire.models import load

SLOPES = np.array([1.0, 0.0, -0.5, 0.0])


def batches(intercept: float, slopes=SLOPES, count: int = 400) -> Batches:
    generator = np.random.default_rng(5)
    z = generator.standard_normal((count, 4))
    base = generator.uniform(0.2, 2.0, count)
    p = 1 / (1 + np.exp(-(intercept + z @ slopes)))
    yes = base * generator.binomial(200, p) / 200
    return Batches(tuple(map(tuple, np.exp(SIGMA * z).tolist())), tuple(yes.tolist()), tuple(base.tolist()))


def test_the_surrogate_finds_the_slopes_and_keeps_the_forecast():
    given = batches(-2.0)
    made = surrogate(given)
    assert made.slopes == pytest.approx(SLOPES, abs=0.05)
    assert made.at(np.zeros(4)) == pytest.approx(sum(given.yes) / sum(given.base), rel=1e-6)
    assert made.at(np.array([1.0, 0, 0, 0])) > made.at(np.zeros(4)) > made.at(np.array([0, 0, 1.0, 0]))


def test_an_answer_that_is_certain_has_no_surrogate():
    given = batches(-2.0)
    assert surrogate(Batches(given.multipliers, given.base, given.base)) is None


def test_the_fit_goes_toward_the_target_and_not_past_it():
    made = surrogate(batches(-2.0))
    p = made.at(np.zeros(4))
    goal = Goal("a", p * 3, 0.9, made)
    shift = fit([goal])
    assert shift[0] > 0.3
    assert shift[2] < -0.1
    assert abs(shift[1]) < 0.05
    assert p < made.at(shift) < p * 3 * 1.0001
    assert loss([goal], shift) < loss([goal], np.zeros(4))


def test_where_the_targets_hold_nothing_moves():
    made = surrogate(batches(-2.0))
    assert fit([Goal("a", 0.01, 0.9, made)]) == pytest.approx(np.zeros(4), abs=1e-3)


def test_a_case_with_many_targets_weighs_no_more_than_one():
    made = surrogate(batches(-2.0))
    goal = Goal("a", 0.5, 0.9, made)
    still = np.zeros(4)
    assert loss([goal, goal, goal], still) == pytest.approx(loss([goal], still))
    other = Goal("b", 0.5, 0.9, made)
    assert loss([goal, other], still) == pytest.approx(2 * loss([goal], still))


def test_a_ratio_is_of_two_answers():
    made = surrogate(batches(-2.0))
    assert Goal("a", 2.0, 4.0, made, made).distance(np.zeros(4)) == pytest.approx(-math.log(2))


def test_the_moved_model_differs_in_its_multipliers_alone(tmp_path):
    moved, library = load(moved_model(tmp_path, (1.5, 0.8, 1.0, 1.2))), load("leader_at_war")
    held = {p.name: p for p in moved.parameters}
    for parameter in library.parameters:
        low, high = held[parameter.name].low, held[parameter.name].high
        if parameter.name in MULTIPLIERS:
            centre = (1.5, 0.8, 1.0, 1.2)[MULTIPLIERS.index(parameter.name)]
            assert (low, high) == pytest.approx((centre * parameter.low, centre * parameter.high))
        else:
            assert (low, high) == (parameter.low, parameter.high)
