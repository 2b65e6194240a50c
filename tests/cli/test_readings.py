"""`--seen NAME=VALUE@DATE` and `value` in a case file: what an indicator that measures has read."""

import json

import pytest

CASE = """\
name: small-2022
title: A small case
country: Nowhere
leader: {name: A. Person, birth: 1950-01-01, entered: 2000-01-01, regime: personal, source: made up}
war: {kind: interstate, began: 2021-07-01, initiator: true, source: made up}
model: model.yaml
start: 2022-01-01
as_of: 2022-03-01
observations: [OBSERVED]
questions: [war_end by 2023-01-01]
"""
MODEL = """\
schema: brumaire.model/1
name: small
states: {war: {values: [on, off], initial: on}}
levels: {mood: {half_life: 90 years, noise: 0.5, source: judged}}
transitions:
  dies: {exit: natural_death, rate: 0.1 per year, why: x, source: judged}
  ends: {when: war == on, realises: war_end, rate: 1 per year, hazard_ratio: {mood: 4}, effect: {war: off}, why: x, source: judged}
indicators:
  poll: {reads: 50 + 10 * mood, error: 2, source: judged}
  rallies: {when: mood > 0, ratio: 3, false_alarms: 0.05, source: judged}
"""
POLL = "{indicator: poll, day: 2022-02-20, value: 58.5, source: made up}"


@pytest.fixture
def small(tmp_path):
    def write(observed=""):
        (tmp_path / "case.yaml").write_text(CASE.replace("OBSERVED", observed), encoding="utf-8")
        (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
        return tmp_path / "case.yaml"

    return write


def probability(ran):
    assert ran.status == 0, ran.err
    (answer,) = json.loads(ran.out)["answers"]
    return answer["probability"]


def test_a_reading_moves_the_answer_and_stands_in_a_case_or_on_the_command_line(brumaire, small):
    words = ("--json", "--runs", 2000, "--threads", 1, "--engine", "reference")
    before = probability(brumaire("forecast", small(), *words))
    high = probability(brumaire("forecast", small(), "--seen", "poll=58.5@2022-02-20", *words))
    low = probability(brumaire("forecast", small(), "--seen", "poll=4.2e1@2022-02-18..2022-02-20", *words[:-2]))
    noted = probability(brumaire("forecast", small(POLL), *words))
    assert low < before - 0.1 < before + 0.1 < high
    assert noted == high


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("poll=much@2022-02-20", 2, ["'much'", "not a number"]),
        ("poll=63", 2, ["INDICATOR=VALUE@YYYY-MM-DD"]),
        ("poll=@2022-02-20", 2, ["not a number"]),
        ("poll=63@February", 2, ["YYYY-MM-DD"]),
        ("poll=nan@2022-02-20", 4, ["poll of 2022-02-20 read nan", "finite"]),
        ("poll@2022-02-20", 4, ["poll of 2022-02-20 has no value", "poll=VALUE@2022-02-20"]),
        ("rallies=3@2022-02-20", 4, ["rallies is seen or not seen", "leave the value out"]),
        ("pol=3@2022-02-20", 4, ["no indicator 'pol'", "did you mean poll"]),
        ("poll=9000@2022-02-20", 7, ["most were lost to poll at 9000", "week 8"]),
    ],
)
def test_what_cannot_be_read(brumaire, small, text, status, words):
    ran = brumaire("forecast", small(), "--seen", text, "--runs", 1000, "--engine", "reference")
    assert ran.status == status, ran.err
    assert all(word in ran.err for word in words), ran.err
    assert "Traceback" not in ran.err


def test_two_values_of_one_day(brumaire, small):
    ran = brumaire("forecast", small(POLL), "--seen", "poll=61@2022-02-20", "--runs", 1000)
    assert ran.status == 7
    assert "poll of 2022-02-20 read 58.5 and 61" in ran.err


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        ("{indicator: poll, day: 2022-02-20, value: .nan, source: x}", "value nan is out of range"),
        ("{indicator: poll, day: 2022-02-20, value: high, source: x}", "value is 'high'"),
        ("{indicator: poll, day: 2022-02-20, value: 3, seen: false, source: x}", "a value that was not seen"),
        ("{indicator: poll, day: 2022-02-20, source: x}", "poll of 2022-02-20 has no value"),
        ("{indicator: rallies, day: 2022-02-20, value: 1, source: x}", "has no value 1"),
        ("{indicator: pol, day: 2022-02-20, value: 1, source: x}", "did you mean poll"),
    ],
)
def test_case_check_finds_what_cannot_be_read(brumaire, small, observed, words):
    assert brumaire("case", "check", small(POLL)).status == 0
    ran = brumaire("case", "check", small(observed))
    assert ran.status == 5
    assert words in ran.err


def test_exact_says_why_it_cannot(brumaire, small, tmp_path):
    path = small(POLL)
    (tmp_path / "model.yaml").write_text(
        MODEL.replace(", hazard_ratio: {mood: 4}", "").replace("when: mood > 0", "when: war == on"), encoding="utf-8"
    )
    ran = brumaire("forecast", path, "--exact")
    assert ran.status == 7
    assert "the indicator poll reads mood, which is no state" in ran.err
