"""The engine against the exact solution, on small models that Hypothesis writes."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from brumaire.futures import ask, exact, incidence, simulate
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Happened

from .small_models import small_models

START = date(2022, 1, 1)
DAYS = [START + timedelta(days=d) for d in (100, 200, 365)]
RUNS = 4_000


def agree(text, case, seed):
    """Everything that both can say of a model lies within four standard errors."""
    model = load_text(text)
    solved = exact.solve(model, case, as_of=START, horizon=DAYS[-1])
    futures = simulate(model, case, as_of=START, horizon=DAYS[-1], runs=RUNS, seed=seed, cuts=DAYS)
    true = exact.incidence(solved, DAYS)[0]
    assert solved.manners == futures.exits.manners
    for k in range(len(DAYS)):
        for m, manner in enumerate(solved.manners):
            masses = futures.exits.cumulative[:, k, m]
            assert abs(masses.mean() - true[k, m]) <= 4 * error_of(masses, true[k, m]), (manner, DAYS[k])
    for kind in solved.chain.kinds:
        if kind.name != "leader_exit":
            question = parse(f"{kind.name} by {DAYS[1]}")
            answer, p = ask(futures, question), exact.ask(solved, question).probability
            error = max(answer.monte_carlo_error, np.sqrt(p * (1 - p) / RUNS) if answer.probability * RUNS < 50 else 0)
            assert abs(answer.probability - p) <= 4 * error + 1e-12, kind.name
    assert_masses_and_futures_agree(futures, true)
    assert_aalen_johansen_agrees(futures, true)


def error_of(masses, p):
    # Where few trajectories carry any mass their scatter says too little: a mass in [0, 1] varies at most as p(1 − p).
    few = np.count_nonzero(np.abs(masses - np.median(masses)) > 1e-9) < 50
    return max(masses.std() / np.sqrt(len(masses)), np.sqrt(p * (1 - p) / len(masses)) if few else 0.0) + 1e-12


def assert_masses_and_futures_agree(futures, true):
    sums = np.bincount(futures.trajectory, futures.weight, futures.trajectories)
    assert np.abs(sums - 1).max() < 1e-9
    for point in incidence(futures, [DAYS[0] - timedelta(days=1), *DAYS]):
        # The day before a cut is answered from the weighted futures, which are drawn: their error is a share's at most.
        if point.day in DAYS:
            k, m = DAYS.index(point.day), futures.exits.manners.index(point.manner)
            left = weight_left(futures, point.manner, (point.day - START).days)
            assert abs(left - point.probability) <= 4 * np.sqrt(true[k, m] / RUNS) + 1e-12


def weight_left(futures, manner, day):
    log = futures.log
    kinds = [i for i, k in enumerate(log.kinds) if k.name == "leader_exit" and k.get("manner") == manner]
    gone = log.future[np.isin(log.kind, kinds) & (log.day <= day)]
    return futures.weight[gone].sum() / futures.trajectories


def assert_aalen_johansen_agrees(futures, true):
    """The Aalen–Johansen estimator on the weighted futures, each trajectory censored at a time of its own."""
    log, last = futures.log, 365.0
    rows = [i for i, k in enumerate(log.kinds) if k.name == "leader_exit"]
    row = np.flatnonzero(np.isin(log.kind, rows))
    time, cause = np.full(len(futures.weight), np.inf), np.full(len(futures.weight), -1)
    time[log.future[row]] = log.day[row]
    cause[log.future[row]] = [futures.exits.manners.index(log.kinds[k].get("manner")) for k in log.kind[row]]
    censored = np.random.default_rng(7).uniform(0.0, 3 * last, futures.trajectories)[futures.trajectory]
    seen = time <= np.minimum(censored, last)
    until = np.minimum(np.minimum(time, censored), last)
    order = np.argsort(until, kind="stable")
    weight = futures.weight[order]
    at_risk = weight[::-1].cumsum()[::-1]
    drop = np.where(seen[order], weight / at_risk, 0.0)
    before = np.concatenate([[1.0], np.cumprod(1.0 - drop)[:-1]])
    for m, manner in enumerate(futures.exits.manners):
        estimate = (before * drop)[cause[order] == m].sum()
        p = true[-1, m]
        # Two thirds are still watched at the end, so this bounds the estimator's error.
        assert abs(estimate - p) <= 4 * np.sqrt(p * (1 - p) / RUNS / (2 / 3)) + 1e-12, manner


@settings(max_examples=4)
@given(text=small_models(whole=True))
def test_the_engine_agrees_with_the_exact_solution(case, text):
    agree(text, case, seed=1)


@pytest.mark.soak
@settings(max_examples=60)
@given(text=small_models())
def test_the_engine_agrees_with_the_exact_solution_of_many_models(case, text):
    agree(text, case, seed=2)


def agree_on_evidence(text, case, seed):
    """Having stayed for a quarter, with nothing unmissable, moves both alike."""
    model, as_of = load_text(text), START + timedelta(days=90)
    solved = exact.solve(model, case, as_of=as_of, horizon=DAYS[-1])
    futures = simulate(model, case, as_of=as_of, horizon=DAYS[-1], runs=RUNS, seed=seed, cuts=DAYS)
    # The mean weight has a relative error of the weights' spread over √n; resampling only makes it smaller.
    spread = np.sqrt(max(RUNS / futures.effective - 1.0, 0.0) / RUNS)
    assert abs(futures.log_evidence - solved.log_evidence) <= 4 * spread + 0.02
    for name in ["leader_exit", *sorted({kind.name for kind in solved.chain.kinds} - {"leader_exit"})]:
        question = parse(f"{name} by {DAYS[1]}")
        answer, p = ask(futures, question), exact.ask(solved, question).probability
        error = max(answer.monte_carlo_error, np.sqrt(p * (1 - p) / futures.effective))
        assert abs(answer.probability - p) <= 4 * error + 1e-12, name


@settings(max_examples=3)
@given(text=small_models(whole=True))
def test_the_engine_agrees_on_evidence(case, text):
    agree_on_evidence(text, case, seed=1)


@settings(max_examples=3)
@given(text=small_models(whole=True))
def test_the_engine_agrees_on_an_attempt_on_record(cases, text):
    agree_on_evidence(text, cases(happened=(Happened(START + timedelta(days=50), "coup_attempt", {}, "test"),)), seed=1)


@pytest.mark.soak
@settings(max_examples=40)
@given(text=small_models())
def test_the_engine_agrees_on_evidence_in_many_models(case, text):
    agree_on_evidence(text, case, seed=2)


@pytest.mark.soak
@settings(max_examples=40)
@given(text=small_models(whole=True))
def test_the_engine_agrees_on_an_attempt_on_record_in_many_models(cases, text):
    agree_on_evidence(text, cases(happened=(Happened(START + timedelta(days=50), "coup_attempt", {}, "test"),)), seed=2)


def test_uncertain_parameters_are_the_engine_s_own_draws(case):
    text = (
        "schema: brumaire.model/1\nname: u\ntransitions:\n"
        "  dies: {exit: natural_death, rate: 0.1 to 0.9 per year, why: x, source: judged}\n"
        "  talks: {realises: talks, when: leader == in_office, rate: 0.2 to 4 per year, why: x, source: judged}\n"
    )
    model = load_text(text)
    solved = exact.solve(model, case, as_of=START, horizon=DAYS[-1], runs=1_000, seed=3)
    futures = simulate(model, case, as_of=START, horizon=DAYS[-1], runs=1_000, seed=3)
    leaves, talks = parse(f"leader_exit by {DAYS[-1]}"), parse(f"talks by {DAYS[-1]}")
    # Every trajectory of a constant hazard has the same mass, so the simulation is exact too.
    assert exact.ask(solved, leaves).probability == pytest.approx(ask(futures, leaves).probability, abs=1e-12)
    assert exact.ask(solved, leaves).interval == pytest.approx(ask(futures, leaves).interval, abs=1e-9)
    simulated = ask(futures, talks)
    assert abs(exact.ask(solved, talks).probability - simulated.probability) < 4 * simulated.monte_carlo_error
