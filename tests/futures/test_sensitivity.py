"""Sobol indices from given data: functions whose indices are known, and a model whose answer is a formula."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import sensitivity, simulate
from brumaire.futures.surrogate import explained, fit
from brumaire.models import load_text
from brumaire.questions import parse

START = date(2022, 1, 1)
MODEL = """\
schema: brumaire.model/1
name: uncertain
parameters:
  idle: {value: 1 to 2, unit: ratio, source: judged}
transitions:
  dies: {exit: natural_death, rate: 0.1 to 0.4 per year, why: x, source: judged}
  topples: {exit: uprising, rate: 0.1 to 0.2 per year, why: x, source: judged}
  talks: {realises: talks, rate: 0.2 to 0.8 per year, why: x, source: judged}
"""


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def indices(x, y, noise=0.0, weight=None):
    """First-order and total indices, with known noise variance."""
    weight = np.ones(len(y)) if weight is None else weight
    share = weight / weight.sum()
    variance = share @ (y - share @ y) ** 2 / (1 - (share**2).sum()) - noise
    alone, pairs = explained(fit(x, y, weight), y, weight)
    whole = alone.copy()
    for (i, j), v in pairs.items():
        whole[i] += v
        whole[j] += v
    return alone / variance, whole / variance


@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_ishigami(noise):
    # V = 1/2 + 7²/8 + 0.1π⁴/5 + 0.1²π⁸/18 = 13.8446; S = 0.3139, 0.4424, 0; S13 = 0.2437.
    rng = np.random.default_rng(1)
    made = []
    for _ in range(12):
        x = rng.uniform(-np.pi, np.pi, (500, 3))
        made.append(indices(x, ishigami(x) + noise * rng.normal(size=500), noise**2))
    first, whole = np.mean(made, axis=0)
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.025)
    assert whole == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.035)


def test_an_additive_function_has_no_interactions():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(800, 6))
    first, whole = indices(x, x @ np.array([3.0, 2.0, 1.0, 0.5, 0.0, 0.0]))
    assert first == pytest.approx(np.array([9, 4, 1, 0.25, 0, 0]) / 14.25, abs=0.04)
    assert whole == pytest.approx(first, abs=0.01)
    assert first.sum() == pytest.approx(1.0, abs=0.03)


def test_a_product_of_two():
    # (1 + a)(1 + b) with a, b uniform on (−1, 1): V = 1/3 + 1/3 + 1/9.
    made = []
    for seed in range(10):
        x = np.random.default_rng(seed).uniform(-1, 1, (500, 3))
        made.append(indices(x, (1 + x[:, 0]) * (1 + x[:, 1])))
    first, whole = np.mean(made, axis=0)
    assert first == pytest.approx([3 / 7, 3 / 7, 0], abs=0.03)
    assert whole == pytest.approx([4 / 7, 4 / 7, 0], abs=0.03)


def test_many_inputs_that_do_nothing_are_found_to_do_nothing():
    rng = np.random.default_rng(4)
    totals = []
    for _ in range(5):
        x = rng.normal(size=(500, 150))
        y = x[:, 0] + 0.5 * x[:, 1] + 2 * rng.normal(size=500)
        first, whole = indices(x, y, 4.0)
        assert first[0] == pytest.approx(0.8, abs=0.35)
        assert np.argmax(first) == 0
        totals.append(whole[2:].mean())
    # Without bias: no parameter that does nothing gains from the noise on average.
    assert abs(np.mean(totals)) < 0.004


def test_weights_stand_for_the_law_that_they_make():
    # Importance weights turn the uniform law on (−1, 1) of x0 into one on (−1, 0), where it varies half as much.
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, (3_000, 2))
    first, _ = indices(x, x[:, 0] + x[:, 1], weight=(x[:, 0] < 0) + 1e-9)
    assert first == pytest.approx([0.2, 0.8], abs=0.04)


@pytest.fixture(scope="module")
def futures(case):
    return simulate(load_text(MODEL), case, as_of=START, horizon=date(2024, 1, 1), runs=20_000, seed=2)


def law(draws=200_000):
    """P(leaves within two years | rates) for fresh draws of both rates: 1 − exp(−2(a + b))."""
    z = np.random.default_rng(6).normal(size=(2, draws))
    a = np.exp(np.log(0.2) + np.log(4) / 2 / 1.6449 * z[0])
    b = np.exp((np.log(0.1) + np.log(0.2)) / 2 + np.log(2) / 2 / 1.6449 * z[1])
    years = 730 / 365.25
    p = 1 - np.exp(-years * (a + b))
    # A product of two independent factors: E[P | a] = 1 − exp(−2a)·E[exp(−2b)].
    one, other = np.exp(-years * a), np.exp(-years * b)
    return p.std(), (one * other.mean()).var() / p.var(), (other * one.mean()).var() / p.var()


def test_a_model_whose_answer_is_a_formula(futures):
    spread, dies, topples = law()
    found = sensitivity(futures, parse("leader_exit by 2024-01-01"))
    effects = {e.parameter: e for e in found.parameters}
    assert found.spread == pytest.approx(spread, rel=0.1)
    assert found.resolved == pytest.approx(1.0)
    for name, exact in (("dies.rate", dies), ("topples.rate", topples), ("talks.rate", 0.0), ("idle", 0.0)):
        effect = effects[name]
        assert abs(effect.first_order - exact) < 4 * effect.first_order_error + 0.005, name
        assert effect.total >= effect.first_order - 0.02
    assert [e.parameter for e in found.parameters[:2]] == ["dies.rate", "topples.rate"]
    assert effects["dies.rate"].low < found.probability < effects["dies.rate"].high
    assert abs(found.unexplained) < 0.05


def test_the_simulation_s_noise_is_not_taken_for_the_parameters(futures):
    # A sampled event: 40 trajectories a batch scatter by more than the rate moves it.
    found = sensitivity(futures, parse("talks by 2023-01-01"))
    effects = {e.parameter: e for e in found.parameters}
    assert 0.5 < found.resolved < 0.85
    assert effects["talks.rate"].first_order == pytest.approx(1.0, abs=4 * effects["talks.rate"].first_order_error)
    assert effects["talks.rate"].first_order_error < 0.1
    assert all(abs(effects[n].first_order) < 0.03 for n in ("dies.rate", "topples.rate", "idle"))


def test_errors_cover(case):
    model, question = load_text(MODEL), parse("leader_exit by 2023-01-01")
    found = []
    for seed in range(30):
        futures = simulate(model, case, as_of=START, horizon=date(2023, 1, 1), runs=2_000, seed=seed)
        found.append({e.parameter: e for e in sensitivity(futures, question).parameters}["dies.rate"])
    scatter = np.std([e.first_order for e in found])
    assert scatter == pytest.approx(np.mean([e.first_order_error for e in found]), rel=0.4)


def test_a_conditional_question(futures):
    found = sensitivity(futures, parse("talks by 2024-01-01 given leader_exit by 2023-01-01"))
    assert found.parameters[0].parameter == "talks.rate"


def test_what_cannot_be_told_is_said(futures, chain, case):
    with pytest.raises(FuturesError, match="hidden by the scatter"):
        sensitivity(futures, parse("talks between 2022-01-02 and 2022-01-03"))
    fixed = simulate(chain, case, as_of=START, horizon=date(2022, 3, 1), runs=1_000, seed=1)
    with pytest.raises(FuturesError, match="no uncertain parameter"):
        sensitivity(fixed, parse("leader_exit by 2022-03-01"))
    single = simulate(load_text(MODEL), case, as_of=START, horizon=date(2022, 3, 1), runs=300, seed=1)
    with pytest.raises(FuturesError, match="one trajectory"):
        sensitivity(single, parse("talks by 2022-03-01"))
    few = replace(futures, weight=np.where(futures.batch[futures.trajectory] < 20, futures.weight, 0.0))
    with pytest.raises(FuturesError, match="rests on 20 effective parameter draws"):
        sensitivity(few, parse("talks by 2023-01-01"))
