"""What the model cannot have brought forth, or hardly: errors that name the week and what was lost to it."""

from datetime import date, timedelta

import pytest

from brumaire.errors import FuturesError
from brumaire.futures import DisagreementError, simulate
from brumaire.models import load_text
from brumaire.records import Observation

START = date(2022, 1, 1)
MODEL = """\
schema: brumaire.model/1
name: strict
states:
  plot: {values: [none, ready], initial: {none: 0.999, ready: 0.001}, latent: true}
transitions:
  vote:
    schedule: {once: 40 days}
    branches:
      lost: {probability: 1, exit: regular}
      won: {probability: rest}
    why: x
    source: judged
  fades: {when: plot == ready, rate: 2 per year, effect: {plot: none}, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 15, false_alarms: 0.06, source: judged}
  signals: {when: plot == ready, ratio: 15, false_alarms: 0.06, source: judged}
"""


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


def run(model, case, as_of, **changes):
    return simulate(model, case, as_of=as_of, horizon=as_of + timedelta(days=90), seed=1, **{"runs": 2_000} | changes)


@pytest.mark.parametrize("block", [10_000, 300])
def test_what_is_impossible_names_its_week(model, case, block):
    with pytest.raises(DisagreementError) as raised:
        run(model, case, date(2022, 3, 1), block=block)
    # The vote falls on day 40: in the sixth week, 6 to 12 February.
    assert raised.value.where == "test, week 6, 2022-02-06 to 2022-02-12"
    assert raised.value.what.startswith("no trajectory is left")
    assert "staying in office" in raised.value.what
    assert raised.value.exit_status == 7


def test_before_it_all_is_well(model, case):
    assert run(model, case, date(2022, 2, 9)).effective == pytest.approx(2_000)


def test_few_effective_trajectories_name_what_they_were_lost_to(model, cases):
    # One trajectory in a thousand has the plot; signs of it in four weeks make these few outweigh all others.
    signs = [Observation(name, START + timedelta(days=d)) for d in (4, 11, 18, 25) for name in ("units", "signals")]
    with pytest.raises(
        DisagreementError, match=r"effective trajectories of 2000 are left.* lost to .*units seen"
    ) as raised:
        run(model, cases(observations=tuple(signs)), date(2022, 1, 30))
    assert raised.value.where.startswith("test, week ")


def test_it_is_an_error_of_the_engine():
    assert issubclass(DisagreementError, FuturesError)
