"""The coefficients that ship are what the fitting script makes of the shared tables, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest


@pytest.mark.soak
@pytest.mark.parametrize("name", ["fitted.json", "analogues.json"])
def test_fitting_again_gives_the_same_files(shared: Path, tmp_path: Path, name: str):
    shipped = resources.files("brumaire.history")
    day = json.loads(shipped.joinpath("fitted.json").read_text(encoding="utf-8"))["about"]["fitted"]
    script = Path(__file__).parents[2] / "training" / "history" / "fit.py"
    subprocess.run(
        [sys.executable, str(script), str(shared / "data" / "history"), str(tmp_path), day],
        check=True,
        capture_output=True,
    )
    again = (tmp_path / name).read_text(encoding="utf-8")
    assert again == shipped.joinpath(name).read_text(encoding="utf-8"), "run `make history`"
