"""Why a model or a question has no exact answer."""

from datetime import date

import pytest

from brumaire.errors import FuturesError, QuestionError
from brumaire.futures import exact
from brumaire.models import load, load_text
from brumaire.questions import parse
from brumaire.records import Happened, Observation

START, END = date(2022, 1, 1), date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("leader_exit by 2023-01-01 given war_end by 2022-06-01", "a condition"),
        ("leader_exit by 2023-01-01 given do(arms=held)", "a lever set in the question"),
        ("war_end by 2023-01-01 and coup_attempt by 2023-01-01", "joined by `and`"),
        ("war_end by 2023-01-01 or coup_attempt by 2022-06-01", "windows of their own"),
        ("(war_end by 2022-06-01 or coup_attempt) by 2023-01-01", "windows of their own"),
        ("not war_end by 2022-06-01 or coup_attempt by 2022-06-01", "windows of their own"),
        ("war_end within 30 days of coup_attempt", "counts from another event"),
        ("war_ongoing by 2022-06-01", "war_ongoing"),
        ("(coup or war_end) by 2022-06-01", "told as another"),
    ],
)
def test_a_question_that_asks_for_more(chain, case, text, what):
    solved = exact.solve(chain, case, as_of=START, horizon=END)
    with pytest.raises(FuturesError, match=what):
        exact.ask(solved, parse(text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("victory by 2022-06-01", "nothing that realises victory"),
        ("war_end by 2024-01-01", "looks to 2024-01-01"),
        ("war_end by 2022-01-01", "is over"),
        ("coup_attempt(by=army) by 2022-06-01", "does not say the by"),
    ],
)
def test_a_question_that_the_engine_refuses_too(chain, case, text, what):
    solved = exact.solve(chain, case, as_of=START, horizon=END)
    with pytest.raises(QuestionError, match=what):
        exact.ask(solved, parse(text))


def test_a_model_with_levels(rich, case):
    with pytest.raises(
        FuturesError, match=r"model.yaml:16: forms rests on the level mood, which is no state .*leave --exact"
    ):
        exact.solve(rich, case, as_of=START, horizon=END)


@pytest.mark.parametrize("name", ["leader_at_war", "leader_in_peace"])
def test_the_library_s_models_say_why(case, name):
    with pytest.raises(FuturesError, match="rests on the level"):
        exact.solve(load(name), case, as_of=START, horizon=END)


def test_a_level_that_nothing_rests_on_is_no_hindrance(chain_text, case):
    text = chain_text.replace(
        "transitions:\n", "levels:\n  idle: {half_life: 1 week, noise: 1, source: judged}\ntransitions:\n"
    )
    solved = exact.solve(load_text(text), case, as_of=START, horizon=END)
    assert exact.ask(solved, parse("war_end by 2023-01-01")).monte_carlo_error == 0


def test_a_model_that_is_not_small(case, monkeypatch):
    monkeypatch.setattr("brumaire.futures.exact.chain.MOST_NODES", 20)
    states = "".join(f"  s{k}: {{values: [a, b], initial: a}}\n" for k in range(5))
    moves = "".join(
        f"  m{k}: {{when: s{k} == a, rate: 1 per year, effect: {{s{k}: b}}, why: x, source: judged}}\n"
        for k in range(5)
    )
    text = f"schema: brumaire.model/1\nname: wide\nstates:\n{states}transitions:\n{moves}"
    with pytest.raises(FuturesError, match="more than 20 joint states"):
        exact.solve(load_text(text), case, as_of=START, horizon=END)


def test_rates_that_are_too_fast(case):
    text = "schema: brumaire.model/1\nname: fast\ntransitions:\n  talks: {realises: talks, rate: 1000000000 per day, why: x, source: judged}\n"
    solved = exact.solve(load_text(text), case, as_of=START, horizon=END)
    with pytest.raises(FuturesError, match="takes too long to solve exactly"):
        exact.ask(solved, parse("talks by 2023-01-01"))


def test_uncertain_parameters_without_values(case):
    text = "schema: brumaire.model/1\nname: u\ntransitions:\n  dies: {exit: natural_death, rate: 0.1 to 0.9 per year, why: x, source: judged}\n"
    with pytest.raises(FuturesError, match=r"no value is given for dies\.rate"):
        exact.solve(load_text(text), case, as_of=START, horizon=END)
    with pytest.raises(FuturesError, match="there is no parameter pace"):
        exact.solve(load_text(text), case, as_of=START, horizon=END, parameters={"dies.rate": 1, "pace": 1})


def test_events_on_record_that_may_be_one_affair(chain, cases):
    happened = (
        Happened(date(2022, 3, 1), "coup_attempt", {}, "test"),
        Happened(date(2022, 3, 4), "war_end", {}, "test"),
    )
    with pytest.raises(FuturesError, match="war_end of 2022-03-04 may be one affair with coup_attempt on 2022-03-01"):
        exact.solve(chain, cases(happened=happened), as_of=date(2022, 6, 1), horizon=END)


def test_a_sighting_whose_day_is_not_known(cases):
    text = (
        "schema: brumaire.model/1\nname: i\nstates: {plot: {values: [none, ready], initial: {none: 0.9, ready: 0.1}}}\n"
        "indicators: {units: {when: plot == ready, ratio: 8, false_alarms: 0.05, source: judged}}\n"
        "transitions:\n  dies: {exit: natural_death, rate: 1 per year, why: x, source: judged}\n"
    )
    seen = (Observation("units", date(2022, 1, 5), until=date(2022, 1, 12)),)
    with pytest.raises(FuturesError, match="units was seen on some day from 2022-01-05 to 2022-01-12"):
        exact.solve(load_text(text), cases(observations=seen), as_of=date(2022, 2, 1), horizon=END)


def test_a_change_since_the_start(case):
    text = (
        "schema: brumaire.model/1\nname: c\nstates: {war: {values: [on, off], initial: on}}\n"
        'derived: {heat: "where(war == on, 1, 0)"}\n'
        "transitions:\n  dies: {exit: natural_death, rate: 1 per year, hazard_ratio: {change(heat): 2}, why: x, source: judged}\n"
    )
    with pytest.raises(FuturesError, match="rests on the change of heat"):
        exact.solve(load_text(text), case, as_of=START, horizon=END)


def test_a_hazard_that_is_no_number_names_its_place(case):
    text = "schema: brumaire.model/1\nname: n\ntransitions:\n  dies: {exit: natural_death, rate: 1 per year, factor: 1 - 9 * years, why: x, source: judged}\n"
    solved = exact.solve(load_text(text), case, as_of=START, horizon=END)
    with pytest.raises(FuturesError, match=r"model.yaml:4, week 6, parameter draw 0: the hazard of dies is -"):
        exact.ask(solved, parse("leader_exit by 2023-01-01"))


def test_dates_out_of_order(chain, case):
    with pytest.raises(FuturesError, match="give dates in that order"):
        exact.solve(chain, case, as_of=END, horizon=START)
