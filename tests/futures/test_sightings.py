"""Indicators whose day is not known: the mean over the days, against an exact filter."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.linalg import expm

from brumaire.errors import FuturesError
from brumaire.futures import ask, sensitivity, simulate
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Observation

START, AS_OF = date(2022, 1, 1), date(2022, 3, 12)
YEAR = 365.25
MODEL = """\
schema: brumaire.model/1
name: fading
states:
  plot: {values: [none, ready], initial: {none: 0.5, ready: 0.5}, latent: true}
transitions:
  fades: {when: plot == ready, rate: 12 per year, effect: {plot: none}, why: x, source: judged}
  topples: {exit: coup, when: plot == ready, rate: 3 per year, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 10, false_alarms: 0.05, source: judged}
  signals: {when: plot == ready, ratio: 6, false_alarms: 0.1, COVERAGE source: judged}
"""
GENERATOR = np.array([[0.0, 0.0], [12.0, -15.0]]) / YEAR


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL.replace("COVERAGE ", ""))


@pytest.fixture(scope="module")
def watched():
    """The same, `signals` being looked for every week."""
    return load_text(MODEL.replace("COVERAGE", "coverage: always,"))


def exact(sightings):
    """The law of the plot at the asking date times the evidence, given (moment, factor where it is ready)."""
    law, now = np.array([0.5, 0.5]), 0.0
    for moment, factor in sorted(sightings):
        law = law @ expm(GENERATOR * (moment - now)) * [1.0, factor]
        now = moment
    return law @ expm(GENERATOR * (70 - now))


def run(model, cases, *observations, runs=20_000, as_of=AS_OF):
    case = cases(observations=observations)
    return simulate(model, case, as_of=as_of, horizon=as_of + timedelta(days=365), runs=runs, seed=6)


def test_the_likelihood_is_the_mean_over_the_days(model, cases):
    # Seen some day from 2 January to 12 February: noon of day 1 to 42.
    futures = run(model, cases, Observation("units", date(2022, 1, 2), until=date(2022, 2, 12)))
    laws = np.array([exact([(day - 0.5, 10.0)]) for day in range(1, 43)])
    assert futures.log_evidence == pytest.approx(np.log(laws.sum(axis=1).mean()), abs=0.05)
    law = laws.mean(axis=0) / laws.mean(axis=0).sum()
    answer = ask(futures, parse("leader_exit by 2023-03-12"))
    expected = law[1] * 3 / 15 * (1 - np.exp(-15 * 365 / YEAR))
    assert abs(answer.probability - expected) < 5 * answer.monte_carlo_error + 0.004
    # The weights of the batches are the law of the day.
    day = futures.parameters.values[:, futures.parameters.names.index("day of units, 2022-01-02 to 2022-02-12")]
    weight = np.bincount(futures.batch, futures.evidence)
    found = weight[day <= 14].sum() / weight.sum()
    assert found == pytest.approx(laws[:14].sum() / laws.sum(), abs=0.05)
    assert set(day) == set(range(1, 43))


def test_two_unknown_days_are_independent(model, cases):
    one = Observation("units", date(2022, 1, 2), until=date(2022, 1, 29))
    other = Observation("signals", date(2022, 1, 2), until=date(2022, 1, 29))
    futures = run(model, cases, one, other)
    total = np.mean([exact([(a - 0.5, 10.0), (b - 0.5, 6.0)]).sum() for a in range(1, 29, 3) for b in range(1, 29, 3)])
    assert futures.log_evidence == pytest.approx(np.log(total), abs=0.12)


def test_weeks_around_an_unknown_day_are_weeks_without_it(watched, cases):
    futures = run(watched, cases, Observation("signals", date(2022, 1, 2), until=date(2022, 1, 22)))
    absent = 0.4 / 0.9
    laws = [
        exact([(day - 0.5, 6.0), *((7.0 * (w + 1), absent) for w in range(10) if w != (day - 1) // 7)])
        for day in range(1, 22)
    ]
    assert futures.log_evidence == pytest.approx(np.log(np.sum(laws, axis=1).mean()), abs=0.05)


def test_a_span_of_one_day_is_that_day(model, cases):
    day = date(2022, 1, 20)
    one, other = (run(model, cases, Observation("units", day, until=u), runs=1_000) for u in (None, day))
    assert (one.weight == other.weight).all()


def test_a_span_that_ends_after_the_asking_date_is_not_used(model, cases):
    plain = run(model, cases, runs=1_000)
    later = run(model, cases, Observation("units", date(2022, 3, 1), until=date(2022, 3, 13)), runs=1_000)
    assert (plain.weight == later.weight).all()


def test_sensitivity_tells_how_much_the_day_matters(model, cases):
    futures = run(model, cases, Observation("units", date(2022, 1, 2), until=date(2022, 3, 12)))
    found = sensitivity(futures, parse("leader_exit by 2023-03-12"))
    assert [e.parameter for e in found.parameters] == ["day of units, 2022-01-02 to 2022-03-12"]
    assert found.parameters[0].first_order > 0.5
    # Seen later, the plot is likelier to be still there.
    assert found.parameters[0].high > found.parameters[0].low


@pytest.mark.parametrize(
    "observation",
    [
        Observation("units", date(2022, 1, 20), seen=False, until=date(2022, 2, 1)),
        Observation("units", date(2022, 1, 20), until=date(2022, 1, 10)),
    ],
)
def test_spans_that_mean_nothing_are_refused(model, cases, observation):
    with pytest.raises(FuturesError, match="only what was seen"):
        run(model, cases, observation, runs=100)
