"""CRPS, quantiles and intervals: against scoringrules, numerical integration and each other."""

import itertools
import math

import numpy as np
import pytest
import scoringrules

from brumaire import scoring
from brumaire.errors import ScoreError


def test_sample_crps_is_that_of_scoringrules_and_of_the_expectations():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(300, 17)).round(1), rng.normal(size=300).round(1)
    ours = scoring.crps_sample(x, y)
    np.testing.assert_allclose(ours, scoringrules.crps_ensemble(y, x, estimator="nrg"), rtol=0, atol=1e-12)
    weights = rng.uniform(size=(300, 17)) * rng.integers(0, 2, (300, 17))
    weights[:, 3] += 0.5
    w = weights / weights.sum(axis=1, keepdims=True)
    spread = (w[:, :, None] * w[:, None, :] * np.abs(x[:, :, None] - x[:, None, :])).sum(axis=(1, 2))
    expectations = (w * np.abs(x - y[:, None])).sum(axis=1) - spread / 2
    np.testing.assert_allclose(scoring.crps_sample(x, y, weights), expectations, rtol=0, atol=1e-12)


def test_sample_crps_loses_no_digits_on_day_numbers():
    assert scoring.crps_sample([[738_000.25, 738_000.75]], [738_000.5]).tolist() == [0.125]
    assert scoring.crps_sample([[5.0]], [3.0]).tolist() == [2.0]


def naive_dates(days, by, y):
    """The same integral by exact sums of polynomials on a fine grid that holds all corners (Simpson's rule is exact)."""
    corners = sorted({*days, *([y] if days[0] < y < days[-1] else [])})
    total = 0.0
    for a, b in itertools.pairwise(corners):
        middle = (a + b) / 2
        f = [np.interp(t, days, by) - (y <= middle) for t in (a, middle, b)]
        total += (b - a) / 6 * (f[0] ** 2 + 4 * f[1] ** 2 + f[2] ** 2)
    return total


def test_crps_over_dates_is_the_integral():
    rng = np.random.default_rng(4)
    days = np.array([0.0, 7.0, 10.0, 100.0, 365.0])
    by = np.sort(rng.uniform(size=(200, 5)), axis=1)
    by[:5] = [[0] * 5, [1] * 5, [0, 0, 0, 0, 1], [0, 1, 1, 1, 1], [0.3] * 5]
    y = np.concatenate((rng.uniform(-5, 400, 190), [0, 7, 10, 365, 366, math.inf, math.inf, -1, 100, 50]))
    ours = scoring.crps_dates(days, by, y)
    np.testing.assert_allclose(
        ours, [naive_dates(days, f, t) for f, t in zip(by, y, strict=True)], rtol=1e-12, atol=1e-12
    )


def test_crps_over_dates_is_that_of_the_uniform_distribution():
    y = np.linspace(0, 30, 13)
    ours = scoring.crps_dates([0, 30], np.tile([0.0, 1.0], (13, 1)), y)
    np.testing.assert_allclose(ours, scoringrules.crps_uniform(y, 0.0, 30.0), rtol=1e-12)


def test_crps_over_dates_is_proper_also_when_most_never_leave():
    rng = np.random.default_rng(7)
    rate, horizon = 0.001, 365.0
    days = np.linspace(0, horizon, 40)
    exits = rng.exponential(1 / rate, 20_000)
    exits[exits > horizon] = math.inf
    mean = {
        factor: scoring.crps_dates(days, np.tile(-np.expm1(-rate * factor * days), (exits.size, 1)), exits).mean()
        for factor in (0.5, 0.8, 1.0, 1.25, 2.0)
    }
    assert min(mean, key=mean.get) == 1.0


def test_quantiles_and_intervals_are_those_of_scoringrules():
    rng = np.random.default_rng(8)
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    q, y = np.sort(rng.normal(size=(400, 5)), axis=1), rng.normal(size=400)
    y[:5] = q[:5, 0]
    q[5] = q[5, 0]
    for i, level in enumerate(levels):
        np.testing.assert_allclose(
            scoring.quantile_score(q[:, i], level, y), scoringrules.quantile_score(y, q[:, i], level), atol=1e-12
        )
    np.testing.assert_allclose(
        scoring.crps_quantiles(q, levels, y), scoringrules.crps_quantile(y, q, levels), rtol=1e-12, atol=1e-12
    )
    np.testing.assert_allclose(
        scoring.interval_score(q[:, 0], q[:, 4], 0.9, y),
        scoringrules.interval_score(y, q[:, 0], q[:, 4], 0.1),
        rtol=1e-12,
        atol=1e-12,
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: scoring.crps_sample([[1.0, math.inf]], [2.0]), "not finite"),
        (lambda: scoring.crps_sample([1.0, 2.0], [2.0]), "shape"),
        (lambda: scoring.crps_sample([[1.0, 2.0]], [2.0], [0.0, 0.0]), "all 0"),
        (lambda: scoring.crps_dates([0, 0], [[0.1, 0.2]], [1.0]), "do not rise"),
        (lambda: scoring.crps_dates([0, 1], [[0.2, 0.1]], [1.0]), "falls"),
        (lambda: scoring.crps_dates([0, 1], [[0.1, 0.2]], [math.nan]), "not a number"),
        (lambda: scoring.crps_quantiles([[2.0, 1.0]], [0.1, 0.9], [1.0]), "fall"),
        (lambda: scoring.interval_score(2.0, 1.0, 0.9, 1.0), "before it begins"),
        (lambda: scoring.interval_score(1.0, 2.0, 1.0, 1.0), "covers all"),
    ],
)
def test_errors(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
