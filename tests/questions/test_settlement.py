"""Questions whose time is over, answered from the record."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.questions import parse, settle, verdict
from brumaire.records import Happened

AS_OF = date(2024, 1, 31)


def record(*rows):
    return [Happened(date.fromisoformat(day), event, args, "a source") for day, event, args in rows]


RECORD = record(
    ("2023-09-10", "territory_lost", {"place": "east"}),
    ("1991-08-19", "coup_attempt", {"by": "elites"}),
    ("2023-06-24", "armed_mutiny", {"by": "company"}),
    ("2024-02-10", "victory", {}),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("armed_mutiny by 2023-12-31", "yes"),
        ("armed_mutiny by 2023-06-24", "yes"),
        ("armed_mutiny by 2023-06-23", "no"),
        ("armed_mutiny between 2023-06-24 and 2023-06-24", "yes"),
        ("armed_mutiny between 2023-06-25 and 2023-12-31", "no"),
        ("armed_mutiny by 2024-01-31", "yes"),
        ("armed_mutiny by 2024-02-01", None),
        ("armed_mutiny within 1 day", None),
        ("armed_mutiny", None),
        ("not armed_mutiny by 2023-12-31", "no"),
        ("victory by 2024-01-31", "no"),
        ("territory_lost(east) by 2023-12-31", "yes"),
        ("territory_lost(west) by 2023-12-31", "no"),
        ("morale by 2023-12-31", None),
        ("armed_mutiny by 2023-12-31 given do(tanks=2)", None),
        ("armed_mutiny by 2023-12-31 given territory_lost by 2023-12-31", "yes"),
        ("armed_mutiny by 2023-12-31 given victory by 2023-12-31", "void"),
        ("armed_mutiny by 2023-12-31 given not victory by 2023-12-31", "yes"),
        ("armed_mutiny by 2023-12-31 given victory by 2024-12-31", None),
        ("territory_lost within 2 months of (armed_mutiny by 2023-10-01)", "no"),
        ("territory_lost within 3 months of (armed_mutiny by 2023-10-01)", "yes"),
        ("territory_lost within 3 months of armed_mutiny", None),
        ("armed_mutiny within 78 days before (territory_lost by 2023-12-31)", "yes"),
        ("armed_mutiny within 77 days before (territory_lost by 2023-12-31)", "no"),
        ("war_ongoing by 2023-12-31", "yes"),
    ],
)
def test_verdict(text, expected):
    assert verdict(parse(text), RECORD, AS_OF) == expected
    assert settle(parse(text), RECORD, AS_OF) == {"yes": True, "no": False}.get(expected)


def test_events_of_long_ago_count_only_where_nothing_says_since_when():
    question = parse("coup_attempt by 2023-12-31")
    assert settle(question, RECORD, AS_OF) is True
    assert settle(question, RECORD, AS_OF, since=date(2022, 6, 1)) is False
    assert settle(parse("armed_mutiny by 2023-12-31"), RECORD, AS_OF, since=date(2023, 6, 24)) is False


def test_months_after_an_anchor_are_months_of_the_calendar():
    rows = record(("2023-02-01", "victory", {}), ("2023-04-01", "coup_attempt", {}))
    assert settle(parse("coup_attempt within 2 months of (victory by 2023-03-01)"), rows, AS_OF) is True
    rows = record(("2023-07-01", "victory", {}), ("2023-09-02", "coup_attempt", {}))
    assert settle(parse("coup_attempt within 2 months of (victory by 2023-08-01)"), rows, AS_OF) is False


def test_what_is_on_record_implies_other_events():
    rows = record(("2023-05-01", "coup_success", {"by": "army", "rank": "top"}), ("2023-07-01", "settlement", {}))
    assert settle(parse("coup_attempt(army, rank=top) by 2023-12-31"), rows, AS_OF) is True
    assert settle(parse("coup_attempt(guard) by 2023-12-31"), rows, AS_OF) is False
    assert settle(parse("war_end by 2023-12-31"), rows, AS_OF) is True
    assert settle(parse("war_end(own) by 2023-12-31"), rows, AS_OF) is False


def test_a_covered_killing_counts_as_announced_until_it_is_exposed():
    args = {"manner": "coup", "announced": "natural_death", "fate": "killed", "cover": "illness"}
    rows = record(("2023-05-01", "leader_exit", args))
    assert settle(parse("coup by 2023-12-31"), rows, AS_OF) is False
    assert settle(parse("natural_death by 2023-12-31"), rows, AS_OF) is True
    rows += record(("2023-11-01", "exposure", {}))
    assert settle(parse("leader_exit(coup, fate=killed, cover=illness) by 2023-12-31"), rows, AS_OF) is True
    assert settle(parse("coup by 2023-10-31"), rows, AS_OF) is False


def test_roles_of_the_case():
    roles = {"company": "mercenaries"}
    assert settle(parse("armed_mutiny(mercenaries) by 2023-12-31"), RECORD, AS_OF) is False
    assert settle(parse("armed_mutiny(mercenaries) by 2023-12-31"), RECORD, AS_OF, roles=roles) is True


def test_an_empty_record():
    assert settle(parse("armed_mutiny by 2023-12-31"), [], AS_OF) is False
