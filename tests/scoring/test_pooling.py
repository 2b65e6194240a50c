"""Pools: against loops over questions, and what each method promises."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.errors import ScoreError
from brumaire.scoring import log_score, pooling
from brumaire.scoring.pooling.hazards import hazards, masses_of
from brumaire.scoring.pooling.shift import factor


def ragged(seed=1, n=300, questions=23):
    rng = np.random.default_rng(seed)
    question = np.concatenate((np.arange(questions), rng.integers(0, questions, n - questions)))
    p = rng.uniform(size=n).round(2)
    p[:3] = [0, 1, 0.001]
    return pooling.Forecasts.of(p, question, questions, rng.integers(1, 5, n))


def by_question(forecasts, function):
    own = [forecasts.question == q for q in range(forecasts.questions)]
    return [function(forecasts.p[m], forecasts.weight[m]) for m in own]


def naive_log_odds(p):
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p))


def naive_odds(p, w, factor=1.0, base=0.0):
    z = math.fsum(a * naive_log_odds(q) for q, a in zip(p, w, strict=True)) / math.fsum(w)
    return 1 / (1 + math.exp(-(base + factor * (z - base))))


def naive_shift(p, w):
    n = math.fsum(w) ** 2 / math.fsum(a * a for a in w)
    d = n * (math.sqrt(3 * n * n - 3 * n + 1) - 2) / (n * n - n - 1)
    return naive_odds(p, w, d, naive_log_odds(0.3))


@pytest.mark.parametrize(
    ("method", "naive"),
    [
        (pooling.mean, lambda p, w: math.fsum(p * w) / math.fsum(w)),
        (pooling.median, lambda p, w: np.median(np.repeat(p, w.astype(int)))),
        (pooling.odds, naive_odds),
        (lambda f: pooling.shifted(f, 0.3), naive_shift),
    ],
)
def test_methods_are_those_of_a_loop(method, naive):
    forecasts = ragged()
    np.testing.assert_allclose(method(forecasts), by_question(forecasts, naive), rtol=0, atol=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_pools_lie_among_their_members_and_turn_round_with_the_question(p):
    forecasts, turned = (pooling.Forecasts.of(x, np.zeros(len(p), int), 1) for x in (p, 1 - np.array(p)))
    for method in (pooling.mean, pooling.median, pooling.odds, pooling.default_pool):
        pooled = float(method(forecasts)[0])
        low, high = min(max(min(p), 0.0), 0.995), max(*p, 0.005)
        assert low - 1e-12 <= pooled <= high + 1e-12
        assert float(method(turned)[0]) == pytest.approx(1 - pooled, abs=1e-12)


def test_factor_of_the_shift_is_continuous_where_its_formula_is_not():
    golden = (1 + math.sqrt(5)) / 2
    assert factor(golden) == pytest.approx(factor(golden + 1e-9), abs=1e-8)
    assert factor([1, 2, 10]).tolist() == pytest.approx([1, 2 * (math.sqrt(7) - 2), 10 * (math.sqrt(271) - 2) / 89])


def test_one_forecaster_is_not_shifted():
    assert pooling.shifted(pooling.Forecasts.of([0.2], [0], 1), 0.6) == pytest.approx([0.2], abs=1e-12)


def test_the_default_weighs_skill_and_age_and_has_no_setting():
    p, question = [0.1, 0.5, 0.7], [0, 0, 0]
    plain = pooling.Forecasts.of(p, question, 1)
    weight = [math.exp(0.5 * 0.04 / 0.02), 2**-0.5, 1.0]
    ours = pooling.default_pool(plain, skill=[0.04, 0, 0], resolved=[20, 5, 0], age=[0, 15, 0])
    assert ours == pytest.approx([naive_odds(p, weight)], abs=1e-12)
    assert pooling.default_pool(plain) == pytest.approx(pooling.odds(plain), abs=1e-15)


def test_the_factor_is_learnt_where_forecasters_hold_back_and_only_there():
    rng = np.random.default_rng(3)
    truth = rng.uniform(size=1_500)
    y = (rng.uniform(size=truth.size) < truth).astype(int)
    z = np.log(truth / (1 - truth))
    timid, bold = 1 / (1 + np.exp(-z / 2)), 1 / (1 + np.exp(-1.8 * z))
    assert pooling.learn_factor(timid, 0.5, y) == pytest.approx(2.0, abs=0.31)
    assert pooling.learn_factor(truth, 0.5, y) == 1.0
    assert pooling.learn_factor(bold, 0.5, y) < 0.9
    assert pooling.learn_factor(timid[:3], 0.5, y[:3]) == 1.0
    assert pooling.learn_factor([], 0.5, []) == 1.0
    better = pooling.extremised(timid, 0.5, 2.0)
    assert log_score(better, y).mean() > log_score(timid, y).mean()


def test_hazards_and_masses_are_inverse():
    rng = np.random.default_rng(4)
    m = rng.dirichlet(np.full(13, 5.0), 50)[:, :12].reshape(50, 4, 3)
    np.testing.assert_allclose(masses_of(hazards(m)), m, rtol=0, atol=1e-12)


def naive_incidence(masses, weight):
    """Interval by interval, in plain loops; hazards far from their bounds."""
    w = np.asarray(weight) / sum(weight)
    stays, pooled, stayed = [1.0] * len(masses), [], 1.0
    for j in range(len(masses[0])):
        logs = []
        for i, m in enumerate(masses):
            each = sum(m[j])
            total = -math.log(1 - each / stays[i])
            logs.append([math.log(total * k / each) for k in m[j]])
            stays[i] -= each
        rates = [math.exp(sum(w[i] * logs[i][k] for i in range(len(masses)))) for k in range(len(masses[0][0]))]
        left = stayed * (1 - math.exp(-sum(rates)))
        pooled.append([left * r / sum(rates) for r in rates])
        stayed -= left
    return pooled


def test_pooled_incidence_is_that_of_a_loop():
    rng = np.random.default_rng(5)
    m = rng.dirichlet(np.full(7, 8.0), 4)[:, :6].reshape(4, 3, 2)
    np.testing.assert_allclose(
        pooling.pool_incidence(m, [1, 2, 3, 0.5]), naive_incidence(m, [1, 2, 3, 0.5]), atol=1e-12
    )
    np.testing.assert_allclose(pooling.pool_incidence(m[:1]), m[0], atol=1e-12)


def test_one_who_rules_a_manner_out_does_not_rule_it_out_for_all():
    pooled = pooling.pool_incidence([[[0.0, 0.1]], [[0.2, 0.1]]])
    assert 0 < pooled[0, 0] < 0.1
    assert pooled.sum() < 1
    certain = pooling.pool_incidence([[[1.0, 0.0]], [[0.2, 0.1]]])
    assert np.isfinite(certain).all()
    assert certain.sum() < 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: pooling.Forecasts.of([0.1], [0], 2), "question 1: nobody to pool"),
        (lambda: pooling.Forecasts.of([0.1], [0], 1, [0.0]), "nobody to pool"),
        (lambda: pooling.Forecasts.of([0.1], [0], 1, [-1.0]), "negative"),
        (lambda: pooling.Forecasts.of([1.1], [0], 1), "no probability"),
        (lambda: pooling.recency_weight([-1]), "younger"),
        (lambda: pooling.pool_incidence([[0.1, 0.2]]), "one forecaster alone"),
        (lambda: pooling.pool_incidence([[[0.6, 0.6]]]), "more than 1"),
        (lambda: pooling.pool_incidence([[[0.6]]], [0.0]), "all 0"),
        (lambda: pooling.shifted(pooling.Forecasts.of([0.1], [0], 1), 20), "base rate"),
    ],
)
def test_errors(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
