"""Count exits and coup attempts for the figures of brumaire.history: `python training/base_rates.py DIR`.

DIR holds archigos.csv, gwf_all.csv, gw_states.csv, ucdp_acd.csv, cow_war_inter.csv and powell_thyne_2025_12.csv. A
leader-year carries the regime of its calendar year (Geddes, Wright and Frantz name it on 1 January), the years in
office at its end, and whether UCDP has an internal conflict or COW an interstate war in it. Years 1950 to 2010.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

FIRST, LAST = 1950, 2010
REGIMES = {
    "military": "military",
    "military-personal": "military_personal",
    "personal": "personal",
    "party": "party",
    "party-personal": "party_personal",
    "monarchy": "monarchy",
    "democracy": "democracy",
}
AUTOCRATIC = {*REGIMES, "party-military", "party-military-personal", "oligarchy", "indirect military"} - {"democracy"}
BANDS = (2, 5, 10, 20)


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
    """The manner of an exit in Archigos, in the words of figures.py."""
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


def band(years: float) -> str:
    return next((f"under {bound}" for bound in BANDS if years < bound), f"{BANDS[-1]} and over")


def exits(folder: Path) -> dict[str, dict[str, float]]:
    """Leader-years and exits by group: "period | group" to {"years": …, manner: count}."""
    kinds = regimes(folder)
    civil = {
        (int(float(row["gwno_a"].split(",")[0])), int(float(row["year"])))
        for row in rows(folder, "ucdp_acd.csv")
        if row["type_of_conflict"] in ("intrastate", "II")
    }
    interstate = {(int(float(row["ccode1"])), int(float(row["year"]))) for row in rows(folder, "cow_war_inter.csv")}
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows(folder, "archigos.csv"):
        country, start, end = int(float(row["gwcode"])), *map(date.fromisoformat, (row["startdate"], row["enddate"]))
        for year in range(max(FIRST, start.year), min(LAST, end.year) + 1):
            kind = kinds.get((country, year))
            if kind in (None, "", "NA"):
                continue
            last = min(end, date(year, 12, 31))
            years = ((last - max(start, date(year, 1, 1))).days + 1) / 365.25
            family = "autocracy" if kind in AUTOCRATIC else "no autocracy"
            regime = REGIMES.get(kind, "other")
            tenure = band((last - start).days / 365.25)
            conflict = "civil" if (country, year) in civil else "no civil"
            foe = "interstate" if (country, year) in interstate else "no interstate"
            groups = ["all", foe, tenure, regime, family, f"{regime}, {tenure}", f"{family}, {tenure}"]
            groups += [f"{family}, {conflict}"]
            for period in ("1950", "1990"):
                if year >= int(period):
                    for group in groups:
                        table[f"{period} | {group}"]["years"] += years
                        if end.year == year and row["exit"] != "Still in Office":
                            table[f"{period} | {group}"][manner(row)] += 1
    return {key: dict(value) for key, value in sorted(table.items())}


def attempts(folder: Path) -> dict[str, dict[str, int]]:
    """Country-years, coup attempts and successes by regime since 1950 and since 1990."""
    kinds = regimes(folder)
    codes = {row["statename"].lower(): int(float(row["gwcode"])) for row in rows(folder, "gw_states.csv")}
    for row in rows(folder, "gwf_all.csv"):
        for name in (row["gwf_country"], row["extended_country_name"]):
            if name:
                codes.setdefault(name.lower(), int(float(row["gwf_cowcode"])))
    table: dict[str, dict[str, int]] = defaultdict(lambda: {"country_years": 0, "attempts": 0, "successes": 0})
    tried = rows(folder, "powell_thyne_2025_12.csv")
    for period in (1950, 1990):
        for (_, year), kind in kinds.items():
            if period <= year <= LAST:
                for group in {
                    REGIMES.get(kind, "other"),
                    "autocracy" if kind in AUTOCRATIC else "democracies and none",
                }:
                    table[f"{period} | {group}"]["country_years"] += 1
        for row in tried:
            year, success = int(row["year"]), row["outcome"] == "successful"
            if not period <= year <= LAST:
                continue
            kind = kinds.get((codes.get(row["country"].lower(), -1), year), "")
            groups = {"all"} if not kind else {"all", REGIMES.get(kind, "other")}
            if kind in AUTOCRATIC:
                groups.add("autocracy")
            for group in groups:
                table[f"{period} | {group}"]["attempts"] += 1
                table[f"{period} | {group}"]["successes"] += success
    return dict(sorted(table.items()))


def main() -> None:
    folder = Path(sys.argv[1])
    json.dump({"exits": exits(folder), "attempts": attempts(folder)}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
