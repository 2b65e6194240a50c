"""Scores of probabilities of yes and of categories, against literal values and independent implementations."""

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from brumaire import scoring
from brumaire.errors import ScoreError

EDGES = np.array([0.0, 1e-300, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-12, 1.0])
shares = st.floats(0, 1)


def random_forecasts(n=2_000, seed=1):
    rng = np.random.default_rng(seed)
    p = np.concatenate((np.repeat(EDGES, 2), rng.uniform(size=n)))
    return p, np.concatenate((np.tile([0, 1], EDGES.size), rng.integers(0, 2, n)))


def random_distributions(categories, n=500, seed=2):
    rng = np.random.default_rng(seed)
    p = np.vstack((rng.dirichlet(np.full(categories, 0.4), n), np.eye(categories)))
    return p, np.concatenate((rng.integers(0, categories, n), np.zeros(categories, int)))


def test_brier_is_that_of_scoringrules():
    p, y = random_forecasts()
    np.testing.assert_allclose(scoring.brier(p, y), scoringrules.brier_score(y, p), rtol=1e-12, atol=0)


def test_log_score_is_the_logarithm_of_what_came_and_minus_infinity_stays():
    p, y = random_forecasts()
    naive = [
        -math.inf if (q if o else 1 - q) == 0 else (math.log(q) if o else math.log1p(-q))
        for q, o in zip(p, y, strict=True)
    ]
    np.testing.assert_allclose(scoring.log_score(p, y), naive, rtol=1e-12)
    assert np.isneginf(scoring.log_score(p, y)).sum() == 2
    inside = (p > 1e-6) & (p < 1 - 1e-6)
    np.testing.assert_allclose(
        scoring.log_score(p, y)[inside], -scoringrules.log_score(y[inside], p[inside]), atol=1e-12
    )


@pytest.mark.parametrize("categories", [2, 3, 7])
def test_categories_agree_with_loops_and_scoringrules(categories):
    p, k = random_distributions(categories)
    for row, came, brier, log, sphere in zip(
        p,
        k,
        scoring.brier_categories(p, k),
        scoring.log_score_categories(p, k),
        scoring.spherical_categories(p, k),
        strict=True,
    ):
        assert brier == pytest.approx(math.fsum((q - (j == came)) ** 2 for j, q in enumerate(row)), abs=1e-12)
        assert log == (-math.inf if row[came] == 0 else pytest.approx(math.log(row[came]), rel=1e-12))
        assert sphere == pytest.approx(row[came] / math.sqrt(math.fsum(q * q for q in row)), abs=1e-12)
    np.testing.assert_allclose(
        scoring.ranked_probability(p, k), scoringrules.rps_score(k + 1, p), rtol=1e-12, atol=1e-12
    )


@given(shares, st.integers(0, 1))
def test_two_categories_are_one_probability(p, y):
    both = [1 - p, p]
    assert scoring.brier_categories(both, y) == pytest.approx(2 * scoring.brier(p, y), abs=1e-12)
    assert scoring.ranked_probability(both, y) == pytest.approx(float(scoring.brier(p, y)), abs=1e-12)
    assert scoring.spherical_categories(both, y) == pytest.approx(float(scoring.spherical(p, y)), abs=1e-12)


@pytest.mark.parametrize("truth", [0.0, 0.03, 0.5, 0.91, 1.0])
@pytest.mark.parametrize(("score", "sign"), [(scoring.brier, 1), (scoring.log_score, -1), (scoring.spherical, -1)])
def test_nobody_gains_by_saying_what_he_does_not_think(score, sign, truth):
    said = np.linspace(0, 1, 1001)
    with np.errstate(invalid="ignore"):
        expected = sum(sign * w * score(said, y) if w else np.zeros_like(said) for w, y in ((truth, 1), (1 - truth, 0)))
    assert said[expected.argmin()] == pytest.approx(truth, abs=1e-9)


@pytest.mark.parametrize(
    "score", [scoring.brier_categories, scoring.ranked_probability, lambda p, k: -scoring.log_score_categories(p, k)]
)
def test_true_distributions_score_best_on_average(score):
    rng = np.random.default_rng(5)
    truth = rng.dirichlet(np.ones(4), 30)
    other = rng.dirichlet(np.ones(4), 30)
    mean = [sum(truth[:, k] * score(p, np.full(30, k)) for k in range(4)) for p in (truth, other)]
    assert (mean[0] < mean[1]).all()


def test_a_column_of_log_scores_counts_what_is_infinite():
    assert scoring.log_summary(scoring.log_score([0.5, 0, 1], [1, 1, 0])) == scoring.LogSummary(
        -math.inf, 2, math.log(0.5)
    )
    assert scoring.log_summary([-1.0]).minus_infinity == 0
    with pytest.raises(ScoreError, match="no mean"):
        scoring.log_summary([])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: scoring.brier([0.2, 20], [0, 1]), "forecast 1: 20 is no probability"),
        (lambda: scoring.brier(float("nan"), 1), "nan is no probability"),
        (lambda: scoring.log_score(0.3, 2), "2 is no outcome"),
        (lambda: scoring.brier([0.2, 0.3], [1, 0, 1]), "shapes do not fit"),
        (lambda: scoring.brier("x", 1), "not an array of numbers"),
        (lambda: scoring.brier_categories([0.2, 0.7], 0), "sum to 0.9"),
        (lambda: scoring.brier_categories([0.3, 0.7], 2), "no category 2"),
        (lambda: scoring.brier_categories([0.3, 0.7], 0.5), "whole number"),
        (lambda: scoring.brier_categories([], 0), "needs categories|sum to 0"),
        (lambda: scoring.ranked_probability([[0.3, 0.7]], [0, 1]), "shape"),
    ],
)
def test_errors_name_the_value_and_its_place(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
