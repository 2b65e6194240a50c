"""Which spans may belong to which, and what is seen of such a pair beside its vectors: distance, rank, paragraph."""

from __future__ import annotations

from collections.abc import Sequence

PAIRS = ("source", "content")  # a cue looks for its source; a content looks for its cue
DISTANCES = (0, 1, 2, 3, 5, 8, 12, 20, 32, 50, 80)
RANKS = 4
Range = tuple[int, int]  # first and last word


def distance_bucket(gap: int) -> int:
    """Row of the distance table: `gap` counts words from span to head, negative where the head stands before."""
    number = sum(abs(gap) > limit for limit in DISTANCES)
    return number if gap >= 0 else number + len(DISTANCES) + 1


def pair_features(
    query: Range, keys: Sequence[Range], paragraph_of: Sequence[int]
) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    """For each candidate head: distance bucket, (side, rank by closeness on that side), 1 if in another paragraph."""
    gaps = [key[0] - query[1] if key[0] > query[1] else key[1] - query[0] for key in keys]
    ranks: list[tuple[int, int]] = [(0, 0)] * len(keys)
    for side in (0, 1):
        mine = sorted((abs(gap), i) for i, gap in enumerate(gaps) if (gap >= 0) == (side == 0))
        for rank, (_, i) in enumerate(mine):
            ranks[i] = (side, min(rank, RANKS - 1))
    home = paragraph_of[query[0]]
    return [distance_bucket(gap) for gap in gaps], ranks, [int(paragraph_of[key[0]] != home) for key in keys]
