"""What indicators would do to a question: against the exact chain, with errors that cover."""

from datetime import date

import numpy as np
import pytest
from scipy.linalg import expm

from brumaire.errors import FuturesError
from brumaire.futures import ask, simulate, watch
from brumaire.models import load_text
from brumaire.questions import parse

START = date(2022, 1, 1)
YEAR = 365.25
MODEL = """\
schema: brumaire.model/1
name: watched
states:
  plot: {values: [none, ready], initial: {none: 0.6, ready: 0.4}, latent: true}
transitions:
  forms: {realises: plot, when: plot == none and leader == in_office, rate: 2 per year, effect: {plot: ready}, why: x, source: judged}
  topples: {exit: coup, when: plot == ready, rate: 1 per year, why: x, source: judged}
  talks: {realises: talks, rate: 1 per year, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 6, false_alarms: 0.05, source: judged}
  weather: {when: month > 12, ratio: 6, false_alarms: 0.05, source: judged}
"""


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


@pytest.fixture(scope="module")
def futures(model, case):
    return simulate(model, case, as_of=START, horizon=date(2023, 1, 1), runs=20_000, seed=3)


def exact():
    """Joint law of seeing `units` in four weeks (state read in the middle of each) and leaving within the year."""
    q = np.array([[-2.0, 2.0, 0.0], [0.0, -1.0, 1.0], [0.0, 0.0, 0.0]]) / YEAR
    silent = np.diag([0.95, 0.7, 1.0])
    # Once he has left nothing is pointed to any more: silence at the false-alarm rate.
    silent[2, 2] = 0.95
    law = np.array([0.6, 0.4, 0.0]) @ expm(q * 3.5)
    law = law @ silent
    for _ in range(3):
        law = law @ expm(q * 7) @ silent
    unseen = law @ expm(q * (365 - 24.5))
    whole = np.array([0.6, 0.4, 0.0]) @ expm(q * 365)
    return 1 - unseen.sum(), whole[2], (whole[2] - unseen[2]) / (1 - unseen.sum()), unseen[2] / unseen.sum()


def test_against_the_exact_chain(model, futures):
    effect = {e.indicator: e for e in watch(futures, model, parse("leader_exit by 2023-01-01"))}["units"]
    chance, baseline, if_seen, if_not = exact()
    assert abs(effect.chance - chance) < 4 * effect.chance_error
    assert abs(effect.baseline - baseline) < 0.01
    assert abs(effect.if_seen - if_seen) < 4 * effect.if_seen_error
    assert abs(effect.if_not_seen - if_not) < 4 * effect.if_not_seen_error
    moved = chance * abs(if_seen - baseline) + (1 - chance) * abs(if_not - baseline)
    assert abs(effect.expected_movement - moved) < 4 * effect.expected_movement_error
    assert effect.expected_movement_error < 0.1 * moved


def test_what_has_nothing_to_do_with_it_moves_nothing(model, futures):
    effects = {e.indicator: e for e in watch(futures, model, parse("talks by 2023-01-01"))}
    weather = effects["weather"]
    assert weather.chance == pytest.approx(1 - 0.95**4)
    assert weather.expected_movement < 1e-12
    assert effects["units"].expected_movement < 4 * effects["units"].expected_movement_error


def test_errors_cover(model, case):
    question = parse("leader_exit by 2022-07-01 given talks by 2022-07-01")
    effects = []
    for seed in range(40):
        futures = simulate(model, case, as_of=START, horizon=date(2022, 7, 1), runs=1_000, seed=seed)
        effects.append({e.indicator: e for e in watch(futures, model, question)}["units"])
    for name in ("if_seen", "if_not_seen", "chance", "expected_movement"):
        values = np.array([getattr(e, name) for e in effects])
        stated = np.mean([getattr(e, f"{name}_error") for e in effects])
        assert values.std() == pytest.approx(stated, rel=0.35), name


@pytest.mark.parametrize(
    "text",
    [
        "not leader_exit by 2023-01-01",
        "leader_exit(coup) between 2022-03-01 and 2022-06-01",
        "talks by 2022-06-01 and leader_exit by 2022-09-01",
        "talks within 30 days before leader_exit given leader_exit by 2022-12-01",
        "leader_exit",
    ],
)
def test_any_question_can_be_asked_of_the_one_run(model, futures, text):
    question = parse(text)
    for effect in watch(futures, model, question):
        assert effect.baseline == pytest.approx(ask(futures, question).probability, abs=0.015)
        total = effect.chance * effect.if_seen + (1 - effect.chance) * effect.if_not_seen
        assert total == pytest.approx(effect.baseline)


def test_a_condition_that_never_holds_is_said(model, case):
    futures = simulate(model, case, as_of=START, horizon=date(2022, 3, 1), runs=40, seed=1)
    impossible = parse("leader_exit by 2022-03-01 given talks between 2022-01-02 and 2022-01-02")
    with pytest.raises(FuturesError, match="holds in no future"):
        watch(futures, model, impossible)
