"""The model's constants solved against history, and kept so that they are solved once."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from brumaire import history
from brumaire.futures import SOLVED_FOR, Anchor, solve_anchor
from brumaire.models import Model
from brumaire.records import Case, OutsideView

RUNS = 20_000
SEED = 20
"""The anchor has runs and a seed of its own: the constants of a case do not move with `--runs` and `--seed`."""


def anchored(model: Model, case: Case, view: OutsideView, *, threads: int = 1, cache: Path | None = None) -> Anchor:
    """The solved constants of `model` for such a leader, from the cache where they are there.

    The cache is keyed by all that the solution depends on. A file that cannot be read is solved again, one that
    cannot be written is done without.
    """
    place = (cache or _folder()) / f"{_key(model, case, view)}.json"
    try:
        return Anchor.from_json(json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    anchor = solve_anchor(model, case, view, seed=SEED, runs=RUNS, threads=threads)
    _write(place, json.dumps(anchor.to_json()))
    return anchor


def anchor_for(model: Model, case: Case, *, threads: int = 1) -> Anchor:
    """The anchor of a model for the leader of a case, against history as it was at the case's start."""
    view = history.by_hand(history.outside_view(history.profile(case, case.start)), case.outside_view)
    return anchored(model, case, view, threads=threads)


def _key(model: Model, case: Case, view: OutsideView) -> str:
    parts = [
        model.hash,
        str((case.start, case.leader.birth, case.war, case.calendar, RUNS, SEED, SOLVED_FOR)),
        str(sorted(view.exits.items())),
        str((view.attempts, view.success)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(os.environ.get("BRUMAIRE_CACHE") or user_cache_dir("brumaire")) / "anchors"


def _write(place: Path, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as file:
            file.write(text)
        Path(file.name).replace(place)
    except OSError:
        return
