"""One piece of work in a process of its own, beside what this one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from brumaire.futures import workers

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def beside(parallel: bool, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Iterator[Callable[[], R]]:
    """Begin `work` in another process and give a function that waits for its result; errors arrive there too.

    Without `parallel` the work is done here, when its result is asked for. Threads would not do: much of the engine's time
    is Python's own.
    """
    if not parallel:
        yield lambda: work(*args, **kwargs)
        return
    with workers(1) as pool:
        yield pool.submit(work, *args, **kwargs).result
