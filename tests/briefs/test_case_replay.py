"""A replay is drawn, told and written down with the same numbers, and text from a case stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from brumaire.briefs.case_replay import replay_csv, replay_html, replay_json, replay_svg, replay_text
from brumaire.briefs.case_replay.panels import marks, panels
from brumaire.records.case import Target
from brumaire.records.case_replay import CaseReplay, ReplayEvent, ReplayPoint, TargetCheck

YEAR = "leader_exit(coup | handover | uprising | rebels | assassination) within 12 months"
HOSTILE = '</script><img src=x> & "quoted" \x1b[31m'


@pytest.fixture
def replay():
    def point(day: date, value: float) -> ReplayPoint:
        return ReplayPoint(day, YEAR, value, 0.001, value / 2, value * 2, 0.07, settled=False)

    days = date(1982, 4, 2), date(1982, 5, 2), date(1982, 6, 15)
    target = Target(days[0], YEAR, 0.12, 0.20, "judged")
    ratio = Target(days[2], YEAR, 0, 2, "judged", against=days[0])
    return CaseReplay(
        case="nowhere-1982",
        title=f"A. Nobody {HOSTILE}",
        model="leader_at_war",
        start=days[0],
        seed=3,
        runs=1_000,
        questions=(YEAR,),
        points=(point(days[0], 0.08), point(days[1], 0.15), point(days[2], 0.31)),
        events=(
            ReplayEvent(date(1982, 5, 1), f"an offensive {HOSTILE}"),
            ReplayEvent(date(1982, 6, 14), "defeat"),
            ReplayEvent(date(1982, 6, 14), "key city falls", seen=True),
            ReplayEvent(date(1982, 6, 17), "the leader’s exit (handover)", leaves=True),
        ),
        targets=(TargetCheck(target, 0.08), TargetCheck(ratio, 3.9)),
    )


def test_the_drawing_is_small_well_formed_and_inert(replay):
    drawn = replay_svg(replay)
    root = ET.fromstring(drawn)
    assert len(drawn) < 60_000
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "rect", "text", "line", "polyline", "circle"}
    words = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    assert "The leader’s irregular exit within 12 months" in words
    assert any("model 31" in text for text in words)
    # a point for each date and one in the legend; a band for the one target of a probability, the paper and the legend
    assert sum(element.tag.endswith("circle") for element in root.iter()) == 4
    assert sum(element.tag.endswith("rect") for element in root.iter()) == 3


def test_higher_forecasts_are_drawn_higher_and_later_ones_further_right(replay):
    root = ET.fromstring(replay_svg(replay))
    points = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter() if c.tag.endswith("circle")][1:]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)


def test_a_forecast_holds_until_the_next_one(replay):
    root = ET.fromstring(replay_svg(replay))
    *_, line = (e.get("points") for e in root.iter() if e.tag.endswith("polyline"))
    corners = [tuple(float(number) for number in pair.split(",")) for pair in line.split()]
    assert len(corners) == 5
    assert corners[0][1] == corners[1][1] > corners[2][1] == corners[3][1] > corners[4][1]
    assert corners[1][0] == corners[2][0]


def test_the_page_carries_the_numbers_and_nothing_that_acts(replay):
    page = replay_html(replay)
    assert "<img src=x>" not in page
    assert "\x1b" not in page
    spec = json.loads(re.search(r'id="spec-1">(.*?)</script>', page)[1])
    data = {entry["name"]: entry["values"] for entry in spec["data"]}
    assert [row["value"] for row in data["points"]] == [0.08, 0.15, 0.31]
    assert [(row["low"], row["high"]) for row in data["targets"]] == [(0.12, 0.20)]
    assert [row["number"] for row in data["marks"]] == ["1", "2", "3"]
    assert [row["leaves"] for row in data["marks"]] == [False, False, True]
    assert "Content-Security-Policy" in page
    assert 'src="' not in page
    assert "below it" in page
    assert "3.9 times" in page


def test_the_terminal_says_where_targets_are_missed(replay):
    lines = replay_text(replay).replace("\u202f", " ").splitlines()
    assert "\x1b" not in replay_text(replay)
    (first,) = (k for k, line in enumerate(lines) if line.startswith("  1982-04-02"))
    assert re.match(r"  1982-04-02 +8 % +4–16 % +7 %  █", lines[first])
    assert lines[first + 1].strip() == "target 12 % to 20 %: below it"
    assert "target 0 to 2 times the forecast of 1982-04-02, it is 3.9: above it" in "\n".join(lines)
    assert all(len(line) <= 110 for line in lines)


def test_json_and_csv_have_every_point_unrounded(replay):
    told = json.loads(json.dumps(replay_json(replay)))
    assert told["schema"] == "brumaire.case_replay/1"
    assert [point["probability"] for point in told["points"]] == [0.08, 0.15, 0.31]
    assert told["targets"][0] | {"source": ""} == {
        "as_of": "1982-04-02",
        "question": YEAR,
        "interval": [0.12, 0.2],
        "against": None,
        "source": "",
        "forecast": 0.08,
        "holds": False,
    }
    rows = list(csv.DictReader(io.StringIO(replay_csv(replay))))
    assert [(row["as_of"], float(row["probability"]), row["settled"]) for row in rows] == [
        ("1982-04-02", 0.08, "no"),
        ("1982-05-02", 0.15, "no"),
        ("1982-06-15", 0.31, "no"),
    ]


def test_marks_that_are_close_stand_in_different_rows(replay):
    rows = {mark.number: mark.row for mark in marks(replay)}
    assert rows[1] == 0
    assert rows[2] == 0
    near = CaseReplay(
        **{f: getattr(replay, f) for f in replay.__slots__}
        | {"events": tuple(ReplayEvent(date(1982, 5, day), "news") for day in (1, 2, 3))}
    )
    assert [mark.row for mark in marks(near)] == [0, 1, 0]


def test_a_panel_has_room_for_its_targets_and_intervals(replay):
    (panel,) = panels(replay)
    assert panel.top == 0.8
    assert panel.question == "leader_exit(irregular) within 12 months"
