"""The door of the room: bytes or a path to one article, a source to as many as it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from brumaire.articles.addresses import is_list
from brumaire.articles.base import Extract, Format
from brumaire.articles.boilerplate import blocks
from brumaire.articles.decoding import check_size
from brumaire.articles.feed import FEED
from brumaire.articles.html import HTML
from brumaire.articles.json_lines import JSON
from brumaire.articles.language import language
from brumaire.articles.plain import PLAIN, paragraphs
from brumaire.articles.preamble import author, preamble
from brumaire.articles.streams import looked_at
from brumaire.articles.warc import WARC
from brumaire.errors import ArticleError
from brumaire.records import Article

# In the order in which they are tried; plain text fits everything and stands last.
FORMATS: tuple[Format, ...] = (WARC, JSON, FEED, HTML, PLAIN)


def article_id(text: str) -> str:
    """The first sixteen hexadecimal digits of the SHA-256 of a text in UTF-8.

    >>> article_id("A coup.")
    '638f5a22ce5dbd0f'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_path(path: Path, *, published: date | None = None) -> Article:
    """Read the one article of a file, told apart by name and content: plain text, HTML, or a file of several that holds one.

    `published` overrides the date that the page gives.

    Raises
    ------
    ArticleError
        The file is missing, a directory, unreadable, over 5 MB, empty, blank, binary, wrongly encoded, without
        article text, not in English, or holds several articles (`read_many` reads them).
    """
    where = str(path)
    try:
        if path.is_dir():
            raise ArticleError("a directory is not an article", where=where, mend="name the files in it")
        with path.open("rb") as stream:
            return _only(stream, where, where, published)
    except FileNotFoundError:
        raise ArticleError("there is no such file", where=where, mend="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"cannot be read: {reason}", where=where, mend="check the path and its rights") from None


def read_bytes(data: bytes, *, path: str | None, published: date | None = None) -> Article:
    r"""Read the one article of some bytes; `path` is kept as its name and helps to tell the format.

    Raises
    ------
    ArticleError
        As `read_path`.

    Examples
    --------
    >>> article = read_bytes(b"Army split, says general\n\nThe army is split, a general said on Monday.\n", path=None)
    >>> [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    [('headline', 'Army split, says general'), ('body', 'The army is split, a general said on Monday.')]
    """
    return _only(BytesIO(data), path, path or "article", published)


def _only(stream: BinaryIO, path: str | None, where: str, published: date | None) -> Article:
    head, whole = looked_at(stream, where)
    if is_list(head, path or ""):
        raise ArticleError("a list of web addresses is not an article", where=where, mend="use brumaire read --fetch")
    found = articles_in(head, whole, path, where, published=published)
    first = next(found)
    if isinstance(first, ArticleError):
        raise first
    if next(found, None) is not None:
        raise ArticleError("the file holds several articles", where=where, mend="use brumaire read, or give one")
    return first


def articles_in(
    head: bytes, whole: BinaryIO, path: str | None, where: str, *, published: date | None = None, url: str | None = None
) -> Iterator[Article | ArticleError]:
    """Every article of a stream whose first bytes are `head`, at least one result; errors are yielded, not raised.

    `url` is the address that the stream came from, kept where the article gives none.
    """
    form = next(f for f in FORMATS if f.fits(head, path or ""))
    empty = True
    try:
        for found in form.extract(whole, where):
            empty = False
            yield found if isinstance(found, ArticleError) else _result(found, path, where, published, url)
    except ArticleError as error:
        yield error
        return
    if empty:
        yield ArticleError(f"no article is in this {form.name}", where=where, mend="give one that holds articles")


def _result(
    extract: Extract, path: str | None, where: str, published: date | None, url: str | None
) -> Article | ArticleError:
    text, place = extract.text, where + extract.part
    try:
        check_size(len(text), place)
        offsets = list(extract.paragraphs) if extract.paragraphs is not None else paragraphs(text)
        classified, byline = blocks(text, offsets, headline=extract.headline)
        tongue = language(text, place)
    except ArticleError as error:
        return error
    title = extract.title
    if title is None:
        title = next((" ".join(text[b.start : b.end].split()) for b in classified if b.kind == "headline"), None)
    above = preamble(text, classified)
    return Article(
        id=article_id(text),
        path=path + extract.part if path is not None else None,
        text=text,
        blocks=classified,
        title=title,
        outlet=extract.outlet or above.outlet,
        byline=extract.byline or author(byline or above.byline),
        published=published or extract.published or above.published,
        language=tongue,
        url=extract.url or url,
    )
