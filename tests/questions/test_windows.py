"""The dates that a question covers."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.errors import QuestionError
from brumaire.questions import absolute, deadline, parse, to_text
from brumaire.questions.windows import reach

AS_OF = date(2023, 1, 31)


@pytest.mark.parametrize(
    ("text", "last", "open_"),
    [
        ("plot", None, True),
        ("plot by 2023-12-31", date(2023, 12, 31), False),
        ("plot between 2023-03-01 and 2023-04-01", date(2023, 4, 1), False),
        ("plot within 1 month", date(2023, 2, 28), False),
        ("plot by 2023-12-31 and victory", date(2023, 12, 31), True),
        ("plot by 2023-12-31 or victory by 2022-01-01", date(2023, 12, 31), False),
        ("plot given victory by 2024-01-01", date(2024, 1, 1), True),
        ("(plot and victory by 2023-02-01) by 2024-01-01", date(2024, 1, 1), False),
        ("(plot by 2030-01-01 or victory by 2023-02-01) by 2024-01-01", date(2024, 1, 1), False),
        ("(plot by 2023-03-01 or victory by 2023-02-01) by 2024-01-01", date(2023, 3, 1), False),
        ("plot within 30 days of victory", None, True),
        ("plot within 30 days of (victory by 2024-01-01)", date(2024, 1, 31), False),
        ("plot within 30 days before (victory by 2024-01-01)", date(2024, 1, 1), False),
        ("plot within 2 months of (victory by 2023-07-01)", date(2023, 9, 1), False),
        ("plot within 2 months of (victory by 2023-02-01)", date(2023, 4, 3), False),
        ("plot within 30 days of (victory by 2024-01-01 or talks)", date(2024, 1, 1), True),
        ("plot within 30 days before (victory by 2024-01-01 or talks)", date(2024, 1, 1), True),
        ("plot within 30 days of victory given victory by 2024-01-01", date(2024, 1, 31), False),
        ("plot within 30 days of victory given talks by 2024-01-01", date(2024, 1, 1), True),
        ("plot within 30 days of victory given not victory by 2024-01-01", date(2024, 1, 1), True),
        (
            "plot within 30 days of victory given talks by 2023-05-01 and victory by 2024-01-01",
            date(2024, 1, 31),
            False,
        ),
        ("(plot within 30 days of victory and talks) by 2023-05-01", date(2023, 5, 1), False),
        ("(plot within 30 days before victory and talks) by 2023-05-01", date(2023, 5, 1), True),
        (
            "plot within 1 day of (talks within 1 day of (victory by 2024-01-01))",
            date(2024, 1, 3),
            False,
        ),
        ("(plot or purge) within 30 days of (victory by 2024-01-01)", date(2024, 1, 31), False),
        ("plot given do(tanks=2)", None, True),
    ],
)
def test_reach(text, last, open_):
    found = reach(parse(text), AS_OF)
    assert (found.last, found.open) == (last, open_)
    assert deadline(parse(text), AS_OF) == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plot within 1 month", "plot by 2023-02-28"),
        ("plot by 2023-12-31", "plot by 2023-12-31"),
        ("plot within 30 days of (victory within 1 year)", "plot within 30 days of (victory by 2024-01-31)"),
        (
            "(plot within 1 week and not victory) by 2024-01-01 given talks within 2 days",
            "(plot by 2023-02-07 and not victory) by 2024-01-01 given talks by 2023-02-02",
        ),
        ("plot within 1 week given do(tanks=2)", "plot by 2023-02-07 given do(tanks=2)"),
    ],
)
def test_absolute(text, expected):
    fixed = absolute(parse(text), AS_OF)
    assert to_text(fixed) == expected
    assert absolute(fixed, date(2001, 1, 1)) == fixed


def test_the_longest_chain_of_windows_stays_in_the_calendar():
    chain = "victory by 2999-12-31"
    for _ in range(50):
        chain = f"plot within 100 years of ({chain})"
    assert deadline(parse(chain), AS_OF).year in range(7999, 8002)


@pytest.mark.parametrize("ask", [absolute, deadline])
def test_an_asking_date_out_of_range_is_an_error_of_the_question(ask):
    with pytest.raises(QuestionError, match="9999-12-31 is out of range"):
        ask(parse("plot within 3 days"), date(9999, 12, 31))
