"""How far a run has come, told to whoever asked to hear it; nobody's answer depends on it."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import Protocol

from brumaire.futures.block import Block
from brumaire.futures.running import Plan
from brumaire.futures.survival import Account


class Progress(Protocol):
    """Is told what is being done, in words, and which share of it is done; None where that is not known.

    It may be called from several threads. One that is to reach another process must be picklable.
    """

    def __call__(self, doing: str, share: float | None = None, /) -> None:
        """Take note."""
        ...


def silent(doing: str, share: float | None = None, /) -> None:
    """Nobody listens."""


def part(progress: Progress, number: int, of: int) -> Progress:
    """What tells of one of several equal parts of a piece of work.

    >>> part(lambda doing, share: print(doing, share), 1, 4)("simulating", 0.5)
    simulating 0.375
    """

    def tell(doing: str, share: float | None = None, /) -> None:
        progress(doing, None if share is None else (number + share) / of)

    return tell


def heard(plan: Plan, progress: Progress, doing: str, *, blocks: int, at_once: int = 1) -> Plan:
    """A plan whose steps are told of, when so many blocks are run here, some of them at once.

    What follows after he left, where it is followed, is taken to cost as much as the path on which he stays.
    """
    if progress is silent:
        return plan
    steps, before = len(plan.boundaries) - 1, plan.listen
    rest = steps if plan.follow else 0
    total, lock = blocks * (steps + rest), Lock()
    begun = done = 0

    def listen(block: Block, account: Account, day: int) -> None:
        nonlocal begun, done
        with lock:
            if day == plan.boundaries[0]:
                begun += 1
                # A block begins when another has come to its end.
                done += rest if begun > at_once else 0
            done += 1
            share = min(done / total, 1.0)
        progress(doing, share)
        if before is not None:
            before(block, account, day)

    return replace(plan, listen=listen)
