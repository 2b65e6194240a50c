"""Each check on wording that it must report, and on wording that it must not."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.commentary import findings
from brumaire.commentary.comparable import implies
from brumaire.questions import parse

from .said import Paper, together

LIKELY = ("likely", 0.6, 0.8)
UNLIKELY = ("unlikely", 0.1, 0.3)


def found(reading, kind, **more):
    return [finding for finding in findings(reading, **more) if finding.kind == kind]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("coup_attempt by 2031-06-01", "coup_attempt by 2031-12-01", True),
        ("coup_attempt by 2031-12-01", "coup_attempt by 2031-06-01", False),
        ("coup_attempt by 2031-06-01", "coup_attempt", True),
        ("coup_attempt(by=guard) by 2031-06-01", "coup_attempt by 2031-06-01", True),
        ("coup_attempt by 2031-06-01", "(coup_attempt or armed_mutiny) by 2031-06-01", True),
        ("(coup_attempt or armed_mutiny) by 2031-06-01", "coup_attempt by 2031-06-01", False),
        ("coup_attempt by 2031-06-01 and purge by 2031-06-01", "purge by 2031-12-01", True),
        ("leader_exit(coup) by 2031-06-01", "leader_exit by 2031-06-01", True),
        ("leader_exit(coup) by 2031-06-01", "leader_exit(coup | uprising) by 2031-06-01", True),
        ("leader_exit(coup | uprising) by 2031-06-01", "leader_exit(coup) by 2031-06-01", False),
        ("leader_exit(coup) by 2031-06-01", "coup_attempt by 2031-06-01", True),
        ("mobilisation(amount >= 500000) by 2031-06-01", "mobilisation(amount >= 100000) by 2031-06-01", True),
        ("mobilisation(amount >= 100000) by 2031-06-01", "mobilisation(amount >= 500000) by 2031-06-01", False),
        ("not war_end by 2031-12-01", "not war_end by 2031-06-01", True),
        ("not war_end by 2031-06-01", "not war_end by 2031-12-01", False),
        ("coup_attempt by 2031-06-01 given defeat by 2031-05-01", "coup_attempt by 2031-06-01", False),
    ],
)
def test_implication(one, two, expected):
    assert implies(parse(one), parse(two)) is expected


def test_speakers_who_cannot_both_be_right():
    paper, other = Paper(), Paper("two", "Harbour Herald")
    one = paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2031-12-01", likely=LIKELY)
    two = other.say("a coup is unlikely", by="Resch", question="coup_attempt by 2031-12-01", likely=UNLIKELY)
    (finding,) = found(together(paper, other), "disagreement")
    assert finding.claims == (one.id, two.id)
    assert finding.text.replace("\u202f", " ") == (
        "Oslin puts a coup attempt by 1 December 2031 at 60–80 % (“likely”); "
        "Resch puts a coup attempt by 1 December 2031 at 10–30 % (“unlikely”)."
    )


@pytest.mark.parametrize(
    ("question", "likely"),
    [
        ("coup_attempt by 2031-12-01", ("possible", 0.01, 0.75, "possibility")),
        ("coup_attempt by 2031-06-01", UNLIKELY),
        ("purge by 2031-12-01", UNLIKELY),
        ("coup_attempt by 2031-12-01 given defeat by 2031-12-01", UNLIKELY),
    ],
)
def test_no_disagreement_where_both_may_be_right(question, likely):
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2031-12-01", likely=LIKELY)
    paper.say(f"it is {likely[0]}", by="Resch", question=question, likely=likely)
    assert found(paper.reading(), "disagreement") == []


def test_the_sooner_cannot_be_likelier_than_the_later():
    paper = Paper()
    paper.say("a coup is likely soon", by="Oslin", question="coup_attempt by 2031-06-01", likely=LIKELY)
    paper.say("a coup is unlikely", by="Resch", question="coup_attempt by 2031-12-01", likely=UNLIKELY)
    assert len(found(paper.reading(), "disagreement")) == 1


def test_flat_words_stand_against_flat_words():
    paper = Paper()
    paper.say("there will be talks", by="Oslin", question="talks by 2031-12-01")
    paper.say("there will be no talks", by="Resch", question="talks by 2031-12-01", polarity="-")
    (finding,) = found(paper.reading(), "disagreement")
    assert finding.text == (
        "Oslin flatly expects talks by 1 December 2031; Resch flatly does not expect talks by 1 December 2031."
    )


def test_one_speaker_against_himself_is_a_contradiction():
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2031-12-01", likely=LIKELY)
    paper.say("a coup is unlikely", by="Oslin", question="coup_attempt by 2031-12-01", likely=UNLIKELY)
    assert found(paper.reading(), "disagreement") == []
    (finding,) = found(paper.reading(), "contradiction")
    assert "“a coup is unlikely”" in finding.text


def test_far_from_the_base_rate():
    paper = Paper()
    claim = paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2031-12-01", likely=LIKELY)
    (finding,) = found(paper.reading(), "base rate", base_rates={claim.id: 0.02})
    assert finding.text.replace("\u202f", " ").endswith(
        "history alone has 2 %, lower by a factor of 73 in the odds (2.4 bits)."
    )
    assert found(paper.reading(), "base rate", base_rates={claim.id: 0.55}) == []
    assert found(paper.reading(), "base rate", base_rates={}) == []


def test_words_of_possibility_are_not_held_against_a_rare_event():
    paper = Paper()
    could = ("could", 0.01, 0.7, "possibility")
    claim = paper.say("a coup could come", by="Oslin", question="coup_attempt by 2031-12-01", likely=could)
    assert found(paper.reading(), "base rate", base_rates={claim.id: 0.0004}) == []


def test_a_headline_without_the_body_s_doubt():
    paper = Paper()
    head = paper.say("Velk WILL fall to a coup", question="coup_attempt", headline=True)
    body = paper.say(
        "a coup could come", by="Oslin", question="coup_attempt", likely=("could", 0.01, 0.7, "possibility")
    )
    (finding,) = found(paper.reading(), "headline")
    assert finding.claims == (head.id, body.id)
    assert finding.text == "The headline has “Velk WILL fall to a coup”; the body says “could”."


def test_a_headline_without_the_body_s_condition():
    paper = Paper()
    paper.say("Velk facing 'very bleak future' as pressure grows", headline=True)
    paper.say("if he loses it could be a very bleak future", by="Oslin", condition="if he loses")
    (finding,) = found(paper.reading(), "headline")
    assert finding.text.endswith("makes it hang on a condition (“if he loses”).")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (("could", 0.01, 0.7, "possibility"), ("could", 0.01, 0.7, "possibility")),
        (None, None),
        (LIKELY, LIKELY),
        (("could", 0.01, 0.7, "possibility"), LIKELY),
    ],
)
def test_a_headline_that_says_what_the_body_says(headline, body):
    paper = Paper()
    paper.say(
        f"a coup is {headline[0] if headline else 'near'}", question="coup_attempt", likely=headline, headline=True
    )
    paper.say(f"a coup is {body[0] if body else 'near'}", question="coup_attempt", likely=body)
    assert found(paper.reading(), "headline") == []


def test_a_headline_is_held_against_its_own_article_only():
    paper, other = Paper(), Paper("two")
    paper.say("Velk WILL fall to a coup", question="coup_attempt", headline=True)
    other.say("a coup could come", question="coup_attempt", likely=("could", 0.01, 0.7, "possibility"))
    assert found(together(paper, other), "headline") == []


def test_an_analogy_with_the_wrong_decade_and_manner():
    paper = Paper()
    paper.say(
        "they did the same to Konstantin Chernenko in the 1970s, and called it illness",
        by="Oslin",
        kind="analogy",
        events=("leader_killed", "concealment"),
    )
    (finding,) = found(paper.reading(), "analogy")
    assert finding.text.endswith(
        "It is placed in the 1970s. It speaks of force or of a death covered up. On record, Chernenko "
        "(Russia (Soviet Union)) left office on 10 March 1985 by natural death."
    )
    assert finding.source == "archigos.csv RUS-1984"


def test_the_man_in_one_sentence_and_the_manner_in_the_next():
    paper = Paper()
    paper.say("it happened with Yuri Andropov", by="Oslin", kind="analogy", events=("other",))
    paper.say("they said he was ill when he was dead", by="Oslin", kind="analogy", events=("concealment",))
    (finding,) = found(paper.reading(), "analogy")
    assert (
        "On record, Andropov (Russia (Soviet Union)) left office on 9 February 1984 by natural death." in finding.text
    )


def test_an_analogy_that_the_record_bears_out():
    paper = Paper()
    paper.say(
        "it was so with Galtieri in 1982, whom his own generals removed", kind="analogy", events=("coup_attempt",)
    )
    paper.say("as when Andropov died in the eighties", kind="analogy", events=("natural_death",))
    paper.say("as with Nobody Known in the 1950s", kind="analogy", events=("leader_killed",))
    assert found(paper.reading(), "analogy") == []


def test_vague_words_say_what_they_leave_open():
    paper = Paper()
    paper.say("the future is dark", by="Oslin")
    paper.say("morale will crack", by="Oslin", question="morale by 2031-12-01")
    paper.say("talks will come if luck holds", by="Resch", question="talks by 2031-12-01", condition="if luck holds")
    paper.say("a coup is likely", by="Resch", question="coup_attempt", likely=LIKELY)
    paper.say("a purge is likely", by="Oslin", question="purge", likely=LIKELY)
    paper.say("talks will come", by="Oslin", question="talks by 2031-12-01")
    texts = [finding.text for finding in found(paper.reading(), "vague")]
    assert texts == [
        "Oslin: “the future is dark” names no event that could be checked.",
        "Oslin: “morale will crack” is about morale, and there is no measure of morale that two judges would read alike.",
        "Resch: “talks will come if luck holds” hangs on a condition that no rule decides (“if luck holds”).",
        "2 forecasts do not say by when, and so can never be wrong: Resch (a coup attempt); Oslin (a purge).",
    ]


def test_a_window_that_is_over():
    paper = Paper()
    claim = paper.say("a coup is likely", by="Oslin", question="coup_attempt", likely=LIKELY, closes=date(2031, 3, 1))
    (finding,) = found(paper.reading(), "lapsed", as_of=date(2031, 3, 1))
    assert finding.claims == (claim.id,)
    assert "was to show by 1 March 2031" in finding.text
    assert found(paper.reading(), "lapsed", as_of=date(2031, 2, 28)) == []
    assert found(paper.reading(), "lapsed") == []


def test_who_says_might_does_not_deny_bound_to():
    paper = Paper()
    paper.say("a coup might come", by="Oslin", question="coup_attempt", likely=("might", 0.01, 0.6, "possibility"))
    paper.say("a coup is bound to come", by="Resch", question="coup_attempt", likely=("bound to", 0.9, 0.99))
    assert found(paper.reading(), "disagreement") == []
    paper.say("a coup is impossible", by="Resch", question="coup_attempt", likely=("impossible", 0.0, 0.005))
    assert len(found(paper.reading(), "disagreement")) == 1


def test_an_open_question_stands_against_nothing():
    paper = Paper()
    paper.say("a coup is unlikely", by="Oslin", question="coup_attempt", likely=UNLIKELY)
    paper.say("whether a coup comes is open", by="Oslin", question="coup_attempt")
    assert found(paper.reading(), "contradiction") == []


def test_a_date_in_the_past_of_the_article_is_no_window():
    paper = Paper()
    paper.say("the border of 2029 could return", question="settlement", closes=date(2029, 1, 1))
    assert found(paper.reading(), "lapsed", as_of=date(2031, 3, 1)) == []


@pytest.mark.parametrize(
    ("headline", "findings_expected"),
    [
        ("Velk facing 'very bleak future' as pressure grows", 1),
        ("Velk could be facing a very bleak future, expert fears", 0),
        ("Is Velk facing a very bleak future?", 0),
        ("Ten things to do in Port Sarne", 0),
    ],
)
def test_a_headline_without_a_claim_of_its_own_is_read_by_its_words(headline, findings_expected):
    paper = Paper().head(headline)
    could = ("could", 0.01, 0.7, "possibility")
    body = paper.say("if he loses it could be a very bleak future", by="Oslin", likely=could, condition="if he loses")
    found_here = found(paper.reading(), "headline")
    assert [finding.claims for finding in found_here] == [(body.id,)] * findings_expected
