"""How many: numbers with their bounds and what they count; numbers that count nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.claims import quantities
from brumaire.claims.text.folding import fold


def read(text):
    return [(q.words, q.low, q.value, q.high, q.unit) for q in quantities.find(fold(text), text, 0, len(text), [])]


@pytest.mark.parametrize(
    ("text", "words", "low", "value", "high", "unit"),
    [
        ("tens of thousands of soldiers", "tens of thousands", 20000, 30000, 99000, "soldiers"),
        ("an estimated 30,000 soldiers", "an estimated 30,000", 27000, 30000, 33000, "soldiers"),
        ("half-a-million men", "half-a-million", 500000, 500000, 500000, "men"),
        ("half a million troops", "half a million", 500000, 500000, 500000, "troops"),
        ("at least 4,000 men", "at least 4,000", 4000, 4000, 6000, "men"),
        ("up to 900 tanks", "up to 900", 450, 900, 900, "tanks"),
        ("Some 100 days into the war", "Some 100", 90, 100, 110, "days"),
        ("a few hundred soldiers", "a few hundred", 200, 300, 900, "soldiers"),
        ("a couple of hundred boys", "a couple of hundred", 200, 200, 300, "boys"),
        ("20 to 30 tanks", "20 to 30", 20, 25, 30, "tanks"),
        ("between 5,000 and 7,000 men", "between 5,000 and 7,000", 5000, 6000, 7000, "men"),
        ("2 to 3 million people", "2 to 3 million", 2e6, 2.5e6, 3e6, "people"),
        ("1.5 million men", "1.5 million", 1.5e6, 1.5e6, 1.5e6, "men"),
        ("2.5m people", "2.5m", 2.5e6, 2.5e6, 2.5e6, "people"),
        ("a dozen officers", "a dozen", 12, 12, 12, "officers"),
        ("more than 300 trucks", "more than 300", 300, 300, 450, "trucks"),
        ("a hundred thousand people", "a hundred thousand", 1e5, 1e5, 1e5, "people"),
        ("nine retired generals", "nine", 9, 9, 9, "generals"),
        ("two deputy ministers were arrested", "two", 2, 2, 2, "ministers"),
        ("some 900 marines", "some 900", 810, 900, 990, "marines"),
        ("$40 million", "$40 million", 4e7, 4e7, 4e7, "dollars"),
        ("one third of its armour", "one third", 0.3333, 0.3333, 0.3333, None),
        ("40 per cent of the army", "40 per cent", 40, 40, 40, "per cent"),
        ("three of the five islands", "three", 3, 3, 3, "islands"),
    ],
)  # fmt: skip
def test_quantities(text, words, low, value, high, unit):
    assert read(f"They have lost {text} now.")[0] == (words, low, value, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "He was born in 1962.",
        "The marshal, 71, is ill.",
        "He is 71 years old.",
        "It will end in two years.",
        "One of the men spoke.",
        "They met on 3 June.",
        "They fly the F-16 and drive the Leopard 2.",
        "He spoke at one.",
        "Inflation is 30 per cent.",
        "Operation 12 failed.",
    ],
)
def test_what_counts_nothing(text):
    assert read(text) == []


def test_spans_to_skip_are_left_out():
    text = "by 20 June they lose 300 men"
    assert [q.words for q in quantities.find(text, text, 0, len(text), [(0, 10)])] == ["300"]


PARTS = str.split(
    "between and some 10 1,000 20 half a million dozen tens of thousands to or two hundred - $ 5m men tanks days per cent % third of the an estimated 99999999999999999999 more than İ ,"
)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join) | st.text(max_size=60))
def test_words_are_verbatim_and_bounds_in_order(text):
    for one in quantities.find(fold(text), text, 0, len(text), []):
        assert text[one.start : one.end] == one.words != ""
        assert 0 <= one.low <= one.value <= one.high
