"""The committed facts are those of the table."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_committed_facts_are_the_tables(shared: Path):
    script = runpy.run_path(str(ROOT / "training" / "analogues.py"))
    fresh = script["table"](shared / "data" / "history")
    committed = json.loads((ROOT / "src/brumaire/history/leaders.json").read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(fresh))
