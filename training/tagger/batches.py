"""Batches: windows of about equal length together, as tensors for the encoder, the chain and the linker."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
from data import Example, training_windows
from model import LinkTask

from brumaire.claims.tagging.links import PAIRS, pair_features
from brumaire.claims.tagging.pieces import Window, encoder_input

MASK_PIECE = 103
FEATURES = ("ids", "shape", "quote", "place")


@dataclass(frozen=True)
class Plan:
    """What a run is made of."""

    epochs: float
    batch: int
    size: int
    rate: float
    decay: float
    warm: float
    dropout: float
    word_dropout: float
    averaging: float
    link_weight: float
    train_pieces: int
    seed: int


def batches(examples: list[Example], plan: Plan, epoch: int) -> list[list[tuple[int, Window]]]:
    """One epoch's batches: windows of about equal length together, in random order."""
    chance = random.Random(f"{plan.seed} {epoch}")
    items = [(i, w) for i, e in enumerate(examples) for w in training_windows(e.words, plan.size, chance)]
    chance.shuffle(items)

    def length(item: tuple[int, Window]) -> int:
        first = examples[item[0]].words.first
        return int(first[item[1].stop] - first[item[1].begin])

    items.sort(key=lambda item: length(item) // 16)
    cut = [items[i : i + plan.batch] for i in range(0, len(items), plan.batch)]
    chance.shuffle(cut)
    return cut


def link_tasks(example: Example, window: Window, row: int, paragraph_of: np.ndarray) -> list[LinkTask]:
    """The linker's choices inside one window; a span whose head lies outside is left out."""

    def inside(first: int, last: int) -> bool:
        return window.begin <= first and last < window.stop

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] - window.begin, span[1] - window.begin

    links = [link for link in example.links if inside(*link[1:3])]
    cues = sorted({link[3:] for link in example.links if inside(*link[3:])})
    sources = sorted({link[1:3] for link in links if link[0] == "source"})
    tasks = []
    for role, first, last, *head in links:
        cue = (head[0], head[1])
        if role == "content" and cue in cues:
            query, keys, target = (first, last), cues, cues.index(cue)
        elif role == "source" and cue in cues:
            query, keys, target = cue, sources, sources.index((first, last))
        elif role == "none":
            query, keys, target = cue, sources, len(sources)
        else:
            continue
        pair = PAIRS.index("content" if role == "content" else "source")
        buckets, ranks, apart = pair_features(query, keys, paragraph_of)
        tasks.append(LinkTask(pair, row, moved(query), [moved(k) for k in keys], buckets, ranks, apart, target))
    return tasks


def collate(examples: list[Example], batch: list[tuple[int, Window]], plan: Plan, chance: np.random.Generator) -> dict:
    """Tensors of one batch, paragraphs cut out for the chain, and the link tasks."""
    inputs = [encoder_input(examples[i].words, window) for i, window in batch]
    longest = max(len(one["ids"]) for one in inputs)
    words = max(len(one["first"]) for one in inputs)
    arrays = {name: np.zeros((len(batch), longest), dtype=np.int64) for name in FEATURES}
    mask = np.zeros((len(batch), longest), dtype=bool)
    first = np.zeros((len(batch), words), dtype=np.int64)
    rows, tasks = [], []
    for row, (one, (i, window)) in enumerate(zip(inputs, batch, strict=True)):
        for name in FEATURES:
            arrays[name][row, : len(one[name])] = one[name]
        mask[row, : len(one["ids"])] = True
        first[row, : len(one["first"])] = one["first"]
        example = examples[i]
        hidden = chance.random(len(one["first"])) < plan.word_dropout
        for begin, end in zip(
            one["first"][hidden], np.append(one["first"][1:], len(one["ids"]) - 1)[hidden], strict=True
        ):
            arrays["ids"][row, begin:end] = MASK_PIECE
        bounds = example.words.paragraphs
        inner = bounds[(bounds > window.begin) & (bounds < window.stop)].tolist()
        rows += [
            (row, a - window.begin, b - window.begin, i, a)
            for a, b in zip([window.begin, *inner], [*inner, window.stop], strict=True)
        ]
        paragraph_of = np.searchsorted(bounds, np.arange(len(example.words)), side="right")
        tasks += link_tasks(example, window, row, paragraph_of)
    height = max(b - a for _, a, b, _, _ in rows)
    at = np.zeros((len(rows), height, 2), dtype=np.int64)
    labels = np.zeros((len(rows), height), dtype=np.int64)
    on = np.zeros((len(rows), height), dtype=bool)
    for k, (row, a, b, i, start) in enumerate(rows):
        at[k, : b - a, 0], at[k, : b - a, 1] = row, np.arange(a, b)
        gold = examples[i].labels[start : start + b - a].copy()
        if gold[0] > 0 and gold[0] % 2 == 0:
            gold[0] -= 1
        labels[k, : b - a], on[k, : b - a] = gold, True
    tensors = {name: torch.from_numpy(value) for name, value in (*arrays.items(), ("first", first))}
    return {
        "inputs": {**tensors, "mask": torch.from_numpy(np.where(mask, 0.0, -1e4).astype(np.float32))[:, None, None, :]},
        "at": torch.from_numpy(at),
        "labels": torch.from_numpy(labels),
        "on": torch.from_numpy(on),
        "tasks": tasks,
    }
