"""Which futures to tell: at random, each as likely as its weight says."""

from __future__ import annotations

import numpy as np

from brumaire.futures.base import Floats, Index
from brumaire.random_streams import Stream, uniforms


def pick(weights: Floats, count: int, seed: int) -> Index:
    """Some futures without repetition, drawn one after the other in proportion to what weights are left.

    The largest of u^(1/w) come first (Efraimidis and Spirakis, weighted random sampling with a reservoir; recalled,
    unchecked). Fewer than `count` where fewer have any weight.

    >>> pick(np.array([0.0, 1.0, 0.0, 1e-9]), 3, seed=7).tolist()
    [1, 3]
    """
    able = np.flatnonzero(weights > 0)
    u = uniforms(seed, Stream.TELLING, able, 0, 1)[0]
    return np.asarray(able[np.argsort(-np.log(u) / weights[able], kind="stable")[:count]], np.intp)
