"""A ledger of every older version opens with what it held, on both stores; what is no ledger, or a newer one, is refused."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from brumaire.errors import LedgerError
from brumaire.ledger import open_ledger, opening, tables
from brumaire.ledger.base import GENESIS
from brumaire.ledger.chain import bodies, follow
from brumaire.ledger.migrations import NEWEST, VERSION_TABLE, upgrade, versions
from brumaire.ledger.standings import standings
from brumaire.ledger.transfer import export_lines, import_lines

from .drafts_for_tests import AT, some_of_everything

MADE_BY_0001 = Path(__file__).parent / "ledger-0001.db"
MADE_BY_0002 = Path(__file__).parent / "ledger-0002.db"


def test_the_version_that_is_written_is_the_last_one():
    assert versions() == ("0001", "0002", "0003")
    assert versions()[-1] == NEWEST


@pytest.mark.parametrize("version", versions())
def test_a_ledger_of_every_version_opens_with_what_it_held(ledger_url, version, tmp_path):
    drafts = some_of_everything()
    links = follow(
        list(zip((d.kind for d in drafts), bodies(drafts), strict=True)), after=0, head=GENESIS, at=AT, author="ann"
    )
    database = opening._database(ledger_url, create=True)
    database.prepare()
    with database.write() as connection:
        upgrade(connection, None, version)
        database.insert(connection, tables.entries, [link.row() for link in links])
        if version == NEWEST:
            opening.fill_projections(database, connection)
    database.close()
    with open_ledger(ledger_url) as ledger:
        assert ledger.verify(head=links[-1].hash).sound
        assert len(ledger.forecasts()) == 6
    with open_ledger(tmp_path / "new.db") as new, open_ledger(ledger_url) as ledger:
        new.append(drafts, at=AT, author="ann")
        assert list(export_lines(new)) == list(export_lines(ledger))


@pytest.mark.parametrize(
    ("made", "head"),
    [
        (MADE_BY_0001, "8f947b62798aef03f6279c296630f2a1d94431fbc9390e7fed2ef2cfdd983764"),
        (MADE_BY_0002, "38dda52d2869a293a9b2fe324731e13a2b538db8d45d6f2fa235f89c244d2af9"),
    ],
)
def test_a_file_that_an_older_version_wrote_opens_and_a_restore_leaves_it_as_it_was(tmp_path, made, head):
    old = tmp_path / "old.db"
    shutil.copyfile(made, old)
    from brumaire.ledger.backup import restore

    assert restore(old, tmp_path / "restored.db") == 14
    assert old.read_bytes() == made.read_bytes()
    with open_ledger(old) as ledger, open_ledger(tmp_path / "restored.db") as restored:
        assert ledger.verify().sound
        assert ledger.head() == restored.head() == head
        on = date(2026, 1, 2)
        assert repr(standings(ledger.database, on)) == repr(standings(restored.database, on)) != "()"


def test_the_migrations_make_the_tables_that_the_code_names(ledger_url):
    with open_ledger(ledger_url) as ledger, ledger.database.write() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, tables.metadata) == []


def test_tables_of_sqlite_are_strict(tmp_path):
    open_ledger(tmp_path / "ledger.db").close()
    connection = sqlite3.connect(tmp_path / "ledger.db")
    strict = dict(
        connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    )
    connection.close()
    assert strict == dict.fromkeys(tables.metadata.tables, 1) | {VERSION_TABLE: 0}


def test_a_newer_ledger_is_left_alone(ledger_url):
    with open_ledger(ledger_url) as ledger, ledger.database.write() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '0099'"))
    with pytest.raises(LedgerError, match=r"newer Brumaire \(version 0099"):
        open_ledger(ledger_url)


def test_a_store_that_holds_something_else_is_left_alone(ledger_url):
    database = opening._database(ledger_url, create=True)
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE birds (name TEXT)"))
    database.close()
    with pytest.raises(LedgerError, match=r"holds something else \(table 'birds'\)"):
        open_ledger(ledger_url)


def test_a_store_without_a_ledger_is_not_made_one_when_only_reading(ledger_url):
    with pytest.raises(LedgerError, match="there is no"):
        open_ledger(ledger_url, create=False)


def test_a_chain_of_an_older_version_continues(ledger_url, tmp_path):
    shutil.copyfile(MADE_BY_0001, tmp_path / "old.db")
    with open_ledger(tmp_path / "old.db") as old, open_ledger(ledger_url) as new:
        assert import_lines(new, export_lines(old)) == 14
