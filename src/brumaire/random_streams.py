"""Counter-based random numbers: Philox 4×32 with ten rounds, vectorised over trajectories.

A draw is a pure function of (seed, stream, trajectory, day, slot). Any number can be made again alone, in any
order and on any number of threads, and a what-if meets the same numbers as its baseline. A *slot* is a named
draw, numbered by the model; four neighbouring slots come from one block of Philox. A *stream* separates what must
be independent: parameters, the path on which the leader stays, what follows after he left.

Source of the generator: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011
(recalled, unchecked); the known answers in the tests are those that its authors publish with Random123
(recalled, unchecked; they agree with this implementation).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

UInt = NDArray[np.uint32]
Floats = NDArray[np.float64]

_MULTIPLIER = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Stream(IntEnum):
    """What a random number is for. Numbers of different streams are independent."""

    PARAMETERS = 1
    STAYS = 2
    LEAVES = 3
    EXIT = 4
    FILTER = 5
    TELLING = 6
    BOOTSTRAP = 6


def philox(counter: tuple[UInt, UInt, UInt, UInt], key: tuple[int, int]) -> tuple[UInt, UInt, UInt, UInt]:
    """Ten rounds of Philox 4×32 over arrays of counters.

    >>> zero = np.zeros(1, np.uint32)
    >>> [hex(int(x[0])) for x in philox((zero, zero, zero, zero), (0, 0))]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    c0, c1, c2, c3 = (c.astype(np.uint64, order="C") for c in counter)
    low, high = np.empty_like(c0), np.empty_like(c0)
    k0, k1 = key
    # In place throughout: fresh arrays in each round cost more than the arithmetic.
    for _ in range(10):
        np.multiply(c0, _MULTIPLIER[0], out=low)
        np.multiply(c2, _MULTIPLIER[1], out=high)
        np.right_shift(high, _SHIFT, out=c0)
        np.bitwise_xor(c0, c1, out=c0)
        np.bitwise_xor(c0, np.uint64(k0), out=c0)
        np.bitwise_and(high, _MASK, out=c1)
        np.right_shift(low, _SHIFT, out=c2)
        np.bitwise_xor(c2, c3, out=c2)
        np.bitwise_xor(c2, np.uint64(k1), out=c2)
        np.bitwise_and(low, _MASK, out=c3)
        k0, k1 = (k0 + _WEYL[0]) & 0xFFFFFFFF, (k1 + _WEYL[1]) & 0xFFFFFFFF
    return c0.astype(np.uint32), c1.astype(np.uint32), c2.astype(np.uint32), c3.astype(np.uint32)


def uniforms(
    seed: int, stream: Stream, trajectory: NDArray[np.integer], day: NDArray[np.integer] | int, slots: int
) -> Floats:
    """Uniform numbers in (0, 1), one row a slot: array of shape (slots, trajectories).

    Parameters
    ----------
    seed
        0 ≤ seed < 2⁶⁴; both halves enter the key.
    stream
        What the numbers are for.
    trajectory
        Trajectory numbers, shape (n,), below 2³².
    day
        Day number, one for all or one for each trajectory.
    slots
        How many slots to draw, from slot 0 on.

    Notes
    -----
    A 32-bit word x becomes (x + ½)/2³², which is never 0 or 1.

    >>> uniforms(7, Stream.STAYS, np.array([3]), 10, 2).shape
    (2, 1)
    >>> bool(uniforms(7, Stream.STAYS, np.array([2, 3]), 10, 6)[5, 1] == uniforms(7, Stream.STAYS, np.array([3]), 10, 6)[5, 0])
    True
    """
    blocks = -(-slots // 4)
    n = len(trajectory)
    c0 = np.broadcast_to(trajectory.astype(np.uint32), (blocks, n))
    c1 = np.broadcast_to(np.asarray(day).astype(np.uint32), (blocks, n))
    c2 = np.broadcast_to(np.arange(blocks, dtype=np.uint32)[:, None], (blocks, n))
    c3 = np.broadcast_to(np.uint32(stream), (blocks, n))
    words = philox((c0, c1, c2, c3), (seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF))
    rows = np.stack(words, axis=1).reshape(blocks * 4, n)[:slots]
    return np.asarray((rows + 0.5) * 2.0**-32, dtype=np.float64)


def normals(u: Floats) -> Floats:
    """Standard normal numbers from uniforms, by the inverse distribution function.

    >>> normals(np.array([0.5])).tolist()
    [0.0]
    """
    from scipy.special import ndtri  # 60 ms to import: only where it is needed

    return np.asarray(ndtri(u), dtype=np.float64)
