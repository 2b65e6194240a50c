"""HTML through trafilatura: the readers' text once, with what the page's metadata say."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from datetime import date

from brumaire.articles.base import Extract, Format
from brumaire.articles.decoding import decode
from brumaire.articles.plain import paragraphs
from brumaire.errors import ArticleError

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
# Control characters that XML forbids would make the parser give up on the whole page.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# The library's own limit is today; a fixed one keeps the clock out of what is read.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2199-12-31"}


def fits(data: bytes, path: str) -> bool:
    """Whether the path or the first 2 KiB look like HTML."""
    if path.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return bool(_MARKUP.search(data[:2048].replace(b"\0", b"")))


def extract(data: bytes, where: str) -> Iterator[Extract]:
    """The article of a page: title, then the paragraphs, separated by blank lines.

    Raises
    ------
    ArticleError
        The page holds no article text.
    """
    # A NUL beyond the first 8 KiB is legal input and dropped here with the other forbidden characters.
    page = _FORBIDDEN.sub(" ", decode(data, where, declared=True))
    document = _document(page)
    body = (document.get("text") or "").strip()
    if not body:
        raise ArticleError("no article text was found in the page", where=where, mend="give the article's text")
    title = _clean(document.get("title"))
    lines = [body[a:b] for a, b in paragraphs(body)]
    if title and lines and _same(lines[0], title):
        lines = lines[1:]
    lines = [line for i, line in enumerate(lines) if i == 0 or line != lines[i - 1]]
    text = "\n\n".join([title, *lines] if title else lines)
    offsets, at = [], 0
    for line in [title, *lines] if title else lines:
        offsets.append((at, at + len(line)))
        at += len(line) + 2
    yield Extract(
        text,
        paragraphs=tuple(offsets),
        headline=True if title else None,
        title=title,
        outlet=_clean(document.get("sitename")),
        byline=_clean(document.get("author")),
        published=_date(document.get("date")),
        url=_clean(document.get("url")),
    )


def _document(page: str) -> dict[str, str | None]:
    import warnings

    import trafilatura

    # What the library thinks of a page is no message to our user, and odd markup must not end in a traceback.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.suppress(Exception):
            found = trafilatura.bare_extraction(
                page,
                include_comments=False,
                include_tables=False,
                with_metadata=True,
                date_extraction_params=_DATES,
            )
            if found is not None:
                return {k: getattr(found, k, None) for k in ("text", "title", "sitename", "author", "date", "url")}
    return {}


def _clean(value: str | None) -> str | None:
    value = " ".join((value or "").split())
    return value or None


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", " ", line).strip().lower() == re.sub(r"\W+", " ", title).strip().lower()


def _date(value: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat((value or "")[:10])
    return None


HTML = Format("HTML", fits, extract)
