"""The counts in figures.py are those of the files, and the committed facts those of the table."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from brumaire.history import figures as f

ROOT = Path(__file__).resolve().parents[2]
BANDS = ("under 2", "under 5", "under 10", "under 20", "20 and over")


@pytest.fixture(scope="module")
def counted(shared: Path):
    script = runpy.run_path(str(ROOT / "training" / "base_rates.py"))
    folder = shared / "data" / "history"
    return {"exits": script["exits"](folder), "attempts": script["attempts"](folder)}


def cell(counted, group: str, *manners: str, period: int = 1950) -> tuple[float, float]:
    found = counted["exits"].get(f"{period} | {group}", {"years": 0.0})
    return sum(found.get(manner, 0) for manner in manners), found["years"]


def test_regular_exits_by_regime_and_tenure(counted):
    for regime, cells in {**f.REGULAR_CELLS, "autocracy": f.REGULAR_AUTOCRACIES}.items():
        for band, (events, years) in zip(BANDS, cells, strict=True):
            found = cell(counted, band if regime == "unknown" else f"{regime}, {band}", "regular")
            assert (events, years) == (found[0], pytest.approx(found[1], abs=0.51)), (regime, band)


def test_other_manners(counted):
    for regime, counts in {**f.HANDOVER_COUNTS, "autocracy": f.HANDOVER_AUTOCRACIES}.items():
        found = cell(counted, "all" if regime == "unknown" else regime, "handover")
        assert (counts.events, counts.exposure) == (found[0], pytest.approx(found[1], abs=0.51)), regime
    for table, manner in ((f.UPRISING_COUNTS, "uprising"), (f.REBELS_COUNTS, "rebels")):
        for (family, civil), counts in table.items():
            group = f"{'autocracy' if family == 'autocracy' else 'no autocracy'}, {'civil' if civil else 'no civil'}"
            found = cell(counted, group, manner, period=1990 if "1990" in counts.source else 1950)
            assert (counts.events, counts.exposure) == (found[0], pytest.approx(found[1], abs=0.51)), (manner, group)
    foreign = cell(counted, "no interstate", "foreign")
    assert (f.FOREIGN_PEACE.events, f.FOREIGN_PEACE.exposure) == (foreign[0], pytest.approx(foreign[1], abs=0.51))
    assert cell(counted, "interstate", "foreign")[0] == 8


def test_attempts(counted):
    autocracies = counted["attempts"]["1950 | autocracy"]
    assert (autocracies["attempts"], autocracies["country_years"]) == (296, 4457)
    for regime, counts in f.SUCCESS_SINCE_1990.items():
        found = counted["attempts"][f"1990 | {'all' if regime == 'unknown' else regime}"]
        assert (counts.events, counts.exposure) == (found["successes"], found["attempts"]), regime


def test_committed_facts_are_the_tables(shared: Path):
    script = runpy.run_path(str(ROOT / "training" / "analogues.py"))
    fresh = script["table"](shared / "data" / "history")
    committed = json.loads((ROOT / "src/brumaire/history/leaders.json").read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(fresh))
