"""What enters a ledger stays, once, in one order; what may not enter leaves no trace. On both stores."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from brumaire.errors import LedgerError
from brumaire.ledger import GENESIS, Draft, open_ledger

from .drafts_for_tests import AT, comment, evidence, forecast, question, resolution, some_of_everything, withdrawal


@pytest.fixture
def ledger(ledger_url):
    with open_ledger(ledger_url) as opened:
        yield opened


def test_an_entry_is_hashed_as_the_manual_says(ledger):
    first, second = ledger.append([question(), comment("x", "Zoë")], at=AT, author="ann")
    assert (first.number, first.previous, first.at) == (1, GENESIS, "2026-01-02T03:04:05.000678Z")
    assert (second.number, second.previous) == (2, first.hash)
    text = json.dumps(
        [2, "comment", "2026-01-02T03:04:05.000678Z", "ann", {"about": "x", "text": "Zoë"}, first.hash],
        separators=(",", ":"), sort_keys=True, ensure_ascii=False,
    )  # fmt: skip
    assert second.hash == hashlib.sha256(text.encode()).hexdigest() == ledger.head()


def test_every_kind_comes_back_as_it_went_in(ledger):
    drafts = some_of_everything()
    entered = ledger.append(drafts, at=AT, author="Zoë")
    assert list(ledger.entries()) == list(entered)
    assert [(entry.kind, entry.body) for entry in entered] == [(draft.kind, draft.body) for draft in drafts]
    assert [entry.number for entry in ledger.entries(kind="resolution")] == [13, 14]
    assert [entry.number for entry in ledger.entries(after=12)] == [13, 14]
    assert ledger.verify().sound


def test_the_same_again_is_the_same_entry(ledger):
    drafts = some_of_everything()
    entered = ledger.append(drafts, at=AT, author="ann")
    # The first resolution was replaced; saying it again replaces the second.
    again = ledger.append([d for d in drafts if d.body.get("outcome") != "yes"], at=AT.replace(year=2027), author="ben")
    assert [entry.number for entry in again] == [*range(1, 13), 14]
    assert all(entry == entered[entry.number - 1] for entry in again)
    assert ledger.append([drafts[12]], at=AT, author="ann")[0].number == 15
    assert len(ledger) == 15


def test_a_question_twice_in_one_batch_is_one(ledger):
    assert [e.number for e in ledger.append([question(), question(), comment("x")], at=AT, author="a")] == [1, 1, 2]


def test_another_forecast_under_a_known_id_is_refused(ledger):
    asked, said = question(), forecast(question())
    ledger.append([asked, said], at=AT, author="ann")
    other = Draft("forecast", {**said.body, "form": {"kind": "point", "p": 0.2}})
    with pytest.raises(LedgerError, match="is there already, and says something else"):
        ledger.append([forecast(asked, 0.5, by="Ben"), other], at=AT, author="ann")
    assert len(ledger) == 2


@pytest.mark.parametrize(
    "stranger",
    [forecast(question("plot by 2024-01-01")), withdrawal(forecast(question("x"))), resolution(question("x")), evidence(question("x"))],
)  # fmt: skip
def test_what_refers_to_nothing_is_refused_with_its_whole_batch(ledger, stranger):
    with pytest.raises(LedgerError, match="is not in the ledger"):
        ledger.append([question(), stranger], at=AT, author="ann")
    assert len(ledger) == 0
    assert ledger.questions() == ()


def test_a_batch_may_refer_to_itself(ledger):
    said = forecast(question())
    ledger.append([question(), said, withdrawal(said), resolution(question())], at=AT, author="ann")
    assert ledger.forecasts()[0].withdrawn == date(2023, 3, 1)


@pytest.mark.parametrize("statement", ["UPDATE entries SET author = 'eve'", "DELETE FROM entries"])
def test_the_store_itself_refuses_to_change_entries(ledger, statement):
    ledger.append([comment("x")], at=AT, author="ann")
    with pytest.raises(LedgerError, match="never changed"), ledger.database.write() as connection:
        connection.execute(sa.text(statement))
    assert ledger.verify().sound


def test_an_instant_without_a_zone_and_a_nameless_author_are_refused(ledger):
    with pytest.raises(LedgerError, match="no time zone"):
        ledger.append([comment("x")], at=datetime(2026, 1, 1), author="ann")
    with pytest.raises(LedgerError, match="cannot be an author"):
        ledger.append([comment("x")], at=AT, author=" ")


def test_nothing_appended_is_nothing_written(ledger):
    assert ledger.append([], at=AT, author="ann") == ()
    assert ledger.head() == GENESIS


def test_a_batch_of_thousands(ledger):
    asked = question()
    many = [forecast(asked, n / 4000, by=f"F{n % 7}", made=f"2023-0{2 + n % 7}-01") for n in range(3000)]
    entered = ledger.append([asked, *many], at=AT, author="ann")
    assert len(ledger) == len({entry.number for entry in entered}) == 3001
    assert [e.number for e in ledger.append([replace(one) for one in many], at=AT, author="b")] == list(range(2, 3002))
