"""Compute the table of surveyed probability phrases that the package ships.

    python training/words.py WORDS_FOLDER > src/brumaire/claims/likelihood/phrases.json

WORDS_FOLDER holds absolute_judgements.csv (CAPphrase, one judgement a line), survey_statistics.csv (percentiles of
four surveys by phrase) and yardstick_us_nic.csv and yardstick_uk.csv. For each phrase the largest survey that has it
gives the percentiles 10, 50 and 90; CAPphrase's are computed here from the judgements, the others are taken over.
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

CAPPHRASE = "CAPphrase2026"
NAMES = {
    CAPPHRASE: "CAPphrase (Kucharski 2026)",
    "Mauboussin2018": "Mauboussin 2018",
    "wadefagen": "wadefagen",
    "zonination2015": "zonination 2015",
}


def percentile(values: list[float], share: float) -> float:
    """The percentile by linear interpolation between order statistics."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return round(cuts[round(share * 100) - 1], 1)


def table(folder: Path) -> dict[str, object]:
    """Phrases, their survey, its size and percentiles; and the bands of the two yardsticks."""
    judgements: dict[str, list[float]] = defaultdict(list)
    with (folder / "absolute_judgements.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            judgements[row["term"]].append(float(row["probability"]))
    best: dict[str, dict[str, object]] = {}
    with (folder / "survey_statistics.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            phrase = row["term"].replace("_", " ").lower()
            n = int(row["n"])
            if phrase in best and int(str(best[phrase]["n"])) >= n:
                continue
            cuts = [float(row[key]) for key in ("p10", "p50", "p90")]
            if row["dataset"] == CAPPHRASE:
                values = judgements[row["term"]]
                cuts = [percentile(values, share) for share in (0.1, 0.5, 0.9)]
                n = len(values)
            best[phrase] = {"survey": NAMES[row["dataset"]], "n": n, "p10": cuts[0], "p50": cuts[1], "p90": cuts[2]}
    yardsticks = {}
    for name, file in (("ICD 203", "yardstick_us_nic.csv"), ("PHIA", "yardstick_uk.csv")):
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            yardsticks[name] = {r["term"].lower(): [float(r["low"]), float(r["high"])] for r in csv.DictReader(lines)}
    return {
        "provenance": "training/words.py over the folder `words`: absolute_judgements.csv (CAPphrase, Kucharski 2026, CC BY 4.0), "
        "survey_statistics.csv (Mauboussin 2018, wadefagen, zonination 2015), yardstick_us_nic.csv and yardstick_uk.csv. "
        "Percent; p10, p50, p90 over people.",
        "phrases": dict(sorted(best.items())),
        "yardsticks": yardsticks,
    }


if __name__ == "__main__":
    json.dump(table(Path(sys.argv[1])), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
