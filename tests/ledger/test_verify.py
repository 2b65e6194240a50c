"""Whoever changes a ledger behind its back is found out: altered, taken out, put in, cut off, or a projection touched."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from brumaire.ledger import GENESIS, open_ledger
from brumaire.ledger.base import entry_hash

from .drafts_for_tests import AT, comment, some_of_everything


@pytest.fixture
def ledger(ledger_url):
    with open_ledger(ledger_url) as opened:
        opened.append(some_of_everything(), at=AT, author="ann")
        yield opened


def behind_its_back(ledger, *statements):
    """Run statements as somebody would who owns the file and knows of the triggers."""
    with ledger.database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER entries_refuse_update"))
            connection.execute(sa.text("DROP TRIGGER entries_refuse_delete"))
        else:
            connection.execute(sa.text("DROP TRIGGER entries_refuse ON entries"))
        for statement in statements:
            connection.execute(sa.text(statement) if isinstance(statement, str) else statement)


def found(ledger, **options):
    verification = ledger.verify(**options)
    assert verification.sound == (verification.problems == ())
    assert verification.found == len(verification.problems)
    return [(problem.number, problem.sort) for problem in verification.problems]


def test_a_ledger_as_it_was_written_is_sound(ledger):
    verification = ledger.verify(head=ledger.head())
    assert verification.sound
    assert (verification.entries, verification.head) == (14, ledger.head())


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "comment"), ("at", "2020-01-01T00:00:00.000000Z"), ("author", "eve"), ("body", '{"about":"x","text":"y"}')],
)  # fmt: skip
def test_one_field_changed_is_found_at_its_entry(ledger, column, value):
    behind_its_back(ledger, sa.text(f"UPDATE entries SET {column} = :value WHERE number = 5").bindparams(value=value))
    assert (5, "altered") in found(ledger)


def test_one_space_in_a_body_is_found(ledger):
    behind_its_back(ledger, "UPDATE entries SET body = replace(body, ',\"text\"', ', \"text\"') WHERE number = 11")
    assert found(ledger) == [(11, "altered")]


def test_a_body_that_is_no_json_is_found_and_nothing_breaks(ledger):
    behind_its_back(ledger, "UPDATE entries SET body = '{' WHERE number = 11")
    assert found(ledger) == [(11, "altered"), (11, "projection")]


def test_an_entry_written_anew_with_its_hash_breaks_the_next(ledger):
    old = next(entry for entry in ledger.entries(after=10))
    new = entry_hash(11, "comment", old.at, "eve", '{"about":"x","text":"y"}', old.previous)
    behind_its_back(
        ledger,
        f'UPDATE entries SET author = \'eve\', body = \'{{"about":"x","text":"y"}}\', hash = \'{new}\' WHERE number = 11',
        "UPDATE notes SET about = 'x' WHERE number = 11",
    )
    assert found(ledger) == [(12, "broken")]


def test_an_entry_taken_out_leaves_a_gap(ledger):
    behind_its_back(ledger, "DELETE FROM entries WHERE number = 11", "DELETE FROM notes WHERE number = 11")
    assert found(ledger) == [(12, "gap")]


def test_what_is_cut_off_is_found_by_a_head_that_was_kept(ledger):
    kept = ledger.head()
    behind_its_back(
        ledger, "DELETE FROM entries WHERE number > 12", "DELETE FROM resolutions WHERE number > 12"
    )  # fmt: skip
    assert found(ledger) == []
    assert found(ledger, head=kept) == [(12, "truncated")]


def test_a_head_of_earlier_is_still_in_a_ledger_that_grew(ledger):
    kept = ledger.head()
    ledger.append([comment("later")], at=AT, author="ann")
    assert found(ledger, head=kept) == []
    assert found(ledger, head=GENESIS) == []


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE forecasts SET p = 0.9 WHERE number = 2", 2),
        ("UPDATE resolutions SET outcome = 'yes' WHERE number = 14", 14),
        ("DELETE FROM withdrawals", 12),
        ("UPDATE questions SET closes_day = closes_day + 1 WHERE number = 1", 1),
        ("UPDATE forecasters SET name = 'Eve' WHERE number = 2", 2),
        ("INSERT INTO notes (number, kind, about) VALUES (99, 'comment', 'x')", 99),
    ],
)
def test_a_projection_that_differs_is_found(ledger, statement, number):
    with ledger.database.write() as connection:
        connection.execute(sa.text(statement))
    assert found(ledger) == [(number, "projection")]


def test_a_thousand_problems_are_counted_and_a_hundred_listed(ledger):
    ledger.append([comment(str(n)) for n in range(150)], at=AT, author="ann")
    with ledger.database.write() as connection:
        connection.execute(sa.text("DELETE FROM notes"))
    verification = ledger.verify()
    assert (verification.found, len(verification.problems)) == (153, 100)
    assert re.fullmatch("table notes lacks entry 9", verification.problems[0].what)
