"""Spans from emissions: the set of spans whose expected score is highest under the chain, paragraph by paragraph.

The most probable label sequence is not the best answer to "which exact spans": where the chain wavers between two ends
of a content, or between a span and none, the sequence takes one side for many words at once. So each possible span gets
its probability p of being exactly right (forward and backward sums), and the chosen spans, which do not overlap,
maximise the sum of p + evenness * (mean probability of its words' role - 1/2) - threshold.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
Tables = dict[str, NDArray[np.float32]]

STARTS, KEPT = 0.03, 0.02  # probabilities below which a first word, a span, is not looked at


@dataclass(frozen=True)
class Candidate:
    """A possible span: first and last word, number of its role, probability, mean probability of the role in it."""

    first: int
    last: int
    role: int
    probability: float
    evenness: float


@dataclass(frozen=True)
class Sums:
    """Scaled forward and backward sums of all paragraphs, words x labels; `scale` is each word's forward normaliser."""

    emitted: Real
    scale: Real
    forward: Real
    backward: Real
    onward: Real  # at word j, per label: what follows word j, per label of word j + 1 summed elsewhere


def forward_backward(emissions: NDArray[np.float32], paragraphs: NDArray[np.int64], tables: Tables) -> Sums:
    """Sums over all label sequences, paragraphs side by side, so that time grows with the longest paragraph."""
    lengths = np.diff(paragraphs)
    kept = np.flatnonzero(lengths > 0)
    order = kept[np.argsort(-lengths[kept], kind="stable")]
    begins, lengths = paragraphs[:-1][order], lengths[order]
    emitted = np.exp(emissions.astype(np.float64) - emissions.max(1, keepdims=True))
    moves, begin, finish = (np.exp(tables[name].astype(np.float64)) for name in ("moves", "begin", "finish"))
    forward, backward = np.zeros_like(emitted), np.zeros_like(emitted)
    onward, scale = np.zeros_like(emitted), np.zeros(len(emitted))
    longest = int(lengths[0]) if len(lengths) else 0
    live = np.searchsorted(-lengths, -np.arange(longest), side="left")
    for step in range(longest):
        rows = begins[: live[step]] + step
        now = (forward[rows - 1] @ moves if step else begin) * emitted[rows]
        scale[rows] = now.sum(1)
        forward[rows] = now / scale[rows][:, None]
    ends = begins + lengths - 1
    last = (forward[ends] * finish).sum(1)
    backward[ends] = finish / last[:, None]
    for step in range(longest - 2, -1, -1):
        rows = begins[: live[step + 1]] + step
        onward[rows] = emitted[rows + 1] * backward[rows + 1] / scale[rows + 1][:, None]
        backward[rows] = onward[rows] @ moves.T
    return Sums(emitted, scale, forward, backward, onward)


def candidates(sums: Sums, paragraphs: NDArray[np.int64], tables: Tables) -> list[Candidate]:
    """Every span that is worth a look, in text order. Label 2r + 1 begins role r, label 2r + 2 goes on with it."""
    moves = np.exp(tables["moves"].astype(np.float64))
    marginal = sums.forward * sums.backward
    stop_of = paragraphs[np.searchsorted(paragraphs, np.arange(len(marginal)), side="right")]
    found = []
    for role in range((marginal.shape[1] - 1) // 2):
        begin, inside = 2 * role + 1, 2 * role + 2
        step = sums.emitted[:, inside] * moves[inside, inside] / sums.scale
        held = np.concatenate([[0.0], np.cumsum(marginal[:, begin] + marginal[:, inside])])
        # what follows the last word, given its label, without going on inside: whole rest minus that move
        rest = {
            label: sums.backward[:, label] - sums.onward[:, inside] * moves[label, inside] for label in (begin, inside)
        }
        for first in np.flatnonzero(marginal[:, begin] > STARTS):
            stop = int(stop_of[first])
            chance = np.array([sums.forward[first, begin] * rest[begin][first]])
            if first + 1 < stop:
                grown = np.cumprod(step[first + 1 : stop])
                enter = sums.forward[first, begin] * moves[begin, inside] / moves[inside, inside]
                chance = np.concatenate([chance, enter * grown * rest[inside][first + 1 : stop]])
            for extra in np.flatnonzero(chance > KEPT):
                last = int(first + extra)
                mean = float(held[last + 1] - held[first]) / (extra + 1)
                found.append(Candidate(int(first), last, role, float(chance[extra]), float(mean)))
    return sorted(found, key=lambda c: (c.last, c.first, c.role))


def choose(found: list[Candidate], thresholds: NDArray[np.float32], weights: NDArray[np.float32]) -> list[Candidate]:
    """The disjoint candidates with the highest sum of scores (weighted interval scheduling), in text order."""
    best: list[float] = [0.0]
    ends: list[int] = []
    steps: list[int | None] = []
    kept = []
    for one in found:
        score = one.probability + weights[one.role] * (one.evenness - 0.5) - thresholds[one.role]
        if score > 0:
            kept.append((one, float(score)))
    for one, score in kept:
        before = bisect.bisect_left(ends, one.first)
        total = best[before] + score
        taken = total > best[-1]
        steps.append(before if taken else None)
        best.append(max(total, best[-1]))
        ends.append(one.last)
    chosen = []
    at = len(kept)
    while at:
        earlier = steps[at - 1]
        if earlier is None:
            at -= 1
        else:
            chosen.append(kept[at - 1][0])
            at = earlier
    return chosen[::-1]
