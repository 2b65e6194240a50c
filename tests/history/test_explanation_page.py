"""The page that tells how the outside view is formed runs as it stands."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_the_page_runs():
    page = Path(__file__).resolve().parents[2] / "docs/explanation/outside-view.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert (failed, tried) == (0, 7)
