"""The anchor: it hits its targets, its constants are found again, and what it does not solve it says."""

import json
from dataclasses import replace
from datetime import date

import pytest

from brumaire.errors import FuturesError
from brumaire.futures import Anchor, incidence, simulate, solve_anchor
from brumaire.futures.anchor import wanted_incidence
from brumaire.models import load_text
from brumaire.records import Deviation, Hazard, Observation, OutsideView

START = date(2022, 1, 1)
MODEL = """\
schema: brumaire.model/1
name: anchored
states:
  plot: {values: [none, ready], initial: stationary, latent: true}
levels:
  fortune: {half_life: 6 months, noise: 0.9, source: judged}
  mood: {target: {relative(fortune): 0.5}, half_life: 3 months, noise: 0.5, source: judged}
transitions:
  forms:
    realises: plot
    when: plot == none and leader == in_office
    rate: {per: year, solved_by: attempts}
    hazard_ratio: {mood: 0.5 to 0.8}
    effect: {plot: ready}
    why: x
    source: judged
  fades: {when: plot == ready, rate: 2 per year, effect: {plot: none}, why: x, source: judged}
  attempt:
    realises: coup_attempt
    when: plot == ready
    rate: 4 per year
    branches:
      ok: {probability: {solved_by: success, shift: {mood: -0.6 to -0.2}}, exit: coup}
      no: {probability: rest, effect: {plot: none, fortune: "- 1"}}
    why: x
    source: judged
  dies: {exit: natural_death, rate: {per: year, solved_by: natural_death}, why: x}
  topples: {exit: uprising, rate: {per: year, solved_by: anchor}, hazard_ratio: {relative(fortune): 0.4}, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 5, false_alarms: 0.05, source: judged}
case_variables: {deviations: [mood, fortune]}
"""


def hazard(rate, growth=0.0, spread=1.0):
    return Hazard(rate, rate / spread, rate * spread, "test", growth)


VIEW = OutsideView(
    at=START,
    exits={
        "coup": hazard(0.12),
        "natural_death": hazard(0.05, 0.1),
        "uprising": hazard(0.04, spread=1.5),
        "regular": hazard(0.0),
    },
    attempts=hazard(0.3),
    success=hazard(0.4),
    profile={},
)


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


@pytest.fixture(scope="module")
def anchor(model, case):
    return solve_anchor(model, case, VIEW, seed=7, runs=5_000)


def test_wanted_incidence_is_that_of_competing_risks():
    view = replace(VIEW, exits={"coup": hazard(0.3), "uprising": hazard(0.1)}, attempts=hazard(0.5))
    wanted = wanted_incidence(view)
    # (0.3/0.4)·(1 − exp(−0.4)) over a year of 365 days
    assert wanted["coup"] == pytest.approx(0.75 * 0.329496, abs=3e-4)
    assert wanted["uprising"] == pytest.approx(0.25 * 0.329496, abs=1e-4)
    # Of a first attempt, with uprisings alone competing: (0.5/0.6)·(1 − exp(−0.6)); an attempt in five unseats him at 0.5·0.4.
    assert wanted["attempts"] == pytest.approx(0.5 / 0.6 * 0.451188, abs=5e-4)
    assert wanted["success"] == pytest.approx(0.2 / 0.3 * 0.259182 / wanted["attempts"], abs=5e-4)


def test_targets_are_hit(anchor):
    for target in ("attempts", "success", "natural_death", "uprising"):
        off = abs(anchor.achieved[target] - anchor.wanted[target])
        assert off < max(0.05 * anchor.wanted[target], 3 * anchor.error[target]), target
    # Attempts times their success is the outside view's coup.
    assert anchor.achieved["coup"] == pytest.approx(anchor.wanted["coup"], rel=0.08)
    assert anchor.notes == ()


def test_another_seed_meets_the_same_incidence(model, case, anchor):
    horizon = date(2023, 1, 1)
    futures = simulate(model, case, as_of=START, horizon=horizon, runs=20_000, seed=99, anchor=anchor)
    found = {p.manner: p.probability for p in incidence(futures, [horizon])}
    for manner in ("coup", "natural_death", "uprising"):
        assert found[manner] == pytest.approx(anchor.wanted[manner], rel=0.1), manner


def test_what_the_case_knows_does_not_move_the_anchor(model, cases, anchor):
    told = cases(deviations=(Deviation("mood", -2.0, "x"),), observations=(Observation("units", date(2022, 3, 1)),))
    assert solve_anchor(model, told, VIEW, seed=7, runs=5_000).constants == anchor.constants


def test_threads_do_not_move_the_anchor(model, case):
    one, two = (solve_anchor(model, case, VIEW, seed=7, runs=1_000, threads=n) for n in (1, 2))
    assert one.to_json() == two.to_json()


def test_the_outside_view_s_interval_is_carried_into_the_draws(model, case, anchor):
    assert anchor.spread["uprising"] == pytest.approx(0.4055 / 1.6449, rel=1e-3)
    futures = simulate(model, case, as_of=START, horizon=date(2023, 1, 1), runs=1_000, seed=1, anchor=anchor)
    assert "anchor.uprising" in futures.parameters.names
    assert "anchor.natural_death" not in futures.parameters.names


def test_an_anchor_survives_json(anchor):
    assert Anchor.from_json(json.loads(json.dumps(anchor.to_json()))) == anchor


def test_fortune_is_relative_to_the_anchor_run(anchor):
    assert set(anchor.paths) == {"fortune"}
    # Failed attempts push fortune down, so its mean in the anchor run falls below its reference.
    assert -0.3 < anchor.paths["fortune"][52] < -0.03


def test_without_an_anchor_the_model_cannot_run(model, case):
    with pytest.raises(FuturesError, match="waits for the anchor's attempts"):
        simulate(model, case, as_of=START, horizon=date(2023, 1, 1), runs=100, seed=1)


def test_an_anchor_of_another_model_is_refused(model, case, anchor):
    with pytest.raises(FuturesError, match="another model"):
        simulate(
            model, case, as_of=START, horizon=date(2023, 1, 1), runs=100, seed=1, anchor=replace(anchor, model="x")
        )


def test_a_target_without_a_figure_is_said(model, case):
    view = replace(VIEW, exits={"coup": hazard(0.1)})
    with pytest.raises(FuturesError, match="no figure"):
        solve_anchor(model, case, view, seed=7, runs=500)
