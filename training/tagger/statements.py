"""Statements labelled with the events that they speak of: examples for the network's third head.

Two forms, both written for this: YAML files of statements (event names, several joined by blanks or " + ", to a list or a block of
lines), each read alone; and the annotated claims of quality/corpus, read where they stand in their article.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus_format
import numpy as np
import torch
from batches import FEATURES, MASK_PIECE
from model import EVENTS
from ruamel.yaml import YAML
from tokenizers import Tokenizer

from brumaire.claims.tagging.pieces import Window, Words, encoder_input, split_words


@dataclass(frozen=True)
class Statement:
    """A statement inside a text in words: first and last word, and 1 for each event that it speaks of."""

    words: Words
    first: int
    last: int
    events: np.ndarray
    source: str


def multi_hot(names: Sequence[str]) -> np.ndarray:
    """1 for each of EVENTS that is named; `other` names none."""
    unknown = set(names) - set(EVENTS) - {"other"}
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(sorted(unknown))}")
    return np.array([name in names for name in EVENTS], dtype=np.float32)


def read_statements(path: Path, tokenizer: Tokenizer) -> list[Statement]:
    """The statements of one YAML file, each once."""
    result = []
    for key, value in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
        events = multi_hot(key.replace("+", " ").split())
        lines = value.splitlines() if isinstance(value, str) else value
        for line in dict.fromkeys(line.strip() for line in lines if line and line.strip()):
            words = split_words(line, tokenizer)
            result.append(Statement(words, 0, len(words) - 1, events, line))
    return result


def read_corpus(split: str, tokenizer: Tokenizer) -> list[Statement]:
    """The annotated claims of one split of quality/corpus in their articles."""
    result = []
    for article in corpus_format.load(split):
        words = split_words(article.text, tokenizer)
        for row in article.rows:
            span = row.claim.content
            first = int(np.searchsorted(words.ends, span.start, side="right"))
            last = int(np.searchsorted(words.starts, span.end, side="left")) - 1
            if first <= last:
                result.append(Statement(words, first, last, multi_hot(row.claim.events), span.quote))
    return result


def window_of(statement: Statement, size: int) -> Window:
    """The statement's words with as much of the text around as `size` pieces hold, a random share of it before."""
    words = statement.words
    low, high = int(words.first[statement.first]), int(words.first[statement.last + 1])
    spare = max(0, size - (high - low)) // 2
    begin = int(np.searchsorted(words.first, low - spare))
    stop = int(np.searchsorted(words.first, high + spare, side="right")) - 1
    begin, stop = min(begin, statement.first), max(stop, statement.last + 1)
    return Window(begin, stop, begin, stop)


def collate_statements(batch: list[Statement], size: int, hidden: float, chance: np.random.Generator) -> dict:
    """Tensors of one batch: inputs, the statements' words as a mask over words, and the events."""
    cut = [window_of(one, size) for one in batch]
    inputs = [encoder_input(one.words, window) for one, window in zip(batch, cut, strict=True)]
    longest, words = (max(len(one[name]) for one in inputs) for name in ("ids", "first"))
    arrays = {name: np.zeros((len(batch), longest), dtype=np.int64) for name in FEATURES}
    first = np.zeros((len(batch), words), dtype=np.int64)
    mask = np.full((len(batch), longest), -1e4, dtype=np.float32)
    spoken = np.zeros((len(batch), words), dtype=bool)
    for row, (one, window, arrays_of) in enumerate(zip(batch, cut, inputs, strict=True)):
        for name in FEATURES:
            arrays[name][row, : len(arrays_of[name])] = arrays_of[name]
        mask[row, : len(arrays_of["ids"])] = 0
        first[row, : len(arrays_of["first"])] = arrays_of["first"]
        spoken[row, one.first - window.begin : one.last + 1 - window.begin] = True
        drop = chance.random(longest) < hidden
        drop[[0, len(arrays_of["ids"]) - 1]] = False
        arrays["ids"][row][drop & (mask[row] == 0)] = MASK_PIECE
    tensors = {name: torch.from_numpy(value) for name, value in (*arrays.items(), ("first", first))}
    return {
        "inputs": {**tensors, "mask": torch.from_numpy(mask)[:, None, None, :]},
        "spoken": torch.from_numpy(spoken),
        "events": torch.from_numpy(np.stack([one.events for one in batch])),
    }


class Stream:
    """Batches of statements without end, seeded: three of statements alone, of about equal length, then one from articles."""

    def __init__(self, alone: list[Statement], inside: list[Statement], batch: int, seed: int) -> None:
        self.alone, self.inside, self.batch, self.seed = alone, inside, batch, seed

    def at(self, step: int) -> list[Statement]:
        """The batch of one step."""
        if step % 4 == 3 and self.inside:
            return self._cut(self.inside, max(1, self.batch // 6), step // 4)
        return self._cut(self.alone, self.batch, step - step // 4)

    def _cut(self, statements: list[Statement], size: int, number: int) -> list[Statement]:
        rounds, place = divmod(number, max(1, len(statements) // size))
        chance = random.Random(f"{self.seed} {rounds}")
        order = list(range(len(statements)))
        chance.shuffle(order)
        order.sort(key=lambda i: len(statements[i].words.pieces) // 4)
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        chance.shuffle(batches)
        return [statements[i] for i in batches[place]]
