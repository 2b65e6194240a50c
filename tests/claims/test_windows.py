"""Words of time against the article's date: Friday 2 May 2031."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.claims.text.folding import fold
from brumaire.claims.windows import reading as windows

DAY = date(2031, 5, 2)


def read(sentence, published=DAY, *, past=False):
    found = windows.find(fold(sentence), sentence, 0, len(sentence), published, past=past)
    return found and (found.words, found.opens, found.closes)


@pytest.mark.parametrize(
    ("words", "opens", "closes"),
    [
        ("by the end of the year", None, date(2031, 12, 31)),
        ("before the year is out", None, date(2031, 12, 31)),
        ("by year-end", None, date(2031, 12, 31)),
        ("before the end of June", None, date(2031, 6, 30)),
        ("by the end of next month", None, date(2031, 6, 30)),
        ("no later than March", None, date(2032, 3, 31)),
        ("by 1 March", None, date(2032, 3, 1)),
        ("by the first of May", None, date(2031, 5, 1)),
        ("on Jan 10, 2033", date(2033, 1, 10), date(2033, 1, 10)),
        ("by March 1, 2033", None, date(2033, 3, 1)),
        ("by the 15th", None, date(2031, 5, 15)),
        ("by Friday", None, date(2031, 5, 9)),
        ("on Monday", date(2031, 5, 5), date(2031, 5, 5)),
        ("next Tuesday", date(2031, 5, 6), date(2031, 5, 6)),
        ("tomorrow", date(2031, 5, 3), date(2031, 5, 3)),
        ("next week", date(2031, 5, 5), date(2031, 5, 11)),
        ("this year", date(2031, 1, 1), date(2031, 12, 31)),
        ("early next year", date(2032, 1, 1), date(2032, 4, 30)),
        ("in the second half of next year", date(2032, 7, 1), date(2032, 12, 31)),
        ("in the third quarter of 2032", date(2032, 7, 1), date(2032, 9, 30)),
        ("in early 2032", date(2032, 1, 1), date(2032, 4, 30)),
        ("by mid-2032", None, date(2032, 8, 31)),
        ("in late June", date(2031, 6, 21), date(2031, 6, 30)),
        ("between June and September", date(2031, 6, 1), date(2031, 9, 30)),
        ("between 2032 and 2034", date(2032, 1, 1), date(2034, 12, 31)),
        ("by the autumn", None, date(2031, 11, 30)),
        ("before the winter", None, date(2031, 11, 30)),
        ("through the winter", None, date(2032, 2, 29)),
        ("in the summer of 2033", date(2033, 6, 1), date(2033, 8, 31)),
        ("this winter", date(2031, 12, 1), date(2032, 2, 29)),
        ("by Christmas", None, date(2031, 12, 25)),
        ("before Christmas", None, date(2031, 12, 24)),
        ("by Easter", None, date(2032, 3, 28)),
        ("within two weeks", DAY, date(2031, 5, 16)),
        ("within weeks", DAY, date(2031, 6, 27)),
        ("within 48 hours", DAY, date(2031, 5, 4)),
        ("in the coming months", DAY, date(2032, 5, 2)),
        ("over the next 18 months", DAY, date(2032, 11, 2)),
        ("in two or three years", DAY, date(2034, 5, 2)),
        ("a year from now", DAY, date(2032, 5, 2)),
        ("within the year", DAY, date(2032, 5, 2)),
        ("over the coming year", DAY, date(2032, 5, 2)),
        ("inside six months", DAY, date(2031, 11, 2)),
        ("in a matter of days", DAY, date(2031, 5, 16)),
        ("until 2036", None, date(2035, 12, 31)),
        ("this decade", date(2030, 1, 1), date(2039, 12, 31)),
        ("in the late 2030s", date(2037, 1, 1), date(2039, 12, 31)),
        ("soon", None, None),
        ("for much longer", None, None),
        ("before the election", None, None),
        ("by the harvest", None, None),
        ("in the new year", None, None),
    ],
)
def test_a_forecast(words, opens, closes):
    assert read(f"He will be gone {words}.") == (words, opens, closes)


@pytest.mark.parametrize(
    ("words", "opens", "closes"),
    [
        ("in November", date(2030, 11, 1), date(2030, 11, 30)),
        ("on Monday", date(2031, 4, 28), date(2031, 4, 28)),
        ("last year", date(2030, 1, 1), date(2030, 12, 31)),
        ("on 3 June", date(2030, 6, 3), date(2030, 6, 3)),
    ],
)
def test_a_report_looks_back(words, opens, closes):
    assert read(f"He was moved {words}.", past=True) == (words, opens, closes)


@pytest.mark.parametrize(
    "words", ["within two weeks", "by the spring", "by Friday", "next year", "by 1 March", "in late June"]
)
def test_an_article_without_a_date_keeps_the_words_only(words):
    assert read(f"He will be gone {words}.", None) == (words, None, None)


def test_an_article_without_a_date_knows_the_years_that_it_names():
    assert read("He will be gone by 2033.", None) == ("by 2033", None, date(2033, 12, 31))


@pytest.mark.parametrize(
    "sentence",
    [
        "He may go.",
        "The spring offensive failed.",
        "Troops march to the coast.",
        "He had 300 days of rations.",
        "on 31 June 2032",
    ],
)
def test_what_is_no_time(sentence):
    assert read(sentence) is None


def test_words_of_a_condition_are_left_out():
    sentence = "If nothing moves by June, he will be gone by 2033."
    found = windows.find(sentence, sentence, 0, len(sentence), DAY, past=False, holes=((0, 24),))
    assert found.words == "by 2033"


PARTS = str.split(
    "by before the end of March 2032 next Friday within two or three weeks 31 June Feb 29 in early mid late spring 1999 9999 0 hours year is out few half a from now ' İ"
)


@given(
    st.lists(st.sampled_from(PARTS), max_size=9).map(" ".join) | st.text(max_size=50),
    st.dates(date(1950, 1, 1), date(2090, 12, 31)) | st.none(),
    st.booleans(),
)
def test_words_are_verbatim_and_dates_in_order(text, published, past):
    found = windows.find(fold(text), text, 0, len(text), published, past=past)
    if found is not None:
        assert text[found.start : found.end] == found.words != ""
        assert found.opens is None or found.closes is None or found.opens <= found.closes
