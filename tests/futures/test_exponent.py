"""An exponent on an indicator's ratio: it sharpens what is seen within a draw of the parameters, and is not learned from it."""

from datetime import date

import numpy as np
import pytest

from brumaire import cases
from brumaire.futures import ask, exact, simulate
from brumaire.futures.sightings import raised
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Observation

MODEL = """\
schema: brumaire.model/1
name: one_plot
parameters:
  trust: {value: TRUST, unit: ratio, source: judged}
states:
  plot: {values: [none, ready], initial: {none: 0.8, ready: 0.2}, latent: true}
transitions:
  attempt: {exit: {manner: coup}, when: plot == ready, rate: 50 per year, why: "M15", source: judged}
indicators:
  meetings: {when: plot == ready, ratio: 4, false_alarms: 0.01, exponent: trust, usual: 0.2, source: judged}
"""
QUESTION = parse("leader_exit by 2023-03-01")
SEEN = (Observation("meetings", date(2022, 3, 2)),)


def arguments(trust):
    case = cases.case_from_profile(
        birth=date(1950, 1, 1), entered=date(2000, 1, 1), regime="personal", at=date(2022, 3, 1), war="none"
    )
    return load_text(MODEL.replace("TRUST", trust)), case, date(2022, 3, 3), date(2023, 3, 1)


def futures(trust):
    model, case, as_of, horizon = arguments(trust)
    return simulate(model, case, as_of=as_of, horizon=horizon, runs=10_000, seed=7, seen=SEEN, engine="reference")


def expected(ratio):
    """Prior odds of 1 to 4 fade in two days without an attempt; whoever is ready attempts within the year."""
    odds = 0.25 * np.exp(-50 * 2 / 365.25) * ratio
    return odds / (1 + odds)


@pytest.mark.parametrize(("trust", "ratio"), [("1", 4.0), ("2", 15.9), ("0.5", 2.014)])
def test_the_ratio_is_raised(trust, ratio):
    answer = ask(futures(trust), QUESTION)
    assert answer.probability == pytest.approx(expected(ratio), abs=4 * answer.monte_carlo_error)
    assert answer.monte_carlo_error < 0.01


def test_rates_never_reach_one():
    emission, alarms = raised(np.array([0.9]), 0.1, np.array([3.0]), 0.0)
    assert emission[0] == pytest.approx(0.99998, abs=1e-4)
    assert emission[0] < 1
    assert alarms[0] == pytest.approx(0.1)


def test_where_the_state_is_usual_sightings_do_not_teach_the_exponent():
    known = futures("0.5 to 2")
    weights = np.bincount(known.batch, known.evidence)
    large = known.parameters.values[:, 0] > 1
    # Without `usual` this is 1.6.
    assert weights[large].mean() / weights[~large].mean() == pytest.approx(1, abs=0.1)


def test_solved_exactly_too():
    model, case, as_of, horizon = arguments("0.5 to 2")
    solution = exact.solve(model, case, as_of=as_of, horizon=horizon, seed=7, runs=10_000, seen=SEEN)
    simulated = ask(futures("0.5 to 2"), QUESTION)
    assert exact.ask(solution, QUESTION).probability == pytest.approx(
        simulated.probability, abs=4 * simulated.monte_carlo_error
    )
