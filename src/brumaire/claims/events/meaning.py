"""Which events of the vocabulary some words speak of, by a small network: for what no pattern finds.

It was trained on statements read alone (training/events), and reads each alone too, so that what it says of some words depends on
those words only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from brumaire.claims.tagging.weights import FOLDER, piece_table, session, tokenizer

_BEGIN, _END = 101, 102
Network = Callable[[NDArray[np.int64]], NDArray[np.float32]]


class EventReader:
    """Probabilities of events. `network` maps the pieces of a statement to a row of scores for each: the events', and its vote."""

    def __init__(self, network: Network, names: tuple[str, ...], longest: int) -> None:
        self._network, self.names, self._longest = network, names, longest

    def of(self, words: str) -> dict[str, float]:
        """The probability that some words speak of each event.

        Each piece's scores count by its vote (softmax over the pieces); the sum is the log-odds of the event.
        """
        pieces = tokenizer().encode(" ".join(words.split()), add_special_tokens=False).ids[: self._longest]
        scores = self._network(np.array([_BEGIN, *pieces, _END], dtype=np.int64)).astype(np.float64)
        votes = np.exp(scores[:, -1] - scores[:, -1].max())
        odds = votes @ scores[:, :-1] / votes.sum()
        return {name: float(p) for name, p in zip(self.names, 1 / (1 + np.exp(-odds)), strict=True)}


@cache
def _shipped() -> EventReader:
    computing = session(FOLDER / "events.onnx")
    settings = json.loads((FOLDER / "events.json").read_text(encoding="utf-8"))

    def network(pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = computing.run(None, {"vectors": piece_table().of(pieces)})[0]
        return scores

    return EventReader(network, tuple(settings["events"]), settings["longest"])


@lru_cache(maxsize=4096)
def events_of(words: str) -> tuple[tuple[str, float], ...]:
    """The events that some words may speak of, with their probabilities, the likeliest first.

    >>> events_of("the generals will move against him before the week is out")[0][0]
    'coup_attempt'
    """
    return tuple(sorted(_shipped().of(words).items(), key=lambda item: -item[1]))
