"""Levers that are set from the start: their parameters and effects hold before the asking date too, in both solutions alike."""

from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.futures import ask, exact, simulate, what_ifs
from brumaire.models import load_text
from brumaire.questions import parse

START, AS_OF, END = date(2022, 1, 1), date(2022, 5, 1), date(2023, 1, 1)
MODEL = """\
schema: brumaire.model/1
name: paced
parameters:
  pace: {value: 0.2 to 0.6, unit: per year, source: judged}
  grip: {value: 0.5 to 0.9, unit: per year, source: judged}
states:
  plot: {values: [none, ready], initial: none, latent: true}
transitions:
  forms: {realises: plot, when: plot == none and leader == in_office, rate: grip, effect: {plot: ready}, why: x, source: judged}
  topples: {exit: uprising, when: plot == ready, rate: 0.8 per year, why: x, source: judged}
  dies: {exit: natural_death, rate: pace, why: x, source: judged}
levers:
  doctors: {values: {as_is: {}, sent_away: {parameters: {pace: "* 3"}}}, default: as_is, at: start}
  court: {values: {as_is: {}, bought: {parameters: {grip: "= 4"}, effect: {plot: ready}}}, default: as_is, at: start}
"""
SET = {"doctors": "sent_away", "court": "bought"}


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


def test_a_hazard_that_a_lever_multiplies_from_the_start(case):
    """Every trajectory of a constant hazard has the same mass, so the simulation is exact: 1 − exp(−3·pace·245/365.25)."""
    text = MODEL.replace("rate: 0.8 per year", "rate: 0 per year")
    futures = simulate(
        load_text(text), case, as_of=AS_OF, horizon=END, runs=1_000, seed=3, levers=SET, engine="reference"
    )
    pace = futures.parameters.values[:, futures.parameters.names.index("pace")]
    before = simulate(
        load_text(text), case, as_of=AS_OF, horizon=END, runs=1_000, seed=3, engine="reference"
    ).parameters
    assert pace == pytest.approx(3 * before.values[:, before.names.index("pace")], abs=1e-12)
    evidence = np.exp(-pace * (AS_OF - START).days / 365.25)
    expected = evidence @ (1 - np.exp(-pace * (END - AS_OF).days / 365.25)) / evidence.sum()
    reply = ask(futures, parse(f"leader_exit(natural_death) by {END}"))
    assert reply.probability == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("levers", [{"doctors": "sent_away"}, {"court": "bought"}, SET])
def test_the_engine_agrees_with_the_exact_solution(model, case, levers):
    settings = {"as_of": AS_OF, "horizon": END, "seed": 5, "levers": levers}
    futures = simulate(model, case, runs=4_000, engine="reference", **settings)
    solved = exact.solve(model, case, runs=4_000, **settings)
    plain = exact.solve(model, case, runs=4_000, **settings | {"levers": {}})
    for text in (f"leader_exit(natural_death) by {END}", f"leader_exit(uprising) by {END}"):
        question = parse(text)
        answer, true = ask(futures, question), exact.ask(solved, question).probability
        assert abs(answer.probability - true) <= 4 * answer.monte_carlo_error + 1e-9
    # Far from what holds without the lever: the agreement tells something.
    moved = parse(f"leader_exit(natural_death) by {END}" if "doctors" in levers else f"leader_exit(uprising) by {END}")
    assert exact.ask(solved, moved).probability > 1.5 * exact.ask(plain, moved).probability
    assert futures.log_evidence == pytest.approx(solved.log_evidence, abs=0.05)


def test_what_ifs_set_them_from_the_start_too(model, case):
    question = parse(f"leader_exit(natural_death) by {END}")
    effect = what_ifs(
        model, case, question, choices=[("doctors", "sent_away")], as_of=AS_OF, runs=2_000, seed=5, engine="reference"
    )[0]
    on, off = (
        exact.ask(
            exact.solve(model, case, as_of=AS_OF, horizon=END, runs=2_000, seed=5, levers=levers), question
        ).probability
        for levers in ({"doctors": "sent_away"}, {})
    )
    assert effect.difference == pytest.approx(on - off, abs=4 * effect.error + 1e-9)
    assert effect.difference > 0.2


def test_the_record_is_weighed_under_the_lever(model, case):
    """A lever that makes leaving likelier makes it less likely that he is still there."""
    settings = {"as_of": AS_OF + timedelta(days=100), "horizon": END, "runs": 1_000, "seed": 5, "engine": "reference"}
    with_, without = (simulate(model, case, levers=levers, **settings) for levers in (SET, {}))
    assert with_.log_evidence < without.log_evidence - 0.3
