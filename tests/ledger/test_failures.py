"""When a store fails, the user reads what happened and what to do, no password, and the ledger is as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from brumaire.errors import LedgerError
from brumaire.ledger import open_ledger, postgres, sqlite

from .drafts_for_tests import AT, comment
from .servers import PASSWORD

APPEND = """
import os, resource, sys
from datetime import UTC, datetime
from brumaire.errors import LedgerError
from brumaire.ledger import Draft, open_ledger
path, limit, user = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if user:  # who may not read this program: everything is imported before
    with open_ledger(path + ".other") as ledger:
        ledger.append([Draft("comment", {"about": "x", "text": "y"})], at=datetime(2026, 1, 2, tzinfo=UTC), author="ann")
    os.setuid(user)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with open_ledger(path) as ledger:
        print(len(ledger), flush=True)
        for n in range(400):
            drafts = [Draft("comment", {"about": "x", "text": f"{n}.{m} " + "long " * 100}) for m in range(10)]
            print(ledger.append(drafts, at=datetime(2026, 1, 2, tzinfo=UTC), author="ann")[-1].number, flush=True)
except LedgerError as error:
    print(error)
"""


def append_elsewhere(path, *, limit=0, user=0):
    """What another process says that adds to a ledger until it fails: lines, the numbers it acknowledged and the error."""
    ran = subprocess.run(
        [sys.executable, "-c", APPEND, path, str(limit), str(user)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, cwd="/",
    )  # fmt: skip
    return ran.stdout.splitlines()


@pytest.fixture
def path(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.append([comment("x")], at=AT, author="ann")
    return tmp_path / "ledger.db"


def test_a_file_that_may_not_grow_is_told_of_and_stays_intact(path):
    *acknowledged, error = append_elsewhere(path, limit=300_000)
    assert error.startswith(f"{path}: the disk ")
    assert "what was recorded before is intact, and nothing of this batch was recorded" in error
    with open_ledger(path) as ledger:
        assert ledger.verify().sound
        assert len(ledger) == int(acknowledged[-1]) > 10
        ledger.append([comment("y")], at=AT, author="ann")


def test_a_full_disk_is_told_of_and_leaves_the_ledger_intact(path):
    with open_ledger(path) as ledger:
        sa.event.listen(
            ledger.database._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count=60"), insert=True
        )
        with pytest.raises(LedgerError, match=r"the disk is full .*nothing of this batch was recorded.*make room"):
            ledger.append([comment("x", f"{n} " + "long " * 200) for n in range(500)], at=AT, author="ann")
        assert len(ledger) == 1
        assert ledger.verify().sound


def test_a_read_only_file_can_be_read_and_is_not_written(path):
    user = 65534 if os.geteuid() == 0 else 0  # nobody: to root no file is read-only
    folder = Path(tempfile.mkdtemp())
    try:
        with open_ledger(path) as ledger:
            ledger.backup(folder / "ledger.db")
        (folder / "ledger.db").chmod(0o444)
        if user == 0:
            folder.chmod(0o555)
        else:
            folder.chmod(0o755)  # another user's
        said, error = append_elsewhere(folder / "ledger.db", user=user)
        assert said == "1"
        assert "the file or its folder is read-only" in error
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_locked_file_is_waited_for_and_then_told_of(path, monkeypatch):
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    with open_ledger(path) as first, open_ledger(path) as second:
        with first.database.write(), pytest.raises(LedgerError, match="another program is writing"):
            second.append([comment("y")], at=AT, author="ann")
        assert second.append([comment("y")], at=AT, author="ann")[0].number == 2


def test_a_locked_server_is_waited_for_and_then_told_of(postgresql, monkeypatch):
    monkeypatch.setattr(postgres, "PATIENCE", "100ms")
    url = postgresql.schema()
    with open_ledger(url) as first, open_ledger(url) as second:
        with first.database.write(), pytest.raises(LedgerError, match="another program is writing"):
            second.append([comment("y")], at=AT, author="ann")
        assert second.append([comment("y")], at=AT, author="ann")[0].number == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("text.txt", "this file is not a ledger"),
        (".", "this is a folder"),
        ("none/ledger.db", "its folder is not there"),
        ("sqlite://", "it needs a file"),
        (":memory:", "it needs a file"),
        ("mysql://ann:hunter2@host/x", "there is no store for mysql://"),
        ("postgresql://ann:hunter2@host:port/x", "this URL cannot be read"),
        ("postgresql://ann:hunter2@/x?host=/nowhere", "the server cannot be reached"),
        ("postgresql://ann@/x?host=/nowhere&password=hunter2", "the server cannot be reached"),
        ("postgresql://ann:hunter2@/x?host=/nowhere&bird=1", "."),
    ],
)
def test_what_cannot_be_opened_says_why_without_the_password(tmp_path, monkeypatch, url, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("birds, not forecasts\n" * 100)
    with pytest.raises(LedgerError, match=words) as raised:
        open_ledger(url)
    assert "hunter2" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert (tmp_path / "text.txt").read_text().startswith("birds")


def test_a_wrong_password_is_refused_and_never_printed(postgresql):
    with pytest.raises(LedgerError, match="refuses this user or password") as raised:
        open_ledger(postgresql.url("postgres", user="asked", password="hunter2"))
    assert "hunter2" not in str(raised.value)


def test_a_user_without_rights_is_told_so(postgresql):
    with pytest.raises(LedgerError, match="this user has no right") as raised:
        open_ledger(postgresql.url("postgres", user="asked", password=PASSWORD))
    assert PASSWORD not in str(raised.value)


def test_a_database_that_is_not_there(postgresql):
    with pytest.raises(LedgerError, match="no such database"):
        open_ledger(postgresql.url("birds"))


def test_a_server_that_takes_no_writing_can_be_read(postgresql):
    url = postgresql.schema()
    with open_ledger(url) as ledger:
        ledger.append([comment("x")], at=AT, author="ann")
    with open_ledger(url + "%20-cdefault_transaction_read_only%3Don") as ledger:
        assert len(ledger) == 1
        with pytest.raises(LedgerError, match="takes no writing now"):
            ledger.append([comment("y")], at=AT, author="ann")


def test_a_damaged_file_is_told_of(path):
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(LedgerError, match="damaged"):
        open_ledger(path).verify()


def test_postgresql_without_its_driver(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"install Brumaire with the extra postgres"):
        open_ledger("postgresql://ann@host/x")


def test_a_schema_that_is_not_there(postgresql):
    with pytest.raises(LedgerError, match="no such schema"):
        open_ledger(postgresql.url("postgres") + "&options=-csearch_path%3Dnowhere")
