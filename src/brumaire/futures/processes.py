"""Blocks of one run in several processes: each makes the plan again for itself and sends back what its blocks say.

Threads would not do: between NumPy's calls the engine's time is Python's own. Blocks do not depend on each other, and are put
together in the order of their batches, so the result is the same as that of one process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

import numpy as np

from brumaire.futures.base import Index
from brumaire.futures.block import Block
from brumaire.futures.program import Kinds
from brumaire.futures.running import BlockResult
from brumaire.records.futures import EventKind

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
    """Results of all pieces in order: every `processes`-th is done here, the others in processes of their own.

    The processes are started afresh and not forked, since a fork copies the locks of numerical libraries.
    """
    with ProcessPoolExecutor(processes - 1, mp_context=get_context("spawn")) as pool:
        away = {k: pool.submit(there, arguments, piece) for k, piece in enumerate(pieces) if k % processes}
        results = {k: here(piece) for k, piece in enumerate(pieces) if k not in away}
        for k, one in away.items():
            result, numbers = one.result()
            results[k] = renumbered(result, numbers, kinds)
    return [results[k] for k in range(len(pieces))]


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
