"""Rolling-origin forecasts of every target and horizon: `python training/history/rolling.py DATA FOLDER`.

One file a target and horizon is written into FOLDER, so that a run that was broken off goes on where it stopped. Two processes, one thread each:
sums in another order would change the last digits.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import multiprocessing
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from brumaire.history.backtest import Request, backtest
from brumaire.history.hazards.terms import terms
from brumaire.history.panel import TARGETS, build, month_index
from brumaire.history.tables import load

HORIZONS = (1, 6, 12, 24)
LAST = {"irregular_exit": 2015, "irregular_change": 2015, "natural_death": 2015}
"""Last year of `date`; of the other targets it is 2020."""
_WORLD: dict[str, Any] = {}


def cells() -> list[tuple[str, int, int]]:
    """Target, horizon and first year; the long ones first, so that both processes end together. Deaths once more since 1980, for the
    comparison by age."""
    every = [(target, horizon, 1990) for horizon in HORIZONS for target in TARGETS]
    return [("natural_death", 1, 1980), *every]


def file_of(folder: Path, target: str, horizon: int, first: int) -> Path:
    return folder / f"{target}-{horizon}-{first}.npz"


def run(cell: tuple[str, int, int]) -> str:
    target, horizon, first = cell
    panel, columns, folder = _WORLD["panel"], _WORLD["columns"], _WORLD["folder"]
    path = file_of(folder, *cell)
    if path.exists():
        return f"{path.name} is there"
    began = time.process_time()
    from_month = month_index(first, 1)
    request = Request(target, horizon, from_month - 1, from_month, month_index(LAST.get(target, 2020), 12), yearly=True)
    made = backtest(panel, columns, request)
    place = np.array([panel.row(int(g), int(m) - 1) for g, m in zip(made.gwcode, made.month, strict=True)])
    seen = made.observed
    with (folder / f".{path.name}").open("wb") as file:
        np.savez(
            file,
            gwcode=made.gwcode[seen],
            month=made.month[seen],
            happened=made.happened[seen],
            age=panel["age"][place[seen]],
            p=made.p[seen],
            **{name: p[seen] for name, p in made.baselines.items()},
        )
    (folder / f".{path.name}").replace(path)
    return f"{path.name}: {time.process_time() - began:.1f} s of CPU"


def main() -> None:
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    panel = build(load(data))
    _WORLD.update(panel=panel, columns=terms(panel), folder=folder)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for line in pool.imap_unordered(run, cells(), chunksize=1):
            print(line, flush=True)


if __name__ == "__main__":
    main()
