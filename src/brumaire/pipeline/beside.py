"""One piece of work in a process of its own, beside what this one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def beside(parallel: bool, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Iterator[Callable[[], R]]:
    """Begin `work` in another process and give a function that waits for its result; errors arrive there too.

    Without `parallel` the work is done here, when its result is asked for. Threads would not do: much of the engine's time
    is Python's own. The process is started afresh and not forked, since a fork copies the locks of numerical libraries.
    """
    if not parallel:
        yield lambda: work(*args, **kwargs)
        return
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    try:
        yield pool.submit(work, *args, **kwargs).result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
