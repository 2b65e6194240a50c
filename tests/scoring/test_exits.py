"""Exits in time under censoring: weights, the log score with competing risks, and propriety by simulation."""

import math

import numpy as np
import pytest

from brumaire import scoring
from brumaire.errors import ScoreError

COUP, NATURAL = 0, 1
RATES = np.array([0.03, 0.05])  # a day, for a world that is quick to simulate


def world(n, seed):
    """True exits (day, manner) of n cases with constant hazards."""
    rng = np.random.default_rng(seed)
    return rng.exponential(1 / RATES.sum(), n), (rng.uniform(size=n) > RATES[0] / RATES.sum()).astype(int)


def incidence(t, coup=1.0, natural=1.0):
    """P(coup by t) when the forecaster believes in other rates."""
    total = RATES[0] * coup + RATES[1] * natural
    return RATES[0] * coup / total * -np.expm1(-total * np.asarray(t))


def masses(grid, coup=1.0, natural=1.0):
    total = np.array([RATES[0] * coup, RATES[1] * natural])
    return np.diff(-np.exp(-total.sum() * np.asarray(grid)))[:, None] * total / total.sum()


def seen_of(exit_day, manner, end):
    gone = exit_day <= end
    return np.where(gone, exit_day, end), gone & (manner == COUP), gone


def best(mean):
    return min(mean, key=mean.get)


BELIEFS = [(1.0, 1.0), (0.6, 1.0), (1.6, 1.0), (1.0, 0.6), (1.0, 1.6), (0.7, 0.7), (1.2, 1.0), (1.2, 1.2), (1.5, 1.5)]
AT = np.array([5.0, 15.0, 30.0])


def exponential_law(rate, until=400.0, step=0.01):
    """P(C > day) = exp(−rate · day) as a fine staircase."""
    days = np.arange(step, until, step)
    return scoring.Censoring(days, np.exp(-rate * days))


def brier_of_beliefs(n, seed, *, law):
    exits, manner = world(n, seed)
    end = np.random.default_rng(seed + 1_000).exponential(1 / 0.04, n)
    day, left, gone = seen_of(exits, manner, end)
    known = scoring.kaplan_meier_censoring(day, gone) if law == "estimated" else exponential_law(0.04)
    return {
        b: scoring.incidence_brier(np.tile(incidence(AT, *b), (n, 1)), AT, day, left, known, seen=gone).mean()
        for b in BELIEFS
    }


@pytest.mark.parametrize("law", ["known", "estimated"])
def test_the_truth_has_the_best_weighed_brier_score_under_random_censoring(law):
    mean = brier_of_beliefs(40_000, 1, law=law)
    assert best(mean) == (1.0, 1.0)
    exits, manner = world(40_000, 1)
    uncensored = ((incidence(AT) - ((exits[:, None] <= AT) & (manner[:, None] == COUP))) ** 2).mean()
    assert mean[1.0, 1.0] == pytest.approx(uncensored, abs=0.004)


def test_without_weights_the_truth_would_lose():
    """The test above can fail: leaving out cases that are unknown favours those who overstate exits."""
    exits, manner = world(40_000, 1)
    day, left, gone = seen_of(exits, manner, np.random.default_rng(1_001).exponential(1 / 0.04, 40_000))
    known = (gone[:, None] & (day[:, None] <= AT)) | (day[:, None] >= AT)
    came = left[:, None] & (day[:, None] <= AT)
    mean = {b: ((incidence(AT, *b) - came) ** 2)[known].mean() for b in BELIEFS}
    assert best(mean) != (1.0, 1.0)


@pytest.mark.soak
def test_a_known_law_is_unbiased_and_an_estimated_one_becomes_so():
    """Mean of the estimate of the truth's score over many small data sets, against the score without censoring."""
    truth = (incidence(AT) * (1 - incidence(AT))).mean()
    bias = {}
    for law, n in (("known", 25), ("estimated", 25), ("estimated", 400)):
        means = [brier_of_beliefs(n, seed, law=law)[1.0, 1.0] for seed in range(1_500)]
        bias[law, n] = (np.mean(means) - truth, np.std(means) / math.sqrt(len(means)))
    assert abs(bias["known", 25][0]) < 4 * bias["known", 25][1]
    assert abs(bias["estimated", 400][0]) < 4 * bias["estimated", 400][1] + 0.001


def test_administrative_censoring_is_proper_without_any_law():
    n = 30_000
    exits, manner = world(n, 2)
    end = np.random.default_rng(3).choice([4.0, 15.0, 40.0], n)
    day, left, gone = seen_of(exits, manner, end)
    mean = {
        b: np.nanmean(scoring.administrative_brier(np.tile(incidence(AT, *b), (n, 1)), AT, day, left, end, seen=gone))
        for b in BELIEFS
    }
    assert best(mean) == (1.0, 1.0)


def test_weights_by_hand():
    """Ten cases, four lost on day 5: whoever was seen after it counts 1/0.6."""
    law = scoring.Censoring(np.array([5.0]), np.array([0.6]))
    day = np.array([3.0, 5.0, 7.0, 12.0, 5.0])
    ours = scoring.incidence_brier(np.full((5, 2), 0.5), [5.0, 10.0], day, [1, 0, 0, 0, 1], law, seen=[1, 0, 1, 0, 1])
    known = 0.25 / 0.6
    np.testing.assert_allclose(ours, [[0.25, 0.25], [0.25, 0], [0.25, known], [0.25, known], [0.25, 0.25]], rtol=1e-14)


def naive_censoring(day, seen, at):
    """P(C ≥ at) by the product over days of loss before it."""
    value = 1.0
    for t in sorted({d for d, s in zip(day, seen, strict=True) if not s and d < at}):
        lost = sum(d == t and not s for d, s in zip(day, seen, strict=True))
        at_risk = sum(d > t or (d == t and not s) for d, s in zip(day, seen, strict=True))
        value *= 1 - lost / at_risk
    return value


def test_kaplan_meier_is_the_product_over_days():
    rng = np.random.default_rng(5)
    for _ in range(20):
        day, seen = rng.integers(1, 12, 40).astype(float), rng.integers(0, 2, 40)
        law = scoring.kaplan_meier_censoring(day, seen)
        at = np.arange(0, 14, 0.5)
        np.testing.assert_allclose(law.followed_to(at), [naive_censoring(day, seen, t) for t in at], rtol=1e-12)
    everyone = scoring.kaplan_meier_censoring([3.0, 4.0], [1, 1])
    assert everyone.followed_to([2, 5]).tolist() == [1.0, 1.0]


def test_the_log_score_with_competing_risks_is_proper_under_known_ends():
    n, grid = 30_000, [0.0, 5.0, 12.0, 30.0]
    exits, manner = world(n, 8)
    for ends in ([4.0, 7.0, 12.0, 60.0], [30.0]):  # also such as lie inside an interval
        end = np.random.default_rng(9).choice(ends, n)
        gone = exits <= end
        came = scoring.locate(grid, np.where(gone, exits, 0.0), np.where(gone, manner, -1), end)
        mean = {b: -scoring.incidence_log(np.tile(masses(grid, *b), (n, 1, 1)), came).mean() for b in BELIEFS}
        assert best(mean) == (1.0, 1.0)


def test_the_density_score_is_proper_under_random_ends():
    n = 30_000
    exits, manner = world(n, 10)
    end = np.random.default_rng(11).exponential(20.0, n)
    gone = exits <= end
    mean = {}
    for b in BELIEFS:
        rate = RATES * b
        stays = np.exp(-rate.sum() * np.where(gone, exits, end))
        mean[b] = -scoring.incidence_log_density(rate[manner] * stays, stays, gone).mean()
    assert best(mean) == (1.0, 1.0)


def test_log_scores_by_hand_and_by_loops():
    rng = np.random.default_rng(12)
    m = rng.dirichlet(np.full(7, 0.5), 200)[:, :6].reshape(200, 3, 2)
    interval, manner = rng.integers(0, 3, 200), rng.integers(-1, 2, 200)
    ours = scoring.incidence_log(m, scoring.Located(interval, manner))
    for i in range(200):
        stays = 1 - math.fsum(m[i, : interval[i]].ravel())
        mass = stays if manner[i] < 0 else m[i, interval[i], manner[i]]
        assert ours[i] == pytest.approx(math.log(mass), abs=1e-12)
    certain = scoring.incidence_log([[[0.1] * 10]], scoring.Located(np.array([1]), np.array([-1])))
    assert certain.tolist() == [-math.inf]


def test_locate_counts_a_case_to_the_last_boundary_it_was_followed_to():
    came = scoring.locate([0, 10, 20], [10, 10.5, 20, 25, 15, 0], [0, 0, 1, 1, 0, -1], [20, 20, 20, 30, 19, 9])
    assert came.interval.tolist() == [0, 1, 1, 2, 1, 0]
    assert came.manner.tolist() == [0, 0, 1, -1, -1, -1]


LAW = scoring.Censoring(np.array([5.0]), np.array([0.0]))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: scoring.incidence_brier([[0.1]], [10], [7], [0], LAW, seen=[1]), "longer than the law"),
        (lambda: scoring.incidence_brier([[0.1]], [10], [4], [1], LAW, seen=[0]), "without having left"),
        (lambda: scoring.incidence_brier([0.1], [10], [4], [1], LAW, seen=[1]), "incidence"),
        (lambda: scoring.administrative_brier([[0.1]], [10], [4], [0], [5], seen=[0]), "case 0"),
        (lambda: scoring.Censoring(np.array([2.0, 1.0]), np.array([0.5, 0.4])), "rising days"),
        (lambda: scoring.Censoring(np.array([1.0, 2.0]), np.array([0.5, 0.6])), "rises"),
        (lambda: scoring.kaplan_meier_censoring([], []), "days of shape"),
        (lambda: scoring.locate([0, 10], [12], [0], [11]), "after the end of following"),
        (lambda: scoring.locate([0, 10], [5], [-1], [-1]), "not followed"),
        (lambda: scoring.locate([0, 10], [5], [0.7], [10]), "whole number"),
        (lambda: scoring.incidence_log([[[0.6], [0.6]]], scoring.Located(np.array([0]), np.array([0]))), "more than 1"),
        (lambda: scoring.incidence_log([[[0.6]]], scoring.Located(np.array([1]), np.array([0]))), "not in the forecast"),
        (lambda: scoring.incidence_log_density([-1.0], [0.5], [1]), "not negative"),
    ],
)  # fmt: skip
def test_errors(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
