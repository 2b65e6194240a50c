"""The contract of a format: bytes in, extracts out.

A format is a module-level object with a name, a test whether it is the format of some bytes, and a function that
extracts. A file may hold several articles (a feed, an archive): a format yields one `Extract` for each, and an
`ArticleError` in the place of each that it must refuse. The format never classifies paragraphs, guesses the
language or computes the identifier; `reading.py` does that once, for all formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from brumaire.errors import ArticleError

MAX_BYTES = 5 * 1024 * 1024
"""The most that one article can have; files of several articles may be larger."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The readers' text of one article and what its container says about it.

    `paragraphs` are the offsets of the paragraphs in `text`; None lets the plain-text rules find them.
    `headline` is whether the first paragraph is known to be the headline (None: to be guessed).
    `part` says which article of the file it is ("#3", ":12"); empty where the file is one article.
    """

    text: str
    paragraphs: tuple[tuple[int, int], ...] | None = None
    headline: bool | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, whether it fits (the first bytes, the path), and how to extract (stream, where).

    `extract` raises an `ArticleError` where the file as a whole cannot be read, and yields one where the rest of the
    file can.
    """

    name: str
    fits: Callable[[bytes, str], bool]
    extract: Callable[[BinaryIO, str], Iterator[Extract | ArticleError]]
