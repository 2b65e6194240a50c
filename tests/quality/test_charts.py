"""The plots' axes and marks stand where their numbers say."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

import charts

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-0.15, 0.15, [-0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15]),
        (0, 104, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert charts.ticks(low, high) == pytest.approx(expected)


def test_marks_stand_where_their_numbers_say(tmp_path):
    panel = charts.Panel("A & B", (0, 10), (0, 1), "x", "y")
    panel.dots([0, 10, 20], [0, 1, 0.5], "#000000", key="dots <all>")
    charts.write(tmp_path / "deep" / "a.svg", [panel, panel], "two of them")
    tree = ET.parse(tmp_path / "deep" / "a.svg")
    circles = [(float(c.get("cx")), float(c.get("cy"))) for c in tree.iter(f"{SVG}circle") if c.get("r") == "2.2"]
    left, right = charts.LEFT, charts.WIDTH - charts.RIGHT
    top, bottom = charts.TOP, charts.HEIGHT - charts.BOTTOM
    # What lies beyond the axes stands on the frame.
    assert circles == 2 * [(left, bottom), (right, top), (right, (top + bottom) / 2)]
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert texts.count("A & B") == texts.count("dots <all>") == 2
    assert tree.find(f"{SVG}title").text == "two of them"
