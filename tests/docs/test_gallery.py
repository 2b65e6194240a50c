"""The gallery's page says what the data beside it say, and its drawings are small."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from brumaire import cases

GALLERY = Path(__file__).resolve().parents[2] / "docs/gallery"
DRAWN = cases.library()
specification = importlib.util.spec_from_file_location("gallery_write", GALLERY / "write.py")
gallery = importlib.util.module_from_spec(specification)
specification.loader.exec_module(gallery)


def test_the_page_is_what_the_command_writes():
    written = (GALLERY / "README.md").read_text(encoding="utf-8")
    assert written == gallery.page(), "write it again: make gallery"


def test_the_drawings_are_of_cases_of_history_and_small():
    assert {file.stem for file in GALLERY.glob("*.svg")} == set(DRAWN) != set()
    for name in DRAWN:
        assert 5_000 < (GALLERY / f"{name}.svg").stat().st_size < 60_000, name


def test_the_page_shows_each_target_of_each_case():
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    for name in DRAWN:
        told = json.loads((GALLERY / f"{name}.json").read_text(encoding="utf-8"))
        targets = cases.load(Path(name)).targets
        assert [t["question"] for t in told["targets"]] == [t.question for t in targets], name
        assert page.count(f"| [{name}](#{name}) |") == len(targets)
