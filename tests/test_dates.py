"""Durations follow the calendar; steps do not depend on where the simulation ends."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.dates import Calendar, Duration, after, day_number, days, parse_date, parse_duration
from brumaire.errors import BrumaireError

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("text", ["2023-02-30", "2023-2-3", "24 February 2023", "20230224", "", "2023-W01-1"])
def test_what_is_not_a_date_is_refused_with_the_form_to_use(text):
    with pytest.raises(BrumaireError, match="YYYY-MM-DD"):
        parse_date(text, where="case.yaml:4")


@pytest.mark.parametrize("text", ["0 days", "six months", "6", "1.5 years", "-2 days", "3 fortnights"])
def test_what_is_not_a_duration_is_refused(text):
    with pytest.raises(BrumaireError, match="whole number"):
        parse_duration(text)


@given(st.integers(1, 999), st.sampled_from(["day", "week", "month", "year"]))
def test_durations_round_trip(amount, unit):
    assert parse_duration(str(Duration(amount, unit))) == Duration(amount, unit)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        (date(2024, 1, 31), Duration(1, "month"), date(2024, 2, 29)),
        (date(2023, 1, 31), Duration(1, "month"), date(2023, 2, 28)),
        (date(2024, 2, 29), Duration(1, "year"), date(2025, 2, 28)),
        (date(2022, 6, 5), Duration(24, "month"), date(2024, 6, 5)),
        (date(2023, 12, 31), Duration(2, "week"), date(2024, 1, 14)),
    ],
)
def test_a_duration_later(start, duration, end):
    assert after(start, duration) == end


def test_a_duration_earlier():
    assert after(date(2024, 3, 31), Duration(1, "month"), sign=-1) == date(2024, 2, 29)


@given(DAYS, st.integers(1, 200), st.sampled_from(["day", "week", "month", "year"]))
def test_calendar_and_mean_length_agree_within_four_days(start, amount, unit):
    assert abs(day_number(after(start, Duration(amount, unit)), start) - days(Duration(amount, unit))) <= 4


@given(
    DAYS,
    st.integers(1, 900),
    st.integers(1, 900),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30)), max_size=3),
)
def test_steps_do_not_depend_on_the_end(start, first, second, ranges):
    daily = tuple((start + timedelta(days=a), start + timedelta(days=a + n)) for a, n in ranges)
    short, long = sorted((first, second))
    calendar = Calendar(daily)
    a, b = (calendar.steps(start, start + timedelta(days=n)) for n in (short, long))
    assert a[:-1] == b[: len(a) - 1]
    assert a[0] == 0
    assert a[-1] == short
    assert all(0 < y - x <= 7 for x, y in itertools.pairwise(a))
    inside = {k for lo, n in ranges for k in range(lo, lo + n + 1)}
    assert all(k in b for k in inside if 0 < k <= long)
