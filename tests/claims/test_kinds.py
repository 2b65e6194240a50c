"""Forecast, assessment, report or analogy: by tense, modals, deadlines, conditions and years."""

import pytest

from brumaire.claims.kinds import kind


@pytest.mark.parametrize(
    ("words", "events", "wanted"),
    [
        ("the army will march on the capital", ("armed_mutiny",), "forecast"),
        ("War with Ionvale ends before the monsoon: 20%", ("war_end",), "forecast"),
        ("a mutiny at one of the garrisons before the winter is over", ("armed_mutiny",), "forecast"),
        ("food in the city would run out in twenty days", ("shortage",), "forecast"),
        ("the minister intends to present the premier with an ultimatum", ("ultimatum",), "forecast"),
        ("he has sacked three generals", ("purge",), "report"),
        ("six generals met in the back room on Sunday", ("officer_meetings",), "report"),
        ("the brigade is moving to the capital", ("elite_redeployment",), "report"),
        ("morale at the front is poor", ("morale",), "assessment"),
        ("the army is short of shells", ("shortage",), "assessment"),
        ("it happened in 1911 with the old marshal", ("coup_attempt",), "analogy"),
    ],
)
def test_kind(words, events, wanted):
    assert kind(words, "", events, year=2031) == wanted


def test_what_holds_under_a_condition_is_a_forecast_unless_it_is_past():
    assert kind("we march on the capital", "", ("armed_mutiny",), year=2031, conditional=True) == "forecast"
    assert kind("they marched on the capital", "", ("armed_mutiny",), year=2031, conditional=True) == "report"


def test_a_cue_that_looks_ahead():
    assert kind("a coup", "warned", ("coup_attempt",), year=2031) == "forecast"
