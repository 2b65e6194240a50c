"""Which events a question names, whether exits alone answer it, whether it can enter the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.questions import ExitOnly, event_names, is_exit_only, ledger_problem, parse
from brumaire.records import MANNERS, By


def test_event_names_reach_into_anchors_brackets_and_the_condition():
    text = "plot within 3 days of (victory or (talks and purge)) and not (plot and coup) given ceasefire"
    assert event_names(parse(text)) == ("plot", "victory", "talks", "purge", "leader_exit", "ceasefire")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leader_exit by 2024-01-01", ExitOnly(MANNERS, By(date(2024, 1, 1)))),
        ("leader_exit(natural_death | coup)", ExitOnly(("coup", "natural_death"), None)),
        ("not coup by 2024-01-01", ExitOnly(("coup",), By(date(2024, 1, 1)), negated=True)),
        ("leader_exit(coup, fate=killed) by 2024-01-01", None),
        ("coup within 30 days of victory", None),
        ("coup by 2024-01-01 given victory", None),
        ("coup by 2024-01-01 given do(tanks=2)", None),
        ("coup or natural_death", None),
        ("(coup or natural_death) by 2024-01-01", None),
        ("uprising by 2024-01-01", None),
    ],
)
def test_exit_only(text, expected):
    assert is_exit_only(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("coup_attempt by 2024-01-01", None),
        ("not settlement by 2024-01-01 given victory by 2023-06-01", None),
        ("coup_attempt within 30 days of (victory by 2024-01-01)", None),
        ("coup_attempt within 30 days of victory given victory by 2024-01-01", None),
        ("coup_attempt", "no window"),
        ("coup_attempt by 2024-01-01 given victory", "no window"),
        ("coup_attempt by 2024-01-01 or victory", "no window"),
        ("coup_attempt within 30 days of victory", "no window"),
        ("coup_attempt within 30 days", "within 30 days counts from the asking date"),
        ("coup_attempt by 2024-01-01 given do(tanks=2)", "lever"),
        ("morale(low) by 2024-01-01", "morale cannot be checked"),
        ("coup_attempt by 2024-01-01 given plot by 2023-06-01", "plot cannot be checked"),
        ("leader_killed by 2024-01-01", "reads the truth"),
    ],
)
def test_ledger_problem(text, problem):
    found = ledger_problem(parse(text))
    if problem is None:
        assert found is None
    else:
        assert problem in found
