"""Words mean a range: ranges of scores and of differences, against a search over all meanings."""

import itertools

import numpy as np
import pytest

from brumaire import scoring
from brumaire.errors import ScoreError


def test_a_range_of_score_holds_every_meaning_and_both_ends():
    rng = np.random.default_rng(1)
    ends = np.sort(rng.uniform(size=(50, 2)), axis=1)
    y = rng.integers(0, 2, 50)
    brier, log = scoring.brier_range(*ends.T, y), scoring.log_range(*ends.T, y)
    grid = np.linspace(ends[:, 0], ends[:, 1], 101)
    for r, score in ((brier, scoring.brier(grid, y)), (log, scoring.log_score(grid, y))):
        np.testing.assert_allclose(r.low, score.min(axis=0), atol=1e-12)
        np.testing.assert_allclose(r.high, score.max(axis=0), atol=1e-12)


def search(low, high, function, steps=41):
    """The range of a function over a grid of meanings of all words."""
    axes = [np.linspace(a, b, steps) for a, b in zip(low, high, strict=True)]
    values = function(np.array(list(itertools.product(*axes))))
    return values.min(), values.max()


@pytest.mark.parametrize("seed", range(4))
def test_mean_and_paired_ranges_are_those_of_a_search_over_meanings(seed):
    rng = np.random.default_rng(seed)
    low = rng.uniform(0, 0.5, 3)
    high = low + rng.uniform(0, 0.5, 3)
    mine, other, y = rng.integers(0, 3, 9), rng.integers(0, 3, 9), rng.integers(0, 2, 9)
    mean = scoring.mean_brier_range(mine, low, high, y)
    least, most = search(low, high, lambda p: ((p[:, mine] - y) ** 2).mean(axis=1))
    assert mean.low <= least + 1e-12
    assert mean.low == pytest.approx(least, abs=1e-3)
    assert mean.high == pytest.approx(most, abs=1e-12)
    pair = scoring.paired_brier_range(mine, other, low, high, y)
    least, most = search(low, high, lambda p: ((p[:, mine] - y) ** 2 - (p[:, other] - y) ** 2).mean(axis=1))
    assert pair.low <= least + 1e-12
    assert pair.low == pytest.approx(least, abs=1e-3)
    assert pair.high >= most - 1e-12
    assert pair.high == pytest.approx(most, abs=1e-3)


def test_two_who_used_the_same_words_do_not_differ():
    words = [0, 1, 1, 0]
    r = scoring.paired_brier_range(words, words, [0.1, 0.6], [0.4, 0.9], [0, 1, 0, 0])
    assert (float(r.low), float(r.high)) == (0.0, 0.0)


def test_numbers_are_words_that_mean_one_thing():
    p, q, y = np.array([0.2, 0.7]), np.array([0.4, 0.4]), np.array([0, 1])
    values = np.concatenate((p, q))
    r = scoring.paired_brier_range([0, 1], [2, 3], values, values, y)
    expected = scoring.brier_difference(p, q, y).mean()
    assert float(r.low) == pytest.approx(expected, abs=1e-15)
    assert float(r.high) == pytest.approx(expected, abs=1e-15)


def test_errors():
    with pytest.raises(ScoreError, match="before it begins"):
        scoring.brier_range(0.4, 0.3, 1)
    with pytest.raises(ScoreError, match="no mean"):
        scoring.mean_brier_range([], [0.1], [0.2], [])


def test_weights_count_as_so_many_forecasts():
    word, low, high, y = [0, 1, 0], [0.1, 0.5], [0.3, 0.9], [0, 1, 1]
    weighed = scoring.mean_brier_range(word, low, high, y, weight=[2, 1, 3])
    times = scoring.mean_brier_range([0, 0, 1, 0, 0, 0], low, high, [0, 0, 1, 1, 1, 1])
    assert float(weighed.low) == pytest.approx(float(times.low), abs=1e-15)
    assert float(weighed.high) == pytest.approx(float(times.high), abs=1e-15)
    with pytest.raises(ScoreError, match="no mean"):
        scoring.mean_brier_range(word, low, high, y, weight=[0, 0, 0])
