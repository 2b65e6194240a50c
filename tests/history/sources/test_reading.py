"""Bad input becomes an error or a listed note with file and row; a row is never lost in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brumaire.errors import HistoryError
from brumaire.history.sources import TABLES, read

HEADER = "obsid,gwcode,leadid,leader,yrborn,gender,startdate,enddate,entry,exit,exitcode"
FIRST = "USA-1869,2.0,x,Grant,1822.0,M,1869-03-04,1877-03-04,Regular,Regular,Regular"
SECOND = "USA-1877,2.0,y,Hayes,,M,1877-03-04,1881-03-04,Regular,Regular,Regular"


def archigos(folder: Path, *lines: str, end: str = "\n"):
    path = folder / "archigos.csv"
    path.write_text("\n".join(lines) + end, encoding="utf-8")
    return read(path, TABLES["archigos"])


def test_rows_are_typed_and_remember_their_line(tmp_path: Path):
    reading = archigos(tmp_path, HEADER, FIRST, SECOND)
    assert reading.notes == ()
    grant, hayes = reading.rows
    assert (grant.source, grant.key, grant.gwcode, grant.birth_year) == ("archigos.csv:2", "USA-1869", 2, 1822)
    assert (grant.entered, grant.left, grant.exit) == (date(1869, 3, 4), date(1877, 3, 4), "Regular")
    assert hayes.birth_year is None


def test_order_of_rows_and_columns_makes_no_difference(tmp_path: Path):
    def plain(reading):
        return [{k: getattr(row, k) for k in row.__dataclass_fields__ if k != "line"} for row in reading.rows]

    straight = archigos(tmp_path, HEADER, FIRST, SECOND)
    turned = archigos(tmp_path, *(",".join(reversed(line.split(","))) for line in (HEADER, SECOND, FIRST)))
    assert plain(turned) == plain(straight)
    assert [row.line for row in turned.rows] == [3, 2]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2.0", "0", "line 2: refused: gwcode: '0' is not a state's code between 1 and 999"),
        ("1869-03-04", "04/03/1869", "line 2: refused: entered: '04/03/1869' is not a date; write YYYY-MM-DD"),
        ("1869-03-04", "1869-02-30", "line 2: refused: entered: '1869-02-30' is not a day of the calendar"),
        ("1869-03-04", "18690304", "line 2: warning: entered: date '18690304' taken as 1869-03-04; write YYYY-MM-DD"),
        ("1822.0", "18", "line 2: warning: birth_year: '18' is not a year between 1700 and 2100"),
        (",Regular,Regular", ",Regular", "line 2: refused: 10 cells where the header has 11"),
        (
            ",Regular,Regular,Regular",
            ",Regular,Gone,Regular",
            (
                "line 2: refused: exit: unknown code 'Gone'; known are Foreign, Irregular, Natural Death, Regular, "
                "Retired Due to Ill Health, Still in Office, Suicide, Unknown"
            ),
        ),
    ],
)
def test_each_bad_cell_is_named_with_its_row(tmp_path: Path, old: str, new: str, said: str):
    reading = archigos(tmp_path, HEADER, FIRST.replace(old, new, 1), SECOND)
    (note,) = reading.notes
    assert f"line {note.line}: {note.severity}: {note.what}" == said
    assert len(reading.rows) == 2 - reading.refused


def test_a_file_cut_within_a_row_is_said_to_be(tmp_path: Path):
    reading = archigos(tmp_path, HEADER, FIRST, SECOND[:40], end="")
    assert [str(note) for note in reading.notes] == [
        "archigos.csv: ends within a line: it may be cut short",
        "archigos.csv:3: refused: 8 cells where the header has 11",
    ]


def test_a_row_that_is_there_twice_is_kept_and_named(tmp_path: Path):
    reading = archigos(tmp_path, HEADER, FIRST, FIRST)
    assert len(reading.rows) == 2
    assert "the same gwcode, entered, key as line 2" in str(reading.notes[0])


def test_bytes_that_are_not_utf_8(tmp_path: Path):
    path = tmp_path / "archigos.csv"
    path.write_bytes(f"{HEADER}\n{FIRST}\n".encode().replace(b"Grant", b"Gr\x85nt"))
    reading = read(path, TABLES["archigos"])
    assert reading.rows[0].leader == "Gr\ufffdnt"
    assert str(reading.notes[0]) == "archigos.csv:2: warning: bytes that are not UTF-8 are read as U+FFFD"


def test_a_missing_column_is_an_error_that_names_it(tmp_path: Path):
    with pytest.raises(HistoryError, match=r"archigos.csv:1: has no column 'enddate'"):
        archigos(tmp_path, HEADER.replace("enddate", "until"), FIRST)


def test_an_empty_file_and_no_file_are_errors(tmp_path: Path):
    with pytest.raises(HistoryError, match="is empty"):
        archigos(tmp_path, end="")
    with pytest.raises(HistoryError, match="cannot be read"):
        read(tmp_path / "none.csv", TABLES["archigos"])


def test_tabs_between_cells(tmp_path: Path):
    reading = archigos(tmp_path, HEADER.replace(",", "\t"), FIRST.replace(",", "\t"))
    assert reading.rows[0].leader == "Grant"


# Rows of the copies in the shared folder, counted with wc and a CSV reader.
ROWS = {
    "archigos": 3409,
    "archigos_fate": 3042,
    "lead": 3409,
    "leader_codes": 3409,
    "reign_leaders": 2524,
    "reign_elections": 4351,
    "reign_regimes": 627,
    "powell_thyne": 497,
    "colpus": 593,
    "cline": 981,
    "gwf": 7954,
    "polity": 17574,
    "vdem": 27913,
    "ucdp_conflicts": 5652,
    "battle_deaths": 12902,
    "cow_interstate": 1932,
    "cow_intrastate": 1361,
    "cow_disputes": 2436,
    "gdp": 12188,
    "population": 20849,
    "infant_mortality": 10006,
    "states": 216,
    "published_ilc": 4284,
}


@pytest.mark.parametrize("name", [name for name in ROWS if ROWS[name] < 6000])
def test_the_shared_copies_are_taken_whole(shared: Path, name: str):
    reading = read(shared / "data" / "history" / TABLES[name].file, TABLES[name])
    assert reading.refused == 0
    assert len(reading.rows) == ROWS[name]
