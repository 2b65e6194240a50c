"""Numbers for reading: never 0 or 100 per cent for what can happen, never more digits than help."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.commentary.numbers import NARROW, bits, day_in_words, error_points, interval, one_in, percent, points


def plain(text):
    return text.replace(NARROW, " ")


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_a_chance_is_never_shown_as_none_or_certain(p):
    shown = plain(percent(p))
    assert shown not in {"0 %", "100 %", "0.0 %", "100.0 %"}
    assert not shown.startswith(("0 %", "100"))


@given(st.floats(min_value=0.001, max_value=0.999))
def test_what_is_shown_is_near_what_is_meant(p):
    number = float(plain(percent(p)).removesuffix(" %"))
    assert abs(number - 100 * p) <= (0.51 if 9.9 < 100 * p < 90.1 else 0.051)


@given(st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_order_is_kept(p, q):
    def rank(x):
        text = plain(percent(x)).removesuffix(" %")
        return {"under 0.1": 0.05, "over 99.9": 99.95}.get(text) or float(text)

    if p <= q:
        assert rank(p) <= rank(q)


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.0, "0 %"),
        (1e-12, "under 0.1 %"),
        (0.00099, "under 0.1 %"),
        (0.001, "0.1 %"),
        (0.0125, "1.2 %"),
        (0.06, "6 %"),
        (0.0996, "10 %"),
        (0.5, "50 %"),
        (0.9, "90 %"),
        (0.964, "96.4 %"),
        (0.9996, "over 99.9 %"),
        (1.0, "100 %"),
    ],
)
def test_literal_values(p, shown):
    assert plain(percent(p)) == shown


def test_no_future_out_of_many_is_not_impossible():
    assert plain(percent(0.0, effective=20_000)) == "under 0.1 %"
    assert plain(percent(1.0, effective=150)) == "over 98 %"
    assert plain(percent(0.0, effective=0)) == "under 99.9 %"


def test_bounds_of_an_interval_are_not_certain_unless_words_say_so():
    assert plain(interval(0.0, 1.0)) == "under 0.1 % to over 99.9 %"
    assert plain(interval(0.0, 1.0, words=True)) == "0–100 %"
    assert plain(interval(1.0, 1.0)) == "100 %"


def test_differences_and_errors():
    assert points(-0.0149) == "−1.5"
    assert points(-0.0001) == "under −0.1"
    assert points(0.25) == "+25"
    assert error_points(0.0149) == "± 1.5"
    assert bits(0.004) == "under 0.1"


def test_odds_and_days():
    assert one_in(0.25) == "about 1 in 4"
    assert one_in(0.6) == ""
    assert one_in(0.0) == ""
    assert day_in_words(date(2031, 12, 9)) == "9 December 2031"
