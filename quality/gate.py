"""Measured floors that may only rise.

    python quality/gate.py [SHARED] [--update]

Measures the reading of the gold articles and of PolNeAR's dev split in the folder SHARED (default ../shared), and compares each
figure with `baseline.json`. A figure under its floor fails. `--update` raises floors that were passed and lowers none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import attributions
import gold

BASELINE = Path(__file__).with_name("baseline.json")


def figures(shared: Path) -> dict[str, float]:
    """All figures, the higher the better."""
    claims = gold.score(shared / "seeds", shared / "gold")
    measured = {
        "gold core claims found": float(len(claims.found)),
        "gold right claims for each spurious one": round(claims.right / max(1, len(claims.spurious)), 3),
        "gold claims from teasers, negative": 0.0 - len(claims.not_body),
    }
    tally = attributions.measure(shared / "data/polnear/dev")
    for role in attributions.ROLES:
        if not tally.tokens[role]:
            sys.exit(f"{shared}: PolNeAR's dev split is not in data/polnear/dev")
        counts = tally.tokens[role]
        both, mine, wanted = counts["both"], counts["mine"], counts["gold"]
        measured[f"PolNeAR dev token F1 {role.lower()}"] = round(2 * both / max(1, 2 * both + mine + wanted), 4)
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
        print(f"{'ok  ' if value >= floor else 'FELL'} {name:45}{value:10.4f}   floor {floor:.4f}")
    if "--update" in sys.argv:
        raised = {name: max(value, floors.get(name, value)) for name, value in measured.items()}
        BASELINE.write_text(json.dumps(raised, indent=2) + "\n", encoding="utf-8")
    if any(value < floors.get(name, value) for name, value in measured.items()):
        sys.exit(1)


if __name__ == "__main__":
    main()
