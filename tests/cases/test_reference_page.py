"""The manual's page on case files names every key, says which are required, and its example is a valid case."""

from __future__ import annotations

import re
from pathlib import Path

from brumaire import cases
from brumaire.cases.schema import SECTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/case-file.md").read_text(encoding="utf-8")


def documented(section: str) -> dict[str, bool]:
    """Keys in the table of a section, and whether it calls them required."""
    title = {"case": "## The case", "daily": "## `calendar`"}.get(section)
    if title is None:
        title = next(line for line in PAGE.splitlines() if line.startswith("## ") and f"`{section}`" in line)
    body = PAGE.split(f"{title}\n", 1)[1].split("\n## ", 1)[0]
    return {
        key: flag.strip() == "required" for key, flag in re.findall(r"^\| `(\w+)` \| ?([^|]*)\|", body, re.MULTILINE)
    }


def test_every_key_is_documented():
    for section, keys in SECTIONS.items():
        table = documented(section)
        if section in ("calendar", "daily"):
            assert {k.name for k in keys} <= set(table)
            continue
        assert {k.name: k.required for k in keys} == table, section


def test_the_example_is_a_valid_case_with_every_key():
    text = PAGE.split("```yaml\n", 1)[1].split("```", 1)[0]
    case = cases.parse_case(text, file="case-file.md")
    assert case.outside_view == {"attempts": 0.02}
    for section, keys in SECTIONS.items():
        for key in keys:
            assert re.search(rf"\b{key.name}:", text), (section, key.name)
