"""Write the page of scores: `python training/history/page.py DATA ROLLING PAGE` (docs/explanation/outside-view-scores.md).

ROLLING is the folder of rolling.py. Beside the page, img/outside-view-reliability.svg.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import sys
from pathlib import Path

import numpy as np
from diagrams import diagrams
from published import published
from rolling import HORIZONS, file_of

from brumaire.history.panel import TARGETS
from brumaire.pipeline.history_backtest import scores

BASELINES = ("climatology", "regime type", "plain logistic")
BOOTSTRAPS = 2_000
SEED = 19991109
BLOCKS = range(1990, 2021, 5)
ENOUGH = 30


def losses(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    return -np.where(y, np.log(p), np.log1p(-p))


def skill(cell: dict[str, np.ndarray]) -> tuple[float, float, float]:
    """1 − log loss / log loss of climatology, with its 95 % interval over countries drawn anew."""
    states, place = np.unique(cell["gwcode"], return_inverse=True)
    own = np.bincount(place, losses(cell["p"], cell["happened"]))
    base = np.bincount(place, losses(cell["climatology"], cell["happened"]))
    random = np.random.Generator(np.random.Philox(SEED))
    times = random.multinomial(len(states), np.full(len(states), 1 / len(states)), size=BOOTSTRAPS)
    low, high = np.quantile(1 - (times @ own) / (times @ base), (0.025, 0.975))
    return float(1 - own.sum() / base.sum()), float(low), float(high)


def score_rows(cells: dict[tuple[str, int], dict[str, np.ndarray]]) -> list[str]:
    lines = [
        "| target | months | windows with an event | forecasts | log loss | Brier | ROC AUC | PR AUC | expected/observed | skill over climatology (95 %) |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (target, horizon), cell in cells.items():
        for name in ("outside view", *BASELINES):
            p = cell["p" if name == "outside view" else name]
            s = scores(name, p, cell["happened"])
            first = f"{target} | {horizon} | {s.events:,} of {s.rows:,}" if name == "outside view" else " | | "
            over = "{:.3f} ({:.3f} to {:.3f})".format(*skill({**cell, "p": p})) if name != "climatology" else ""
            lines.append(
                f"| {first} | {name} | {s.log_loss:.5f} | {s.brier:.5f} | {s.roc_auc:.3f} | {s.pr_auc:.3f} | "
                f"{s.expected / s.events:.2f} | {over} |"
            )
    return lines


def block_rows(cells: dict[tuple[str, int], dict[str, np.ndarray]]) -> tuple[list[str], int, int]:
    """Expected over observed in five-year blocks; how many with enough events there are, and how many of them lie within 0.8 to 1.25."""
    lines = [
        "| target | months | " + " | ".join(f"{b}-{b + 4}" if b < 2020 else "2020" for b in BLOCKS) + " |",
        "|---|---|" + "---|" * len(BLOCKS),
    ]
    judged = inside = 0
    for (target, horizon), cell in cells.items():
        year = cell["month"] // 12
        single = cells[target, 1]
        shown = []
        for block in BLOCKS:
            on = (year >= block) & (year < block + 5)
            events = int(
                single["happened"][(single["month"] // 12 >= block) & (single["month"] // 12 < block + 5)].sum()
            )
            seen = int(cell["happened"][on].sum())
            if not seen:
                shown.append("")
                continue
            ratio = float(cell["p"][on].sum() / seen)
            if events >= ENOUGH:
                judged += 1
                good = 0.8 <= ratio <= 1.25
                inside += good
                shown.append(f"{ratio:.2f}" if good else f"**{ratio:.2f}**")
            else:
                shown.append(f"({ratio:.2f})")
        lines.append(f"| {target} | {horizon} | " + " | ".join(shown) + " |")
    return lines, judged, inside


def age_rows(cell: dict[str, np.ndarray]) -> list[str]:
    from scipy.stats import chi2

    lines = ["| age | deaths | expected | observed/expected (95 %) |", "|---|---|---|---|"]
    for low, high, name in ((0, 60, "under 60"), (60, 70, "60-69"), (70, 80, "70-79"), (80, 200, "80 and over")):
        on = (cell["age"] >= low) & (cell["age"] < high)
        seen, expected = int(cell["happened"][on].sum()), float(cell["p"][on].sum())
        ends = (chi2.ppf(0.025, 2 * seen) / 2 if seen else 0.0, chi2.ppf(0.975, 2 * seen + 2) / 2)
        lines.append(
            f"| {name} | {seen} | {expected:.1f} | {seen / expected:.2f} ({ends[0] / expected:.2f} to {ends[1] / expected:.2f}) |"
        )
    return lines


def main() -> None:
    data, folder, page = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    cells = {}
    for target in TARGETS:
        for horizon in HORIZONS:
            with np.load(file_of(folder, target, horizon, 1990)) as file:
                cells[target, horizon] = {name: file[name] for name in file.files}
    with np.load(file_of(folder, "natural_death", 1, 1980)) as file:
        deaths = {name: file[name] for name in file.files}
    blocks, judged, inside = block_rows(cells)
    worst = [
        (target, horizon)
        for (target, horizon), cell in cells.items()
        if cells[target, 1]["happened"].sum() >= ENOUGH and skill(cell)[1] <= 0
    ]
    beaten = "the lower end lies above zero everywhere" if not worst else f"the lower end is not above zero for {worst}"
    text = (Path(__file__).parent / "scores_page.md").read_text(encoding="utf-8")
    filled = (
        text.replace("@SCORES@", "\n".join(score_rows(cells)))
        .replace("@SKILL@", beaten)
        .replace("@BLOCKS@", "\n".join(blocks))
        .replace("@JUDGED@", str(judged))
        .replace("@INSIDE@", str(inside))
        .replace("@AGES@", "\n".join(age_rows(deaths)))
        .replace("@PUBLISHED@", "\n".join(published(data)))
    )
    page.write_text(filled, encoding="utf-8")
    (page.parent / "img" / "outside-view-reliability.svg").write_text(diagrams(cells), encoding="utf-8")


if __name__ == "__main__":
    main()
