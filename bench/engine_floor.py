"""The floor under any implementation of the bench model: a week's random numbers, normals and exponentials, and nothing else.

    python bench/engine_floor.py RUNS

One Philox block (four words), three normal numbers and eight exponentials a lane and week, with the arithmetic of engine_by_hand.py.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from engine_arithmetic import STAYS, block, draw, expf, f4, philox, u4
from engine_by_hand import FORTUNE, GRIP, LANES, LAST, MORALE, NUMBERS


@block
def exponentials(m, x, number, h):
    """The eight exponentials of a week."""
    f, mo, g = x[FORTUNE], x[MORALE], x[GRIP]
    for k in range(8):
        a, b, c, d = number[k, 0], number[k, 1], number[k, 2], number[k, 3]
        row = h[k]
        for i in range(m):
            row[i] = expf(a + b * f[i] + c * mo[i] + d * g[i])


@block
def words(m, name, day, out, k0, k1):
    """The four words of a week."""
    for i in range(m):
        a, b, c, d = philox(name[i], u4(day), u4(0), u4(STAYS), k0, k1)
        out[i] = a ^ b ^ c ^ d


@block
def many_words(m, name, out, k0, k1):
    """All weeks of a block."""
    for week in range(LAST):
        words(m, name, 7 * week, out, k0, k1)


@block
def many_draws(m, name, z, k0, k1):
    """All weeks of a block."""
    for week in range(LAST):
        draw(m, name, 7 * week, z[0], z[1], z[2], k0, k1)


@block
def many_exponentials(m, x, number, h):
    """All weeks of a block."""
    for _ in range(LAST):
        exponentials(m, x, number, h)


def floor(runs: int) -> dict:
    """CPU seconds of a week's words, of words and normals, and of exponentials, for so many trajectories."""
    name, out, k = np.arange(LANES, dtype=u4), np.zeros(LANES, u4), u4(1)
    z, x, h = np.zeros((3, LANES), f4), np.full((9, LANES), 0.1, f4), np.zeros((8, LANES), f4)
    jobs = {
        "words": lambda: many_words(LANES, name, out, k, k),
        "words and normals": lambda: many_draws(LANES, name, z, k, k),
        "exponentials": lambda: many_exponentials(LANES, x, NUMBERS, h),
    }
    found = {}
    for job, call in jobs.items():
        call()
        taken = []
        for _ in range(5):
            begun = time.process_time()
            for _ in range(runs // LANES):
                call()
            taken.append(time.process_time() - begun)
        found[job] = min(taken)
    return found


if __name__ == "__main__":
    print(json.dumps({"runs": int(sys.argv[1])} | floor(int(sys.argv[1]))))
