"""PolNeAR as training examples: brat stand-off to attributions, attributions to word labels, links and windows."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from polnear import ROLES, GoldArticle, Span, join_touching
from tokenizers import Tokenizer

from brumaire.claims.tagging.pieces import Window, Words, split_words

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True)
class Example:
    """One article in words: a label each, and links between spans given by their first and last word.

    `links` holds (role, first, last, head first, head last): a source or content with the cue it belongs to; a cue
    without a source appears as ("none", first, last, first, last).
    """

    article: GoldArticle
    words: Words
    labels: np.ndarray
    links: tuple[tuple[str, int, int, int, int], ...]


def word_range(words: Words, span: Span) -> tuple[int, int] | None:
    """First and last word that begin inside the span or reach into it, or null."""
    first = int(np.searchsorted(words.ends, span[0], side="right"))
    last = int(np.searchsorted(words.starts, span[1], side="left")) - 1
    return (first, last) if first <= last else None


def label_article(article: GoldArticle, tokenizer: Tokenizer) -> Example:
    """Word labels and links of one article. No span of PolNeAR crosses a paragraph end; one that does is cut there."""
    words = split_words(article.text, tokenizer)
    labels = np.zeros(len(words), dtype=np.int64)
    starts_paragraph = set(words.paragraphs.tolist())
    links = []
    for attribution in article.attributions:
        ranges = {}
        for number, role in enumerate(ROLES):
            ranges[role] = [
                r for span in join_touching(article.text, getattr(attribution, role)) if (r := word_range(words, span))
            ]
            for first, last in ranges[role]:
                labels[first : last + 1] = 2 * number + 2
                for word in range(first, last + 1):
                    if word == first or word in starts_paragraph:
                        labels[word] = 2 * number + 1
        if not ranges["cue"]:
            continue
        cue = ranges["cue"][0]
        links += [("source", *r, *cue) for r in ranges["source"]] or [("none", *cue, *cue)]
        links += [("content", *r, *cue) for r in ranges["content"]]
    return Example(article, words, labels, tuple(links))


def training_windows(words: Words, size: int, chance: random.Random) -> list[Window]:
    """Windows of whole paragraphs of at most `size` pieces, the first of a random length, so that edges move."""
    room = chance.randint(size // 4, size)
    cuts, used = [0], 0
    for start, stop in zip(words.paragraphs[:-1], words.paragraphs[1:], strict=True):
        length = int(words.first[stop] - words.first[start])
        if used and used + length > room:
            cuts.append(int(start))
            used, room = 0, size
        while length > room:
            cut = int(np.searchsorted(words.first, words.first[start] + room, side="right")) - 1
            cuts.append(cut)
            start, room = cut, size  # noqa: PLW2901 the rest of a long paragraph is handled as one more
            length = int(words.first[stop] - words.first[start])
        used += length
    return [Window(a, b, a, b) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if b > a]
