"""`brumaire case list` and `case replay`: names serve as paths do, and what cannot be written is refused before the work."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from brumaire.cli import cli
from brumaire.pipeline import anchoring


def test_the_nine_cases_are_listed_by_name():
    listed = CliRunner().invoke(cli, ["case", "list"])
    assert listed.exit_code == 0
    assert [line.split()[:2] for line in listed.output.splitlines()][:2] == [
        ["russia-1917", "1917-01-14"],
        ["germany-1944", "1944-07-01"],
    ]
    assert len(listed.output.splitlines()) == 9


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "replay.pdf"], "none of the endings"),
        (["--every", "1 fortnight"], "not a length of time"),
        (["--dates", "1982-13-01"], "not a day"),
        (["--runs", "10"], "range"),
    ],
)
def test_a_mistake_in_the_command_ends_with_status_2(options, said):
    result = CliRunner().invoke(cli, ["case", "replay", "argentina-1982", *options])
    assert result.exit_code == 2
    assert said in result.output


def test_a_replay_by_name_is_written_to_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(anchoring, "RUNS", 1_000)
    monkeypatch.setenv("BRUMAIRE_CACHE", str(tmp_path))
    out = tmp_path / "replay.json"
    arguments = ["argentina-1982", "--dates", "1982-04-02", "--question", "defeat within 6 months"]
    arguments += ["--runs", "1000", "--engine", "reference", "--threads", "1", "--out", str(out)]
    result = CliRunner().invoke(cli, ["case", "replay", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [(p["as_of"], 0 < p["probability"] < 1) for p in told["points"]] == [("1982-04-02", True)]
