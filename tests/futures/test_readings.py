"""Indicators that measure: the density of what was read, when, in groups, and what is refused."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import ask, conditioning, exact, rejuvenate, simulate, watch
from brumaire.futures.agreement import DisagreementError
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Observation

START, AS_OF = date(2022, 1, 1), date(2022, 3, 12)
# Two camps that nobody sees, and a poll whose mean they set: Bayes' rule by hand.
CAMPS = """\
schema: brumaire.model/1
name: camps
states:
  camp: {values: [quiet, astir], initial: {quiet: 0.5, astir: 0.5}, latent: true}
  was: {values: [quiet, astir], initial: quiet, latent: true}
transitions:
  keeps: {schedule: {once: 20 days}, effect: {was: state(camp)}, why: x}
  turns: {schedule: {once: 30 days}, effect: {camp: quiet}, why: x}
  tells: {schedule: {once: 200 days}, when: was == astir, realises: ceasefire, why: x}
indicators:
  poll: {reads: "where(camp == astir, 10, 0)", error: 8, group: polls, DELAY source: judged}
  other: {reads: "where(camp == astir, 10, 0)", error: 8, group: polls, source: judged}
  dust: {when: camp == astir, ratio: 10, false_alarms: 0.02, group: polls, source: judged}
  alone: {reads: "where(camp == astir, 10, 0)", error: 8, source: judged}
"""
LEVEL = """\
schema: brumaire.model/1
name: level
levels:
  mood: {half_life: 900 years, noise: 0.001, initial: {mean: 1, sd: 2}, source: judged}
transitions:
  ends: {realises: war_end, schedule: {once: 200 days}, when: mood > 2, why: x}
indicators:
  poll: {reads: 3 * mood - 1, error: ERROR, source: judged}
  ruin: {reads: log(mood), error: 1, source: judged}
levers:
  nothing: {values: {off: {}, on: {}}, default: off}
"""


def read(name, day, value, **more):
    return Observation(name, START + timedelta(days=day), value=value, **more)


def run(text, case, observations, **changes):
    settings = {"as_of": AS_OF, "horizon": date(2022, 12, 31), "runs": 10_000, "seed": 3} | changes
    model = load_text(text.replace("DELAY", "").replace("ERROR", "4"))
    return simulate(model, replace(case, observations=observations), **settings)


def log_odds(futures):
    answer = ask(futures, parse("ceasefire by 2022-12-31"))
    odds = answer.probability / (1 - answer.probability)
    return math.log(odds), 4 * answer.monte_carlo_error / (answer.probability * (1 - answer.probability)) + 0.02


# log N(y; 10, s²) − log N(y; 0, s²) = 10·(y − 5)/s²
@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([read("alone", 3, 9)], 40 / 64),
        ([read("alone", 3, 9), read("alone", 4, 7)], 60 / 64),
        ([read("alone", 3, 9), read("alone", 3, 9)], 40 / 64),
        ([read("poll", 3, 9)], 40 / 64),
        ([read("poll", 3, 9), read("other", 5, 9)], 80 / 64 / math.sqrt(2)),
        ([read("poll", 3, 9), read("poll", 5, 9)], 80 / 64 / math.sqrt(2)),
        ([read("poll", 7, 9), read("other", 8, 9)], 80 / 64),
        ([read("poll", 3, 9), Observation("dust", START + timedelta(days=3))], (40 / 64 + math.log(10)) / math.sqrt(2)),
        ([read("poll", 3, 9), read("alone", 3, 9)], 80 / 64),
        ([read("alone", 40, 90)], 0.0),
    ],
    ids=[
        "one",
        "two",
        "the same again",
        "in a group",
        "two of a group",
        "one of a group twice",
        "two weeks",
        "with a sighting",
        "outside the group",
        "when all are quiet",
    ],
)
def test_readings_weigh_by_their_density(case, observations, expected):
    found, within = log_odds(run(CAMPS, case, tuple(observations)))
    assert found == pytest.approx(expected, abs=within)


def test_the_log_evidence_is_a_density_in_and_out_of_a_group(case):
    # Nothing moves before day 20, so the evidence is a mixture of two products of densities.
    def mixture(values, s):
        logs = [
            sum(-0.5 * ((y - mean) / s) ** 2 - math.log(s * math.sqrt(2 * math.pi)) for y in values) for mean in (0, 10)
        ]
        return math.log(np.exp(logs).mean())

    day = {"as_of": START + timedelta(days=14)}
    for observations, s in (
        ((read("alone", 3, 9), read("alone", 4, -2)), 8.0),
        ((read("poll", 3, 9), read("other", 4, -2)), 8.0 * 2**0.25),
    ):
        found = conditioning(run(CAMPS, case, observations, **day))
        assert found.log_evidence == pytest.approx(mixture([9, -2], s), abs=4 * found.error)
        solved = exact.solve(
            load_text(CAMPS.replace("DELAY", "")),
            replace(case, observations=observations),
            as_of=day["as_of"],
            horizon=date(2022, 12, 31),
        )
        assert solved.log_evidence == pytest.approx(mixture([9, -2], s), abs=1e-9)


def test_a_delay_reads_the_state_before(case):
    late = CAMPS.replace("DELAY", "delay: 3 weeks,")
    found, within = log_odds(run(late, case, (read("poll", 40, 9),)))
    assert found == pytest.approx(40 / 64, abs=within)


def test_a_day_that_is_not_known_has_the_mean_of_its_densities(case):
    # From day 26 to day 35 the camp is astir at noon of the first five days at most.
    spread = read("alone", 26, 9, until=START + timedelta(days=35))
    found, within = log_odds(run(CAMPS, case, (spread,)))
    density = {mean: math.exp(-0.5 * ((9 - mean) / 8) ** 2) for mean in (0, 10)}
    expected = math.log((density[10] + density[0]) / 2 / density[0])
    assert found == pytest.approx(expected, abs=within)


def test_what_is_read_after_the_asking_date_is_not_used(case):
    without, later = (run(LEVEL, case, o, runs=1_000) for o in ((), (read("poll", 71, 30),)))
    assert (without.weight == later.weight).all()


def test_a_level_is_weighed_by_conjugate_normals(case):
    # 3·mood − 1 ~ N(2, 36); one reading of 8 with error 4.
    futures = run(LEVEL, case, (read("poll", 3, 8),))
    found = conditioning(futures)
    assert found.log_evidence == pytest.approx(-0.5 * 36 / 52 - 0.5 * math.log(2 * math.pi * 52), abs=4 * found.error)
    mean, sd = 1 + 2 * (36 / 52), 2 * math.sqrt(16 / 52)
    answer = ask(futures, parse("war_end by 2022-12-31"))
    expected = 0.5 * math.erfc((2 - mean) / sd / math.sqrt(2))
    assert answer.probability == pytest.approx(expected, abs=4 * answer.monte_carlo_error + 0.003)


def test_an_uncertain_error_is_a_parameter_that_readings_teach(case):
    text = LEVEL.replace("ERROR", "1 to 16")
    # Four readings far apart: the larger the error, the likelier.
    readings = tuple(read("poll", d, y) for d, y in ((3, -14), (4, 20), (10, -9), (18, 15)))
    futures = run(text, case, readings)
    s = futures.parameters.values[:, futures.parameters.names.index("poll.error")]
    y = np.array([o.value for o in readings]) - 2
    logs = []
    for one in s:
        covariance = np.full((4, 4), 36.0) + one**2 * np.eye(4)
        logs.append(-0.5 * y @ np.linalg.solve(covariance, y) - 0.5 * np.linalg.slogdet(2 * np.pi * covariance)[1])
    found = conditioning(futures)
    assert found.log_evidence == pytest.approx(np.log(np.exp(logs).mean()), abs=4 * found.error)
    weight = np.bincount(futures.batch, futures.evidence)
    assert weight @ np.log(s) / weight.sum() == pytest.approx(np.exp(logs) @ np.log(s) / np.exp(logs).sum(), abs=0.05)


def test_parameters_move_to_where_readings_point(case):
    text = LEVEL.replace("initial: {mean: 1, sd: 2}", "initial: {mean: -20 to 20, sd: 1}").replace("ERROR", "2")
    readings = tuple(read("poll", 3 + 7 * k, 41) for k in range(6))
    model, known = load_text(text), replace(case, observations=readings)
    proposal = rejuvenate(model, known, as_of=AS_OF, seed=3)
    assert proposal is not None
    futures = run(text, case, readings, proposal=proposal)
    weight = np.bincount(futures.batch, futures.evidence)
    mean = futures.parameters.values[:, futures.parameters.names.index("mood.initial.mean")]
    prior, noise = 20 / 1.6448536, math.sqrt(1 + 4 / 9 / 6)
    assert weight @ mean / weight.sum() == pytest.approx(14 * prior**2 / (prior**2 + noise**2), abs=0.3)
    assert conditioning(futures).draws > 100


def test_the_same_for_any_blocks(case):
    one, other = (
        run(LEVEL, case, (read("poll", 3, 8), read("poll", 30, 9)), runs=1_500, **how) for how in ({}, {"block": 90})
    )
    assert (one.weight == other.weight).all()


def test_what_to_watch_leaves_readings_out(case):
    futures = run(CAMPS, case, (read("poll", 3, 9),), runs=2_000)
    effects = watch(futures, load_text(CAMPS.replace("DELAY", "")), parse("ceasefire by 2022-12-31"), days=28)
    assert [e.indicator for e in effects] == ["dust"]


@pytest.mark.parametrize(
    ("observations", "words"),
    [
        ([Observation("poll", date(2022, 1, 9))], "poll of 2022-01-09 has no value .*poll=VALUE@2022-01-09"),
        ([Observation("poll", date(2022, 1, 9), seen=False)], "has no value .*a week without a reading tells nothing"),
        ([read("dust", 9, 3.0)], "dust is seen or not seen, and has no value 3 .*leave the value out"),
        ([read("pol", 9, 3.0)], "no indicator 'pol'; to mend: did you mean poll"),
        ([read("poll", 9, math.nan)], "poll of 2022-01-10 read nan .*a finite number"),
        ([read("poll", 9, math.inf)], "read inf"),
        ([read("poll", 9, 3.0), read("poll", 9, 4.0)], "read 3 and 4 .*one value on one day"),
        ([read("poll", 9, 3.0, until=date(2022, 1, 5))], "ends after it begins"),
    ],
)
def test_what_cannot_be_read_is_refused(case, observations, words):
    with pytest.raises(FuturesError, match=words):
        run(CAMPS, case, tuple(observations), runs=1_000)


@pytest.mark.parametrize("value", [9_000.0, 1e300])
def test_a_value_far_from_all_trajectories_names_its_week(case, value):
    with pytest.raises(DisagreementError, match=r"week 2, 2022-01-09 to 2022-01-15.*most were lost to poll at"):
        run(LEVEL, case, (read("poll", 3, 2.0), read("poll", 9, value)), runs=1_000)


def test_a_quantity_that_is_no_number_names_week_and_draw(case):
    with pytest.raises(
        FuturesError, match=r"yaml:9, week 2, parameter draw \d+: ruin at 2 meets a quantity that is nan"
    ):
        run(LEVEL, case, (read("ruin", 9, 2.0),), runs=1_000)


def test_exact_refuses_to_read_a_level(case):
    model = load_text(LEVEL.replace("ERROR", "4").replace("when: mood > 2, ", ""))
    horizon = {"as_of": AS_OF, "horizon": date(2022, 12, 31)}
    assert exact.solve(model, case, **horizon).log_evidence == 0.0
    with pytest.raises(FuturesError, match=r"the indicator poll reads mood, which is no state.*leave --exact away"):
        exact.solve(model, case, seen=(read("poll", 3, 8),), **horizon)
