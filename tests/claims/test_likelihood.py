"""Words of probability: which phrase, which interval, which way round."""

import json
from importlib import resources

import pytest

from brumaire.claims import RuleTagger, read_claims
from brumaire.claims.likelihood import words as likelihood

from .written import article, claim, claims

SAID = "General Ada Ames said of President Orr and the war: “{}”"


@pytest.mark.parametrize(
    ("sentence", "words", "low", "mid", "high"),
    [
        ("A coup is likely.", "likely", 0.6, 0.75, 0.85),
        ("A coup is very likely.", "very likely", 0.75, 0.9, 0.95),
        ("A coup is unlikely.", "unlikely", 0.05, 0.2, 0.3),
        ("A coup is not likely.", "not likely", 0.05, 0.2, 0.3),
        ("A coup is highly unlikely.", "highly unlikely", 0.01, 0.05, 0.2),
        ("The prospects of a coup are pretty low.", "pretty low", 0.05, 0.1, 0.25),
        ("There is little chance of a coup.", "little chance", 0.05, 0.1, 0.2),
        ("There is bound to be a coup.", "bound to", 0.9, 0.95, 0.99),
        ("There will probably be a coup.", "probably", 0.51, 0.7, 0.8),
        ("There will probably not be a coup.", "will probably not", 0.068, 0.25, 0.4),
        ("There will be a coup.", "will", 0.913, 1.0, 1.0),
        ("There won’t be a coup.", "won’t", 0.0, 0.0, 0.087),
        ("A coup is a real possibility.", "a real possibility", 0.2, 0.6, 0.8),
        ("I put the chance of a coup at 30 per cent.", "30 per cent", 0.3, 0.3, 0.3),
        ("There is a one in ten chance of a coup.", "a one in ten chance", 0.1, 0.1, 0.1),
        ("The chance of a coup is less than 10%.", "less than 10%", 0.0, 0.05, 0.1),
        ("I would call it 60-40 that there is a coup.", "60-40", 0.6, 0.6, 0.6),
        ("I doubt there will be a coup.", "doubt", 0.05, 0.2, 0.4),
        ("A coup is not very likely.", "not very likely", 0.05, 0.2, 0.3),
        ("A coup is hardly likely.", "hardly likely", 0.05, 0.2, 0.3),
        ("A coup is increasingly likely.", "increasingly likely", 0.6, 0.75, 0.85),
        ("A coup is as likely as not.", "as likely as not", 0.5, 0.5, 0.5),
        ("A coup is more likely than not.", "more likely than not", 0.51, 0.6, 0.65),
        ("The odds of a coup are better than even.", "better than even", 0.51, 0.6, 0.65),
        ("Whether there is a coup is a coin toss.", "a coin toss", 0.5, 0.5, 0.5),
        ("There is no realistic prospect of a coup.", "no realistic prospect", 0.01, 0.02, 0.1),
        ("Nine times out of ten there is a coup.", "Nine times out of ten", 0.9, 0.9, 0.9),
        ("A coup is likely (55 to 75 per cent).", "likely (55 to 75 per cent)", 0.55, 0.65, 0.75),
        ("I would not be surprised by a coup.", "would not be surprised", 0.6, 0.75, 0.85),
        ("He will not stay in power.", "will not", 0.913, 1.0, 1.0),
        ("He will stay in power.", "will", 0.0, 0.0, 0.087),
    ],
)
def test_probability(sentence, words, low, mid, high):
    (one,) = claims(SAID.format(sentence))
    p = one.likelihood
    assert p.words == words
    assert (p.strength, p.low, p.mid, p.high) == ("probability", low, mid, high)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("There could be a coup.", "could"),
        ("There might be a coup.", "might"),
        ("A coup is possible.", "possible"),
        ("I fear a coup.", "fear"),
        ("A coup cannot be ruled out.", "cannot be ruled out"),
        ("I would not rule out a coup.", "would not rule out"),
        ("There could possibly be a coup.", "could possibly"),
        ("There may well be a coup.", "may well"),
        ("There might just be a coup.", "might just"),
        ("A coup is entirely possible.", "entirely possible"),
        ("A coup is far from certain.", "far from certain"),
    ],
)
def test_possibility_claims_little(sentence, words):
    p = claim(SAID.format(sentence), "coup").likelihood
    assert (p.words, p.strength, p.low, p.mid, p.high) == (words, "possibility", 0.01, None, 0.6)
    assert "readers take it as" in p.yardstick


def test_probability_words_outrank_modals_and_possibility():
    assert claim(SAID.format("A coup might well be likely."), "coup").likelihood.words == "likely"


def test_an_open_question_claims_nothing():
    assert claim(SAID.format("Whether a coup would succeed is an open question."), "coup").likelihood is None


def test_ability_is_no_probability():
    assert claim(SAID.format("The army has the strength to fight and can see at night."), "night").likelihood is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The president could not read the letter about the coup.",
        "From the roof he could see the coup.",
        "The guns can fire 40 kilometres into the coup.",
        "Visitors may enter the hall of the coup.",
        "He would often speak of the coup.",
        "The army used all its might in the coup.",
        "The coup could have been prevented.",
        "A coup is twice as likely as a mutiny.",
        "A coup is less likely than a mutiny.",
        "Approval of the coup fell by 12 percentage points.",
    ],
)
def test_what_is_no_word_of_probability(sentence):
    found = likelihood.find(sentence, 0, len(sentence), [], at=None, speaker=None)
    assert found is None


@pytest.mark.parametrize(
    ("text", "words", "strength"),
    [
        ("General Ada Ames said there would be a coup against President Orr.", None, None),
        ("“There would be a coup against President Orr,” said General Ada Ames.", "would", "possibility"),
        ("“If President Orr lost the war there would be a coup,” said General Ada Ames.", "would", "probability"),
    ],
)
def test_would_is_the_past_of_will_in_reported_speech_and_a_hedge_in_direct(text, words, strength):
    (one,) = [c for c in read_claims(article(text), tagger=RuleTagger()).claims if "coup" in c.content.quote]
    found = one.likelihood and (one.likelihood.words, one.likelihood.strength)
    assert found == (words and (words, strength))


def test_confidence_is_no_probability():
    text = "We judge with moderate confidence that there is a coup."
    assert likelihood.find(text, 0, len(text), [], at=None, speaker=None) is None


def test_a_comparison_gives_no_probability():
    assert claim(SAID.format("A mutiny is more likely than a coup."), "coup").likelihood is None


def test_the_nearest_phrase_is_marked_judged():
    assert claim(SAID.format("There is bound to be a coup."), "coup").likelihood.yardstick.startswith("judged")
    assert not claim(SAID.format("A coup is likely."), "coup").likelihood.yardstick.startswith("judged")


@pytest.mark.parametrize(
    ("who", "name", "low", "high"),
    [
        ("a US intelligence analyst", "ICD 203", 0.55, 0.8),
        ("a British intelligence analyst", "PHIA", 0.55, 0.75),
    ],
)
def test_yardsticks_of_intelligence_analysts(who, name, low, high):
    p = claim(f"Ada Ames, {who}, said a coup against President Orr was likely.", "coup").likelihood
    assert p.yardstick.startswith(name)
    assert (p.low, p.high) == (low, high)


def test_the_shipped_table_is_the_computed_one(shared):
    import runpy

    computed = runpy.run_path("training/words.py")["table"](shared / "data" / "words")
    shipped = json.loads(
        resources.files("brumaire.claims.likelihood").joinpath("phrases.json").read_text(encoding="utf-8")
    )
    assert shipped == computed
