"""Reference inference: text to spans and linked attributions with onnxruntime, tokenizers and NumPy; no torch.

The labels of a text depend on that text alone: each window is one call of the session, never batched.
"""

from __future__ import annotations

import argparse
import bisect
import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from links import pair_features
from pieces import Words, encoder_input, split_words, windows
from segments import candidates, choose, forward_backward
from tokenizers import Tokenizer

Span = tuple[int, int]
Network = Callable[[dict[str, np.ndarray]], tuple[np.ndarray, np.ndarray]]
ROLES = ("source", "cue", "content")
REACH = 160  # words between a span and its head, at most


@dataclass(frozen=True)
class Attribution:
    """Code point spans: one cue, its source (null when the text names none), its content in pieces, in text order."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Reading:
    """What was found in one text: all spans by role, and the attributions that link them."""

    spans: dict[str, list[Span]]
    attributions: list[Attribution]


class Tagger:
    """Reads texts with one network. `tables`: the arrays of tagger.json; window sizes are in word pieces."""

    def __init__(self, network: Network, tokenizer: Tokenizer, tables: dict, core: int, context: int) -> None:
        self.network, self.tokenizer, self.core, self.context = network, tokenizer, core, context
        self.tables = {k: np.asarray(v, dtype=np.float32) for k, v in tables.items() if k != "labels"}

    def read(self, text: str) -> Reading:
        """Spans and attributions of `text`."""
        words = split_words(text, self.tokenizer)
        if not len(words):
            return Reading({role: [] for role in ROLES}, [])
        emissions, projections = [], []
        for window in windows(words, self.core, self.context):
            here, vectors = self.network(encoder_input(words, window))
            kept = slice(window.core_begin - window.begin, window.core_stop - window.begin)
            emissions.append(here[kept])
            projections.append(vectors[kept])
        sums = forward_backward(np.concatenate(emissions), words.paragraphs, self.tables)
        likely = candidates(sums, words.paragraphs, self.tables)
        found: dict[str, list[Span]] = {role: [] for role in ROLES}
        for one in choose(likely, self.tables["thresholds"], self.tables["weights"]):
            found[ROLES[one.role]].append((one.first, one.last))
        spans = {role: [self.offsets(words, r) for r in ranges] for role, ranges in found.items()}
        return Reading(spans, self.link(words, found, np.concatenate(projections)))

    @staticmethod
    def offsets(words: Words, span: Span) -> Span:
        return int(words.starts[span[0]]), int(words.ends[span[1]])

    def link(self, words: Words, found: dict[str, list[Span]], projections: np.ndarray) -> list[Attribution]:
        """Gives each content its cue and each cue its source or none. A cue without content is no attribution."""
        paragraph_of = np.searchsorted(words.paragraphs, np.arange(len(words)), side="right")
        contents: dict[Span, list[Span]] = {}
        for content in found["content"]:
            cue = self.head(1, content, found["cue"], projections, paragraph_of)
            if cue is not None:
                contents.setdefault(cue, []).append(content)
        result = []
        for cue, pieces in sorted(contents.items()):
            source = self.head(0, cue, found["source"], projections, paragraph_of)
            result.append(
                Attribution(
                    source and self.offsets(words, source),
                    self.offsets(words, cue),
                    tuple(self.offsets(words, piece) for piece in pieces),
                )
            )
        return result

    def head(
        self, pair: int, query: Span, heads: list[Span], projections: np.ndarray, paragraph_of: np.ndarray
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


def load(folder: Path, threads: int = 1) -> Tagger:
    """The exported tagger of `folder` (model.onnx, tokenizer.json, tagger.json)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def network(arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        emissions, projections = session.run(None, arrays)
        return emissions, projections

    return Tagger(network, tokenizer, settings["tables"], settings["core"], settings["context"])


def main() -> None:
    """Reads text from standard input and prints its attributions as JSON lines."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", type=Path, help="folder with model.onnx, tokenizer.json and tagger.json")
    tagger = load(parser.parse_args().model)
    text = sys.stdin.read()
    for one in tagger.read(text).attributions:
        quote = {"source": one.source and text[slice(*one.source)], "cue": text[slice(*one.cue)]}
        print(json.dumps({**quote, "content": [text[slice(*piece)] for piece in one.content]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
