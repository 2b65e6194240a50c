"""On which condition: the antecedent's words, its question, and what it refers back to."""

import pytest

from .written import asked, claim, claims, condition

SAID = "General Ada Ames said of President Orr and the war: “{}”"


@pytest.mark.parametrize(
    ("sentence", "words", "question"),
    [
        ("If the army is defeated, there will be a coup.", "If the army is defeated", None),
        ("There will be a coup if he loses the war.", "if he loses the war", "defeat"),
        ("Unless there is a ceasefire, there will be a coup.", "Unless there is a ceasefire", "not ceasefire"),
        ("In the event of a mutiny, there could be a coup.", "In the event of a mutiny", "armed_mutiny"),
        ("Without a peace deal there will be a coup.", "Without a peace deal", "not settlement"),
        ("Should he lose the war, there will be a coup.", "Should he lose the war", "defeat"),
        ("There will be no coup as long as there is no mutiny.", "as long as there is no mutiny", "not armed_mutiny"),
        ("Failure to reach a ceasefire would lead to a coup.", "Failure to reach a ceasefire", None),
        ("Another defeat in the war could lead to a coup.", "Another defeat in the war", "defeat"),
        ("There will be a coup if both offensives fail.", "if both offensives fail", "not offensive_success"),
        (
            "There could be a coup if he resigns, or even if he wins the war.",
            "if he resigns, or even if he wins the war",
            "leader_exit or victory",
        ),
    ],
)
def test_antecedents(sentence, words, question):
    one = claim(SAID.format(sentence), "coup")
    assert one.condition.span.quote == words
    if question is not None:
        assert condition(one) == question
        assert asked(one) == f"coup_attempt given {question}"


def test_an_antecedent_may_refer_back():
    text = SAID.format("He needs a victory before the autumn. If he can’t achieve that, there will be a coup.")
    one = claim(text, "there will be a coup")
    assert (one.condition.span.quote, condition(one)) == ("If he can’t achieve that", "not victory")


def test_would_goes_on_under_a_condition_given_before():
    text = (
        "In the event of a coup, the general would be arrested, said Professor Ada Ames of the war. “There would be a mutiny.\n\n"
        "“The war will go on.”"
    )
    mutiny = claim(text, "a mutiny")
    assert asked(mutiny) == "armed_mutiny given coup_attempt"
    assert mutiny.condition.span.quote == "In the event of a coup"
    assert claim(text, "will go on").condition is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody knows if there will be a coup.",
        "It looks as if there will be a coup.",
        "I wonder if there will be a coup.",
    ],
)
def test_not_every_if_is_a_condition(sentence):
    text = SAID.format(sentence)
    assert all(c.condition is None for c in claims(text))
