"""Plain text: the decoded file, unchanged; offsets are the file's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from brumaire.articles.base import Extract, Format
from brumaire.articles.decoding import check_text, decode, read_article

# str.splitlines knows more line ends than these; form feeds and the like separate nothing in an article.
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Offsets of the paragraphs, without the white space around them.

    A line is a paragraph, except in text wrapped at a column: there, lines go on to the next blank line.

    >>> text = "Headline\n\nOne sentence. Another.\nA second paragraph.\n"
    >>> [text[a:b] for a, b in paragraphs(text)]
    ['Headline', 'One sentence. Another.', 'A second paragraph.']
    """
    found: list[tuple[int, int]] = []
    chunk: list[tuple[int, int]] = []
    last = -1
    for match in _LINE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start == end:
            continue
        gap = text[last:start] if last >= 0 else ""
        if chunk and re.search(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r|\r\n[^\S\r\n]*\r\n|\u2029", gap):
            found += _chunk(text, chunk)
            chunk = []
        chunk.append((start, end))
        last = end
    return found + _chunk(text, chunk)


def _chunk(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(lines) < 2:
        return lines
    inner = lines[:-1]
    longest = max(b - a for a, b in lines)
    even = all(b - a >= longest - 28 for a, b in inner)
    broken = sum(not _SENTENCE_END.search(text[max(a, b - 12) : b]) for a, b in inner)
    if longest <= 110 and longest >= 40 and even and broken * 2 > len(inner):
        return [(lines[0][0], lines[-1][1])]
    return lines


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def extract(stream: BinaryIO, where: str) -> Iterator[Extract]:
    """The one article of a text file."""
    yield from_text(read_article(stream, where), where)


def from_text(data: bytes, where: str) -> Extract:
    """The article of a text's bytes; errors as `decoding.decode` and `decoding.check_text`."""
    check_text(data, where)
    return Extract(decode(data, where))


PLAIN = Format("plain text", lambda _head, _path: True, extract)
