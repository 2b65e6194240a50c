"""Text to spans and linked attributions, with onnxruntime, tokenizers and NumPy.

What is found in a text depends on that text alone: each window is one call of the session, never batched with others.
"""

from __future__ import annotations

import bisect
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from brumaire.claims.tagging.links import pair_features
from brumaire.claims.tagging.pieces import Whole, Words, encoder_input, split_words, windows
from brumaire.claims.tagging.segments import candidates, choose, forward_backward
from brumaire.claims.tagging.weights import FOLDER, piece_table, session, tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]
Real = NDArray[np.float32]
Network = Callable[[dict[str, Whole]], tuple[Real, Real]]
ROLES = ("source", "cue", "content")
REACH = 160  # words between a span and its head, at most


@dataclass(frozen=True, slots=True)
class Linked:
    """Code point spans: one cue, its source (None where the text names none), its content in pieces, in text order."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one text: all spans by role, and the attributions that link them."""

    spans: dict[str, list[Span]]
    attributions: list[Linked]


class AttributionReader:
    """Reads texts with one network. `tables`: the arrays of tagger.json; window sizes are in word pieces."""

    def __init__(
        self, network: Network, splitter: Tokenizer, tables: Mapping[str, Any], core: int, context: int
    ) -> None:
        self.network, self.tokenizer, self.core, self.context = network, splitter, core, context
        self.tables: dict[str, Real] = {k: np.asarray(v, dtype=np.float32) for k, v in tables.items() if k != "labels"}
        self._silence = np.array([0.0, *[-20.0] * (len(self.tables["begin"]) - 1)], dtype=np.float32)

    def read(self, text: str) -> Found:
        """Spans and attributions of `text`. A paragraph ends at a line end, and no span crosses it."""
        words = split_words(text, self.tokenizer)
        if not len(words):
            return Found({role: [] for role in ROLES}, [])
        emissions, projections = [], []
        for window in windows(words, self.core, self.context):
            if not words.shape[window.begin : window.stop].any():
                # Marks without a single word attribute nothing; a page full of them is not worth the time.
                size = window.core_stop - window.core_begin
                emissions.append(np.tile(self._silence, (size, 1)))
                projections.append(np.zeros((size, 4 * len(self.tables["nothing"])), dtype=np.float32))
                continue
            here, vectors = self.network(encoder_input(words, window))
            kept = slice(window.core_begin - window.begin, window.core_stop - window.begin)
            emissions.append(here[kept])
            projections.append(vectors[kept])
        sums = forward_backward(np.concatenate(emissions), words.paragraphs, self.tables)
        likely = candidates(sums, words.paragraphs, self.tables)
        found: dict[str, list[Span]] = {role: [] for role in ROLES}
        for one in choose(likely, self.tables["thresholds"], self.tables["weights"]):
            found[ROLES[one.role]].append((one.first, one.last))
        spans = {role: [_offsets(words, r) for r in ranges] for role, ranges in found.items()}
        return Found(spans, self._link(words, found, np.concatenate(projections)))

    def _link(self, words: Words, found: dict[str, list[Span]], projections: Real) -> list[Linked]:
        """Gives each content its cue and each cue its source or none. A cue without content is no attribution."""
        paragraph_of = np.searchsorted(words.paragraphs, np.arange(len(words)), side="right").tolist()
        contents: dict[Span, list[Span]] = {}
        for content in found["content"]:
            cue = self._head(1, content, found["cue"], projections, paragraph_of)
            if cue is not None:
                contents.setdefault(cue, []).append(content)
        result = []
        for cue, pieces in sorted(contents.items()):
            source = self._head(0, cue, found["source"], projections, paragraph_of)
            result.append(
                Linked(
                    source and _offsets(words, source),
                    _offsets(words, cue),
                    tuple(_offsets(words, piece) for piece in pieces),
                )
            )
        return result

    def _head(
        self, pair: int, query: Span, heads: list[Span], projections: Real, paragraph_of: list[int]
    ) -> Span | None:
        low = bisect.bisect_left(heads, (query[0] - REACH, 0))
        heads = heads[low : bisect.bisect_right(heads, (query[1] + REACH, 0))]
        if not heads:
            return None
        width = projections.shape[1] // 4
        base = 2 * width * pair
        asked = projections[list(query), base : base + width].mean(0)
        keys = projections[np.array(heads), base + width : base + 2 * width].mean(1)
        buckets, ranks, apart = pair_features(query, heads, paragraph_of)
        sides, places = np.array(ranks).T
        scores = keys @ asked / math.sqrt(width) + self.tables["distance"][pair, buckets]
        scores = scores + self.tables["rank"][pair, sides, places] + self.tables["paragraph"][pair, apart]
        best = int(scores.argmax())
        if pair == 0 and float(self.tables["nothing"] @ asked) / math.sqrt(width) > scores[best]:
            return None
        return heads[best]


def _offsets(words: Words, span: Span) -> Span:
    return int(words.starts[span[0]]), int(words.ends[span[1]])


def load(folder: Path = FOLDER, threads: int = 1) -> AttributionReader:
    """The tagger of a folder (tagger.onnx, tagger.json, pieces.npz, tokenizer.json). Threads change the time, not the spans."""
    computing = session(folder / "tagger.onnx", threads)
    settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    table = piece_table(folder)

    def network(arrays: dict[str, Whole]) -> tuple[Real, Real]:
        features = {name: array for name, array in arrays.items() if name != "ids"}
        emissions, projections = computing.run(None, {"vectors": table.of(arrays["ids"]), **features})
        return emissions, projections

    return AttributionReader(network, tokenizer(folder), settings["tables"], settings["core"], settings["context"])


@cache
def shipped() -> AttributionReader:
    """The tagger that comes with the package, loaded once a process."""
    return load()
