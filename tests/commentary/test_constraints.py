"""Which claims may constrain futures, and as which question."""

from __future__ import annotations

from datetime import date

from brumaire.commentary import constraints_of
from brumaire.questions import to_text

from .said import Paper

LIKELY = ("likely", 0.6, 0.8)


def only(paper):
    (constraint,) = constraints_of(paper.reading())
    return constraint


def test_a_forecast_with_question_probability_and_window_constrains():
    paper = Paper()
    claim = paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2032-01-01", likely=LIKELY)
    constraint = only(paper)
    assert (constraint.claim, constraint.speaker) == (claim.id, "Oslin")
    assert to_text(constraint.event) == "coup_attempt by 2032-01-01"
    assert (constraint.low, constraint.high) == (0.6, 0.8)


def test_what_never_constrains():
    paper = Paper()
    question = "coup_attempt by 2032-01-01"
    for kind in ("assessment", "report", "analogy"):
        paper.say("a coup is likely", question=question, likely=LIKELY, kind=kind)
    paper.say("a coup is likely", question=question, likely=LIKELY, headline=True)
    paper.say("a coup is coming", question=question)
    paper.say("a coup is likely", likely=LIKELY)
    paper.say("a coup is likely", question="coup_attempt", likely=LIKELY)
    paper.say("a coup is likely if luck fails", question=question, likely=LIKELY, condition="if luck fails")
    assert constraints_of(paper.reading()) == ()


def test_the_window_of_the_claim_becomes_that_of_its_question():
    paper = Paper()
    paper.say("a coup is likely", question="coup_attempt or purge", likely=LIKELY, closes=date(2032, 1, 1))
    assert to_text(only(paper).event) == "(coup_attempt or purge) by 2032-01-01"


def test_a_window_that_is_there_is_not_touched():
    paper = Paper()
    paper.say("a coup is likely", question="coup_attempt by 2031-06-01", likely=LIKELY, closes=date(2032, 1, 1))
    assert to_text(only(paper).event) == "coup_attempt by 2031-06-01"


def test_a_condition_comes_true_within_the_claim_where_it_says_no_time():
    paper = Paper()
    paper.say(
        "a coup is likely if they lose",
        question="coup_attempt by 2032-01-01",
        likely=LIKELY,
        condition="if they lose",
        given="defeat",
    )
    assert to_text(only(paper).event) == "coup_attempt by 2032-01-01 given defeat by 2032-01-01"


def test_words_of_possibility_mean_their_whole_interval():
    paper = Paper()
    paper.say("a coup could come", question="coup_attempt by 2032-01-01", likely=("could", 0.01, 0.7, "possibility"))
    assert (only(paper).low, only(paper).high) == (0.01, 0.7)


def test_the_article_speaks_where_nobody_else_does():
    paper = Paper(outlet="Harbour Herald")
    paper.say("a coup is likely", question="coup_attempt by 2032-01-01", likely=LIKELY)
    assert only(paper).speaker == "the article (Harbour Herald)"


def test_would_without_an_if_hangs_on_something_unsaid():
    paper = Paper()
    paper.say("that would be a coup", question="coup_attempt by 2032-01-01", likely=("would", 0.9, 1.0))
    assert constraints_of(paper.reading()) == ()
    paper.say(
        "if they lose it would be a coup",
        question="coup_attempt by 2032-01-01",
        likely=("would", 0.9, 1.0),
        condition="if they lose",
        given="defeat by 2031-12-01",
    )
    assert to_text(only(paper).event) == "coup_attempt by 2032-01-01 given defeat by 2031-12-01"


def test_a_window_that_was_over_when_the_article_appeared_is_no_forecast():
    paper = Paper()
    paper.say("the border of 2029 is likely", question="settlement", likely=LIKELY, closes=date(2029, 1, 1))
    assert constraints_of(paper.reading()) == ()


def test_a_time_can_be_assumed_for_those_that_name_none():
    paper = Paper()
    paper.say("a coup is likely", question="coup_attempt", likely=LIKELY)
    paper.say("a purge is likely", question="purge by 2031-06-01", likely=LIKELY)
    texts = [to_text(c.event) for c in constraints_of(paper.reading(), assume_by=date(2032, 2, 24))]
    assert texts == ["coup_attempt by 2032-02-24", "purge by 2031-06-01"]
