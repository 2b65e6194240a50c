"""The event log while it is written, and how it is put together at the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index

Ints = NDArray[np.int32]
# NumPy sorts whole numbers of two bytes by counting, several times faster than longer ones.
_SHORT = 65_535


class LogBook:
    """Rows (trajectory within a block, day, kind), in the order in which they were written."""

    def __init__(self, *, keeps: bool = True) -> None:
        self._keeps = keeps
        self._owner: list[Ints] = []
        self._day: list[Floats] = []
        self._kind: list[Ints] = []
        self._ordered = False

    def write(self, owner: Index | Ints, day: Floats, kind: Ints) -> None:
        """One row for each trajectory of `owner`; a book that keeps nothing forgets it."""
        if self._keeps and len(owner):
            self._owner.append(owner.astype(np.int32))
            self._day.append(np.asarray(day, np.float64))
            self._kind.append(kind.astype(np.int32))
            self._ordered = False

    def rows(self) -> tuple[Ints, Floats, Ints]:
        """All rows, ordered by trajectory and day; rows of one moment keep the order in which they were written."""
        if not self._owner:
            return np.empty(0, np.int32), np.empty(0), np.empty(0, np.int32)
        if not self._ordered:
            owner, day, kind = np.concatenate(self._owner), np.concatenate(self._day), np.concatenate(self._kind)
            order = _order(owner, day)
            self._owner, self._day, self._kind = [owner[order]], [day[order]], [kind[order]]
            self._ordered = True
        return self._owner[0], self._day[0], self._kind[0]

    def renumber(self, table: Ints) -> None:
        """Give every kind the number that `table` has at its place."""
        self._kind = [table[kind] for kind in self._kind]

    def inherit(self, ancestor: Index) -> None:
        """After resampling: trajectory i has from now on the history of trajectory ancestor[i]."""
        owner, day, kind = self.rows()
        if not len(owner):
            return
        picked, child = ranges(owner, ancestor)
        self._owner, self._day, self._kind = [child.astype(np.int32)], [day[picked]], [kind[picked]]
        self._ordered = True

    def copies(self, size: int, copies: int) -> LogBook:
        """The log of several copies of a block of `size` trajectories, side by side."""
        book = LogBook(keeps=self._keeps)
        owner, day, kind = self.rows()
        for v in range(copies):
            book.write(owner + size * v, day, kind)
        return book

    def part(self, first: int, last: int) -> LogBook:
        """The log of the trajectories from `first` up to `last`."""
        book = LogBook()
        owner, day, kind = self.rows()
        inside = (owner >= first) & (owner < last)
        book.write(owner[inside] - first, day[inside], kind[inside])
        return book


def _order(owner: Ints, day: Floats) -> Index:
    """The order by trajectory and day; mostly a trajectory's rows were written one after another."""
    short = owner.astype(np.uint16) if owner.max() <= _SHORT else owner
    order = np.argsort(short, kind="stable")
    now, when = owner[order], day[order]
    if ((when[1:] < when[:-1]) & (now[1:] == now[:-1])).any():
        order = np.lexsort((day, owner))
    return order


def ranges(owner: Ints, wanted: Index) -> tuple[Index, Index]:
    """Rows of each wanted trajectory in a log ordered by trajectory: (rows, place in `wanted` that each is for).

    >>> rows, place = ranges(np.array([0, 0, 2], np.int32), np.array([2, 0]))
    >>> rows.tolist(), place.tolist()
    ([2, 0, 1], [0, 1, 1])
    """
    first = np.searchsorted(owner, wanted, "left")
    count = np.searchsorted(owner, wanted, "right") - first
    place = np.repeat(np.arange(len(wanted)), count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(first, count) + offset, place
