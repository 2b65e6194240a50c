"""The particle filter before the asking date: systematic resampling among the trajectories of one batch.

Trajectories of a batch share their parameters, so resampling within it leaves the parameters where they are: the batch
carries its mean weight, an unbiased estimate of the evidence for its parameters, and batches are weighed by it. Whether a
batch is resampled depends on that batch alone, so blocks need not wait for one another.
"""

from __future__ import annotations

import numpy as np

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.draws import four
from brumaire.futures.firing import new_clocks
from brumaire.futures.survival import Account
from brumaire.random_streams import Stream

THRESHOLD = 0.5
"""A batch is resampled when its effective share of trajectories falls below this."""


def ancestors(log_weight: Floats, size: int, u: Floats) -> tuple[Index, Floats] | None:
    """Systematic resampling in batches of `size`: the ancestor of each trajectory and its new log-weight.

    None where no batch needs it. Each resampled batch keeps its total weight.

    >>> ancestors(np.zeros(6), 3, np.array([0.5, 0.5])) is None
    True
    >>> ancestor, log_weight = ancestors(np.array([0.0, -90.0, -90.0, 0.0, 0.0, 0.0]), 3, np.array([0.5, 0.5]))
    >>> ancestor.tolist(), log_weight.round(3).tolist()
    ([0, 0, 0, 3, 4, 5], [-1.099, -1.099, -1.099, 0.0, 0.0, 0.0])
    """
    weights = log_weight.reshape(-1, size)
    top = weights.max(axis=1, keepdims=True)
    alive = np.isfinite(top[:, 0])
    share = np.exp(weights - np.where(np.isfinite(top), top, 0.0))
    total = share.sum(axis=1, keepdims=True)
    effective = np.where(alive, total[:, 0] ** 2 / np.where(alive, (share**2).sum(axis=1), 1.0), size)
    poor = np.flatnonzero(effective < THRESHOLD * size)
    if not len(poor):
        return None
    ancestor = np.arange(log_weight.size).reshape(-1, size)
    renewed = weights.copy()
    upper = np.cumsum(share[poor] / total[poor], axis=1)
    upper[:, -1] = 1.0
    positions = (np.arange(size) + u[poor][:, None]) / size
    # One search for all batches: batch b lives on (b, b + 1].
    offset = np.arange(len(poor))[:, None]
    found = np.searchsorted((upper + offset).ravel(), (positions + offset).ravel(), "left")
    ancestor[poor] = poor[:, None] * size + found.reshape(len(poor), size) - offset * size
    renewed[poor] = np.log(total[poor] / size) + top[poor]
    return ancestor.ravel(), renewed.ravel()


def resample(block: Block, account: Account, size: int, day: int) -> bool:
    """Resample the batches of a block that need it; returns whether any did."""
    if size < 2:
        return False
    leads = block.trajectory[::size]
    drawn = ancestors(account.log_weight, size, four(block.seed, Stream.FILTER, leads, day, 0)[0])
    if drawn is None:
        return False
    ancestor, account.log_weight[:] = drawn
    block.levels[:] = block.levels[:, ancestor]
    block.states[:] = block.states[:, ancestor]
    block.start[:] = block.start[:, ancestor]
    block.start_derived[:] = block.start_derived[:, ancestor]
    block.log.inherit(ancestor)
    # Twins must part: what is left of an exponential is exponential again, so all clocks of moved batches are renewed.
    moved = np.repeat((ancestor.reshape(-1, size) != np.arange(len(ancestor)).reshape(-1, size)).any(axis=1), size)
    index = np.flatnonzero(moved)
    for position in range(len(block.program.sampled)):
        new_clocks(block, position, index)
    return True
