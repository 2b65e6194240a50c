"""`brumaire history`: what an import says, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from brumaire.cli.history import command

HEADER = "obsid,gwcode,leadid,leader,yrborn,gender,startdate,enddate,entry,exit,exitcode\n"
GOOD = "BEN-1,434,x,A,1910,M,1960-08-01,1963-10-28,Regular,Regular,Regular\n"
OVERLAPS = "BEN-2,434,x,B,,M,1963-01-01,1970-05-10,Regular,Regular,Regular\n"
BACKWARDS = "BEN-3,434,x,C,1920,M,1972-05-10,1971-05-10,Regular,Regular,Regular\n"
SHORT = "BEN-4,434,x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("duckdb", reason="the extra `history` is not installed")
    made = tmp_path / "data"
    made.mkdir()
    return made


def run(*words: str | Path):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_clean_import(folder: Path, tmp_path: Path):
    (folder / "archigos.csv").write_text(HEADER + GOOD, encoding="utf-8")
    result = run("import", folder, "--store", tmp_path / "s.duckdb")
    assert result.exit_code == 0
    assert "archigos.csv: 1 rows, version unknown, sha256 " in result.stdout
    assert "s.duckdb: 1 tables; conflicts between sources: none" in result.stdout
    assert (
        "powell_thyne_2025_12.csv: not there; the table powell_thyne is empty"
        in run("import", folder, "--store", tmp_path / "s.duckdb", "--all").stderr
    )
    assert run("conflicts", tmp_path / "s.duckdb").stdout == ""


def test_bad_rows_are_listed_and_the_rest_is_done(folder: Path, tmp_path: Path):
    (folder / "archigos.csv").write_text(HEADER + GOOD + OVERLAPS + BACKWARDS + SHORT, encoding="utf-8")
    result = run("import", folder, "--store", tmp_path / "s.duckdb", "--all")
    assert result.exit_code == 1
    assert (tmp_path / "s.duckdb").exists()
    for said in (
        "archigos.csv:3: warning: B from 1963-01-01 overlaps A to 1963-10-28 (line 2); the later entry counts",
        "archigos.csv:3: warning: B has no year of birth; age is missing",
        "archigos.csv:4: refused: C left on 1971-05-10, before entering on 1972-05-10; not in the panel",
        "archigos.csv:5: refused: 3 cells where the header has 11",
        "2 rows were refused",
    ):
        assert said in result.stderr


def test_unknown_kinds_and_stores(tmp_path: Path):
    assert run("conflicts", tmp_path, "--kind", "odd").exit_code == 2
    assert run("sources").stdout.count("http") == 23
