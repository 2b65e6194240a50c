"""Measured floors that may only rise.

    python quality/gate.py [SHARED] [--update]

Measures reading on the gold articles, on PolNeAR's dev split and on counterfactual sentences in the folder SHARED (default ../shared), and on the
dev, fresh and test splits of quality/corpus, and compares each figure with `baseline.json`. A figure under its floor fails.
`--update` raises floors that were passed and lowers none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import attributions
import conditions
import corpus_score
import gold
import spans
from polnear import read_polnear

from brumaire.claims import TrainedTagger
from brumaire.claims.tagging.network import shipped

BASELINE = Path(__file__).with_name("baseline.json")
# Sub-tasks with fewer cases than this in a split jump by points with a single case.
FEWEST = 10


def figures(shared: Path) -> dict[str, float]:
    """All figures, the higher the better."""
    claims = gold.score(shared / "seeds", shared / "gold")
    measured = {
        "gold core claims found": float(len(claims.found)),
        "gold right claims for each spurious one": round(claims.right / max(1, len(claims.spurious)), 3),
        "gold claims from teasers, negative": 0.0 - len(claims.not_body),
    }
    annotated = read_polnear(shared / "data/polnear/dev")
    if not annotated:
        sys.exit(f"{shared}: PolNeAR's dev split is not in data/polnear/dev")
    for name, read in (("network", shipped().read), ("read_claims", attributions.tagged(TrainedTagger()))):
        for figure, value in spans.short(attributions.evaluate(read, annotated)).items():
            measured[f"PolNeAR dev, {name}, {figure}"] = round(value / 100, 4)
    for rule, value in conditions.measure(shared / "data/conditions").items():
        measured[f"counterfactual antecedents, F1 {rule}"] = round(value, 4)
    for split in ("dev", "fresh", "test"):
        for name, row in corpus_score.score(split).figures().items():
            if row["wanted"] >= FEWEST:
                measured[f"corpus {split}, {name}"] = row["f1"]
    return measured


def main() -> None:
    """Measure, compare, and exit with 1 where a figure fell."""
    words = [w for w in sys.argv[1:] if w != "--update"]
    shared = Path(words[0]) if words else Path(__file__).parents[2] / "shared"
    if not (shared / "seeds").is_dir():
        sys.exit(f"{shared}: the folder with the gold and PolNeAR is not there; give its path")
    floors: dict[str, float] = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    measured = figures(shared)
    for name, value in measured.items():
        floor = floors.get(name, float("-inf"))
        print(f"{'ok  ' if value >= floor else 'FELL'} {name:50}{value:10.4f}   floor {floor:.4f}")
    gone = sorted(floors.keys() - measured.keys())
    for name in gone:
        print(f"GONE {name:50}{'':10}   floor {floors[name]:.4f}")
    if "--update" in sys.argv:
        raised = {name: max(value, floors.get(name, value)) for name, value in measured.items()}
        BASELINE.write_text(json.dumps(raised, indent=2) + "\n", encoding="utf-8")
        return
    if gone or any(value < floors.get(name, value) for name, value in measured.items()):
        sys.exit(1)


if __name__ == "__main__":
    main()
