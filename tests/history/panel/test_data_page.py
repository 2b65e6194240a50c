"""The page on the data says what the code has: columns, delays, kinds of conflict, and counts."""

from __future__ import annotations

from pathlib import Path

from brumaire.history.conflicts import KINDS
from brumaire.history.panel import COLUMNS, TARGETS, windows
from brumaire.history.panel.publication import DELAY_MONTHS

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/history-data.md").read_text(encoding="utf-8")


def test_columns_delays_and_kinds():
    for name, meaning in (COLUMNS | KINDS).items():
        assert f"| {meaning} |" in PAGE, name
    for name, months in DELAY_MONTHS.items():
        assert f"| {name} | {months} |" in PAGE, name


def test_counts(shared_panel):
    assert f"{len(shared_panel):,}\nrows of {len(set(shared_panel.gwcode.tolist()))} states" in PAGE
    for target in TARGETS:
        (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| {target} |") and " of " in line)
        for horizon in (1, 12):
            found = windows(shared_panel, target, horizon)
            assert f"{(found.happened & found.observed).sum():,} of {found.observed.sum():,}" in line, target
    assert f"({(shared_panel.spell < 0).sum()} rows," in PAGE
    assert f"({(~shared_panel.leader_known).sum():,} rows)" in PAGE
