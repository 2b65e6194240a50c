"""Set the outside view against how wars ended: `python training/check_wars.py DIR`.

For each leader in office on the day on which a war with another state began, from 1950 to the end of Correlates of War: the risk of an irregular exit or of
removal from abroad from that day to twelve months after the war's end for him, as the outside view had it on that day, beside what happened; by how
the war ended, which nobody knew then. Leaders without a date of birth or a regime type are left out. DIR holds history's tables, or is a store made of them.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from brumaire.cases import parse_case
from brumaire.cases.controls.writing import case_text
from brumaire.history import cumulative_incidence, outside_view, profile
from brumaire.history.at_war import leaders_at_war
from brumaire.history.panel import build
from brumaire.history.tables import load
from brumaire.records import IRREGULAR

UNSEATED = (*IRREGULAR, "foreign")
AFTER = timedelta(days=365)
GROUPS = {"lost": "losers", "won": "winners"}


def main() -> None:
    tables = load(Path(sys.argv[1]))
    panel = build(tables)
    leaders: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    observed: Counter[str] = Counter()
    for one in leaders_at_war(tables, panel):
        if one.outcome is None or one.since != one.began or one.born is None or one.regime == "unknown":
            continue
        case = parse_case(case_text(one, tables, panel), file=one.key)
        over = one.until + AFTER
        incidence = cumulative_incidence(outside_view(profile(case, one.since)), [(over - one.since).days])
        removed = one.manner == "foreign" and one.left is not None and one.left <= over
        for group in (GROUPS.get(one.outcome, "neither"), "all"):
            leaders[group] += 1
            expected[group] += sum(float(incidence[name][0]) for name in UNSEATED if name in incidence)
            observed[group] += bool(one.irregular) or removed
    out = csv.writer(sys.stdout)
    out.writerow(["war ended with", "leaders", "expected", "observed"])
    for group in ("losers", "winners", "neither", "all"):
        out.writerow([group, leaders[group], f"{expected[group]:.1f}", observed[group]])


if __name__ == "__main__":
    main()
