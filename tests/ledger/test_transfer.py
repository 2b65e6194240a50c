"""The chain leaves and comes back: the same bytes from both stores, backups that restore, and nothing damaged gets in."""

from __future__ import annotations

import json
import sqlite3

import pytest

from brumaire.errors import LedgerError
from brumaire.ledger import open_ledger
from brumaire.ledger.backup import backup, restore
from brumaire.ledger.transfer import export_lines, import_lines

from .drafts_for_tests import AT, comment, some_of_everything


def filled(url):
    ledger = open_ledger(url)
    ledger.append(some_of_everything(), at=AT, author="Zoë")
    return ledger


@pytest.fixture
def lines(tmp_path):
    with filled(tmp_path / "first.db") as ledger:
        return list(export_lines(ledger))


def test_both_stores_export_the_same_bytes(lines, ledger_url):
    with filled(ledger_url) as ledger:
        assert list(export_lines(ledger)) == lines


def test_a_line_is_canonical_json_of_the_seven_fields(lines):
    for line in lines:
        read = json.loads(line)
        assert sorted(read) == ["at", "author", "body", "hash", "kind", "number", "previous"]
        assert json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" == line


def test_an_export_fills_an_empty_ledger_and_continues_its_own(lines, ledger_url):
    with open_ledger(ledger_url) as ledger:
        assert import_lines(ledger, lines[:6]) == 6
        assert import_lines(ledger, lines) == 8
        assert import_lines(ledger, lines) == 0
        assert list(export_lines(ledger)) == lines
        assert ledger.verify().sound


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda lines: [*lines[:3], *lines[4:]], r"export:4: entry 5 is not the next one"),
        (lambda lines: [lines[0], lines[1].replace('"p":0.1', '"p":0.2'), *lines[2:]], r"export:2: entry 2 is not what was hashed"),
        (lambda lines: [*lines[:5], lines[5][:40]], r"export:6: this is not a line"),
        (lambda lines: [*lines[:5], "[]\n"], r"export:6: this is no entry"),
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused_whole(lines, ledger_url, damage, words):
    with open_ledger(ledger_url) as ledger:
        with pytest.raises(LedgerError, match=words):
            import_lines(ledger, damage(lines))
        assert len(ledger) == 0


def test_a_ledger_that_went_another_way_is_left_alone(lines, ledger_url):
    with open_ledger(ledger_url) as ledger:
        ledger.append([comment("its own")], at=AT, author="ann")
        with pytest.raises(LedgerError, match="entry 1 is another one here"):
            import_lines(ledger, lines)
        assert len(ledger) == 1


def test_an_older_export_adds_nothing(lines, ledger_url):
    with filled(ledger_url) as ledger, pytest.raises(LedgerError, match="the export ends at entry 6, the ledger at 14"):
        import_lines(ledger, lines[:6])


def test_a_backup_restores_into_either_store(lines, ledger_url, tmp_path):
    kept = tmp_path / "kept"
    with filled(ledger_url) as ledger:
        ledger.backup(kept)
    for name in ("again.db", "more.db"):
        assert restore(kept, tmp_path / name) == 14
        with open_ledger(tmp_path / name) as again:
            assert list(export_lines(again)) == lines
            assert again.verify().sound


def test_an_export_restores_into_either_store(lines, ledger_url, tmp_path):
    (tmp_path / "export.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
    assert restore(tmp_path / "export.jsonl", ledger_url) == 14


def test_a_backup_named_jsonl_has_the_same_bytes_from_both_stores(lines, ledger_url, tmp_path):
    with filled(ledger_url) as ledger:
        ledger.backup(tmp_path / "kept.jsonl")
    assert (tmp_path / "kept.jsonl").read_bytes() == "".join(lines).encode()


def test_a_backup_of_sqlite_is_one_file_that_is_a_ledger(tmp_path):
    with filled(tmp_path / "ledger.db") as ledger:
        backup(ledger, tmp_path / "kept.db")
        ledger.append([comment("later")], at=AT, author="ann")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.db", "ledger.db"]
    connection = sqlite3.connect(tmp_path / "kept.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    with open_ledger(tmp_path / "kept.db", create=False) as kept:
        assert len(kept) == 14


def test_a_backup_overwrites_nothing_and_a_restore_neither(ledger_url, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("mine")
    with filled(ledger_url) as ledger:
        with pytest.raises(LedgerError, match="there already"):
            ledger.backup(kept)
        kept.unlink()
        ledger.backup(kept)
    with pytest.raises(LedgerError, match="it is not empty"):
        restore(kept, ledger_url)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"not a backup\n"])
def test_what_is_no_backup_is_refused(tmp_path, content):
    (tmp_path / "kept").write_bytes(content)
    if content:
        with pytest.raises(LedgerError, match=r"neither a backup|not a line"):
            restore(tmp_path / "kept", tmp_path / "new.db")
    else:
        assert restore(tmp_path / "kept", tmp_path / "new.db") == 0
    with open_ledger(tmp_path / "new.db") as ledger:
        assert len(ledger) == 0
