"""Set the outside view against how wars ended: `python training/check_wars.py DIR`.

For each leader in office on 1 January of the year in which his country's war with another state began, from 1950 on: the risk of an irregular
exit or of removal from abroad to the end of the year after the war's last, as the outside view had it at that January, beside what
happened; by how the war ended, which nobody knew then. DIR holds the tables of `check_outside_view.py`.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from check_outside_view import leader_years, manner, rows

from brumaire.history import cumulative_incidence, outside_view

FIRST, LAST = 1950, 2012
KEPT_BY = frozenset({"regular", "natural"})
UNSEATED = ("coup", "handover", "uprising", "rebels", "assassination", "foreign")
OUTCOMES = {"1.0": "winners", "2.0": "losers"}


def wars(folder: Path) -> dict[tuple[int, int], tuple[int, str]]:
    """(country, first year) to the war's last year there and how it ended for the country."""
    years: dict[tuple[str, int], dict[int, set[str]]] = {}
    for row in rows(folder, "cow_war_inter.csv"):
        for state, outcome in (("ccode1", "outcome1"), ("ccode2", "outcome2")):
            fought = years.setdefault((row["warnum"], int(float(row[state]))), {})
            fought.setdefault(int(float(row["year"])), set()).add(row[outcome])
    found = {}
    for (_, country), fought in years.items():
        last = max(fought)
        # A state that won against one adversary and lost to another did neither.
        ended = {OUTCOMES.get(outcome, "neither") for outcome in fought[last]}
        found[country, min(fought)] = last, ended.pop() if len(ended) == 1 else "neither"
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    fought = wars(folder)
    leaders: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    observed: Counter[str] = Counter()
    for row, profile, _, _ in leader_years(folder, FIRST, LAST):
        last, ended = fought.get((int(float(row["gwcode"])), profile.at.year), (0, ""))
        if not last:
            continue
        until = date(last + 1, 12, 31)
        incidence = cumulative_incidence(outside_view(profile), [(until - profile.at).days])
        gone = (
            row["exit"] not in ("Still in Office", "Retired Due to Ill Health") and row["enddate"] <= until.isoformat()
        )
        for group in (ended, "all"):
            leaders[group] += 1
            expected[group] += sum(float(incidence[name][0]) for name in UNSEATED if name in incidence)
            observed[group] += gone and manner(row) not in KEPT_BY
    out = csv.writer(sys.stdout)
    out.writerow(["war ended with", "leaders", "expected", "observed"])
    for group in ("losers", "winners", "neither", "all"):
        out.writerow([group, leaders[group], f"{expected[group]:.1f}", observed[group]])


if __name__ == "__main__":
    main()
