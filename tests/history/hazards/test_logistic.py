"""The regression finds the maximum: closed forms where there are any, and no slope left elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from brumaire.errors import HistoryError
from brumaire.history.hazards.logistic import fit_logistic, sigmoid


def test_a_constant_is_the_weighted_share():
    fit = fit_logistic(np.ones((3, 1)), np.array([1.0, 0, 0]), np.array([3.0, 1, 2]), np.zeros(1))
    assert sigmoid(fit.coefficients)[0] == pytest.approx(0.5)
    assert fit.curvature[0, 0] == pytest.approx(6 * 0.25)


def test_two_groups_of_rows_have_their_log_odds():
    x = np.array([[1.0, 0], [1, 0], [1, 0], [1, 0], [1, 1], [1, 1]])
    fit = fit_logistic(x, np.array([1.0, 0, 0, 0, 1, 0]), np.ones(6), np.zeros(2))
    assert fit.coefficients == pytest.approx([-np.log(3), np.log(3)])


@pytest.mark.parametrize("tau", [0.1, 5.0])
def test_no_slope_is_left_in_coefficients_and_groups(tau: float):
    draw = np.random.default_rng(7)
    x = np.hstack([np.ones((400, 1)), draw.normal(size=(400, 3))])
    groups = draw.integers(0, 9, 400)
    y = (draw.random(400) < 0.2).astype(float)
    weight, penalty = draw.random(400) + 0.5, np.array([0.0, 1, 2, 3])
    fit = fit_logistic(x, y, weight, penalty, groups=groups, group_penalty=tau)
    residual = weight * (y - sigmoid(x @ fit.coefficients + fit.effects[groups]))
    assert np.abs(residual @ x - penalty * fit.coefficients).max() < 1e-4
    assert np.abs(np.bincount(groups, residual) - tau * fit.effects).max() < 1e-4


def test_an_offset_is_taken_off_the_intercept():
    y = np.array([1.0, 0, 0, 0])
    plain = fit_logistic(np.ones((4, 1)), y, np.ones(4), np.zeros(1))
    moved = fit_logistic(np.ones((4, 1)), y, np.ones(4), np.zeros(1), offset=np.full(4, 2.0))
    assert moved.coefficients[0] == pytest.approx(plain.coefficients[0] - 2.0)


def test_columns_twice_without_a_penalty_are_an_error():
    with pytest.raises(HistoryError, match="penalty above zero"):
        fit_logistic(np.zeros((4, 2)), np.array([1.0, 0, 0, 1]), np.ones(4), np.zeros(2))
