"""By when, and how many: words of time against the article's date, numbers with their bounds."""

from datetime import date

import pytest

from .written import claim

SAID = "General Ada Ames said of President Orr and the war: “{}”"


@pytest.mark.parametrize(
    ("words", "opens", "closes"),
    [
        ("by the end of the year", None, date(2031, 12, 31)),
        ("before the end of June", None, date(2031, 6, 30)),
        ("by 1 March", None, date(2032, 3, 1)),
        ("by March 1, 2033", None, date(2033, 3, 1)),
        ("this year", date(2031, 1, 1), date(2031, 12, 31)),
        ("next year", date(2032, 1, 1), date(2032, 12, 31)),
        ("next spring", date(2032, 3, 1), date(2032, 5, 31)),
        ("this winter", date(2031, 12, 1), date(2032, 2, 29)),
        ("within two weeks", date(2031, 5, 2), date(2031, 5, 16)),
        ("within weeks", date(2031, 5, 2), date(2031, 6, 27)),
        ("in the next twelve months", date(2031, 5, 2), date(2032, 5, 2)),
        ("in the early part of this year", date(2031, 1, 1), date(2031, 6, 30)),
        ("in 2035", date(2035, 1, 1), date(2035, 12, 31)),
        ("soon", None, None),
        ("before long", None, None),
    ],
)
def test_windows(words, opens, closes):
    window = claim(SAID.format(f"There will be a coup {words}."), "coup").window
    assert (window.words, window.opens, window.closes) == (words, opens, closes)


def test_a_report_looks_back():
    window = claim(SAID.format("The army was forced to withdraw from Tarvo in November."), "Tarvo").window
    assert (window.opens, window.closes) == (date(2030, 11, 1), date(2030, 11, 30))


def test_without_a_date_the_window_is_open():
    one = claim(SAID.format("There will be a coup within two weeks."), "coup", published=None)
    assert (one.window.words, one.window.opens, one.window.closes) == ("within two weeks", None, None)
    assert one.question.clause.window is None


@pytest.mark.parametrize(
    ("words", "low", "value", "high", "unit"),
    [
        ("tens of thousands of soldiers", 20000, 30000, 99000, "soldiers"),
        ("an estimated 30,000 soldiers", 27000, 30000, 33000, "soldiers"),
        ("half-a-million men", 500000, 500000, 500000, "men"),
        ("at least 4,000 men", 4000, 4000, 6000, "men"),
        ("up to 900 tanks", 450, 900, 900, "tanks"),
        ("some 100 tanks", 90, 100, 110, "tanks"),
        ("a few hundred soldiers", 200, 300, 900, "soldiers"),
        ("20 to 30 tanks", 20, 25, 30, "tanks"),
        ("1.5 million men", 1500000, 1500000, 1500000, "men"),
    ],
)
def test_quantities(words, low, value, high, unit):
    (quantity,) = claim(SAID.format(f"The army has lost {words}."), "lost").quantities
    assert (quantity.low, quantity.value, quantity.high, quantity.unit) == (low, value, high, unit)
    assert quantity.words in words


def test_years_and_probabilities_are_no_quantities():
    one = claim(SAID.format("The chance of a coup in 2032 is 30 per cent."), "coup")
    assert one.quantities == ()
