"""The ledger under two hundred kills on each store, sixteen writers at once, a crashing server and full disks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from brumaire.errors import LedgerError
from brumaire.ledger import open_ledger

from ..conftest import missing  # noqa: TID252 - the tests are not an installed package
from ..ledger.drafts_for_tests import AT, comment  # noqa: TID252 - as above
from ..ledger.killing import kill_often, write_at_once  # noqa: TID252 - as above

pytestmark = pytest.mark.soak


def test_two_hundred_kills_of_writers_to_a_file(tmp_path):
    numbers = count()
    met = kill_often(lambda: str(tmp_path / f"{next(numbers)}.db"), tmp_path, kills=200, seed=1)
    print(met)
    # Else the moments were drawn where nothing is written; on a slow machine few batches fit between start and kill.
    assert met["acknowledged"] > 20


def test_two_hundred_kills_of_writers_to_a_server(postgresql, tmp_path):
    met = kill_often(postgresql.schema, tmp_path, kills=200, seed=2)
    print(met)
    assert met["acknowledged"] > 20


def test_twenty_crashes_of_the_server(postgresql, tmp_path):
    """A process of the server dies, the server takes all others down and recovers from its log."""

    import psycopg

    crashed = []

    def answers(ask):
        try:
            ask()
        except psycopg.OperationalError:
            return False
        return True

    def wait_until(done):
        until = time.monotonic() + 120
        while not done():
            assert time.monotonic() < until
            time.sleep(0.02)

    def crash(n):
        sentinel = psycopg.connect(postgresql.url("postgres"), autocommit=True)
        others = sentinel.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchall()
        if not others:
            sentinel.close()
            return False
        os.kill(others[0][0], signal.SIGKILL)
        crashed.append(n)
        # Down first, which an own connection tells, then up again.
        wait_until(lambda: not answers(lambda: sentinel.execute("SELECT 1")))
        sentinel.close()
        wait_until(lambda: answers(lambda: psycopg.connect(postgresql.url("postgres")).close()))
        return True

    met = kill_often(postgresql.schema, tmp_path, kills=22, seed=3, instead=crash)
    print(met, len(crashed))
    assert len(crashed) >= 18


def test_sixteen_writers_at_once(ledger_url, tmp_path):
    write_at_once(ledger_url, tmp_path, number=16, batches=40)


@contextmanager
def small_disk(size: str):
    folder = Path(tempfile.mkdtemp(prefix="brumaire-small-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        if mounted.returncode:
            missing("mount", "a small disk can be mounted by root only")
        yield folder
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)


def until_full(ledger):
    """Add until the disk is full; how many entries were acknowledged."""
    acknowledged, failed = 0, None
    for n in range(10_000):
        drafts = [comment(f"{n}.{m}", "long " * 100) for m in range(10)]
        try:
            acknowledged = ledger.append(drafts, at=AT, author="ann")[-1].number
        except LedgerError as error:
            failed = error
            break
    assert "disk" in failed.what
    assert "nothing of this batch was recorded" in failed.rule
    return acknowledged


def test_a_full_disk_under_a_file():
    with small_disk("2m") as folder:
        with open_ledger(folder / "ledger.db") as ledger:
            acknowledged = until_full(ledger)
            assert ledger.verify().sound
            assert len(ledger) == acknowledged > 100
            with pytest.raises(LedgerError, match="disk"):
                ledger.backup(folder / "kept.db")
            assert {path.name for path in folder.iterdir()} <= {"ledger.db", "ledger.db-wal", "ledger.db-shm"}
        subprocess.run(["mount", "-o", "remount,size=8m", str(folder)], check=True)
        with open_ledger(folder / "ledger.db") as ledger:
            assert ledger.append([comment("room")], at=AT, author="ann")[0].number == acknowledged + 1
            assert ledger.verify().sound


def test_a_full_disk_under_a_server(postgresql):
    with small_disk("4m") as folder:
        user = postgresql.folder.stat().st_uid
        os.chown(folder, user, user)
        folder.chmod(0o700)
        postgresql.run(f"CREATE TABLESPACE small LOCATION '{folder}'")
        url = postgresql.schema()
        try:
            with open_ledger(url + "%20-cdefault_tablespace%3Dsmall") as ledger:
                acknowledged = until_full(ledger)
                assert ledger.verify().sound
                assert len(ledger) == acknowledged > 100
                subprocess.run(["mount", "-o", "remount,size=16m", str(folder)], check=True)
                assert ledger.append([comment("room")], at=AT, author="ann")[0].number == acknowledged + 1
        finally:
            postgresql.run(f"DROP SCHEMA {url.rsplit('%3D', 1)[1]} CASCADE")
            postgresql.run("DROP TABLESPACE small")
