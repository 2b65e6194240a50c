"""How sure a mean is: intervals, paired tests, shrunk skill, and forecasts from finite runs."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from brumaire import scoring
from brumaire.errors import ScoreError


def test_t_interval_and_paired_t_are_those_of_scipy():
    rng = np.random.default_rng(1)
    for n in (2, 3, 40):
        a, b = rng.normal(size=n), rng.normal(size=n)
        ours = scoring.t_interval(a, level=0.95)
        theirs = stats.ttest_1samp(a, 0).confidence_interval(0.95)
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
        test, peer = scoring.paired_t(a - b), stats.ttest_rel(a, b)
        assert test.p_value == pytest.approx(peer.pvalue, abs=1e-12)


def test_questions_are_the_unit():
    rng = np.random.default_rng(2)
    per_question = rng.normal(size=30)
    ten_each = scoring.t_interval(np.repeat(per_question, 10), np.repeat(np.arange(30), 10))
    once = scoring.t_interval(per_question)
    assert (ten_each.low, ten_each.high) == pytest.approx((once.low, once.high), abs=1e-12)
    assert ten_each.questions == 30
    naive = scoring.t_interval(np.repeat(per_question, 10))
    assert naive.high - naive.low < (once.high - once.low) / 2


def test_bootstrap_is_that_of_a_loop():
    rng = np.random.default_rng(3)
    score, question = rng.normal(size=50), rng.integers(0, 9, 50)
    question[:9] = np.arange(9)
    uniforms = rng.uniform(size=(400, 9))
    means = []
    for row in uniforms:
        drawn = [int(u * 9) for u in row]
        values = [s for q in drawn for s in score[question == q]]
        means.append(sum(values) / len(values))
    ours = scoring.bootstrap_interval(score, uniforms, question)
    assert (ours.low, ours.high) == pytest.approx(tuple(np.quantile(means, (0.05, 0.95))), abs=1e-12)
    assert ours.mean == pytest.approx(score.mean(), abs=1e-12)


def test_intervals_cover_as_often_as_they_say():
    rng = np.random.default_rng(4)
    data, uniforms = rng.exponential(size=(400, 60)), rng.uniform(size=(300, 60))
    for interval in (scoring.t_interval, lambda x: scoring.bootstrap_interval(x, uniforms)):
        covered = np.mean([i.low <= 1 <= i.high for i in map(interval, data)])
        assert 0.84 <= covered <= 0.94


def test_sign_flips_are_those_of_all_signs():
    d = np.array([0.3, -0.1, 0.2, 0.05, 0.4])
    signs = np.array(list(itertools.product((1, -1), repeat=5)))
    exact = np.mean(np.abs((signs * d).mean(axis=1)) >= abs(d.mean()) - 1e-15)
    ours = scoring.sign_flip(d, np.where(signs < 0, 0.25, 0.75))
    assert ours.p_value == pytest.approx((1 + 32 * exact) / 33, abs=1e-12)


def test_tests_keep_their_level():
    rng = np.random.default_rng(5)
    d, uniforms = rng.standard_t(3, size=(500, 25)), rng.uniform(size=(199, 25))
    for test in (scoring.paired_t, lambda x: scoring.sign_flip(x, uniforms)):
        assert np.mean([test(x).p_value <= 0.1 for x in d]) == pytest.approx(0.1, abs=0.04)
        assert np.mean([test(x + 2).p_value <= 0.1 for x in d]) > 0.95


def test_no_difference_and_too_few_questions():
    assert scoring.paired_t([0.0, 0.0]).p_value == 1.0
    assert scoring.paired_t([0.5, 0.5]).p_value == 0.0
    assert math.isnan(scoring.paired_t([0.5]).p_value)
    assert math.isnan(scoring.t_interval([0.5]).low)
    assert math.isnan(scoring.bootstrap_interval([0.5], [[0.5]]).high)


@pytest.mark.parametrize(
    ("skill", "n", "shrunk", "weight"),
    [(0.1, 5, 0.02, 0.02), (0.1, 20, 0.05, 0.05), (-0.2, 20, -0.1, 0.0), (1.0, 20, 0.5, 0.5), (1.0, 60, 0.75, 0.5), (math.nan, 0, 0, 0)],
)  # fmt: skip
def test_skill_is_shrunk_and_the_weight_is_bounded(skill, n, shrunk, weight):
    assert float(scoring.shrunk_skill(skill, n)) == pytest.approx(shrunk, abs=1e-15)
    assert float(scoring.weight_earned(skill, n)) == pytest.approx(weight, abs=1e-15)


def test_shrinking_is_the_posterior_mean_of_its_prior():
    """True skills spread with a twentieth of one question's variance: shrunk skill has the least squared error of all factors."""
    rng = np.random.default_rng(6)
    n = 10
    true = rng.normal(0, math.sqrt(1 / 20), 50_000)
    seen = true + rng.normal(0, math.sqrt(1 / n), true.size)
    errors = {f: ((f * seen - true) ** 2).mean() for f in (0.2, 0.28, n / (n + 20), 0.4, 0.5, 1.0)}
    assert min(errors, key=errors.get) == n / (n + 20)


def test_zero_of_finite_runs_is_registered_as_less_than_certain():
    assert scoring.from_runs(0, 1_999).p == pytest.approx(0.5 / 2_000, abs=1e-18)
    assert scoring.from_runs(1, 1_999).p == pytest.approx(1_999.5 / 2_000, abs=1e-15)
    assert scoring.from_runs(1, 1_999).rule == "(k+½)/(n_eff+1)"
    assert scoring.from_runs(1e-9, 1_999) == scoring.Registered(1e-9, "")
    assert scoring.from_runs(0, 1_999, structural=True) == scoring.Registered(0.0, "")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: scoring.t_interval([-math.inf, 1]), "not finite"),
        (lambda: scoring.t_interval([]), "one or more"),
        (lambda: scoring.bootstrap_interval([1.0, 2.0], [[0.5, 1.0]]), "random numbers"),
        (lambda: scoring.sign_flip([1.0, 2.0], [[0.5]]), "random numbers"),
        (lambda: scoring.shrunk_skill(1.5, 3), "not a mean difference"),
        (lambda: scoring.shrunk_skill(math.nan, 3), "not a mean difference"),
        (lambda: scoring.shrunk_skill(0.1, -1), "below 0"),
        (lambda: scoring.from_runs(0.0, 0), "effective number"),
        (lambda: scoring.from_runs(1.1, 10), "no probability"),
    ],
)
def test_errors(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
