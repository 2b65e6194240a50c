"""Kernels of models made ready, so that no run has to wait for the compiler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brumaire import cases, models

if TYPE_CHECKING:
    from brumaire.futures.compiled.making import Ready

LEADER = re.compile(rb"^leader\s*:", re.MULTILINE)
"""What every case file has, and no model file."""


def models_of(names: Sequence[str]) -> tuple[models.Model, ...]:
    """The models that are named: by their name in the library, by a model's file, or by a case's; all of the library if none is.

    Raises
    ------
    ModelError, CaseError
        One of them cannot be read.

    Examples
    --------
    >>> [model.name for model in models_of(["leader_in_peace"])]
    ['leader_in_peace']
    """
    found = {}
    for name in names or models.library():
        path = Path(name)
        is_case = path.is_file() and LEADER.search(path.read_bytes()) is not None
        model = models.load(cases.load(path).model if is_case else name)
        found[model.hash] = model
    return tuple(found.values())


def make_ready(wanted: Sequence[models.Model]) -> Iterator[Ready]:
    """Compile the kernels of some models one after the other, where they do not lie in the cache.

    Raises
    ------
    FuturesError
        Numba is not installed, or the folder of kernels cannot be used.
    """
    from brumaire.futures.compiled import making

    for model in wanted:
        yield making.make_ready(model)
