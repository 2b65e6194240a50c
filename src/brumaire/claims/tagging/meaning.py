"""What a stretch of a text speaks of: the probability of each event, from the network's scores of its words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """The words of one text with their scores: a column for each event of `names`, and a last one for a word's vote.

    `starts` and `ends` are code point offsets of the words, in order; `scores` has a row for each word.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    scores: NDArray[np.float32]

    def of(self, start: int, end: int) -> dict[str, float]:
        """The probability of each event for the words that lie in [start, end); empty where none does.

        Each word's scores count by its vote (softmax over the words); the sum is the log-odds of the event.
        """
        first = int(np.searchsorted(self.starts, start, side="left"))
        last = int(np.searchsorted(self.ends, end, side="right"))
        if first >= last:
            return {}
        rows = self.scores[first:last].astype(np.float64)
        votes = np.exp(rows[:, -1] - rows[:, -1].max())
        odds = votes @ rows[:, :-1] / votes.sum()
        return {name: float(p) for name, p in zip(self.names, 1 / (1 + np.exp(-odds)), strict=True)}
