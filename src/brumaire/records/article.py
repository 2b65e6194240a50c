"""An article as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

BlockKind = Literal["headline", "body", "teaser", "caption", "credit"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of an article: offsets into its text, and what it is.

    Only headlines and body are read for claims; teasers, captions and credits never yield one.
    """

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article, stored once and never changed, and what is known about it.

    `id` is the first sixteen hexadecimal digits of the SHA-256 of `text` in UTF-8. All offsets anywhere in
    Brumaire are Unicode code points of `text`. `published` is None where nobody gave a date.
    """

    id: str
    path: str | None
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
