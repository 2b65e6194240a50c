"""Who says it: pronouns, surnames, roles and apposition resolved through the article, in order and out of order."""

import pytest

from .written import claim, claims

INTRODUCED = (
    "Colonel Ada Ames, a retired gunner who served in the hills for twelve years, warned that a coup was likely.\n\n"
    "Marek Dole, a professor of law at Westmere University, said the army would stay loyal and a coup would fail.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ames said there would be a mutiny.", "Ada Ames"),
        ("Colonel Ames said there would be a mutiny.", "Ada Ames"),
        ("The colonel said there would be a mutiny.", "Ada Ames"),
        ("The retired gunner said there would be a mutiny.", "Ada Ames"),
        ("The former artilleryman said there would be a mutiny.", "Ada Ames"),
        ("The professor said there would be a mutiny.", "Marek Dole"),
        ("The academic said there would be a mutiny.", "Marek Dole"),
        ("He said there would be a mutiny.", "Marek Dole"),
        ("Mr Dole said there would be a mutiny.", "Marek Dole"),
        ("There would be a mutiny, the colonel said.", "Ada Ames"),
        ("“There will be a mutiny,” said Ames.", "Ada Ames"),
        ("“There will be a mutiny.”", "Marek Dole"),
        ("According to Ames, there will be a mutiny.", "Ada Ames"),
        ("There will be a mutiny, according to Dole.", "Marek Dole"),
        ("A senior officer said there would be a mutiny.", "senior officer"),
        ("The defence ministry said there would be a mutiny.", "defence ministry"),
        ("Two diplomats said there would be a mutiny.", "Two diplomats"),
        ("Halvia said there would be a mutiny.", "Halvia"),
    ],
)
def test_sources_are_resolved(sentence, name):
    assert claim(INTRODUCED + sentence, "a mutiny").speaker.name == name


def test_role_and_affiliation_come_from_apposition():
    speaker = claim(INTRODUCED, "coup would fail").speaker
    assert (speaker.role, speaker.affiliation, speaker.kind) == ("professor of law", "Westmere University", "person")
    assert claim(INTRODUCED, "coup was likely").speaker.role == "retired gunner"


def test_a_quotation_may_precede_its_speaker_by_a_paragraph():
    text = "“The army will launch a coup.\n\n“It is only a matter of time,” said General Ada Ames, who led the guard."
    assert claim(text, "launch a coup").speaker.name == "Ada Ames"


def test_quotation_paragraphs_go_on_with_the_last_speaker_through_teasers():
    text = (
        "General Ada Ames said: “The war cannot be won.\n\n“The generals are furious with the president.\n\n"
        "READ MORE: Goat elected mayor of Sarn\n\n“There will be a coup within weeks.”\n\nMarek Dole disagreed."
    )
    assert {c.speaker.name for c in claims(text)} == {"Ada Ames"}
    assert len(claims(text)) == 3


def test_two_cues_of_one_source():
    text = "General Ada Ames said both armies are preparing for a major offensive but warned that a coup was possible."
    found = claims(text)
    assert [c.content.quote.removeprefix("that ") for c in found] == [
        "both armies are preparing for a major offensive",
        "a coup was possible",
    ]
    assert {c.speaker.name for c in found} == {"Ada Ames"}


def test_a_lost_space_after_the_cue():
    text = "General Ada Ames claimedboth armies will launch a major offensive. She believesdefeat would lead to a coup."
    assert [c.speaker.name for c in claims(text)] == ["Ada Ames", "Ada Ames"]


def test_a_nested_source_is_the_holder():
    text = "“The State Guard think that President Orr has to go,” General Ada Ames said of the troops at the front."
    one = claim(text, "has to go")
    assert (one.speaker.name, one.holder) == ("Ada Ames", "State Guard")


def test_hearsay_has_no_speaker():
    text = "There has been speculation President Orr could announce a mobilisation of half-a-million men for the war."
    one = claim(text, "mobilisation")
    assert one.speaker is None
    assert one.attribution is not None


def test_an_indirect_question_states_nothing():
    text = "General Ada Ames explained why a coup could follow the defeat of the army in the war. He left early."
    assert claims(text) == ()


def test_negated_belief_denies():
    text = "General Ada Ames does not believe that a coup will follow the defeat of the army."
    one = claim(text, "a coup")
    assert (one.polarity, one.likelihood.mid) == ("-", 0.2)


def test_the_same_article_gives_the_same_claims_whatever_is_read_beside_it():
    before = claims(INTRODUCED)
    claims("General Marek Dole said President Ames would resign. The general said a coup had failed.")
    assert claims(INTRODUCED) == before
