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


MANY = (
    "The State Security Committee (KSB) runs the prisons of Halvia, where Halvia's army is at war.\n\n"
    "Helena Moor, who was ambassador in Sarn until last year, said a coup would fail.\n\n"
    "Max Orlan, known as the Butcher, warned that a coup was near. The country was calm.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The former envoy said there would be a mutiny.", "Helena Moor", "person"),
        ("She said there would be a mutiny.", "Helena Moor", "person"),
        ("He said there would be a mutiny.", "Max Orlan", "person"),
        ("The Butcher said there would be a mutiny.", "Max Orlan", "person"),
        ("Moor herself said there would be a mutiny.", "Helena Moor", "person"),
        ("Moor and Ralf Senn said there would be a mutiny, and Ralf Senn left.", "Helena Moor and Ralf Senn", "group"),
        ("The KSB said there would be a mutiny.", "State Security Committee", "organisation"),
        ("Halvia said there would be a mutiny.", "Halvia", "state"),
        ("The palace said there would be a mutiny.", "palace", "organisation"),
        (
            "Two officials familiar with the talks said there would be a mutiny.",
            "Two officials familiar with the talks",
            "group",
        ),
        ("Analysts said there would be a mutiny.", "Analysts", "group"),
        ("Petra Sole, the new envoy, disagrees. She said there would be a mutiny.", "Petra Sole", "person"),
        ("Its spokeswoman, Vera Dahl, said there would be a mutiny.", "Vera Dahl", "person"),
        (
            "A spokesman for the KSB spoke. The defence ministry said there would be a mutiny.",
            "defence ministry",
            "organisation",
        ),
    ],
)
def test_gender_number_bodies_and_nicknames(sentence, name, kind):
    speaker = claim(MANY + sentence, "a mutiny").speaker
    assert (speaker.name, speaker.kind) == (name, kind)


def test_an_unnamed_source_of_the_first_paragraph_is_named_later():
    text = (
        "President Orr will be overthrown in a coup within weeks, a former spy has claimed.\n\n"
        "Malin Reese, who ran agents in the capital for years, said the guard would turn on him in a coup."
    )
    assert {c.speaker.name for c in claims(text)} == {"Malin Reese"}


def test_we_is_the_institute_that_publishes_and_i_the_author():
    note = "Sarn after the mutiny\n\nHarbour Centre for Security Studies\n\nWe judge that a coup against President Orr is likely."
    assert claim(note, "is likely").speaker.name == "Harbour Centre for Security Studies"
    blog = "Sarn after the mutiny\n\nBy Tessa Quill\n\nI think that a coup against President Orr is likely this year."
    assert claim(blog, "is likely").speaker.name == "Tessa Quill"


@pytest.mark.parametrize("mark", [":", " \u2014"])
def test_an_interview_by_its_labels(mark):
    text = (
        "Who rules in Sarn?\n\nDr Helena Moor treated two presidents. She spoke to Ivo Lind.\n\n"
        f"Q{mark} Will President Orr go?\n\nA{mark} President Orr will be overthrown in a coup this year.\n\n"
        f"Q{mark} And the army?\n\nA{mark} There will be a mutiny in the army before that."
    )
    assert {c.speaker.name for c in claims(text)} == {"Helena Moor"}
    talk = f"HOST{mark} Will he go?\n\nREYL{mark} There will be a coup.\n\nHOST{mark} When?\n\nREYL{mark} There will be a mutiny first."
    assert {c.speaker.name for c in claims(talk)} == {"REYL"}


def test_who_opened_the_quotation_goes_on_after_another_name():
    text = (
        "Marek Dole said the army would stay loyal.\n\n“There will be a coup,” said General Ada Ames. “I know them.\n\n"
        "“There will be a mutiny, too.”"
    )
    assert claim(text, "a mutiny").speaker.name == "Ada Ames"


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


PAIR = "Colonel Ada Ames told reporters that a coup was likely. Sir Karl Brandt, a former judge, said a coup would fail.\n\n"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Both said there would be a mutiny.", "Ada Ames and Karl Brandt"),
        ("The two said there would be a mutiny.", "Ada Ames and Karl Brandt"),
        ("Both experts said there would be a mutiny.", "Both experts"),
        ("Both sides said there would be a mutiny.", "Both sides"),
        ("Two diplomats said it was over. Both said there would be a mutiny.", "Two diplomats"),
        ("The former said there would be a mutiny.", "Ada Ames"),
        ("The latter said there would be a mutiny.", "Karl Brandt"),
        ("The 61-year-old said there would be a mutiny.", "Karl Brandt"),
        ("The mother-of-two said there would be a mutiny.", "Ada Ames"),
        ("Nobody in Sarn said there would be a mutiny.", None),
        ("A palace insider said it was over. The source added there would be a mutiny.", "palace insider"),
        ("One officer who served there said there would be a mutiny.", "officer"),
        ("One of them, a member of the council, said there would be a mutiny.", "member of the council"),
        (
            "Two diplomats, who asked not to be named, were more cautious. They said there would be a mutiny.",
            "Two diplomats",
        ),
        ("A friend at the embassy is less certain; she thinks there will be a mutiny.", "friend at the embassy"),
        ("A statement from the opposition Civic Front said there would be a mutiny.", "Civic Front"),
        (
            "According to the latest bulletin of the Peace Group, an independent network, there will be a mutiny.",
            "Peace Group",
        ),
    ],
)
def test_who_is_picked_out_of_those_met_before(sentence, name):
    speaker = claim(PAIR + sentence, "a mutiny").speaker
    assert (speaker.name if speaker else None) == name


def test_a_dateline_is_no_part_of_a_source():
    text = "SARN, 12 May - A senior officer said on Sunday that a coup against President Orr was likely."
    assert claim(text, "was likely").speaker.name == "senior officer"


def test_a_defector_announced_first_is_the_first_one_named():
    text = (
        "President Orr could face a coup within weeks, a defector has revealed.\n\n"
        "Former tank commander Ines Kroll fled in March. She said there would be a mutiny.\n\n"
        "Defence expert Karl Brandt said a purge was likely."
    )
    assert claim(text, "a coup").speaker.name == "Ines Kroll"


def test_what_an_institute_makes_or_its_people_judge_is_its_own():
    note = "Outlook for Sarn\n\nHarbour Centre for Security Studies\n\n"
    ours = claim(note + "Our analysts judge that a coup against President Orr is likely.", "is likely")
    own = claim(note + "The Centre's own indicators suggest that a purge of the army is under way.", "purge")
    assert [c.speaker.name for c in (ours, own)] == ["Harbour Centre for Security Studies"] * 2


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Hulking Stig Maren, a bodyguard, said there would be a mutiny.", "Stig Maren"),
        ("Her husband Tomas, a mechanic, said there would be a mutiny.", "Tomas"),
        ("Commenter Bluebird wrote that there would be a mutiny.", "Bluebird"),
        ("My friend Marta K. says there will be a mutiny.", "Marta K"),
        ("The aide, Count Piers Vandel, said there would be a mutiny.", "Piers Vandel"),
        ("Ryle Osk of the Gulf Institute was on the radio. In his view there will be a mutiny.", "Ryle Osk"),
        ("Three readers wrote in to object. Another pointed out that there would be a mutiny.", "Three readers"),
        ("Officials told Friday papers of it. The police said there would be a mutiny.", "police"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(sentence, name):
    assert claim(PAIR + sentence, "a mutiny").speaker.name == name


@pytest.mark.parametrize("line", ["posted by Oliver Pell | 9 September", "Written by Oliver Pell", "Oliver Pell"])
def test_a_byline_in_other_words(line):
    text = f"Five thoughts on Sarn\n\n{line}\n\nI think that a coup against President Orr is likely this year."
    assert claim(text, "is likely").speaker.name == "Oliver Pell"


def test_an_author_is_called_by_his_surname_in_a_note():
    text = (
        "Outlook for Sarn\n\nHarbour Centre for Security Studies\n\nYlva Hamdan and Leif Torvald\n\n"
        "In an earlier paper, Torvald suggested that the guard would stage a coup against President Orr."
    )
    assert claim(text, "stage a coup").speaker.name == "Leif Torvald"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The Sarn Courier reported that a purge had begun. The newspaper said there would be a mutiny.",
            "Sarn Courier",
        ),
        (
            "A former deputy chief of police said it was over. That official said there would be a mutiny.",
            "former deputy chief of police",
        ),
    ],
)
def test_the_newspaper_and_that_official(sentence, name):
    assert claim(PAIR + sentence, "a mutiny").speaker.name == name


def test_who_is_told_does_not_say_it():
    told = "A letter\n\nColonel Ada Ames was told that the coup against President Orr had been called off by the army."
    assert [c.speaker for c in claims(told) if "called off" in c.content.quote] == [None]


def test_a_name_behind_its_verb_goes_before_one_in_the_sentence_before():
    text = (
        INTRODUCED
        + "By law the crown would pass to the speaker, Lucas Etame. In practice, says Ames, the army would stage a coup."
    )
    assert claim(text, "stage a coup").speaker.name == "Ada Ames"
