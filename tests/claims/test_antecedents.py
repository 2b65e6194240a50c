"""Where a condition's words begin and end, form by form; what only looks like a condition is none."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brumaire.claims.conditions import antecedents as conditions
from brumaire.claims.conditions import bounds
from brumaire.claims.text.folding import fold


def found(sentence):
    folded = fold(sentence)
    return [
        (sentence[c.start : c.end], c.form) for c in conditions.antecedents(folded, 0, len(folded)) if not c.concessive
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("If the guard refuses the order, the palace will fall.", "If the guard refuses the order"),
        ("If the guard refuses the order the palace will fall.", "If the guard refuses the order"),
        ("The palace will fall if the guard, which has not been paid, refuses the order.", "if the guard, which has not been paid, refuses the order"),
        ("The palace will fall if the guard refuses, but nobody expects that.", "if the guard refuses"),
        ("He will go only if the army asks him to.", "only if the army asks him to"),
        ("He will stay unless the army asks him to go.", "unless the army asks him to go"),
        ("Should he lose the city, the army would act.", "Should he lose the city"),
        ("The army would act should he lose the city.", "should he lose the city"),
        ("Were he to lose the city, the army would act.", "Were he to lose the city"),
        ("The army would act were the marshal to lose the city.", "were the marshal to lose the city"),
        ("Had the guard refused the order, the palace would have fallen.", "Had the guard refused the order"),
        ("The palace would have fallen had the guard refused the order.", "had the guard refused the order"),
        ("In the event of a mutiny the port will close.", "In the event of a mutiny"),
        ("The port will close in the event that the crews mutiny.", "in the event that the crews mutiny"),
        ("In case the crews mutiny, the port will close.", "In case the crews mutiny"),
        ("Without a truce, the town will starve.", "Without a truce"),
        ("The town could not hold out without fresh supplies from the coast.", "without fresh supplies from the coast"),
        ("Absent a truce, the town will starve.", "Absent a truce"),
        ("Barring a miracle, he will lose the vote.", "Barring a miracle"),
        ("Short of a miracle, he will lose the vote.", "Short of a miracle"),
        ("In the absence of a deal the strikes will go on.", "In the absence of a deal"),
        ("He will stay as long as the guard is paid.", "as long as the guard is paid"),
        ("So long as the guard is paid, he will stay.", "So long as the guard is paid"),
        ("He will stay provided the guard is paid.", "provided the guard is paid"),
        ("He would resign on condition that his sons go free.", "on condition that his sons go free"),
        ("Assuming the guard is paid, he will stay.", "Assuming the guard is paid"),
        ("Once the marshal is gone, the guard will split.", "Once the marshal is gone"),
        ("The guard will split once the marshal is gone.", "once the marshal is gone"),
        ("Another defeat in the hills would finish him.", "Another defeat in the hills"),
        ("Any attempt to move the court would provoke a strike.", "Any attempt to move the court"),
        ("Failure to hold the pass would mean the end of the siege.", "Failure to hold the pass"),
        ("The loss of the bridge could cost him the war.", "The loss of the bridge"),
        ("Lose the capital and he is finished.", "Lose the capital"),
        ("He must hold the pass or else the siege is over.", "He must hold the pass"),
        ("His future depends on whether the guard stays loyal.", "whether the guard stays loyal"),
        ("He would be gone if President Orr, whose term ends in June, stayed away.", "if President Orr, whose term ends in June, stayed away"),
        ("They will send nothing unless a truce is tried first.", "unless a truce is tried first"),
        ("A failed offensive would also, in all probability, force a new call-up.", "A failed offensive"),
        ("A defeat will finish the general.", "A defeat"),
        ("With Voll you would get talks by the autumn.", "With Voll"),
        ("But for the rain, the column would have reached the town.", "But for the rain"),
    ],
)  # fmt: skip
def test_the_words_of_a_condition(sentence, words):
    assert [quote for quote, _ in found(sentence)] == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "It looks as if the guard will refuse.",
        "Nobody knows if the guard will refuse.",
        "The general asked if the guard would refuse.",
        "A truce will be difficult, if not impossible, to reach.",
        "Few, if any, of the crews will return.",
        "He left the hall without saying what he would do.",
        "The army had fallen short of a victory and would not try again.",
        "He had the guard moved to the coast.",
        "When the front broke, the general said he would resign.",
        "The minister should have known.",
        "The crown will pass to the next king without a shot.",
        "Any attempt would come from the guards.",
        "The marshal, if I may say so, will go.",
        "The fleet, if the bulletin is to be believed, will sail.",
        "She must go quietly or face a vote.",
        "Where were the troops?",
        "The ministry was absent from the talks, which will go on.",
        "He is loyal and the guard is too.",
    ],
)
def test_what_is_no_condition(sentence):
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The war will go on even if he is killed.", "even if he is killed"),
        ("Even if he is killed, the war will go on.", "Even if he is killed"),
        ("The war will go on whether or not he stays.", "whether or not he stays"),
        ("With or without a truce, the town will starve.", "With or without a truce"),
        ("The war will go on regardless of who rules.", "regardless of who rules"),
        ("No matter who rules, the war will go on.", "No matter who rules"),
    ],
)
def test_a_concessive_is_marked_as_one(sentence, words):
    (one,) = conditions.antecedents(sentence, 0, len(sentence))
    assert (sentence[one.start : one.end], one.concessive) == (words, True)


def test_a_word_that_a_tagger_cut_off_is_taken_back():
    text = "The general said failure to hold the pass would mean the end of the siege."
    (one,) = conditions.antecedents(text, text.index("to hold"), len(text))
    assert text[one.start : one.end] == "failure to hold the pass"


def test_otherwise_turns_the_condition_round():
    text = "Otherwise, the guard will act."
    (one,) = conditions.antecedents(text, 0, len(text))
    assert (text[one.start : one.end], one.form, one.turned) == ("Otherwise", "back", True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["if", "unless", "should he", "had he", "without", "even if", "or else", "any", ",", "would", "will", "and", "the army", "acts", "'", '"', "(", "İf", "ß", "\u202e", "."]),
        max_size=40,
    ),
    st.text(max_size=10),
)  # fmt: skip
def test_conditions_lie_inside_in_order_and_apart(parts, noise):
    text = fold(" ".join([*parts, noise]))
    places = [(c.start, c.end) for c in conditions.antecedents(text, 0, len(text))]
    assert places == sorted(places)
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(b <= c for (_, b), (c, _) in pairwise(places))


def test_a_consequent_before_and_behind():
    for text, words in (
        ("If the guard refuses, the palace will fall.", "the palace will fall"),
        ("The palace will fall if the guard refuses.", "The palace will fall"),
    ):
        (one,) = conditions.antecedents(text, 0, len(text))
        place = bounds.consequent(text, one.start, one.end)
        assert text[slice(*place)] == words
