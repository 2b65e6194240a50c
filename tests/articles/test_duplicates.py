"""Near-duplicates: wire copy under new headlines, with cuts, and the passages that two articles share."""

from hypothesis import given
from hypothesis import strategies as st

from brumaire.articles import likeness, near_duplicates, read_bytes, shared_passages

WIRE = (
    "Colonel Ada Reyl, who commands the river brigade, said on Monday that her men would not fire on the crowd.",
    "If the palace does not pay the arrears by the spring, she said, the brigades will march on the capital.",
    "The ministry called the report an invention and said that all units were in their barracks and quiet.",
    "Diplomats in Vaska think that a coup before the harvest is unlikely, because the guard is still well paid.",
)


def article(*paragraphs: str):
    return read_bytes("\n\n".join(paragraphs).encode(), path=None)


FULL = article("Brigade will not fire, says colonel", *WIRE)
CUT = article("MUTINY LOOMS ON THE RIVER", *WIRE[:2])
REWORDED = article(
    "Arrears anger brigades",
    WIRE[1].replace("she said", "Colonel Reyl told the Courant"),
    "The harbour was calm on Tuesday, and ferries ran to the islands as on any other day of the week.",
    "Nobody at the town hall would say when the council, which last met before the floods, is to sit again.",
    "Fishermen complained of the price of diesel, of the weather, and of the new customs post on the mole.",
)
OTHER = article("Harbour calm", "The harbour was calm on Wednesday, and nobody spoke of the colonel or of her brigade.")


def test_a_cut_copy_under_another_headline_is_a_near_duplicate():
    found = near_duplicates([FULL, OTHER, CUT, REWORDED])
    assert [(pair.a, pair.b) for pair in found] == [(FULL.id, CUT.id)]
    assert found[0].containment > 0.8
    assert 0.35 < found[0].resemblance < 0.6


def test_shared_passages_stand_where_they_say():
    (passage,) = shared_passages(FULL, CUT)
    a, b = FULL.text[passage.start_a : passage.end_a], CUT.text[passage.start_b : passage.end_b]
    assert a == b
    assert a.startswith("Colonel Ada Reyl, who")
    assert a.endswith("march on the capital")


def test_a_few_changed_words_do_not_end_a_passage():
    changed = article(WIRE[1].replace("by the spring", "before spring comes"))
    (passage,) = shared_passages(FULL, changed)
    assert FULL.text[passage.start_a : passage.end_a] == WIRE[1].rstrip(".")
    assert changed.text[passage.start_b : passage.end_b].startswith("If the palace does not pay the arrears before")


def test_another_attribution_does_not_end_it_but_a_sentence_does():
    (passage,) = shared_passages(FULL, REWORDED)
    assert FULL.text[passage.start_a : passage.end_a].startswith(WIRE[1].rstrip("."))
    assert "Colonel Reyl told the Courant" in REWORDED.text[passage.start_b : passage.end_b]
    found = shared_passages(FULL, article(WIRE[0] + " " + WIRE[2].upper()))
    assert [FULL.text[p.start_a : p.end_a] for p in found] == [WIRE[0].rstrip("."), WIRE[2].rstrip(".")]


def test_teasers_do_not_make_articles_alike():
    teasers = ("READ MORE: Lake monster seen again by the fishing crew that saw it twice before in the same week",)
    a = article("Army split", WIRE[0], *teasers)
    b = article("Guard paid", WIRE[3], *teasers)
    assert shared_passages(a, b) == ()
    assert likeness(a, b).containment == 0


def test_nothing_is_compared_with_itself_or_twice():
    assert near_duplicates([FULL, FULL]) == ()
    assert len(near_duplicates([FULL, CUT, FULL])) == 1
    assert near_duplicates([]) == ()


def test_articles_without_words_are_alike_to_nothing():
    empty = article("…", "?!")
    assert likeness(empty, FULL).containment == 0
    assert near_duplicates([empty, FULL]) == ()


def test_text_that_repeats_itself_is_quick():
    refrain = article(" ".join(["the army will obey the palace and the guard"] * 4000) + ".")
    found = shared_passages(refrain, article("So: " + " ".join(["the army will obey the palace and the guard"] * 3000)))
    assert found[0].start_a == 0
    assert len(found) <= 4000


words = st.lists(
    st.sampled_from(["army", "palace", "guard", "the", "a", "coup", "10", "‘’", "’s", "ßtraße", "-", "İ"]), max_size=80
)


@given(words, words, words)
def test_passages_hold_the_same_words_and_comparison_is_symmetric(first, common, second):
    a, b = article(" ".join(["Head.", *first, *common])), article(" ".join(["Foot.", *common, *second]))
    found = likeness(a, b)
    again = likeness(b, a)
    assert (found.resemblance, found.containment) == (again.resemblance, again.containment)
    assert 0 <= found.resemblance <= found.containment <= 1
    previous = 0
    for passage in found.passages:
        assert previous <= passage.start_a < passage.end_a <= len(a.text)
        assert 0 <= passage.start_b < passage.end_b <= len(b.text)
        previous = passage.end_a
    assert likeness(a, a).resemblance in (0, 1)
