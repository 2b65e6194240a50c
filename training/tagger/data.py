"""PolNeAR as training examples: brat stand-off to attributions, attributions to word labels, links and windows."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from infer import ROLES
from pieces import Window, Words, split_words
from tokenizers import Tokenizer

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
Span = tuple[int, int]


@dataclass(frozen=True)
class GoldAttribution:
    """One annotated attribution: code point spans by role, pieces as annotated, in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class GoldArticle:
    """An annotated article."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def join_touching(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in text order, those with only white space between them joined into one."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return tuple((start, end) for start, end in joined)


def read_annotation(stand_off: str) -> tuple[GoldAttribution, ...]:
    """Attributions of one brat file. Lines that are not well formed are passed over, as are empty attributions."""
    spans: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in stand_off.split("\n"):
        if line.startswith("T") and line.count("\t") >= 2:
            key, middle, _ = line.split("\t", 2)
            _, _, offsets = middle.partition(" ")
            spans[key] = [(int(a), int(b)) for a, b in (piece.split() for piece in offsets.split(";"))]
        elif line.startswith("E") and "\t" in line:
            events.append(line.split("\t", 1)[1])
    result = []
    for event in events:
        by_role: dict[str, list[Span]] = {role: [] for role in ROLES}
        for part in event.split():
            role, _, key = part.partition(":")
            name = re.sub(r"\d+$", "", role).lower()
            if name in by_role:
                by_role[name] += spans.get(key, [])
        if any(by_role.values()):
            result.append(GoldAttribution(**{role: tuple(sorted(by_role[role])) for role in ROLES}))
    return tuple(result)


def read_polnear(folder: Path) -> list[GoldArticle]:
    """Articles of one split (a folder with `text` and `attributions`), sorted by name, first annotator's file each."""
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(
            p for p in (folder / "attributions").iterdir() if re.fullmatch(re.escape(path.stem) + r"_.{4}\.ann", p.name)
        )
        if files:
            text = path.read_bytes().decode("utf-8")
            articles.append(GoldArticle(path.stem, text, read_annotation(files[0].read_bytes().decode("utf-8"))))
    return articles


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
