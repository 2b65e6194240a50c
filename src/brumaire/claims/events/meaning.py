"""What a statement says, by a small network: its events, its kind, and whether it denies them.

It reads the statement with some words before and behind it, and nothing else, so that what it says of a statement depends on those
words only. training/events says how it was made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brumaire.claims.tagging.weights import FOLDER, piece_table, session, tokenizer
from brumaire.records import ClaimKind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BEGIN, _END = 101, 102
_LONGEST, _BEFORE, _BEHIND = 96, 48, 12  # pieces of the statement, and of what stands around it
_CONTEXT, _STATEMENT, _CONDITION = 0, 1, 2
Network = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Probabilities: of each event (the likeliest first), of each kind, and that the statement denies its event."""

    events: tuple[tuple[str, float], ...]
    kinds: tuple[tuple[ClaimKind, float], ...]
    denied: float

    def of(self, event: str) -> float:
        """The probability that the statement speaks of one event; 0 for an event that the network does not know."""
        return dict(self.events).get(event, 0.0)


def around(
    text: str, start: int, end: int, holes: Sequence[tuple[int, int]], by: Tokenizer
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The word pieces of a statement and of what stands around it, and the place of each: context, statement or condition.

    `holes` are the conditions' offsets. Context is as much of the text as fits in 48 pieces before and 12 behind.
    """

    def pieces(words: str) -> list[int]:
        found: list[int] = by.encode(" ".join(words.split()), add_special_tokens=False).ids
        return found

    before = pieces(text[max(0, start - 6 * _BEFORE) : start])[-_BEFORE:]
    inside: list[int] = []
    places: list[int] = []
    at = start
    for a, b in [*sorted((max(a, start), min(b, end)) for a, b in holes if a < end and start < b), (end, end)]:
        own, other = pieces(text[at:a]), pieces(text[a:b])
        inside += own + other
        places += [_STATEMENT] * len(own) + [_CONDITION] * len(other)
        at = max(at, b)
    if _STATEMENT not in places[:_LONGEST]:
        places = [_STATEMENT] * len(inside)
    inside, places = inside[:_LONGEST], places[:_LONGEST]
    behind = pieces(text[end : end + 6 * _BEHIND])[:_BEHIND]
    ids = [_BEGIN, *before, *inside, *behind, _END]
    where = [_CONTEXT] * (1 + len(before)) + places + [_CONTEXT] * (len(behind) + 1)
    return np.array(ids, dtype=np.int64), np.array(where, dtype=np.int64)


class StatementReader:
    """Reads statements. `network` maps pieces and their places to a row of scores for each piece.

    A row holds log-odds of the events, scores of the kinds, log-odds of a denial, and two votes: what a piece says of events counts by
    the first (softmax over the statement's pieces), the rest by the second.
    """

    def __init__(self, network: Network, events: tuple[str, ...], kinds: tuple[ClaimKind, ...]) -> None:
        self._network, self._events, self._kinds = network, events, kinds

    def read(self, text: str, start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> Meaning:
        """What the statement between two offsets of a text says, its conditions (`holes`) apart."""
        pieces, places = around(text, start, end, holes, tokenizer())
        mine = places == _STATEMENT
        if not mine.any():
            return Meaning((), (), 0.0)
        scores = self._network(pieces, places)[mine].astype(np.float64)
        count = len(self._events)
        events: NDArray[np.float64] = _softmax(scores[:, -2]) @ scores[:, :count]
        manner: NDArray[np.float64] = _softmax(scores[:, -1]) @ scores[:, count:-2]
        chances = 1 / (1 + np.exp(-events))
        order = np.argsort(-chances, kind="stable")
        kinds = _softmax(manner[:-1])
        return Meaning(
            tuple((self._events[i], float(chances[i])) for i in order),
            tuple((name, float(p)) for name, p in zip(self._kinds, kinds, strict=True)),
            float(1 / (1 + np.exp(-manner[-1]))),
        )


def _softmax(x: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(x - x.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


@cache
def shipped() -> StatementReader:
    """The reader that comes with the package.

    >>> meaning = shipped().read("The generals will move against him before the week is out.", 0, 57)
    >>> meaning.events[0][0], max(meaning.kinds, key=lambda kind: kind[1])[0], meaning.denied < 0.5
    ('coup_attempt', 'forecast', True)
    """
    computing = session(FOLDER / "events.onnx")
    settings = json.loads((FOLDER / "events.json").read_text(encoding="utf-8"))

    def network(pieces: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = computing.run(None, {"vectors": piece_table().of(pieces), "place": places})[0]
        return scores

    return StatementReader(network, tuple(settings["events"]), tuple(settings["kinds"]))
