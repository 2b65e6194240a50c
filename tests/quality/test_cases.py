"""The table of cases and controls, from made-up answers: targets by their dates, outcomes from the record, and the page."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

import cases_runs
from cases_page import page
from cases_runs import SCORED, Said, plan

import cases as quality_cases
from brumaire import cases
from brumaire.cases.controls import controls
from brumaire.errors import FuturesError
from brumaire.pipeline.forecast import Settings

EXIT, IRREGULAR, ATTEMPT = SCORED


def said(wanted, p=0.1, outside=0.05):
    return [
        Said(wanted.case.name, wanted.group, wanted.as_of, text, p, 0.01, p / 2, p * 2, outside, 100.0)
        for text in wanted.questions
    ]


def test_the_plan_has_every_target_and_asks_all_the_same_three_once():
    asked = {(w.case.name, w.as_of, text) for w in plan() for text in w.questions}
    for name in cases.library():
        for target in cases.load(Path(name)).targets:
            assert (name, target.as_of, target.question) in asked
            assert target.against is None or (name, target.against, target.question) in asked
    for text in SCORED:
        assert len({(w.case.name, w.group) for w in plan() if text in w.questions}) == 29


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("argentina-1982", (True, True, False)),
        ("iraq-1991", (False, False, True)),
    ],
)
def test_what_came_is_read_from_the_record(name, outcomes):
    case = cases.load(Path(name))
    day = cases_runs.first_day(case)
    assert tuple(quality_cases.came(case, text, day) for text in SCORED) == outcomes


def test_the_report_and_its_page():
    told = quality_cases.report([one for w in plan() for one in said(w)], runs=1_000, seed=1)
    assert len(told["said"]) == 3 * 29
    controls_at = {one["question"]: one for one in told["controls"]}
    assert controls_at[ATTEMPT] == {"question": ATTEMPT, "forecast": 0.1, "outside": 0.05, "holds": True}
    assert told["scores"][ATTEMPT]["control"]["events"] == 0
    greece = [row for row in told["targets"] if row["case"] == "greece-1974"]
    assert [(row["as_of"], row["near"]) for row in greece] == [
        ("1974-07-01", False),
        ("1974-07-22", False),
        ("1974-07-22", False),
    ]
    assert greece[0]["off"] == pytest.approx(-0.4626, abs=1e-3)
    ratio = next(row for row in told["targets"] if row["ratio"])
    assert ratio["error"] == pytest.approx(2**0.5 * 0.1, abs=1e-4)  # a tenth of each of two equal forecasts
    text = page(told)
    assert "| greece-1974 | 1974-07-01 | Irregular exit within 12 months | 15 to 25 % | 10\u202f% ± 1 |" in text
    assert "none: " not in text
    assert text.count("within a factor of 2 |") == 3


def test_the_page_is_what_the_command_writes():
    told = json.loads((quality_cases.DOCS / "cases-and-controls.json").read_text(encoding="utf-8"))
    assert (quality_cases.DOCS / "cases-and-controls.md").read_text(encoding="utf-8") == page(told)


def test_a_target_of_two_dates_is_their_ratio():
    case = cases.load(Path("germany-1944"))
    answers = [
        Said("germany-1944", "case", day, IRREGULAR, p, 0.0, p, p, 0.02, 100.0)
        for day, p in ((date(1944, 7, 19), 0.1), (date(1944, 7, 22), 0.05))
    ]
    row = quality_cases.target_rows("germany-1944", case, answers)[-1]
    assert (row.ratio, row.forecast, row.outside, row.near) == (True, 0.5, 1.0, True)


def test_answers_are_kept_and_a_change_of_settings_asks_anew(tmp_path, monkeypatch):
    wanted = next(w for w in plan() if w.group == "control")
    asked = []
    monkeypatch.setattr(cases_runs, "_ask", lambda w, s: asked.append(s.runs) or tuple(said(w)))
    first = cases_runs.ask(wanted, Settings(runs=1_000), folder=tmp_path)
    assert cases_runs.ask(wanted, Settings(runs=1_000, threads=2, engine="reference"), folder=tmp_path) == first
    cases_runs.ask(wanted, Settings(runs=2_000), folder=tmp_path)
    assert asked == [1_000, 2_000]


def test_a_case_that_cannot_be_asked_is_told_of_and_not_near(monkeypatch):
    disagrees = Mock(side_effect=FuturesError("no future agrees"))
    monkeypatch.setattr(cases_runs, "prepare", Mock())
    monkeypatch.setattr(cases_runs, "conditioned", disagrees)
    wanted = next(w for w in plan() if w.case.name == "greece-1974")
    answers = cases_runs._ask(wanted, Settings())
    assert {one.probability for one in answers} == {None}
    row = quality_cases.target_rows("greece-1974", wanted.case, answers)[0]
    assert (row.forecast, row.near, row.note) == (None, False, "no future agrees")


def test_controls_are_scored_where_they_are_asked():
    assert {w.case.name for w in plan() if w.group == "control"} == {case.name for case in controls()}
