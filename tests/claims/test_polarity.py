"""What a wording denies, and what it states by denying the opposite."""

import pytest

from .written import asked, only


@pytest.mark.parametrize(
    ("words", "event", "polarity"),
    [
        ("Vask won't be around next year", "leader_exit", "+"),
        ("Vask will survive the year", "leader_exit", "-"),
        ("He will still be president next year", "leader_exit", "-"),
        ("There will be no coup", "coup_attempt", "-"),
        ("A coup will not happen this year", "coup_attempt", "-"),
        ("There will be a coup this year", "coup_attempt", "+"),
        ("The guard will not shoot at the crowd", "disobedience", "+"),
        ("The guard will obey him", "disobedience", "-"),
        ("The war will not end this year", "war_end", "-"),
        ("I can't see a settlement", "settlement", "-"),
        ("The offensive will stall", "offensive_success", "-"),
        ("The coup would fail", "coup_success", "-"),
        ("Nobody wants a revolution in the capital", "uprising", "-"),
    ],
)
def test_polarity(words, event, polarity):
    one = only(words)
    assert (one.events[0], one.polarity) == (event, polarity)


def test_the_question_is_positive_and_its_probability_turned():
    stays = only("It is very likely that Vask will survive the year")
    assert asked(stays).startswith("leader_exit")
    assert stays.likelihood.high < 0.5
    goes = only("It is very likely that Vask won't be around next year")
    assert asked(goes).startswith("leader_exit")
    assert goes.likelihood.low > 0.5
