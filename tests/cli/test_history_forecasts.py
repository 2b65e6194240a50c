"""`brumaire history backtest` and `outside-view`: what they write and print, and how they refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from brumaire.cli.history import command
from brumaire.errors import HistoryError, OutputError

MONTHS = ["--train-until", "1999-12", "--from", "2000-01", "--to", "2000-02"]
LEADER = ["--birth", "1952-10-07", "--entered", "2000-05-07", "--regime", "personal", "--at", "2023-02-01"]


def run(*words: str | Path):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_backtest_on_rows_of_the_users_own(shared: Path, tmp_path: Path):
    rows = tmp_path / "rows.csv"
    rows.write_text("date,gwcode,note\n2000-02-01,645,x\n2000-01-01,645,\n2000-01-01,999,\n", encoding="utf-8")
    result = run(
        "backtest", "--target", "coup_attempt", "--horizon", "12", *MONTHS, "--rows", rows, "--data",
        shared / "data" / "history", "--out", tmp_path / "o.csv",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "outside view" in result.stdout
    assert "1 rows have no state in the panel in the month before (first: 999 2000-01-01)" in result.stderr
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        made = list(csv.DictReader(file))
    assert [(row["gwcode"], row["date"]) for row in made] == [
        ("645", "2000-01-01"),
        ("645", "2000-02-01"),
        ("999", "2000-01-01"),
    ]
    assert all(0 < float(row["p"]) < 1 for row in made)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gwcode,when\n1,2000-01-01\n", "no columns gwcode and date"),
        ("gwcode,date\n", "no rows"),
        ("gwcode,date\nIraq,2000-01-01\n", "rows.csv:2: gwcode 'Iraq'"),
        ("gwcode,date\n645,2000-01-01\n645,01/02/2000\n", "rows.csv:3: date '01/02/2000'"),
        ("gwcode,date\n645,2000-01-15\n", "date '2000-01-15'"),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, text: str, says: str):
    rows = tmp_path / "rows.csv"
    rows.write_text(text, encoding="utf-8")
    result = run(
        "backtest", "--target", "coup_attempt", "--horizon", "1", *MONTHS, "--rows", rows, "--out", tmp_path / "o.csv"
    )
    assert isinstance(result.exception, HistoryError)
    assert says in str(result.exception)


def test_a_folder_that_is_not_there_is_found_before_the_work(tmp_path: Path):
    result = run("backtest", "--target", "coup_attempt", "--horizon", "1", *MONTHS, "--out", tmp_path / "no" / "o.csv")
    assert isinstance(result.exception, OutputError)


def test_months_are_year_and_month(tmp_path: Path):
    months = ["--train-until", "1999-13", *MONTHS[2:]]
    result = run("backtest", "--target", "coup_attempt", "--horizon", "1", *months, "--out", tmp_path / "o.csv")
    assert "--train-until '1999-13' is no month" in str(result.exception)


def test_the_outside_view_in_words():
    result = run("outside-view", *LEADER, "--war", "interstate", "--war-began", "2022-02-24")
    assert result.exit_code == 0, result.output
    for words in ("natural death", "irregular", "coup attempts", "What moved it", "The most similar leader-months"):
        assert words in result.stdout


def test_the_outside_view_as_json():
    view = json.loads(run("outside-view", *LEADER, "--json").stdout)
    assert set(view["incidence"]["any"]) == {"1", "6", "12", "24"}
    assert len(view["analogues"]) == 5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--birth", "1952"], "is no date YYYY-MM-DD"),
        (["--entered", "2024-01-01"], "entry"),
        (["--war", "interstate", "--war-began", "2024-01-01"], "war's beginning 2024-01-01 lies after"),
        (["--last-attempt", "2024-01-01"], "last attempt 2024-01-01 lies after"),
    ],
)
def test_leaders_that_cannot_be(words: list[str], says: str):
    result = run("outside-view", *LEADER, *words)
    assert result.exit_code != 0
    assert says in (result.stderr + str(result.exception))
