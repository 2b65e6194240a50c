"""The door of the room: a path or bytes to one article."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from brumaire.articles.base import Extract, Format
from brumaire.articles.boilerplate import blocks
from brumaire.articles.decoding import check_size
from brumaire.articles.html import HTML
from brumaire.articles.language import language
from brumaire.articles.plain import PLAIN, paragraphs
from brumaire.errors import ArticleError
from brumaire.records import Article

# In the order in which they are tried; plain text fits everything and stands last.
FORMATS: tuple[Format, ...] = (HTML, PLAIN)


def article_id(text: str) -> str:
    """The first sixteen hexadecimal digits of the SHA-256 of a text in UTF-8.

    >>> article_id("A coup.")
    '638f5a22ce5dbd0f'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_path(path: Path, *, published: date | None = None) -> Article:
    """Read an article from a file: plain text or HTML, told apart by name and content.

    `published` overrides the date that the page gives.

    Raises
    ------
    ArticleError
        The file is missing, a directory, unreadable, over 5 MB, empty, blank, binary, wrongly encoded, without
        article text, or not in English.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise ArticleError("a directory is not an article", where=where, mend="name the files in it")
        check_size(path.stat().st_size, where)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ArticleError("there is no such file", where=where, mend="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"cannot be read: {reason}", where=where, mend="check the path and its rights") from None
    return read_bytes(data, path=where, published=published)


def read_bytes(data: bytes, *, path: str | None, published: date | None = None) -> Article:
    r"""Read an article from bytes; `path` is kept as its name and helps to tell the format.

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
    where = path or "article"
    form = next(f for f in FORMATS if f.fits(data, path or ""))
    extracts = list(form.extract(data, where))
    return _article(extracts[0], path, where, published)


def _article(extract: Extract, path: str | None, where: str, published: date | None) -> Article:
    text = extract.text
    offsets = list(extract.paragraphs) if extract.paragraphs is not None else paragraphs(text)
    classified, byline = blocks(text, offsets, headline=extract.headline)
    title = extract.title
    if title is None:
        title = next((" ".join(text[b.start : b.end].split()) for b in classified if b.kind == "headline"), None)
    return Article(
        id=article_id(text),
        path=path,
        text=text,
        blocks=classified,
        title=title,
        outlet=extract.outlet,
        byline=extract.byline or byline,
        published=published or extract.published,
        language=language(text, where),
        url=extract.url,
    )
