"""`brumaire case list` and `case replay`: names serve as paths do, and what cannot be written is refused before the work."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from brumaire.cli import cli


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


@pytest.fixture
def asked(monkeypatch):
    """What the command asks of the pipeline, which answers at once with one point."""
    from brumaire.pipeline import case_replay
    from brumaire.records.case_replay import CaseReplay, ReplayPoint

    calls = []

    def answer(case, **given):
        calls.append((case.name, given))
        point = ReplayPoint(case.start, "leader_exit within 12 months", 0.1, 0.001, 0.05, 0.2, None, settled=False)
        questions = ("leader_exit within 12 months",)
        return CaseReplay(
            case.name, case.title, case.model, case.start, 1, 1_000, questions, (point,), (), (), ("a note",)
        )

    monkeypatch.setattr(case_replay, "replay_case", answer)
    return calls


def test_names_dates_and_questions_reach_the_pipeline(asked):
    arguments = ["argentina-1982", "--dates", "1982-04-02, 1982-05-02", "--dates", "1982-05-09", "--every", "2w"]
    arguments += ["--question", "defeat within 6 months", "--runs", "1000", "--engine", "reference"]
    result = CliRunner().invoke(cli, ["case", "replay", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    assert "1982-04-02" in result.output
    ((name, given),) = asked
    assert name == "argentina-1982"
    assert given["dates"] == [date(1982, 4, 2), date(1982, 5, 2), date(1982, 5, 9)]
    assert (given["texts"], str(given["every"])) == (("defeat within 6 months",), "2 weeks")
    assert (given["settings"].runs, given["settings"].engine) == (1_000, "reference")


@pytest.mark.parametrize(
    ("ending", "beginning"), [(".json", "{"), (".csv", "case,as_of"), (".svg", "<svg"), (".html", "<!doctype html>")]
)
def test_each_form_is_written_to_its_file(asked, tmp_path, ending, beginning):
    out = tmp_path / f"replay{ending}"
    result = CliRunner().invoke(cli, ["case", "replay", "russia-2022-23", "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    assert out.read_text(encoding="utf-8").startswith(beginning)
    assert asked[0][0] == "russia-2023"
