"""Write the table of facts that analogies are checked against: `python training/analogues.py DIR > leaders.json`.

DIR holds archigos.csv, archigos_2.9_fate.csv (for days of birth and death) and gw_states.csv. Only facts are kept:
names, dates and codes of leaders who were in office in 1900 or later, with the row's key in the source.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

SOURCE = "Archigos 4.1 (Goemans, Gleditsch and Chiozza), archigos.csv; births and deaths from archigos_2.9_fate.csv"
COLUMNS = ["key", "leader", "state", "entered", "left", "exit", "code", "born", "died"]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(folder: Path) -> dict[str, object]:
    names = {int(float(row["gwcode"])): row["statename"] for row in rows(folder, "gw_states.csv")}
    lives = {row["obsid"]: (row["borndate"], row["deathdate"]) for row in rows(folder, "archigos_2.9_fate.csv")}
    kept = [row for row in rows(folder, "archigos.csv") if row["enddate"] >= "1900"]
    exits = sorted({row["exit"] for row in kept})
    codes = sorted({row["exitcode"] for row in kept})
    states = sorted({names.get(int(float(row["gwcode"])), row["obsid"][:3]) for row in kept})
    lines = []
    for row in kept:
        born, died = lives.get(row["obsid"], ("", ""))
        lines.append(
            [
                row["obsid"],
                row["leader"],
                states.index(names.get(int(float(row["gwcode"])), row["obsid"][:3])),
                row["startdate"],
                row["enddate"],
                exits.index(row["exit"]),
                codes.index(row["exitcode"]),
                born or row["yrborn"].removesuffix(".0"),
                died,
            ]
        )
    return {"source": SOURCE, "columns": COLUMNS, "states": states, "exits": exits, "codes": codes, "rows": lines}


def main() -> None:
    data = table(Path(sys.argv[1]))
    lines = data.pop("rows")
    head = json.dumps(data, ensure_ascii=False)[:-1]
    body = ",\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    sys.stdout.write(f'{head}, "rows": [\n{body}\n]}}\n')


if __name__ == "__main__":
    main()
