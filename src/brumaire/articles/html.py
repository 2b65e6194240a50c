"""HTML through trafilatura: the readers' text once, with what the page's metadata say."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from brumaire.articles.base import Extract, Format
from brumaire.articles.decoding import decode, read_article
from brumaire.articles.limits import found_in
from brumaire.articles.plain import paragraphs
from brumaire.errors import ArticleError

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
# Control characters that XML forbids would make the parser give up on the whole page.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|h[1-6]|ul|li|blockquote|figure)\s*>|<(?:br|p|img|hr)[\s/>]", re.IGNORECASE
)
_BREAK = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|figure|figcaption|hr|tr|table|section)\b[^<>]*>", re.IGNORECASE
)

_HEAD = 200_000
_TITLE = re.compile(r"<title(?:\s[^<>]*)?>([^<]{1,400})</title", re.IGNORECASE)
_BEHIND = re.compile(r"\s+[|–—·:-]\s+((?:(?!\s-\s)[^|–—·:]){2,40})")
_PUBLICATION = re.compile(
    r"""<meta\s[^<>]{0,80}?(?:name|property|itemprop)\s*=\s*["']?(?:publication(?:[_-]name)?|article:publisher_name|publisher)["'\s]
    [^<>]{0,80}?content\s*=\s*["']([^"'<>:]{2,80})["']""",
    re.IGNORECASE | re.VERBOSE,
)
_SITE = re.compile(r"""["']@type["']\s*:\s*["']WebSite["']\s*,[^{}]{0,400}?"name"\s*:\s*"([^"\\{}]{2,80})\"""")


def fits(head: bytes, path: str) -> bool:
    """Whether the path or the first 2 KiB look like HTML."""
    if path.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return bool(_MARKUP.search(head[:2048].replace(b"\0", b"")))


def extract(stream: BinaryIO, where: str) -> Iterator[Extract]:
    """The article of a page: title, then the paragraphs, separated by blank lines.

    Raises
    ------
    ArticleError
        The page holds no article text, or breaks the limits of `limits.py`.
    """
    yield from_page(read_article(stream, where), where)


def from_page(data: bytes, where: str) -> Extract:
    """The article of a page's bytes; errors as `extract`."""
    # A NUL beyond the first 8 KiB is legal input and dropped here with the other forbidden characters.
    page = _FORBIDDEN.sub(" ", decode(data, where, declared=True))
    found = found_in(page, where)
    body = (found.get("text") or "").strip()
    if not body:
        raise ArticleError("no article text was found in the page", where=where, mend="give the article's text")
    title = clean(found.get("title"))
    text, offsets = titled(title, [body[a:b] for a, b in paragraphs(body)])
    return Extract(
        text,
        paragraphs=offsets,
        headline=True if title else None,
        title=title,
        outlet=clean(found.get("sitename")) or _outlet(page, title),
        byline=clean(found.get("author")),
        published=_date(found.get("date")),
        url=clean(found.get("url")),
    )


def lines_of(markup: str, where: str) -> list[str]:
    """The paragraphs of a fragment of HTML, as feeds and exports carry it, or of plain text that has no tags.

    The text goes the way of a page's; where nothing is found because there is too little of it, its words are taken as
    they stand between the tags.

    Raises
    ------
    ArticleError
        The fragment breaks the limits of `limits.py`.
    """
    markup = _FORBIDDEN.sub(" ", markup)
    if not _TAG.search(markup):
        from html import unescape

        text = unescape(markup) if "&" in markup else markup
    else:
        page = f"<!DOCTYPE html><html><head></head><body><article>{markup}</article></body></html>"
        text = found_in(page, where).get("text") or _bare(markup)
    text = _FORBIDDEN.sub(" ", text)
    return [text[a:b] for a, b in paragraphs(text)]


def titled(title: str | None, lines: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One text of a title and paragraphs, the title once, and the paragraphs' offsets; blank lines between them.

    >>> titled("Army split", ["ARMY SPLIT", "It is split."])
    ('Army split\\n\\nIt is split.', ((0, 10), (12, 24)))
    """
    if title and lines and _same(lines[0], title):
        lines = lines[1:]
    kept = [line for i, line in enumerate(lines) if i == 0 or line != lines[i - 1]]
    kept = [title, *kept] if title else kept
    offsets, at = [], 0
    for line in kept:
        offsets.append((at, at + len(line)))
        at += len(line) + 2
    return "\n\n".join(kept), tuple(offsets)


def clean(value: str | None) -> str | None:
    """A value on one line, None where nothing is left of it."""
    value = " ".join(_FORBIDDEN.sub(" ", value or "").split())
    return value or None


def _outlet(page: str, title: str | None) -> str | None:
    """The publication that the page names, or what its title has behind the headline ("Army split | The Courant")."""
    from html import unescape

    head = page[:_HEAD]
    if match := _PUBLICATION.search(head) or _SITE.search(head):
        return clean(unescape(match[1]))
    whole = clean(unescape(match[1])) if (match := _TITLE.search(head)) else None
    if whole and title and whole.startswith(title) and (match := _BEHIND.fullmatch(whole[len(title) :])):
        return match[1]
    return None


def _bare(markup: str) -> str:
    from html import unescape

    broken = _BREAK.sub("\n", markup)
    return unescape(re.sub(r"<[^<>]*>", "", broken))


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", " ", line).strip().lower() == re.sub(r"\W+", " ", title).strip().lower()


def _date(value: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat((value or "")[:10])
    return None


HTML = Format("HTML", fits, extract)
