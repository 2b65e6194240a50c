"""Transcripts: paragraphs that begin with who speaks ("REYL: They will not move.")."""

from __future__ import annotations

import re

from brumaire.claims.base import Offsets, RawAttribution
from brumaire.claims.contents import trimmed
from brumaire.records import Article

_LABEL = re.compile(
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|Col|DR|MR|MS)\.?\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3})(?:\s\([^)\n]{1,60}\))?:\s+(?=\S)"
)


def is_transcript(article: Article) -> bool:
    """Whether paragraphs are turns of speakers: three labelled ones or more, a label among them used again."""
    labels = [m["name"] for block in article.blocks if block.kind == "body" and (m := _label(article, block.start))]
    return len(labels) >= 3 and len(set(labels)) < len(labels)


def turn(article: Article, number: int, start: int, end: int) -> RawAttribution:
    """The attribution that a paragraph of a transcript is; one without a label goes on with the speaker before it."""
    label = _label(article, start)
    if label is None:
        content: tuple[Offsets, ...] = (trimmed(article.text, start, end),)
        return RawAttribution(number, (), (), content, "direct", continues=True)
    content = (trimmed(article.text, min(label.end(), end), end),)
    return RawAttribution(number, (label.span("name"),), (), content, "direct")


def _label(article: Article, start: int) -> re.Match[str] | None:
    return _LABEL.match(article.text, start, start + 140)
