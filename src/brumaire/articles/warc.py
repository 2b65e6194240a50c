"""Web archives: WARC 1.0 and 1.1 (ISO 28500), the HTML and plain text in `response` and `resource` records.

A reader of our own, because what is needed of the format is small: a version line, header lines, a blank line, as many bytes
as Content-Length says, two blank lines. Compressed archives arrive here decompressed (`streams.py`).
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from email.message import Message
from importlib import import_module
from itertools import count
from typing import BinaryIO

from brumaire.articles import html, plain
from brumaire.articles.base import MAX_BYTES, Extract, Format
from brumaire.articles.decoding import as_utf8
from brumaire.errors import ArticleError

_LINE = 16 * 1024
_HEADERS = 200
_HTTP_HEAD = 64 * 1024
# White space, chunk sizes and the head of the HTTP message come on top of the article's own limit.
_RECORD = 2 * MAX_BYTES
_TYPES = {"text/html": html.from_page, "application/xhtml+xml": html.from_page, "text/plain": plain.from_text}


def fits(head: bytes, path: str) -> bool:
    """Whether the first bytes are a WARC record's; the name counts where the file is empty or damaged."""
    return head.startswith((b"WARC/1.", b"WARC/0.")) or path.lower().endswith((".warc", ".warc.gz"))


def extract(stream: BinaryIO, where: str) -> Iterator[Extract | ArticleError]:
    """The articles of an archive; the number of the record is their part.

    Records that are not text pages (requests, metadata, images, redirects, errors of the server) are passed over. A
    page that cannot be read yields an error; an archive that is damaged yields what stands before the damage, then an error.
    """
    read = 0
    for number in count(1):
        place = f"{where}#{number}"
        try:
            headers = _record_headers(stream, place)
            if headers is None:
                break
            size = int(headers["content-length"])
            body = _body(stream, size, keep=headers["warc-type"] in ("response", "resource"), where=place)
        except ArticleError as error:
            yield error
            return
        if body is None:
            continue
        found: Extract | ArticleError | None
        try:
            found = _article(headers, body, place, f"#{number}", oversize=size > len(body))
        except ArticleError as error:
            found = error
        if found is not None:
            read += 1
            yield found
    if not read:
        yield ArticleError("no page of text is in the archive", where=where, mend="give an archive of pages")


def _record_headers(stream: BinaryIO, where: str) -> dict[str, str] | None:
    """The headers of the next record, names in lower case; None at the end of the archive."""
    for _ in range(_HEADERS):
        line = stream.readline(_LINE)
        if not line:
            return None
        if line.strip():
            break
    if not re.match(rb"WARC/\d\.\d+\s*$", line):
        raise ArticleError("a WARC record should begin here", where=where, mend="make the archive again")
    headers = _headers(stream, where)
    if not re.fullmatch(r"\d{1,18}", headers.get("content-length", "")) or "warc-type" not in headers:
        raise ArticleError("the record lacks its type or length", where=where, mend="make the archive again")
    headers["warc-type"] = headers["warc-type"].lower()
    return headers


def _headers(stream: BinaryIO, where: str) -> dict[str, str]:
    headers: dict[str, str] = {}
    last = ""
    for _ in range(_HEADERS):
        line = stream.readline(_LINE)
        if not line.strip():
            return headers
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in " \t" and last:
            headers[last] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        last = name.strip().lower()
        headers[last] = value.strip()
    raise ArticleError(f"more than {_HEADERS} header lines", where=where, mend="make the archive again")


def _body(stream: BinaryIO, size: int, *, keep: bool, where: str) -> bytes | None:
    """The bytes of a record, the first 10 MB where it has more; all are passed in the stream."""
    kept = bytearray()
    left = size
    while left:
        piece = stream.read(min(left, 1024 * 1024))
        if not piece:
            raise ArticleError(f"the archive ends {left:,} bytes early", where=where, mend="fetch it again")
        left -= len(piece)
        if keep and len(kept) < _RECORD:
            kept += piece
    return bytes(kept) if keep else None


def _article(headers: dict[str, str], body: bytes, where: str, part: str, *, oversize: bool) -> Extract | None:
    kind = headers.get("content-type", "").lower()
    charset: str | None
    if headers["warc-type"] == "response":
        if not kind.startswith("application/http"):
            return None
        message = _http(body, where)
        if message is None:
            return None
        http, body = message
        media, charset = _media(http.get("content-type", ""))
    else:
        http = {}
        media, charset = _media(kind)
    read = _TYPES.get(media)
    if read is None:
        return None
    if oversize:
        raise ArticleError("the page is too large", where=where, rule="at most 5 MB", mend="leave it out")
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    body = _decoded(body, http.get("content-encoding", "").lower().strip(), where)
    found = read(as_utf8(body, charset), where)
    return Extract(
        found.text,
        paragraphs=found.paragraphs,
        headline=found.headline,
        title=found.title,
        outlet=found.outlet,
        byline=found.byline,
        # The day of the crawl is no publication date, but the server's Last-Modified is none either: only the page's.
        published=found.published,
        url=headers.get("warc-target-uri", "").strip("<>") or found.url,
        part=part,
    )


def _http(body: bytes, where: str) -> tuple[dict[str, str], bytes] | None:
    """The headers and body of an HTTP response with status 200; None for any other."""
    from io import BytesIO

    stream = BytesIO(body)
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b", stream.readline(_LINE))
    if status is None or status[1] != b"200":
        return None
    headers = _headers(stream, where)
    return headers, body[stream.tell() :]


def _media(value: str) -> tuple[str, str | None]:
    message = Message()
    with contextlib.suppress(Exception):
        message["content-type"] = value[:200]
        charset = message.get_content_charset()
        return message.get_content_type() if value else "", charset
    return "", None


def _unchunked(body: bytes) -> bytes:
    """A chunked body put together; one that is not chunked after all is left as it is, as archives often have it."""
    whole, at = bytearray(), 0
    while match := re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[^\r\n]{0,1000}\r?\n").match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return bytes(whole)
        whole += body[match.end() : match.end() + size]
        at = match.end() + size
    return bytes(whole) if whole else body


def _decoded(body: bytes, encoding: str, where: str) -> bytes:
    if encoding in ("", "identity", "none", "utf-8"):
        return body
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, where)
    if encoding == "br":
        try:
            brotli = import_module("brotli")
        except ImportError:
            raise ArticleError(
                "the page is compressed with Brotli", where=where, mend="install the package brotli"
            ) from None
        try:
            text: bytes = brotli.Decompressor().process(body, output_buffer_limit=MAX_BYTES + 1)
        except brotli.error:
            raise ArticleError("the page's Brotli stream is damaged", where=where, mend="fetch it again") from None
        return text
    raise ArticleError(f"the encoding {encoding[:40]!r} is unknown", where=where, mend="store it decoded")


def _inflated(body: bytes, where: str) -> bytes:
    # A page inflates to one byte over the limit at most; what is larger is then refused by its size.
    for window in (47, -15):
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(window).decompress(body, MAX_BYTES + 1)
    # Archives often keep the header of an encoding that the crawler has undone.
    if body.lstrip()[:1] == b"<":
        return body
    raise ArticleError("the page's gzip stream is damaged", where=where, mend="fetch it again")


WARC = Format("web archive", fits, extract)
