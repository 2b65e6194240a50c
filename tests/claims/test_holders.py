"""Whose thought it is inside somebody's words."""

import pytest

from brumaire.claims.speakers import holders

from .written import claim, claims

INTRO = "Colonel Karl Brandt commands the State Guard of President Rex Orr in the war.\n\n"


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("The State Guard think he has to go", "State Guard"),
        ("But their generals fear a purge", "their generals"),
        ("Officers of his year say he is finished", "Officers of his year"),
        ("He knows that it is over", "He"),
        ("In Sarn the police now believe that it is over", "police"),
        ("Many people close to him doubt it", "Many people close to him"),
        ("I think he has to go", None),
        ("There is no chance of that", None),
        ("The tanks are stuck in the mud", None),
        ("The government is expected to fall", None),
        ("If he says yes, they go home", None),
    ],
)
def test_a_statement_may_begin_with_its_holder(words, holder):
    assert holders.find(words, 0, len(words)) == holder


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("“The State Guard think that President Orr has to be overthrown,” General Ada Ames said.", "State Guard"),
        ("“Brandt thinks that President Orr will be overthrown in a coup,” General Ada Ames said.", "Karl Brandt"),
        ("“The colonel thinks that President Orr will be overthrown,” General Ada Ames said.", "Karl Brandt"),
        ("“President Orr will be overthrown in a coup,” General Ada Ames said.", None),
        ("General Ada Ames said she believed that President Orr would be overthrown in a coup.", None),
    ],
)
def test_the_holder_is_named_as_the_article_names_him(words, name):
    one = claim(INTRO + words, "overthrown")
    assert (one.speaker.name, one.holder) == ("Ada Ames", name)


def test_he_in_a_quotation_is_never_the_speaker():
    text = INTRO + "“Orr is afraid. He knows that there will be a coup within weeks,” General Karl Brandt said."
    found = [c for c in claims(text) if "coup" in c.content.quote]
    assert [(c.speaker.name, c.holder) for c in found] == [("Karl Brandt", "Rex Orr")]
