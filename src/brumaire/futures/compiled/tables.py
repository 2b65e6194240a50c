"""Tuples handed to a kernel as a table of words: each array as its address and lengths, each number as itself.

A kernel is machine code that is called without Numba, so nobody looks at what it is given: types are checked here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.compiled.arrays import CALLS

NUMBERS = {name: number for number, name in enumerate(CALLS)}


class Part(NamedTuple):
    """A part of a tuple in a table: 0 dimensions for a number; its first word."""

    name: str
    kind: np.dtype[Any]
    dimensions: int
    first: int


@cache
def parts_of(call: str) -> tuple[tuple[type, tuple[Part, ...]], ...]:
    """The tuples that a call wants, and where their parts stand in its table.

    >>> [(part.name, part.dimensions, part.first) for part in parts_of("begin_clocks")[1][1]]
    [('Beginning.rules', 1, 26), ('Beginning.key', 1, 28)]
    """
    found = []
    first = 0
    for group in CALLS[call]:
        parts = []
        for name, hint in get_type_hints(group, include_extras=True).items():
            kind, dimensions = hint.__metadata__
            parts.append(Part(f"{group.__name__}.{name}", np.dtype(kind), dimensions, first))
            first += 1 + dimensions
        found.append((group, tuple(parts)))
    return tuple(found)


def entry() -> str:
    """The source of the one function of a kernel that is called from outside: which call, and the address of its table."""
    lines = [
        "@entry",
        "def enter(call, t):",
        '    """Do what is asked, with the tuples that the table `t` describes."""',
    ]
    for call, number in NUMBERS.items():
        lines += [f"    if call == {number}:", f"        return {call}("]
        for group, parts in parts_of(call):
            lines.append(f"            {group.__name__}({', '.join(map(_read, parts))}),")
        lines.append("        )")
    return "\n".join([*lines, "    return -1"])


def _read(part: Part) -> str:
    if part.dimensions:
        return f"array(t, {part.first}, {part.dimensions}, {part.kind.kind}{part.kind.itemsize})"
    return f"word(t, {part.first})" if part.kind.kind == "i" else f"(word(t, {part.first}) != 0)"


class Table:
    """The table of one call. Words of parts that are the same as before are not written again."""

    def __init__(self, call: str) -> None:
        self._parts = [part for _, parts in parts_of(call) for part in parts]
        self._known: list[Any] = [None] * len(self._parts)  # which lets arrays live as long as their addresses
        self._words: NDArray[np.int64] = np.zeros(self._parts[-1].first + self._parts[-1].dimensions + 1, np.int64)
        self.address = self._words.ctypes.data

    def fill(self, groups: tuple[Any, ...]) -> None:
        """Write what has changed.

        >>> table = Table("begin_clocks")
        >>> table.fill((range(10), [np.zeros(5, np.int64)]))
        Traceback (most recent call last):
        TypeError: World.levels is int with 0 dimensions

        Raises
        ------
        TypeError
            A part is not what its tuple says.
        """
        for k, value in enumerate(chain.from_iterable(groups)):
            if value is not self._known[k]:
                self._write(self._parts[k], value)
                self._known[k] = value

    def _write(self, part: Part, value: Any) -> None:
        if not part.dimensions:
            self._words[part.first] = value
            return
        if not (isinstance(value, np.ndarray) and value.dtype == part.kind and value.ndim == part.dimensions):
            raise TypeError(
                f"{part.name} is {getattr(value, 'dtype', type(value).__name__)} with {np.ndim(value)} dimensions"
            )
        if not value.flags.c_contiguous:
            raise TypeError(f"{part.name} does not lie row by row")
        self._words[part.first] = value.ctypes.data
        self._words[part.first + 1 : part.first + 1 + part.dimensions] = value.shape


class Caller:
    """Calls a kernel; for one thread."""

    def __init__(self, enter: Callable[[int, int], int]) -> None:
        self._enter = enter
        self._tables = {call: Table(call) for call in CALLS}

    def __call__(self, call: str, *groups: Any) -> int:
        """Do what `call` of `CALLS` says, with the tuples that it wants."""
        table = self._tables[call]
        table.fill(groups)
        return self._enter(NUMBERS[call], table.address)
