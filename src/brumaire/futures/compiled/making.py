"""Kernels made ready before they are needed: each function of a model's kernel compiled for what a run will give it.

The model is run for a leader who does not exist, a few trajectories for a week, and its leavers once, whoever leaves. What the numbers come to
does not matter and is thrown away; machine code depends on the model alone, so that it serves every case.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor
from brumaire.futures.compiled import cache
from brumaire.futures.compiled.stepper import CompiledStepper, depart_nobody
from brumaire.futures.engines import chosen
from brumaire.futures.reference import make_plan, run_piece
from brumaire.models.base import Model
from brumaire.records.case import Case, Leader, War

BORN, ENTERED, START = date(1950, 1, 1), date(2000, 1, 1), date(2001, 1, 1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A kernel that lies ready: of which model, where, and whether it was there before."""

    model: str
    path: Path
    before: bool


def make_ready(model: Model) -> Ready:
    """Compile a model's kernel into the cache, where it is not there yet.

    Functions that lie in the cache are loaded and not compiled again, so that this may be called at any time.

    Raises
    ------
    FuturesError
        Numba is not installed, or the folder of kernels cannot be used.
    """
    engine = chosen("compiled", model, 1, 1)
    kernel = cache.load(model)
    known = _machine_code(kernel.path)
    waiting = tuple(state for state in model.states if state.initial is None)
    anchor = Anchor(
        model.hash,
        constants=dict.fromkeys(model.targets, 0.0),
        stationary_states=tuple(state.name for state in waiting),
        stationary=((tuple(state.values[0] for state in waiting), 1.0),) if waiting else (),
    )
    case = Case(
        name="nobody",
        title="Nobody",
        country="Nowhere",
        leader=Leader("Nobody", BORN, ENTERED, "unknown"),
        war=War("none"),
        model=model.name,
        start=START,
    )
    plan, _ = make_plan(
        model, case, as_of=START, horizon=START + timedelta(days=14), runs=2, seed=1, anchor=anchor, engine=engine
    )
    # A hazard that is wrong for somebody without a record says nothing of the model, and its code is there by then.
    with suppress(FuturesError):
        run_piece(plan, np.arange(plan.draws.batches))
    assert isinstance(plan.stepper, CompiledStepper)
    depart_nobody(plan.stepper.fresh(), plan.gone, plan.draws)
    return Ready(model.name, kernel.path, not _machine_code(kernel.path) - known)


def _machine_code(kernel: Path) -> set[Path]:
    return set((kernel.parent / "__pycache__").glob(f"{kernel.stem}.*.nbc"))
