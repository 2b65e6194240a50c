"""Kernels made ready before they are needed. Machine code depends on the model alone, so that it serves every case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from brumaire.futures.compiled import cache
from brumaire.futures.engines import chosen
from brumaire.models.base import Model


@dataclass(frozen=True, slots=True)
class Ready:
    """A kernel that lies ready: of which model, where, and whether it was there before."""

    model: str
    path: Path
    before: bool


def make_ready(model: Model) -> Ready:
    """Compile a model's kernel into the cache, where it is not there yet.

    Raises
    ------
    FuturesError
        Numba is not installed, or the folder of kernels cannot be used.
    """
    chosen("compiled", model, 1, 1)
    before = cache.is_warm(model)
    return Ready(model.name, cache.load(model).path, before)
