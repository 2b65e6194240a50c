"""The vendored scripts are the ones that were checked in, with their licences."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from brumaire.assets.scripts import interpreter, vega

FOLDER = files("brumaire.assets") / "vega"


def test_checksums():
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    scripts = {entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".js")}
    assert set(sums) == scripts == {"vega.min.js", "vega-interpreter.js"}
    for name, expected in sums.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected, name


def test_licences_travel_with_the_scripts():
    text = (FOLDER / "LICENCES.txt").read_text(encoding="utf-8")
    for name in ("vega 6.4.0 (BSD-3-Clause)", "vega-interpreter 2.3.2 (BSD-3-Clause)", "d3-array", "topojson-client"):
        assert name in text
    assert "Redistribution and use in source and binary forms" in text
    assert "GPL" not in text


def test_scripts_can_stand_in_a_page():
    for text in (vega(), interpreter()):
        assert "</script" not in text.lower()
        assert "<!--" not in text
    assert "import " not in interpreter()
    assert "sourceMappingURL" not in interpreter()
    assert interpreter().startswith("const expressionInterpreter")
