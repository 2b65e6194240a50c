"""Which fact would move an answer: on a model whose answer given the fact is known in closed form."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import simulate
from brumaire.futures.facts import facts
from brumaire.models import load_text
from brumaire.questions import parse

START, END = date(2022, 1, 1), date(2023, 1, 1)
# A hidden plot, there from the start in four of ten futures, topples him at rate one; peace never matters; defeat at rate 0.5 brings
# rate 2 from then on.
MODEL = """\
schema: brumaire.model/1
name: told
states:
  plot: {values: [none, ready], initial: {none: 0.6, ready: 0.4}, latent: true}
  war: {values: [on, lost], initial: on}
transitions:
  shows: {realises: officer_meetings, when: plot == ready, rate: 200 per year, why: x, source: judged}
  topples: {exit: coup, when: plot == ready, rate: 0.5 per year, why: x, source: judged}
  lost: {realises: defeat, when: war == on, rate: 0.5 per year, effect: {war: lost}, why: x, source: judged}
  rises: {exit: uprising, when: war == lost, rate: 2 per year, why: x, source: judged}
  talk: {realises: talks, rate: 1 per year, why: x, source: judged}
  asks: {realises: ultimatum, when: plot == ready, rate: 3 per year, why: x, source: judged}
"""
EXIT = parse(f"leader_exit by {END}")


@pytest.fixture(scope="module")
def futures(case):
    return simulate(load_text(MODEL), case, as_of=START, horizon=END, runs=8_000, seed=3, engine="reference")


@pytest.fixture(scope="module")
def told(futures):
    return {fact.event: fact for fact in facts(futures, EXIT)}


def test_what_moves_the_answer_comes_first_and_what_does_not_is_left_out(futures):
    found = facts(futures, EXIT)
    assert [fact.event for fact in found] == ["defeat", "officer_meetings"]
    assert all(a.expected_movement >= b.expected_movement for a, b in pairwise(found))


def test_a_defeat_within_half_a_year_raises_the_answer_as_the_chain_says(told):
    fact = told["defeat"]
    # he is toppled at rate 2 from a day that is exponential with rate 0.5, given that it comes by day 182 of 365
    half, year = 182 / 365.25, 365 / 365.25
    grid = np.linspace(0, half, 20_001)
    density = 0.5 * np.exp(-0.5 * grid)
    stays = np.trapezoid(density * np.exp(-2 * (year - grid)), grid) / np.trapezoid(density, grid)
    plotted = 0.6 + 0.4 * np.exp(-0.5 * year)
    assert fact.if_true == pytest.approx(1 - stays * plotted, abs=0.01)
    assert fact.chance == pytest.approx(1 - np.exp(-0.5 * half), abs=0.01)
    assert fact.last == START + timedelta(days=182)
    assert not fact.hidden
    # the law of total probability holds for what is printed
    whole = fact.chance * fact.if_true + (1 - fact.chance) * fact.if_not
    assert whole == pytest.approx(fact.baseline, abs=1e-9)


def test_he_who_leaves_early_does_not_make_every_event_look_like_safety(told):
    # talks do nothing: counted in each future alone they would seem to keep him in office, by eleven points here
    assert "talks" not in told
    assert told["officer_meetings"].if_true > told["officer_meetings"].if_not


def test_ultimatums_attempts_and_what_is_asked_are_no_facts(futures, told):
    assert not {"ultimatum", "coup_attempt", "leader_exit"} & set(told)
    assert "defeat" not in {fact.event for fact in facts(futures, parse(f"defeat by {END}"))}


def test_what_may_have_happened_unseen_is_a_fact_of_the_past(case):
    asked = START + timedelta(days=70)
    later = simulate(load_text(MODEL), case, as_of=asked, horizon=END, runs=8_000, seed=3, engine="reference")
    hidden = [fact for fact in facts(later, EXIT) if fact.hidden]
    assert [fact.event for fact in hidden] == ["officer_meetings"]
    assert (hidden[0].first, hidden[0].last) == (START + timedelta(days=1), asked)
    # that he has lasted ten weeks speaks against the plot: 0.4·e^(−a)/(0.6 + 0.4·e^(−a)) with a = 0.5·70/365.25
    worn = 0.4 * np.exp(-0.5 * 70 / 365.25)
    assert hidden[0].chance == pytest.approx(worn / (0.6 + worn), abs=0.015)


def test_a_condition_that_never_holds_is_refused(futures):
    with pytest.raises(FuturesError, match="holds in no future"):
        facts(futures, parse(f"leader_exit by {END} given talks by 2022-02-01 and not talks by 2022-02-01"))
