"""What denies an event, whichever words deny it, and what denies only that it goes on."""

import pytest

from .written import SAID_OF_A_MUTINY, asked, claims, only


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("A coup cannot succeed", "coup_success"),
        ("The generals cannot remove him", "leader_exit"),
        ("The port will fall", "territory_lost"),
        ("The port cannot fall", "territory_lost"),
        ("The port won't fall", "territory_lost"),
        ("The port will not fall", "territory_lost"),
        ("They won't win", "victory"),
        ("The war cannot be won", "victory"),
        ("The war cannot go on like this", "war_ongoing"),
        ("The war will not go on", "war_ongoing"),
        ("There will be no talks", "talks"),
        ("There will be no protests", "uprising"),
    ],
)
def test_a_denial_in_any_form_denies_and_turns_the_probability(words, event):
    one = only(words)
    denied = words != "The port will fall"
    assert (one.events[0], one.polarity) == (event, "-" if denied else "+")
    assert (one.likelihood.high < 0.5) == denied


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("He cannot survive the year", "leader_exit"),
        ("He will not see the spring", "leader_exit"),
        ("The war will not end this year, and it is far from over", "war_end"),
    ],
)
def test_a_denial_that_belongs_to_the_phrase(words, event):
    one = only(words)
    assert one.events[0] == event
    assert (one.polarity == "+") == (one.likelihood.high > 0.5) == (event == "leader_exit")


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("The army of the north cannot go on losing men", "losses"),
        ("We can't keep bleeding men for one village", "losses"),
        ("They can no longer go on like this losing tanks by the hundred", "losses"),
        ("No army can carry on losing officers at this rate", "losses"),
        ("He cannot go on sacking generals", "purge"),
        ("The crown can't continue to lose ships", "losses"),
    ],
)
def test_what_cannot_go_on_is_going_on(words, event):
    one = only(words)
    assert event in one.events
    assert (one.polarity, one.likelihood) == ("+", None)


@pytest.mark.parametrize("words", ["They can't keep fighting", "The two armies cannot go on fighting"])
def test_going_on_itself_is_denied(words):
    one = only(words)
    assert ("war_ongoing" in one.events, one.polarity) == (True, "-")


@pytest.mark.parametrize("words", ["The army will not lose men in a fortress", "The army cannot lose men there"])
def test_losses_are_denied_where_nothing_goes_on(words):
    assert only(words).polarity == "-"


def test_what_is_set_apart_is_not_denied():
    one = only("He has months, not years")
    assert (one.events, one.polarity) == (("leader_exit",), "+")


def test_a_subject_in_the_clause_before():
    one = only("The police had been paid and will obey")
    assert (one.events[0], one.polarity) == ("disobedience", "-")


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("The soldiers will not stand by while he is overthrown", "coup_attempt"),
        ("They will not rest until he is gone", "leader_exit"),
    ],
)
def test_a_denial_ends_where_another_clause_begins(words, event):
    one = only(words)
    assert (one.events[0], one.polarity, one.likelihood) == (event, "+", None)


@pytest.mark.parametrize(
    ("words", "event", "said"),
    [
        ("The officers will not wait for the vote but will remove him", "coup_attempt", "will"),
        ("The officers will not wait but may overthrow him", "coup_attempt", "may"),
        ("They won't negotiate but will overthrow him", "coup_attempt", "will"),
    ],
)
def test_what_a_denial_is_set_against_is_said_with_its_own_words(words, event, said):
    one = only(words)
    assert (one.events[0], one.polarity, one.likelihood.words) == (event, "+", said)


def test_a_denial_behind_but_denies():
    one = only("The officers will wait but will not remove him")
    assert (one.events[0], one.polarity) == ("leader_exit", "-")
    assert one.likelihood.high < 0.1


def test_a_denial_in_a_condition_denies_nothing_of_what_is_conditional():
    one = only("If he doesn't sign, he will have a heart attack")
    assert (one.events[0], one.polarity, one.likelihood.low) == ("incapacity", "+", pytest.approx(0.913))
    assert one.condition.span.quote == "If he doesn't sign"


def test_a_source_who_asks_not_to_be_named_says_nothing_by_it():
    text = SAID_OF_A_MUTINY.format("The mutiny will spread").replace(
        "\n\n",
        "\n\nAn officer in the capital, who asked not to be named because he feared arrest, said that the guard would not fire.\n\n",
        1,
    )
    assert not [c.content.quote for c in claims(text) if "named" in c.content.quote]


@pytest.mark.parametrize(
    "words", ["He will not stand again", "He will not seek another term", "He won't run for re-election"]
)
def test_a_denial_that_is_part_of_the_event_affirms_it(words):
    one = only(words)
    assert (one.events[0], one.polarity, one.likelihood.low) == ("leader_exit", "+", pytest.approx(0.913))


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("He will still be president in 2035", "leader_exit by 2034-12-31"),
        ("He will not be in office in 2035", "leader_exit by 2035-12-31"),
        ("He will be gone in 2035", "leader_exit between 2035-01-01 and 2035-12-31"),
    ],
)
def test_who_is_still_there_in_a_year_has_not_left_before_it(words, question):
    assert asked(only(words)) == question
