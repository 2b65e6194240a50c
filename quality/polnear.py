"""PolNeAR (articles with annotated attributions, brat stand-off), which lies outside the repository."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROLES = ("source", "cue", "content")
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
