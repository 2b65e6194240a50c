"""Indicators: how much of what happens becomes known, and how late."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.futures import ask, simulate
from brumaire.models import check_text, explain, load_text
from brumaire.questions import parse
from brumaire.records import Case, Leader, Observation, War

START = date(2022, 1, 1)
CASE = Case(
    name="test",
    title="Test",
    country="Nowhere",
    leader=Leader("L", date(1950, 1, 1), date(2000, 1, 1), "personal"),
    war=War("interstate", date(2021, 7, 1), initiator=True),
    model="test",
    start=START,
)
# One hidden state, drawn at the start or turning at a known day: Bayes' rule can be worked by hand.
MODEL = """\
schema: brumaire.model/1
name: t
states:
  camp: {values: [quiet, astir], initial: {quiet: 0.5, astir: 0.5}, latent: true}
transitions:
  tells: {schedule: {once: 200 days}, when: camp == astir, realises: ceasefire, why: x, source: judged}
indicators:
  dust: {when: camp == astir, ratio: 10, false_alarms: 0.02, SEEN source: judged}
"""
TURNS = MODEL.replace(
    "  tells", "  turns: {schedule: {once: 30 days}, effect: {camp: quiet}, why: x, source: judged}\n  tells"
)


def chance(text, as_of, observations=(), horizon=date(2022, 12, 31)):
    """The probability that the camp is astir, as the model answers it."""
    futures = simulate(
        load_text(text), replace(CASE, observations=observations), as_of=as_of, horizon=horizon, runs=20_000, seed=3
    )
    return ask(futures, parse(f"ceasefire by {horizon}"))


@pytest.mark.parametrize("coverage", [1, 0.4])
def test_silence_counts_by_how_much_would_be_noticed(coverage):
    answer = chance(MODEL.replace("SEEN", f"coverage: {coverage},"), date(2022, 3, 12))
    weeks = (date(2022, 3, 12) - START).days // 7
    odds = ((1 - coverage * 0.2) / (1 - coverage * 0.02)) ** weeks
    assert answer.probability == pytest.approx(odds / (1 + odds), abs=4 * answer.monte_carlo_error + 0.004)


def test_coverage_of_one_is_always_and_a_sighting_counts_the_same():
    seen = (Observation("dust", date(2022, 1, 3), True, "x"),)
    for text in ("coverage: 1,", "coverage: 0.4,", ""):
        answer = chance(MODEL.replace("SEEN", text), date(2022, 1, 5), seen)
        assert answer.probability == pytest.approx(10 / 11, abs=4 * answer.monte_carlo_error + 0.004)
    one, always = (chance(MODEL.replace("SEEN", f"coverage: {c},"), date(2022, 2, 5)) for c in ("1", "always"))
    assert one.probability == always.probability


def test_what_is_published_late_tells_of_the_state_before():
    # All camps fall quiet on day 30; what is seen on day 40 tells nothing of them, unless it is three weeks old.
    seen = (Observation("dust", date(2022, 2, 10), True, "x"),)
    text = TURNS.replace("effect: {camp: quiet}", "effect: {camp: quiet, was: state(camp)}")
    text = text.replace("transitions:", "  was: {values: [quiet, astir], initial: quiet, latent: true}\ntransitions:")
    text = text.replace("when: camp == astir, realises", "when: was == astir, realises")
    prompt = chance(text.replace("SEEN", ""), date(2022, 2, 20), seen)
    late = chance(text.replace("SEEN", "delay: 3 weeks,"), date(2022, 2, 20), seen)
    assert prompt.probability == pytest.approx(0.5, abs=4 * prompt.monte_carlo_error + 0.004)
    assert late.probability == pytest.approx(10 / 11, abs=4 * late.monte_carlo_error + 0.004)


def test_silence_counts_for_the_weeks_that_can_be_known():
    day = date(2022, 3, 12)
    weeks = (day - START).days // 7
    answer = chance(MODEL.replace("SEEN", "coverage: always, delay: 2 weeks,"), day)
    odds = (0.8 / 0.98) ** (weeks - 2)
    assert answer.probability == pytest.approx(odds / (1 + odds), abs=4 * answer.monte_carlo_error + 0.004)


def test_it_is_told():
    text = explain(load_text(MODEL.replace("SEEN", "coverage: 0.4, delay: 3 weeks,")))
    assert "| 0.02 | in 40% of weeks, 21 days late |" in text


@pytest.mark.parametrize("coverage", ["0", "1.5", "-1"])
def test_a_coverage_that_is_no_share(coverage):
    assert [e.code for e in check_text(MODEL.replace("SEEN", f"coverage: {coverage},"))] == ["E116"]


def test_an_interval_of_the_ratio_is_drawn_before_coverage():
    model = load_text(MODEL.replace("SEEN", "coverage: 0.5,").replace("ratio: 10", "ratio: 5 to 20"))
    (parameter,) = model.parameters
    assert (parameter.low, parameter.high) == pytest.approx((0.05, 0.2))
    assert np.isclose(model.indicators["dust"].false_alarms, 0.01)
