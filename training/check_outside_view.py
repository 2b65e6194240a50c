"""Set the outside view against what happened: `python training/check_outside_view.py DIR FIRST LAST`.

For each leader in office on 1 January of the years FIRST to LAST (Archigos leaders in the seven regime types of
Geddes, Wright and Frantz), the outside view's risks of the twelve months are summed and set beside the exits and coup
attempts of that year. Years to 2015 are among those that the hazards were fitted to, so this shows that the pieces fit
together, not how well they forecast. DIR holds archigos.csv, archigos_2.9_fate.csv, gwf_all.csv, gw_states.csv, ucdp_acd.csv,
cow_war_inter.csv and powell_thyne_2025_12.csv.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from brumaire.history import Profile, attempt_incidence, cumulative_incidence, outside_view

MANNERS = {"natural": "natural_death", "military": "coup"}
REGIMES = {
    "military": "military",
    "military-personal": "military_personal",
    "personal": "personal",
    "party": "party",
    "party-personal": "party_personal",
    "monarchy": "monarchy",
    "democracy": "democracy",
}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regimes(folder: Path) -> dict[tuple[int, int], str]:
    """(country, year) to the regime's name in the file."""
    table: dict[tuple[int, int], str] = {}
    for row in rows(folder, "gwf_all.csv"):
        for code in (row["GWn"], row["gwf_cowcode"]):
            if code:
                kind = row["gwf_regimetype"] or row["gwf_nonautocracy"]
                table.setdefault((int(float(code)), int(float(row["year"]))), kind)
    return table


def manner(row: dict[str, str]) -> str:
    """The manner of an exit in Archigos, in short."""
    if row["exit"] != "Irregular":
        return {"Regular": "regular", "Natural Death": "natural", "Foreign": "foreign"}.get(row["exit"], "other")
    code = row["exitcode"]
    for words, name in (
        ("Removed by Military", "military"),
        ("Power Struggle", "handover"),
        ("Other Government", "handover"),
        ("Rebels", "rebels"),
        ("Protest", "uprising"),
        ("Assassination", "assassination"),
    ):
        if words in code:
            return name
    return "other"


def attempts(folder: Path) -> dict[int, list[date]]:
    codes = {row["statename"].lower(): int(float(row["gwcode"])) for row in rows(folder, "gw_states.csv")}
    for row in rows(folder, "gwf_all.csv"):
        for name in (row["gwf_country"], row["extended_country_name"]):
            if name:
                codes.setdefault(name.lower(), int(float(row["gwf_cowcode"])))
    found: dict[int, list[date]] = defaultdict(list)
    for row in rows(folder, "powell_thyne_2025_12.csv"):
        found[codes.get(row["country"].lower(), -1)].append(date.fromisoformat(row["date"]))
    return found


def conflicts(folder: Path) -> dict[str, dict[int, set[int]]]:
    """Years of civil and interstate conflict by country."""
    found: dict[str, dict[int, set[int]]] = {"civil": defaultdict(set), "interstate": defaultdict(set)}
    for row in rows(folder, "ucdp_acd.csv"):
        if row["type_of_conflict"] in ("intrastate", "II"):
            found["civil"][int(float(row["gwno_a"].split(",")[0]))].add(int(float(row["year"])))
    for row in rows(folder, "cow_war_inter.csv"):
        found["interstate"][int(float(row["ccode1"]))].add(int(float(row["year"])))
    return found


def leader_years(folder: Path, first: int, last: int) -> Iterator[tuple[dict[str, str], Profile, str, list[date]]]:
    """Leaders in office on 1 January, with their profile, regime and the country's attempts of the year."""
    kinds, tried, wars = regimes(folder), attempts(folder), conflicts(folder)
    born = {row["obsid"]: row["borndate"] for row in rows(folder, "archigos_2.9_fate.csv")}
    for row in rows(folder, "archigos.csv"):
        country = int(float(row["gwcode"]))
        start, end = (date.fromisoformat(row[key]) for key in ("startdate", "enddate"))
        day = born.get(row["obsid"]) or (f"{float(row['yrborn']):.0f}-07-01" if row["yrborn"] else "")
        if len(day) != 10 or day[0] not in "12" or day >= row["startdate"]:
            continue
        for year in range(max(first, start.year + 1), min(last, end.year) + 1):
            at, regime = date(year, 1, 1), REGIMES.get(kinds.get((country, year), ""))
            if regime is None:
                continue
            war = next((kind for kind in ("civil", "interstate") if {year - 1, year} & wars[kind][country]), "none")
            began = year
            while war != "none" and began - 1 in wars[war][country]:
                began -= 1
            profile = Profile(
                birth=date.fromisoformat(day),
                entered=start,
                regime=regime,
                at=at,
                war=war,
                war_began=date(min(began, year - 1), 7, 1) if war != "none" else None,
                last_attempt=max((d for d in tried[country] if d < at), default=None),
            )
            until = min(end, date(year, 12, 31))
            yield row, profile, regime, [d for d in tried[country] if at <= d <= until]


def main() -> None:
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    expected: Counter[tuple[str, str]] = Counter()
    observed: Counter[tuple[str, str]] = Counter()
    for row, profile, regime, tried in leader_years(folder, first, last):
        family = "democracy" if regime == "democracy" else "autocracy"
        view = outside_view(profile)
        for name, values in cumulative_incidence(view, [365]).items():
            expected[family, name] += float(values[0])
        expected[regime, "coup attempt"] += float(attempt_incidence(view, 12))
        observed[regime, "coup attempt"] += bool(tried)
        if int(row["enddate"][:4]) == profile.at.year and row["exit"] != "Still in Office":
            left = "ill_health" if row["exit"] == "Retired Due to Ill Health" else manner(row)
            observed[family, MANNERS.get(left, left)] += 1
    out = csv.writer(sys.stdout)
    out.writerow(["group", "event", "expected", "observed"])
    for key in sorted({*expected, *observed}):
        out.writerow([*key, f"{expected[key]:.1f}", observed[key]])


if __name__ == "__main__":
    main()
