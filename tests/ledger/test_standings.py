"""A board is kept until something is entered, on both stores; what is kept is what would be worked out, and `verify` sees to it."""

from __future__ import annotations

import time
from datetime import date

import pytest
import sqlalchemy as sa

from brumaire.errors import LedgerError
from brumaire.ledger import open_ledger
from brumaire.ledger import standings as kept_boards
from brumaire.ledger.standings import KEPT, standings

from .drafts_for_tests import AT, comment, forecast, question, resolution, some_of_everything, unchecked

ON = date(2025, 6, 1)


@pytest.fixture
def ledger(ledger_url):
    """A base rate, one who gave 0 to what came, one in words, one vague."""
    other = question("leader_exit by 2025-01-31", case="veldania-2031")
    with open_ledger(ledger_url) as opened:
        opened.append(some_of_everything(), at=AT, author="ann")
        asked = question()
        drafts = [forecast(asked, 0.2, by="history", sort="base_rate"), forecast(asked, 1.0, by="Dora")]
        opened.append([*drafts, other, forecast(other, 0.4, by="Eve"), resolution(other, "yes")], at=AT, author="ann")
        yield opened


@pytest.fixture
def worked_out(monkeypatch):
    """Counts how often a board is worked out."""
    times = []
    real = kept_boards.board

    def counted(*given, **options):
        times.append(1)
        return real(*given, **options)

    monkeypatch.setattr(kept_boards, "board", counted)
    return times


def shown(ledger, **options):
    return repr(standings(ledger.database, options.pop("on", ON), **options))


def kept(ledger):
    with ledger.database.read() as connection:
        return list(connection.execute(sa.text("SELECT number, entry, head FROM boards ORDER BY number")))


def test_what_was_kept_is_what_was_worked_out(ledger, worked_out):
    first = shown(ledger)
    assert "-inf" in first, "minus infinity is kept too"
    assert "nan" in first, "and what is the mean of nothing"
    assert shown(ledger) == first
    assert len(worked_out) == 1
    assert kept(ledger) == [(1, len(ledger), ledger.head())]


def test_another_day_case_or_seed_is_another_board(ledger, worked_out):
    boards = [{}, {"on": date(2024, 1, 1)}, {"case": "veldania-2031"}, {"seed": 2}]
    first = [shown(ledger, **options) for options in boards]
    assert len(set(first[:3])) == 3
    assert [shown(ledger, **options) for options in boards] == first
    assert len(worked_out) == 4


@pytest.mark.parametrize(
    "draft", [forecast(question(), 0.9, by="Dora", made="2023-03-01"), unchecked("a storm"), comment("x")]
)
def test_whatever_is_entered_the_board_is_worked_out_anew(ledger, worked_out, draft):
    shown(ledger)
    ledger.append([draft], at=AT, author="ann")
    shown(ledger)
    assert len(worked_out) == 2
    assert kept(ledger) == [(1, len(ledger), ledger.head())], "and the old one is not kept any longer"


def test_a_resolution_changes_the_board(ledger):
    before = shown(ledger)
    ledger.append([resolution(question(), "yes", reason="it was one after all")], at=AT, author="ann")
    assert shown(ledger) != before
    assert ledger.verify().sound


def test_boards_of_other_rules_are_not_read(ledger, worked_out, monkeypatch):
    shown(ledger)
    monkeypatch.setattr(kept_boards, "RULES", 2)
    shown(ledger)
    assert len(worked_out) == 2
    assert ledger.verify().sound


def test_so_many_are_kept_and_no_more(ledger, worked_out):
    for seed in range(KEPT + 2):
        shown(ledger, seed=seed)
    assert len(kept(ledger)) == KEPT
    shown(ledger, seed=2)
    assert len(worked_out) == KEPT + 2
    shown(ledger, seed=0)
    assert len(worked_out) == KEPT + 3


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE standings SET "row" = replace("row", '"rank": 1', '"rank": 7')""",
        "UPDATE standings SET place = place + 100 WHERE place = 1",
        "DELETE FROM standings WHERE place = 2",
        "DELETE FROM standings",
        """UPDATE standings SET "row" = '{' WHERE place = 1""",
        """UPDATE standings SET "row" = '{"rank": 1}' WHERE place = 1""",
    ],
)
def test_a_board_that_was_touched_is_found(ledger, statement):
    shown(ledger)
    assert ledger.verify().sound
    with ledger.database.write() as connection:
        connection.execute(sa.text(statement))
    (problem,) = ledger.verify().problems
    assert (problem.number, problem.sort) == (len(ledger), "projection")
    assert problem.what == "the board kept for 2025-06-01 is not what the entries make"


def test_a_board_that_cannot_be_read_is_worked_out_anew(ledger):
    first = shown(ledger)
    with ledger.database.write() as connection:
        connection.execute(sa.text("""UPDATE standings SET "row" = '{'"""))
    assert shown(ledger) == first
    assert ledger.verify().sound


def test_last_digits_may_differ(ledger):
    shown(ledger)
    with ledger.database.write() as connection:
        (row,) = connection.scalars(sa.text("SELECT \"row\" FROM standings WHERE forecaster = 'history'"))
        assert '"brier": [0.04000000000000001, ' in row
        near = row.replace('"brier": [0.04000000000000001, ', '"brier": [0.04000000000000004, ')
        change = sa.text("UPDATE standings SET \"row\" = :near WHERE forecaster = 'history'").bindparams(near=near)
        connection.execute(change)
    assert ledger.verify().sound


def test_while_another_writes_the_board_is_given_and_not_kept(ledger, ledger_url):
    with open_ledger(ledger_url) as other, other.database.write():
        began = time.monotonic()
        assert "Dora" in shown(ledger)
        assert time.monotonic() - began < 20, "a writer would have waited a minute"
    assert kept(ledger) == []
    ledger.append([comment("later")], at=AT, author="ann")
    shown(ledger)
    assert len(kept(ledger)) == 1


def test_where_nothing_may_be_written_the_board_is_given(ledger, monkeypatch):
    def refused(**_):
        raise LedgerError("the file or its folder is read-only")

    monkeypatch.setattr(ledger.database, "write", refused)
    assert "Dora" in shown(ledger)
    assert kept(ledger) == []
