"""The outside view beside the published forecasts of 2010 to 2012, on the same rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from brumaire.history.backtest import Request, backtest
from brumaire.history.hazards.terms import terms
from brumaire.history.panel import build, month_index
from brumaire.history.ranking import roc_auc
from brumaire.history.tables import load
from brumaire.scoring import brier, log_score

COMPONENTS = ("i1", "i2", "i3", "i4", "i5", "i6", "i7", "ebma")
BOOTSTRAPS = 2_000
SEED = 19991109


def published(data: Path) -> list[str]:
    """Rows of a table: each forecaster's scores, and its differences from ebma with 95 % intervals over countries drawn anew, paired."""
    tables = load(data)
    rows = sorted(tables.of("published_ilc"), key=lambda row: (row.gwcode, row.day))
    panel = build(tables)
    asked = [(row.gwcode, month_index(row.day.year, row.day.month)) for row in rows]
    request = Request(
        "irregular_change", 1, month_index(2009, 12), month_index(2010, 1), month_index(2012, 12), rows=asked
    )
    made = backtest(panel, terms(panel), request)
    y = np.array([row.happened for row in rows])
    assert made.gwcode.tolist() == [row.gwcode for row in rows]
    assert np.array_equal(made.happened, y)
    columns = {"outside view": made.p, **made.baselines}
    for name in COMPONENTS:
        columns[name] = np.array([getattr(row, "ensemble" if name == "ebma" else name) for row in rows])
    states, place = np.unique(made.gwcode, return_inverse=True)
    random = np.random.Generator(np.random.Philox(SEED))
    times = random.multinomial(len(states), np.full(len(states), 1 / len(states)), size=BOOTSTRAPS)
    lines = [
        "| forecasts | log loss | Brier | ROC AUC | sum of p | log loss less ebma's | Brier less ebma's | AUC less ebma's |",
        "|---|---|---|---|---|---|---|---|",
    ]
    against = columns["ebma"]
    for name, p in columns.items():
        own = -log_score(p, y.astype(int))
        cells = [f"{own.mean():.5f}", f"{brier(p, y.astype(int)).mean():.6f}", f"{roc_auc(p, y):.3f}", f"{p.sum():.1f}"]
        if name == "outside view":
            differences = [
                own + log_score(against, y.astype(int)),
                brier(p, y.astype(int)) - brier(against, y.astype(int)),
            ]
            for difference in differences:
                by_state = np.bincount(place, difference)
                drawn = (times @ by_state) / (times @ np.bincount(place))
                low, high = np.quantile(drawn, (0.025, 0.975))
                cells.append(f"{difference.mean():+.6f} ({low:+.6f} to {high:+.6f})")
            gaps = []
            for weight in times[:500]:
                drawn_rows = np.repeat(np.arange(len(y)), weight[place])
                if y[drawn_rows].any():
                    gaps.append(roc_auc(p[drawn_rows], y[drawn_rows]) - roc_auc(against[drawn_rows], y[drawn_rows]))
            low, high = np.quantile(gaps, (0.025, 0.975))
            cells.append(f"{roc_auc(p, y) - roc_auc(against, y):+.3f} ({low:+.3f} to {high:+.3f})")
        else:
            cells += ["", "", ""]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines
