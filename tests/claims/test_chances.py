"""Probabilities given as numbers: which words, which interval; numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.claims.likelihood import chances


@pytest.mark.parametrize(
    ("text", "words", "low", "mid", "high"),
    [
        ("there is a 30 per cent chance of a coup", "a 30 per cent chance", 0.3, 0.3, 0.3),
        ("the chance of a coup is 30%", "30%", 0.3, 0.3, 0.3),
        ("a 20 to 30 per cent chance of a coup", "a 20 to 30 per cent chance", 0.2, 0.25, 0.3),
        ("the odds are between 20 and 30 percent", "between 20 and 30 percent", 0.2, 0.25, 0.3),
        ("a coup is likely (55 to 75 per cent)", "55 to 75 per cent", 0.55, 0.65, 0.75),
        ("the chance is less than 10%", "less than 10%", 0.0, 0.05, 0.1),
        ("I'd put it at well under one percent", "well under one percent", 0.0, 0.005, 0.01),
        ("at most a five percent chance of a truce", "at most a five percent chance", 0.0, 0.025, 0.05),
        ("the risk is 15 per cent or less", "15 per cent or less", 0.0, 0.075, 0.15),
        ("the chance is at least 80 per cent", "at least 80 per cent", 0.8, 0.9, 1.0),
        ("a one in ten chance", "a one in ten chance", 0.1, 0.1, 0.1),
        ("maybe a 1-in-15 chance of a truce", "maybe a 1-in-15 chance", 0.0667, 0.0667, 0.0667),
        ("one chance in five that he goes", "one chance in five", 0.2, 0.2, 0.2),
        ("two chances in three", "two chances in three", 0.6667, 0.6667, 0.6667),
        ("One in two hundred, he said", "One in two hundred", 0.005, 0.005, 0.005),
        ("no better than one in eight", "no better than one in eight", 0.0, 0.0625, 0.125),
        ("nine times out of ten it fails", "nine times out of ten", 0.9, 0.9, 0.9),
        ("I would call it 60-40 that he goes", "60-40", 0.6, 0.6, 0.6),
        ("sixty-forty that he goes", "sixty-forty", 0.6, 0.6, 0.6),
        ("three to one against a coup", "three to one against", 0.25, 0.25, 0.25),
        ("I'd say three to one that he goes", "three to one", 0.75, 0.75, 0.75),
        ("bookmakers offer odds of 4/1", "4/1", 0.2, 0.2, 0.2),
        ("the minister is favourite at 4 to 6", "4 to 6", 0.6, 0.6, 0.6),
        ("Somebody tries anyway: 7%", "7%", 0.07, 0.07, 0.07),
        ("it is fifty-fifty", "fifty-fifty", 0.5, 0.5, 0.5),
        ("I would put the chance at perhaps a third", "perhaps a third", 0.3333, 0.3333, 0.3333),
        ("I'd put it at twenty-five", "twenty-five", 0.25, 0.25, 0.25),
    ],
)
def test_numbers(text, words, low, mid, high):
    one = chances.find(text)
    assert (text[one.start : one.end], one.low, one.mid, one.high) == (words, low, mid, high)


@pytest.mark.parametrize(
    "text",
    [
        "inflation is 30 per cent",
        "his approval fell by 12 percentage points",
        "the chances rose by 12 percentage points",
        "one in ten voters stayed at home",
        "one in ten years is dry",
        "a majority of 60 to 40 in the chamber",
        "they lost a third of the fleet",
        "the vote was 31 to 12",
        "40 per cent of the army has gone",
        "in 2031-32 the army grew",
        "one in the morning",
        "half the army has gone",
    ],
)
def test_what_is_no_probability(text):
    assert chances.find(text) is None


@given(
    st.lists(
        st.sampled_from(["one", "in", "ten", "a", "per cent", "30", "%", "chance", "to", "-", "0", "hundred", "no", "better than", "60", "40", "put it at", "odds", ",", "half", "/", "1,000", "999999999999999999"]),
        max_size=15,
    ).map(" ".join)
    | st.text(max_size=60)
)  # fmt: skip
def test_low_mid_high_are_in_order(text):
    one = chances.find(text)
    if one is not None:
        assert 0 <= one.low <= one.mid <= one.high <= 1
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    ("words", "value"),
    [("a hundred", 100.0), ("two hundred and fifty", 250.0), ("twelve", 12.0), ("1,200", 1200.0), ("ninety-nine", 99.0), ("three thousand", 3000.0), ("many", None)],
)  # fmt: skip
def test_number_words(words, value):
    assert chances.number(words) == value
