"""Blocks of one run in several processes: each makes the plan again for itself and sends back what its blocks say.

Threads would not do: between NumPy's calls the engine's time is Python's own. Blocks do not depend on each other, and are put
together in the order of their batches, so the result is the same as that of one process.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context
from typing import Any, ParamSpec, TypeVar

import numpy as np

from brumaire.futures.base import Index
from brumaire.futures.block import Block
from brumaire.futures.program import Kinds
from brumaire.futures.running import BlockResult
from brumaire.records.futures import EventKind

P = ParamSpec("P")
T = TypeVar("T")

Work = Callable[[dict[str, Any], Index], tuple[BlockResult, dict[EventKind, int]]]


def shared_out(
    here: Callable[[Index], BlockResult],
    there: Work,
    arguments: dict[str, Any],
    pieces: Sequence[Index],
    kinds: Kinds,
    *,
    processes: int,
) -> list[BlockResult]:
    """Results of all pieces in order: every `processes`-th is done here, the others in processes of their own."""
    with workers(processes - 1) as pool:
        away = {k: pool.submit(there, arguments, piece) for k, piece in enumerate(pieces) if k % processes}
        results = {k: here(piece) for k, piece in enumerate(pieces) if k not in away}
        for k, one in away.items():
            result, numbers = one.result()
            results[k] = renumbered(result, numbers, kinds)
    return [results[k] for k in range(len(pieces))]


class Workers(ProcessPoolExecutor):
    """Processes to which an interrupt from the keyboard means nothing: it is for the process that they work for to answer.

    What they could tell of it is only where they were. They inherit the mask of signals, and so never wake to one, not even
    while they still import what they need.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a process where one is wanted, and give it the work."""
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            # One that came meanwhile has waited and is answered here.
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that work for this one, ended at once where something goes wrong here.

    They are started afresh and not forked, since a fork copies the locks of numerical libraries.
    """
    pool = Workers(count, mp_context=get_context("spawn"))
    try:
        yield pool
    except BaseException:
        # Nobody waits for what they are doing any more.
        for process in active_children():
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def light(result: BlockResult) -> BlockResult:
    """A result without its program, which is made of functions and cannot travel."""
    block = result.account.block
    # The parent puts the futures together from logs and weights alone and asks nothing of these.
    bare = replace(block, program=None, moment=None, speeds={})  # type: ignore[arg-type]
    return replace(result, account=replace(result.account, block=bare))


def renumbered(result: BlockResult, numbers: dict[EventKind, int], kinds: Kinds) -> BlockResult:
    """A result whose logs number the kinds of events as `kinds` does."""
    table = np.zeros(len(numbers), np.int32)
    for kind, number in numbers.items():
        table[number] = kinds.number(kind)
    block: Block = result.account.block
    block.log.renumber(table)
    if result.leavers is not None:
        result.leavers.log.renumber(table)
    return result
