"""brumaire ledger verify, backup and restore."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from brumaire.ledger import Draft, open_ledger


@pytest.fixture
def path(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as ledger:
        drafts = [Draft("comment", {"about": "x", "text": f"{n}"}) for n in range(3)]
        ledger.append(drafts, at=datetime(2026, 1, 2, tzinfo=UTC), author="ann")
    return tmp_path / "ledger.db"


def test_a_sound_ledger(brumaire, path):
    ran = brumaire("ledger", "verify", "--ledger", path)
    assert (ran.status, ran.err) == (0, "")
    head = ran.out.split()[-1]
    assert ran.out == f"3 entries, head {head}\n"
    again = brumaire("ledger", "verify", "--ledger", path, "--head", head, "--json")
    assert json.loads(again.out) == {"entries": 3, "head": head, "problems": [], "found": 0, "sound": True}


def test_an_altered_entry_and_a_missing_end(brumaire, path):
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entries_refuse_update")
    connection.execute("UPDATE entries SET author = 'eve' WHERE number = 2")
    connection.commit()
    connection.close()
    ran = brumaire("ledger", "verify", "--ledger", path, "--head", "ab" * 32)
    assert ran.status == 12
    assert ran.out.splitlines()[:2] == [
        "altered: entry 2 is not what was hashed when it was written",
        "truncated: the hash abababababababab… is of no entry here: what it closed has been cut off",
    ]
    assert "2 things are not as written" in ran.err


def test_a_ledger_that_is_not_there(brumaire, tmp_path):
    ran = brumaire("ledger", "verify", "--ledger", tmp_path / "none.db")
    assert ran.status == 12
    assert "there is no such ledger" in ran.err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("name", ["kept.db", "kept.jsonl"])
def test_a_backup_and_what_it_restores(brumaire, path, tmp_path, name):
    assert brumaire("ledger", "backup", tmp_path / name, "--ledger", path).out == f"Written to {tmp_path / name}\n"
    ran = brumaire("ledger", "restore", tmp_path / name, "--ledger", tmp_path / "new.db")
    assert (ran.status, ran.out) == (0, "3 entries restored\n")
    verified = [brumaire("ledger", "verify", "--ledger", one).out for one in (path, tmp_path / "new.db")]
    assert verified[0] == verified[1]
    assert brumaire("ledger", "restore", tmp_path / name, "--ledger", path).status == 12
