"""Which engine runs: NumPy's, or the compiled one where it pays."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal, get_args

from brumaire.errors import FuturesError
from brumaire.futures.program import Program
from brumaire.futures.stepping import NumpyStepper, Stepper
from brumaire.models.base import Model

Engine = Literal["auto", "compiled", "reference"]
FEWEST = 4_000
"""Trajectories from which a kernel that lies ready is faster than NumPy, with the import of Numba."""
WORTH_COMPILING = 60_000 * 104
"""Trajectories times steps from which compiling a kernel first is faster than NumPy; either takes its time from the model's size."""


def chosen(engine: Engine, model: Model, runs: int, steps: int) -> Engine:
    """The engine that runs a model over some steps: `auto` takes NumPy for small runs, and where a kernel would first have to be compiled.

    It takes NumPy too where Numba is not installed, and where kernels cannot be kept.

    Raises
    ------
    FuturesError
        There is no such engine, or `compiled` is asked for and Numba is not installed.
    """
    if engine not in get_args(Engine):
        raise FuturesError(f"there is no engine {engine!r}", mend=f"the engines are {', '.join(get_args(Engine))}")
    here = find_spec("numba") is not None
    if engine == "compiled" and not here:
        raise FuturesError(
            "the compiled engine needs Numba",
            mend="install brumaire[fast], or use --engine reference",
        )
    if engine != "auto":
        return engine
    if not here or runs < FEWEST:
        return "reference"
    from brumaire.futures.compiled import cache

    try:
        cache.folder()
    except FuturesError:
        return "reference"
    return "compiled" if runs * steps >= WORTH_COMPILING or cache.is_warm(model) else "reference"


def must_compile(engine: Engine, model: Model) -> bool:
    """Whether a run of an engine that is already chosen begins with making a kernel, which takes a while."""
    if engine != "compiled":
        return False
    from brumaire.futures.compiled import cache

    return not cache.is_warm(model)


def stepper_for(engine: Engine, model: Model, stays: Program, gone: Program) -> Stepper:
    """The steps of an engine, for the two programs of a model."""
    if engine != "compiled":
        return NumpyStepper()
    from brumaire.futures.compiled.stepper import CompiledStepper

    return CompiledStepper(model, stays, gone)
