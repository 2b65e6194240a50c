"""Errors and intervals of answers, and what indicators would do."""

from datetime import date

import numpy as np
import pytest

from brumaire.errors import FuturesError, QuestionError
from brumaire.futures import ask, incidence, share, simulate, watch
from brumaire.models import load_text
from brumaire.questions import parse

START = date(2022, 1, 1)
UNCERTAIN = """\
schema: brumaire.model/1
name: uncertain
transitions:
  dies: {exit: natural_death, rate: 0.2 to 0.8 per year, why: x, source: judged}
  talks: {realises: talks, rate: 0.2 to 0.8 per year, why: x, source: judged}
"""


@pytest.fixture(scope="module")
def uncertain(case):
    return simulate(load_text(UNCERTAIN), case, as_of=START, horizon=date(2023, 1, 1), runs=20_000, seed=2)


@pytest.mark.parametrize("text", ["leader_exit by 2023-01-01", "talks by 2023-01-01"])
def test_the_interval_is_that_of_the_parameter(uncertain, text):
    # 1 − exp(−r) for a rate whose 5th and 95th percentile are 0.2 and 0.8 a year.
    answer = ask(uncertain, parse(text))
    assert answer.interval[0] == pytest.approx(1 - np.exp(-0.2), abs=0.02)
    assert answer.interval[1] == pytest.approx(1 - np.exp(-0.8), abs=0.03)


def test_an_exact_answer_has_no_error_and_a_sampled_one_that_of_a_share(case):
    certain = UNCERTAIN.replace("0.2 to 0.8", "0.5")
    futures = simulate(load_text(certain), case, as_of=START, horizon=date(2023, 1, 1), runs=20_000, seed=2)
    assert ask(futures, parse("leader_exit by 2023-01-01")).monte_carlo_error < 1e-12
    answer = ask(futures, parse("talks by 2023-01-01"))
    # A trajectory's two futures share its weight, which is worth a part of a second trajectory.
    binomial = np.sqrt(answer.probability * (1 - answer.probability) / 20_000)
    assert 0.7 * binomial < answer.monte_carlo_error < 1.05 * binomial


@pytest.mark.parametrize("text", ["leader_exit by 2023-01-01", "talks by 2023-01-01"])
def test_errors_cover_the_draws_of_the_parameters(case, text):
    model, horizon = load_text(UNCERTAIN), date(2023, 1, 1)
    answers = [
        ask(simulate(model, case, as_of=START, horizon=horizon, runs=2_000, seed=s), parse(text)) for s in range(60)
    ]
    scatter = np.std([a.probability for a in answers])
    assert scatter == pytest.approx(np.mean([a.monte_carlo_error for a in answers]), rel=0.25)


def test_errors_cover(chain, case):
    # Over forty seeds the scatter of the answer is what its error says.
    question = parse("coup_attempt by 2022-07-01 given war_end by 2022-07-01")
    answers = [
        ask(simulate(chain, case, as_of=START, horizon=date(2022, 7, 1), runs=1_000, seed=s), question)
        for s in range(40)
    ]
    values = np.array([a.probability for a in answers])
    stated = np.mean([a.monte_carlo_error for a in answers])
    assert values.std() == pytest.approx(stated, rel=0.35)


def test_negated_and_bounded_windows(chain_futures):
    whole = ask(chain_futures, parse("leader_exit by 2023-01-01")).probability
    half = ask(chain_futures, parse("leader_exit by 2022-07-02")).probability
    between = ask(chain_futures, parse("leader_exit between 2022-07-03 and 2023-01-01")).probability
    assert ask(chain_futures, parse("not leader_exit by 2023-01-01")).probability == pytest.approx(1 - whole)
    assert between == pytest.approx(whole - half)


def test_share_under_the_same_weights_is_the_answer(chain_futures):
    question = parse("war_end by 2023-01-01")
    assert share(chain_futures, question, chain_futures.weight) == pytest.approx(
        ask(chain_futures, question).probability
    )
    twice = chain_futures.weight * np.where(chain_futures.leaves, 2.0, 1.0)
    p = chain_futures.weight[chain_futures.leaves].sum() / chain_futures.weight.sum()
    exit_ = parse("leader_exit by 2024-01-01")
    assert share(chain_futures, exit_, twice) == pytest.approx(2 * p / (1 + p), rel=1e-6)


def test_a_condition_that_never_holds(chain, case):
    futures = simulate(chain, case, as_of=START, horizon=date(2022, 2, 1), runs=40, seed=1)
    with pytest.raises(FuturesError, match="holds in no future"):
        ask(futures, parse("war_end by 2022-02-01 given leader_exit(uprising) between 2022-01-02 and 2022-01-02"))


def test_past_the_horizon(chain_futures):
    with pytest.raises(QuestionError):
        ask(chain_futures, parse("leader_exit by 2025-01-01"))
    with pytest.raises(FuturesError, match="past the horizon"):
        incidence(chain_futures, [date(2025, 1, 1)])


def test_incidence_grows(rich_futures):
    points = incidence(rich_futures, [date(2022, 7, 1), date(2023, 1, 1), date(2023, 7, 1)])
    for manner in ("coup", "natural_death", "uprising"):
        values = [p.probability for p in points if p.manner == manner]
        assert values == sorted(values)
        assert all(p.low <= p.probability <= p.high for p in points)


def test_watching(rich, rich_futures):
    effects = watch(rich_futures, rich, parse("coup_attempt by 2022-03-01"))
    assert [e.expected_movement for e in effects] == sorted((e.expected_movement for e in effects), reverse=True)
    for effect in effects:
        assert effect.if_seen > effect.baseline > effect.if_not_seen
        # The law of total probability.
        total = effect.chance * effect.if_seen + (1 - effect.chance) * effect.if_not_seen
        assert total == pytest.approx(effect.baseline)
    # Never pointed to: four weeks at the false-alarm rate; the state can only raise that.
    assert all(e.chance > 1 - 0.95**4 for e in effects)


def test_watching_another_span_is_refused(rich, rich_futures, chain, chain_futures):
    question = parse("coup_attempt by 2022-03-01")
    with pytest.raises(FuturesError, match="28 days, not 90"):
        watch(rich_futures, rich, question, days=90)
    with pytest.raises(FuturesError, match="do not hold"):
        watch(chain_futures, chain, question)
