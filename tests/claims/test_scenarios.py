"""Conditions across sentences: what "in that case", "otherwise" and "then" go back to; concessives are notes."""

import pytest

from brumaire.claims import RuleTagger, read_claims
from brumaire.questions import to_text

from .written import article

SAID = "General Ada Ames spoke of President Orr and the war. “{}” she said."


def claim(sentences, words):
    found = [
        c for c in read_claims(article(SAID.format(sentences)), tagger=RuleTagger()).claims if words in c.content.quote
    ]
    assert len(found) == 1, [c.content.quote for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("sentences", "claimed", "words", "question"),
    [
        ("If he loses the war, the guard is finished. In that case there will be a coup.", "coup", "If he loses the war", "defeat"),
        ("If he loses the war, the guard is finished. Then there will be a coup.", "coup", "If he loses the war", "defeat"),
        ("If he loses the war, there will be a mutiny. Otherwise, there will be a ceasefire.", "ceasefire", "Otherwise", "not defeat"),
        ("There will be a ceasefire. Failing that, there will be a coup.", "coup", "Failing that", "not ceasefire"),
        ("There must be a ceasefire. If not, there will be a coup.", "coup", "If not", "not ceasefire"),
        ("Suppose he loses the war. Then there will be a coup.", "coup", "Suppose he loses the war", "defeat"),
        ("If he loses the war, the guard is finished. The army will stage a coup.", "coup", "If he loses the war", "defeat"),
        ("He must win the war or else there will be a coup.", "coup", "He must win the war", "not victory"),
        ("Lose the war and there will be a coup.", "coup", "Lose the war", "defeat"),
        ("Had he lost the war, there would have been a coup.", "coup", "Had he lost the war", "defeat"),
        ("There will be a coup only if he loses the war.", "coup", "only if he loses the war", "defeat"),
    ],
)  # fmt: skip
def test_conditions(sentences, claimed, words, question):
    one = claim(sentences, claimed)
    assert one.condition.span.quote == words
    assert to_text(one.condition.question) == question


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("There will be a coup even if he wins the war.", "even if he wins the war"),
        ("There will be a coup whether or not he wins the war.", "whether or not he wins the war"),
        ("With or without a ceasefire, there will be a coup.", "With or without a ceasefire"),
        (
            "There will be a coup if he resigns, or even if he stays in power.",
            "if he resigns, or even if he stays in power",
        ),
    ],
)
def test_what_holds_in_any_case_has_a_note_and_no_condition(sentence, note):
    one = claim(sentence, "coup")
    assert one.condition is None
    assert one.regardless.quote == note
    assert one.events == ("coup_attempt",)
    assert to_text(one.question) == "coup_attempt"


def test_a_condition_of_somebody_else_does_not_go_on():
    text = (
        "General Ada Ames spoke of President Orr and the war. “If he loses the war, there would be a mutiny,” she said.\n\n"
        "Colonel Bram Bode said: “There would be a coup.”"
    )
    claims = read_claims(article(text), tagger=RuleTagger()).claims
    (coup,) = [c for c in claims if "a coup" in c.content.quote]
    assert coup.condition is None


def test_a_time_is_no_condition():
    assert claim("When winter comes, there will be a coup.", "coup").condition is None
