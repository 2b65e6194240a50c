"""The law over nodes carried through time: exp(Qt) by uniformization, for all draws of the parameters at once.

With Λ at least the largest rate of leaving a node, exp(Qt) = Σ_k Poisson(k; Λt)·(I + Q/Λ)^k: a sum of positive terms
(uniformization; recalled, unchecked; tests hold it to scipy's matrix exponential). It is cut where less than 1e-15 is left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats, Index

LONGEST = 60.0
"""Expected jumps in one sum; a longer time is cut into pieces, so that exp(−Λt) does not vanish."""
MOST_WORK = 6e9
"""Edges times terms times draws up to which a stretch of time is tried: about a minute at 10 ns each."""
TAIL = 1e-15


@dataclass(frozen=True, slots=True)
class Flow:
    """A generator: flows from `source` to `target`, (flows,), at `rate` per day, (draws, flows), ordered by target.

    lost : (draws, nodes), the rate at which each node is left, which may be more than what its flows carry elsewhere.
    """

    source: Index
    target: Index
    rate: Floats
    lost: Floats


def flow(source: Index, target: Index, rate: Floats, nodes: int, *, kept: NDArray[np.bool_] | None = None) -> Flow:
    """The generator of some edges; those not `kept` take their probability away."""
    lost = np.zeros((len(rate), nodes))
    for edge, node in enumerate(source):
        lost[:, node] += rate[:, edge]
    order = np.argsort(target, kind="stable")
    if kept is not None:
        order = order[kept[order]]
    return Flow(source[order], target[order], rate[:, order], lost)


def carried(law: Floats, generator: Flow, days: float) -> Floats:
    """The law (draws, nodes) after some days.

    >>> dies = flow(np.array([0]), np.array([1]), np.array([[0.1]]), 2)
    >>> carried(np.array([[1.0, 0.0]]), dies, 10.0).round(6).tolist()
    [[0.367879, 0.632121]]
    """
    top = float(generator.lost.max(initial=0.0))
    if top == 0.0 or days <= 0.0:
        return law
    pieces = math.ceil(top * days / LONGEST)
    jumps = top * days / pieces
    terms = math.ceil(jumps + 12.0 * math.sqrt(jumps) + 30.0)
    if pieces * terms * generator.rate.size > MOST_WORK:
        raise FuturesError(
            f"a rate of {top:g} a day over {days:g} days takes too long to solve exactly",
            rule="an exact solution follows every jump of the fastest transition",
            mend="leave --exact away to simulate it, or give slower rates",
        )
    rate, stay = generator.rate / top, 1.0 - generator.lost / top
    first = np.flatnonzero(np.diff(generator.target, prepend=-1))
    reached = generator.target[first]
    for _ in range(pieces):
        weight = math.exp(-jumps)
        total = weight * law
        for k in range(1, terms):
            after = law * stay
            if len(first):
                after[:, reached] += np.add.reduceat(law[:, generator.source] * rate, first, axis=1)
            law = after
            weight *= jumps / k
            total = total + weight * law
            if k > jumps and weight < TAIL:
                break
        law = total
    return law


def jumped(law: Floats, source: Index, target: Index, share: Floats, kept: NDArray[np.bool_]) -> Floats:
    """The law after a jump: shares (draws, edges) of a node's probability move, the rest stays; what is not kept is lost."""
    after = law.copy()
    for edge, (a, b) in enumerate(zip(source, target, strict=True)):
        moving = law[:, a] * share[:, edge]
        after[:, a] -= moving
        if kept[edge]:
            after[:, b] += moving
    return after
