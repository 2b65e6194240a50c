"""Which random number is for what: the slots of the engine.

A number is named by (seed, stream, trajectory, time, block). For the noise of levels, time is the day on which they
move. For the clocks of transitions it is how often the transition has fired in this trajectory, so that the m-th
firing meets the same numbers whenever it comes: a what-if that shifts an event in time keeps its other numbers.
Futures in which the leader left by different manners share a trajectory; `fold` keeps their numbers apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from brumaire.random_streams import Stream, normals, philox, uniforms

Floats = NDArray[np.float64]

EVIDENCE, INITIAL, CLOCK, SCHEDULE, AT_EXIT = 128, 768, 1024, 8192, 16384
"""First block of each use; blocks below hold the noise of levels. A block has four numbers."""
_FOLD = 1 << 17  # above any day number and any count of firings


def four(
    seed: int,
    stream: Stream,
    trajectory: NDArray[np.uint32],
    time: NDArray[np.integer] | int,
    block: NDArray[np.uint32] | int,
    *,
    fold: NDArray[np.integer] | int = 0,
) -> Floats:
    """The four uniforms of a block, in (0, 1): shape (4, n).

    >>> four(7, Stream.STAYS, np.array([3], np.uint32), 10, 0).shape
    (4, 1)
    """
    n = len(trajectory)
    counter = np.asarray(time, np.int64) + np.asarray(fold, np.int64) * _FOLD
    words = philox(
        (
            trajectory,
            np.broadcast_to(counter.astype(np.uint32), (n,)),
            np.broadcast_to(np.asarray(block, np.uint32), (n,)),
            np.broadcast_to(np.uint32(stream), (n,)),
        ),
        (seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF),
    )
    return np.asarray((np.stack(words) + 0.5) * 2.0**-32)


def noise(
    seed: int,
    stream: Stream,
    trajectory: NDArray[np.uint32],
    day: int,
    slots: Sequence[int],
    *,
    fold: NDArray[np.integer] | int = 0,
) -> Floats:
    """Standard normal numbers for the levels that move on a day, by the slots of their noise: shape (slots, n).

    >>> one = np.array([3], np.uint32)
    >>> bool((noise(7, Stream.STAYS, one, 7, [4, 1]) == noise(7, Stream.STAYS, one, 7, range(5))[[4, 1]]).all())
    True
    """
    if len(slots) == 0:
        return np.empty((0, len(trajectory)))
    time = np.asarray(day + np.asarray(fold) * _FOLD)
    drawn = uniforms(seed, stream, trajectory, time, max(slots) + 1)
    return normals(drawn if list(slots) == list(range(len(drawn))) else drawn[list(slots)])
