"""The store gives back what was read, with checksums, notes and conflicts; what is no store is an error."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from brumaire.errors import HistoryError
from brumaire.history.conflicts import KINDS, conflicts
from brumaire.history.sources import TABLES, Note, read
from brumaire.history.tables import Tables, load

pytest.importorskip("duckdb", reason="the extra `history` is not installed")

ATTEMPTS = """country,year,month,day,countryCode,latitude,longitude,date,outcome,tags
Benin,1963,10,28,BJ,6.3654,2.4183,1963-10-28,successful,x
Benin,1972,10,26,BJ,,,1972-10-26,successful,x
"""
TYPES = """id,ccode,date,success,type,milcoup,srofficial,jrofficer
a,434,1963-10-27,2,AD,Military Coup,0.0,1.0
b,434,1965-11-29,1,AD,Military Coup,1.0,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    (made / "powell_thyne_2025_12.csv").write_text(ATTEMPTS, encoding="utf-8")
    (made / "colpus_1.1.csv").write_text(TYPES, encoding="utf-8")
    (made / "other.csv").write_text("a\n1\n", encoding="utf-8")
    return made


def test_a_store_gives_back_what_was_read(folder: Path, tmp_path: Path):
    from brumaire.history.store import read_conflicts, write_store

    tables = load(folder)
    found = write_store(tables, tmp_path / "h.duckdb")
    again = load(tmp_path / "h.duckdb")
    assert again == tables
    assert read_conflicts(tmp_path / "h.duckdb") == found
    assert [file.sha256 for file in again.files] == [
        hashlib.sha256(text.encode()).hexdigest() for text in (ATTEMPTS, TYPES)
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "h.duckdb"]


def test_each_row_has_its_file_line_and_version(folder: Path, tmp_path: Path):
    import duckdb

    from brumaire.history.store import write_store

    write_store(load(folder), tmp_path / "h.duckdb")
    with duckdb.connect(str(tmp_path / "h.duckdb"), read_only=True) as store:
        rows = store.execute("select file, line, version, day, latitude from powell_thyne order by day").fetchall()
    assert rows == [
        ("powell_thyne_2025_12.csv", 2, "unknown", date(1963, 10, 28), 6.3654),
        ("powell_thyne_2025_12.csv", 3, "unknown", date(1972, 10, 26), None),
    ]


def test_missing_unknown_and_changed_files_are_listed(folder: Path):
    notes = [str(note) for note in load(folder).notes]
    assert "archigos.csv: not there; the table archigos is empty" in notes
    assert "other.csv: no table that Brumaire knows by this name; not read" in notes
    assert (
        "powell_thyne_2025_12.csv: another checksum than the copy that Brumaire was tested on (2025-12): 2 rows, 497 there"
        in notes
    )


def test_contradictions_are_listed(folder: Path):
    assert [str(conflict) for conflict in conflicts(load(folder))] == [
        "attempt missing: 434 1965-11-29: success AD (colpus_1.1.csv:3); nothing",
        "attempt outcome: 434 1963-10-28: success (powell_thyne_2025_12.csv:2); failure 1963-10-27 (colpus_1.1.csv:2)",
    ]


def test_what_is_no_store_is_an_error(tmp_path: Path):
    with pytest.raises(HistoryError, match="is not there"):
        load(tmp_path / "h.duckdb")
    (tmp_path / "h.duckdb").write_text("no store", encoding="utf-8")
    with pytest.raises(HistoryError, match="is no store"):
        load(tmp_path / "h.duckdb")
    (tmp_path / "empty").mkdir()
    with pytest.raises(HistoryError, match="none of the tables"):
        load(tmp_path / "empty")


def test_the_shared_tables_through_the_store(shared: Path, tmp_path: Path):
    from brumaire.history.store import write_store

    name = "reign_leaders"
    reading = read(shared / "data" / "history" / TABLES[name].file, TABLES[name])
    tables = Tables({name: reading.rows}, (), (Note("x.csv", 3, "warning", "said"),))
    write_store(tables, tmp_path / "h.duckdb")
    assert load(tmp_path / "h.duckdb") == tables


def test_every_kind_of_conflict_is_there_in_the_shared_tables(shared_tables: Tables):
    found = conflicts(shared_tables)
    assert {conflict.kind for conflict in found} == set(KINDS)
    assert [str(conflict) for conflict in found if conflict.kind == "in office"] == [
        (
            "in office: 670 2015-12-31: Salman bin Abdulaziz Al Saud (archigos.csv:2817) Natural Death; "
            "Salman (reign_leaderlist_3_21.csv:1941) to the end of the table"
        )
    ]
