"""`brumaire forecast --exact`: the answer without simulation, or why there is none."""

import json
import math

import pytest

CASE = """\
name: small-2022
title: A small case
country: Nowhere
leader: {name: A. Person, birth: 1950-01-01, entered: 2000-01-01, regime: personal, source: made up}
war: {kind: interstate, began: 2021-07-01, initiator: true, source: made up}
model: model.yaml
start: 2022-01-01
questions: [leader_exit by 2023-01-01]
"""
MODEL = """\
schema: brumaire.model/1
name: small
states: {war: {values: [on, off], initial: on}}
transitions:
  dies: {exit: natural_death, rate: RATE per year, why: x, source: judged}
  ends: {when: war == on, realises: war_end, rate: PACE, effect: {war: off}, why: x, source: judged}
parameters: {pace: {value: 2, unit: per year, source: judged}}
levers: {talk: {values: {as_is: {}, more: {parameters: {pace: "* 2"}}}, default: as_is}}
"""


@pytest.fixture
def small(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "model.yaml").write_text(MODEL.replace("RATE", "0.5").replace("PACE", "pace"), encoding="utf-8")
    return tmp_path / "case.yaml"


def answers(ran):
    assert ran.status == 0, ran.err
    return {a["question"]: a for a in json.loads(ran.out)["answers"]}


def test_answers_are_exact(brumaire, small):
    ends = "war_end by 2023-01-01"
    got = answers(brumaire("forecast", small, ends, f"{ends} given do(talk=more)", "--exact", "--json"))
    assert got[ends]["probability"] == pytest.approx(1 - math.exp(-2 * 365 / 365.25), abs=1e-12)
    assert got[f"{ends} given do(talk=more)"]["probability"] == pytest.approx(
        1 - math.exp(-4 * 365 / 365.25), abs=1e-12
    )
    assert got[ends]["monte_carlo_error"] == 0
    assert got[ends]["note"] == "worked out exactly over 4 joint states"


def test_the_case_s_own_questions_and_the_table(brumaire, small):
    ran = brumaire("forecast", small, "--exact")
    assert ran.status == 0, ran.err
    assert "39" in ran.out
    assert "exact" in ran.out
    assert "not resolved" not in ran.out


def test_uncertain_parameters_give_an_interval(brumaire, small):
    text = MODEL.replace("RATE", "0.2 to 0.8").replace("PACE", "pace")
    (small.parent / "model.yaml").write_text(text, encoding="utf-8")
    got = answers(brumaire("forecast", small, "--exact", "--json"))["leader_exit by 2023-01-01"]
    # 1 − exp(−r) for a rate whose 5th and 95th percentile are 0.2 and 0.8 a year, from 500 draws.
    assert got["interval"] == pytest.approx([1 - math.exp(-0.2), 1 - math.exp(-0.8)], abs=0.03)


@pytest.mark.parametrize(
    ("words", "status", "what"),
    [
        (["leader_exit by 2022-06-01 given war_end by 2022-03-01", "--exact"], 7, "asks for a condition"),
        (["leader_exit by 2022-06-01", "--exact", "--claims", "x.json"], 2, "--exact has no futures"),
    ],
)
def test_what_it_cannot_answer(brumaire, small, words, status, what):
    ran = brumaire("forecast", small, *words)
    assert ran.status == status
    assert what in ran.err
    assert "Traceback" not in ran.err


def test_a_model_with_levels_is_refused_at_once(brumaire, example):
    ran = brumaire("forecast", example / "case.yaml", "leader_exit by 2031-12-31", "--exact")
    assert ran.status == 7
    assert "rests on the level" in ran.err
    assert "leave --exact away" in ran.err
