"""Fit the competing risks and write the coefficients that ship: `python training/history/fit.py DATA FOLDER YYYY-MM-DD`.

FOLDER gets fitted.json and analogues.json; the date is written into the former.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import hashlib
import json
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

import brumaire.history
from brumaire.history.hazards.competing import KINDS
from brumaire.history.hazards.leader import GROUPS, NAMES, of_panel
from brumaire.history.hazards.logistic import fit_logistic, sigmoid
from brumaire.history.panel import MANNERS, Panel, build, month_index, next_exit, windows
from brumaire.history.tables import Tables, load

DRAWS = 100
UNIT = 10_000
HALF_LIFE = 30.0
PENALTY = 30.0
"""By ten-fold cross-validation over countries among 3, 10, 30, 100 and 300: for every kind the best or within two units of it."""
FREE = {
    "natural_death": {"age": 0.3, "age>65": 1.0},
    "ill_health": {"age": 3.0},
    "attempt": {"decades": 1.0, "recent_attempt": 1.0, "recent_attempt 20": 1.0},
    "foreign": {"interstate": 3.0},
    "rebels": {"civil": 3.0},
}
"""Columns that a kind is about, held less; the last two by the same cross-validation, two units better each."""
HELD = {
    # Bodies age alike whether there is war or not; and several hundred attempts tell little of when one succeeds.
    "natural_death": ("coup attempts", "regime's age", "regime", "tenure"),
    "ill_health": ("coup attempts", "regime's age", "regime", "tenure"),
    "success": ("coup attempts", "regime's age", "tenure", "age"),
}
HELD_PENALTY = 100.0
"""Groups of columns of which little is expected for a kind: a stiffer ridge."""
UNMOVED_PENALTY = 300.0
"""Of war between states for all manners of exit but removal from abroad: cross-validation sees no difference, and a looser ridge only widens intervals."""
LEAST_SCALE = 0.35
"""A column that is seldom 1 is not blown up to unit variance: the ridge would hardly hold its effect."""
SEED = 19991109


def problem(panel: Panel, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows and outcomes of one kind."""
    gone, observed = next_exit(panel)
    tried = windows(panel, "coup_attempt", 1)
    if kind == "attempt":
        rows = np.flatnonzero(tried.observed & (panel.spell >= 0))
        return rows, tried.happened[rows]
    seen = observed & panel.archigos & (panel.month + 1 <= month_index(2015, 12))
    if kind == "success":
        # Whether it unseats him, in its month or the next: others are called successes that end otherwise, as by an uprising.
        coup = gone == MANNERS.index("coup")
        follows = (np.diff(panel.spell, append=-1) == 0) & (np.diff(panel.month, append=-1) == 1)
        later = coup | (follows & np.append(coup[1:], False))
        rows = np.flatnonzero(tried.observed & tried.happened & (panel.spell >= 0) & seen)
        return rows, later[rows]
    rows = np.flatnonzero(seen)
    return rows, gone[rows] == MANNERS.index(kind)


def fit(panel: Panel, standard: np.ndarray, kind: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Coefficients, draws, events. A draw is one Newton step for countries drawn with replacement, with the ridge's own spread."""
    rows, came = problem(panel, kind)
    quiet = 6 if kind != "success" else 1
    kept = came | ((panel.month[rows] + panel.gwcode[rows] * 5) % quiet == 0)
    rows, came = rows[kept], came[kept]
    x, y = standard[rows], came.astype(float)
    weight = np.where(came, 1.0, float(quiet)) * 0.5 ** ((panel.month.max() - panel.month[rows]) / 12 / HALF_LIFE)
    # As many events in all as there are, late ones counting for more.
    weight *= came.sum() / weight[came].sum()
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 0.0
    if kind != "attempt":
        penalty[[1 + NAMES.index(name) for name in ("interstate", "interstate_first_year")]] = UNMOVED_PENALTY
    for group in HELD.get(kind, ()):
        penalty[[1 + NAMES.index(name) for name in GROUPS[group]]] = HELD_PENALTY
    for name, value in FREE.get(kind, {}).items():
        penalty[1 + NAMES.index(name)] = value
    found = fit_logistic(x, y, weight, penalty)
    b = found.coefficients
    slope = x * (weight * (y - sigmoid(x @ b)))[:, None]
    states, place = np.unique(panel.gwcode[rows], return_inverse=True)
    by_state = np.zeros((len(states), x.shape[1]))
    np.add.at(by_state, place, slope)
    random = np.random.Generator(np.random.Philox(SEED + KINDS.index(kind)))
    times = random.multinomial(len(states), np.full(len(states), 1 / len(states)), size=DRAWS)
    pushes = (times - 1) @ by_state + np.sqrt(penalty) * random.standard_normal((DRAWS, x.shape[1]))
    return b, b + np.linalg.solve(found.curvature, pushes.T).T, int(came.sum())


def code_hash() -> str:
    """Of every file that the fit goes through."""
    root = Path(brumaire.history.__file__).parent
    own = [root / "codes.py", root / "tables.py", root / "hazards" / "leader.py", root / "hazards" / "logistic.py"]
    files = [*sorted(root.glob("panel/*.py")), *sorted(root.glob("sources/*.py")), *own]
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def fitted(tables: Tables, panel: Panel, day: date) -> dict[str, object]:
    columns = of_panel(panel)
    base, _ = problem(panel, "regular")
    centre, scale = np.nanmean(columns[base], axis=0), np.nanstd(columns[base], axis=0)
    # What is rounded here is what is fitted with, so that the file says all.
    centre, scale = np.round(centre, 5), np.maximum(np.round(scale, 5), LEAST_SCALE)
    standard = np.hstack([np.ones((len(columns), 1)), np.nan_to_num((columns - centre) / scale)])
    coefficients, draws, events = [], [], {}
    for kind in KINDS:
        began = time.process_time()
        b, drawn, events[kind] = fit(panel, standard, kind)
        coefficients.append([round(float(v), 5) for v in b])
        draws.append(np.rint(drawn * UNIT).astype(int))
        print(f"{kind}: {events[kind]} events, {time.process_time() - began:.1f} s of CPU", file=sys.stderr)
    return {
        "about": {
            "fitted": day.isoformat(),
            "code_sha256": code_hash(),
            "data": [{"file": f.name, "version": f.version, "sha256": f.sha256} for f in tables.files],
            "events": events,
            "exits_until": "2015-12",
        },
        "names": list(NAMES),
        "kinds": list(KINDS),
        "centre": centre.tolist(),
        "scale": scale.tolist(),
        "coefficients": coefficients,
        "draws_unit": UNIT,
        "draws": np.stack(draws, axis=1).tolist(),
    }


def analogues(panel: Panel) -> dict[str, object]:
    """Leader-months of leaders whom Archigos knows, at 1, 5, 10, 20 and 30 years in office (democrats from 5 on), without who they were
    to become: their exits are in leaders.json."""
    rows = []
    tenure = panel["tenure"]
    for n in range(len(panel)):
        spell = panel.spells[panel.spell[n]] if panel.spell[n] >= 0 else None
        if spell is None or not spell.archigos or np.isnan(panel["age"][n]) or panel.month[n] > month_index(2013, 12):
            continue
        marks = (5.0, 10.0, 20.0, 30.0) if panel["regime"][n] == 0 else (1.0, 5.0, 10.0, 20.0, 30.0)
        if not any(mark <= tenure[n] < mark + 1 / 12 for mark in marks):
            continue
        values = [
            panel[name][n]
            for name in (
                "age",
                "tenure",
                "regime",
                "regime_age",
                "attempt_years",
                "interstate",
                "interstate_years",
                "civil",
            )
        ]
        rows.append([spell.key, int(panel.month[n]), *(None if np.isnan(v) else round(float(v), 1) for v in values)])
    return {"source": "archigos.csv and the panel of docs/reference/history-data.md", "rows": rows}


def main() -> None:
    data, folder, day = Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3])
    tables = load(data)
    panel = build(tables)
    made = fitted(tables, panel, day)
    head = json.dumps({k: v for k, v in made.items() if k != "draws"}, indent=0)
    body = ",\n".join(json.dumps(draw, separators=(",", ":")) for draw in made["draws"])
    (folder / "fitted.json").write_text(f'{head.rstrip()[:-1].rstrip()},\n"draws": [\n{body}\n]}}\n', encoding="utf-8")
    table = analogues(panel)
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table["rows"])
    text = f'{{"source": {json.dumps(table["source"])}, "rows": [\n{lines}\n]}}\n'
    (folder / "analogues.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
