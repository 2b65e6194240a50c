"""The forecasts F1 to F22 of domain.md section 2 as questions, and their resolutions from the record."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.questions import absolute, deadline, ledger_problem, parse, to_text, verdict
from brumaire.records import Happened

A, B = date(2023, 1, 31), date(2022, 6, 5)
GIVEN_COUP = "given leader_exit(coup) by 2024-06-05"
GIVEN_LOSS = "given territory_lost(east) by 2023-06-05"

# id, asking date, question, deadline. F1, F5 and F14 have none: their events are vague or left open.
FORECASTS = [
    ("F2", A, "coup_attempt by 2025-01-31 given not victory by 2023-06-30", date(2025, 1, 31)),
    ("F3", A, "(coup_attempt or armed_mutiny or ultimatum) by 2025-01-31", date(2025, 1, 31)),
    ("F4", A, "uprising by 2025-01-31", date(2025, 1, 31)),
    ("F6", A, "war_end(adversary) by 2025-12-31", date(2025, 12, 31)),
    ("F7", A, "victory by 2025-12-31 or not war_end by 2025-12-31", date(2025, 12, 31)),
    ("F8", A, "war_aims(met) by 2023-12-31 given capability(own_forces, level=high) by 2023-12-31", date(2023, 12, 31)),
    ("F9 on", A, "offensive_success(adversary) by 2023-12-31 given do(tanks=deliver)", date(2023, 12, 31)),
    ("F9 off", A, "offensive_success(adversary) by 2023-12-31 given do(tanks=withhold)", date(2023, 12, 31)),
    ("F10", A, "mobilisation(amount >= 500000) by 2023-02-24", date(2023, 2, 24)),
    ("F11", A, "(offensive(own_forces) and offensive(adversary)) by 2023-12-31", date(2023, 12, 31)),
    ("F12", B, "leader_exit(coup, fate=killed, cover=illness) by 2024-06-05", date(2024, 6, 5)),
    (
        "F13",
        B,
        f"coup_attempt(military_intelligence) within 6 months of territory_lost(east) {GIVEN_LOSS}",
        date(2023, 12, 5),
    ),
    (
        "F15",
        B,
        "elite_redeployment within 30 days before coup_attempt given coup_attempt by 2024-06-05",
        date(2024, 6, 5),
    ),
    ("F16", B, f"successor_harder by 2024-06-05 {GIVEN_COUP}", date(2024, 6, 5)),
    (
        "F17",
        B,
        "renewed_offensive(adversary_capital) by 2024-06-05 given successor_harder by 2024-06-05",
        date(2024, 6, 5),
    ),
    ("F18", B, f"successor(head_of_army | head_of_security_service) by 2024-06-05 {GIVEN_COUP}", date(2024, 6, 5)),
    ("F19", B, "nuclear_use by 2025-06-05", date(2025, 6, 5)),
    ("F20", B, "not settlement by 2025-12-31", date(2025, 12, 31)),
    ("F21 12", B, "leader_exit(coup | natural_death) within 12 months", date(2023, 6, 5)),
    ("F21 24", B, "leader_exit(coup | natural_death) within 24 months", date(2024, 6, 5)),
    ("F21 36", B, "leader_exit(coup | natural_death) within 36 months", date(2025, 6, 5)),
    ("F22", B, "leader_exit(fate=killed | suicide | died) by 2025-06-05", date(2025, 6, 5)),
]

RECORD = [
    Happened(date(2022, 9, 10), "territory_lost", {"place": "east"}, "domain.md section 2, F13: September 2022"),
    Happened(date(2022, 9, 21), "mobilisation", {"amount": 300000.0}, "recalled, unchecked"),
    Happened(date(2023, 2, 15), "offensive", {"by": "own"}, "domain.md section 2, F11: in 2023"),
    Happened(date(2023, 6, 15), "offensive", {"by": "adversary"}, "domain.md section 2, F11: in 2023"),
    Happened(date(2023, 6, 24), "armed_mutiny", {"by": "mercenaries"}, "domain.md section 2, F2"),
]
RESOLUTIONS = {
    "F2": "no",
    "F3": "yes",
    "F4": "no",
    "F6": "no",
    "F7": "yes",
    "F8": None,
    "F9 on": None,
    "F9 off": None,
    "F10": "no",
    "F11": "yes",
    "F12": "no",
    "F13": "no",
    "F15": "void",
    "F16": "void",
    "F17": "void",
    "F18": "void",
    "F19": "no",
    "F20": "yes",
    "F21 12": "no",
    "F21 24": "no",
    "F21 36": "no",
    "F22": "no",
}


@pytest.mark.parametrize(("name", "as_of", "text", "last"), FORECASTS, ids=[f[0] for f in FORECASTS])
def test_a_published_forecast_is_a_question(name, as_of, text, last):
    question = parse(text)
    assert to_text(question) == text
    assert deadline(question, as_of) == last
    fixed = absolute(question, as_of)
    assert parse(to_text(fixed)) == fixed
    assert deadline(fixed, date(1900, 1, 1)) == last
    assert verdict(fixed, RECORD, date(2025, 12, 31), since=as_of) == RESOLUTIONS[name]


def test_which_of_them_can_enter_the_ledger():
    problems = {name: ledger_problem(absolute(parse(text), as_of)) for name, as_of, text, _ in FORECASTS}
    assert [name for name, problem in problems.items() if problem is not None] == ["F8", "F9 on", "F9 off"]
    assert "capability cannot be checked" in problems["F8"]
    assert "nobody will see both worlds" in problems["F9 on"]
