"""An interval that is not resolved is bounded: the bound holds what the parameters really do, and shrinks with more futures."""

from datetime import date

import numpy as np
import pytest

from brumaire.futures import ask, simulate
from brumaire.futures.bounds import at_most, beta_interval
from brumaire.models import load_text
from brumaire.questions import parse

START, END = date(2022, 1, 1), date(2023, 1, 1)
# One uncertain rate, so that P(question | parameters) is 1 − exp(−rate) with the rate between 0.01 and 0.05.
MODEL = """\
schema: brumaire.model/1
name: one_rate
transitions:
  talk: {realises: talks, rate: 0.01 to 0.05 per year, why: x, source: judged}
"""
TALKS = parse(f"talks by {END}")


def run(case, runs):
    return simulate(load_text(MODEL), case, as_of=START, horizon=END, runs=runs, seed=1, engine="reference")


def test_the_bound_covers_the_truth_where_the_interval_is_not_resolved(case):
    few = run(case, 1_000)  # two futures a draw
    low, high = at_most(few, TALKS)
    assert low < 0.0115
    assert high > 0.048
    assert high < 0.2


def test_with_more_futures_it_closes_in_on_the_interval(case):
    low, high = at_most(run(case, 20_000), TALKS)
    assert 0.002 < low < 0.0135
    assert 0.043 < high < 0.065


def test_what_never_comes_out_yes_has_no_bound(case):
    futures = run(case, 1_000)
    assert at_most(futures, parse("talks by 2022-01-02 and not talks by 2022-06-01")) is None
    assert ask(futures, TALKS).at_most is None


@pytest.mark.parametrize(("mean", "variance"), [(0.2, 0.01), (0.0005, 1e-7), (0.9, 0.02)])
def test_the_beta_law_has_the_mean_and_the_variance(mean, variance):
    from scipy.stats import beta

    low, high = beta_interval(mean, variance)
    largest = mean * (1 - mean)
    scale = largest / min(variance, 0.99 * largest) - 1
    law = beta(mean * scale, (1 - mean) * scale)
    assert law.mean() == pytest.approx(mean)
    np.testing.assert_allclose(law.cdf([low, high]), [0.05, 0.95], atol=1e-6)
    assert 0 <= low < high <= 1
