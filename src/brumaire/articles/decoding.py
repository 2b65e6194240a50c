"""Bytes to text, strictly: what cannot be decoded is an error that names the byte, never a replacement character."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from brumaire.articles.base import MAX_BYTES
from brumaire.errors import ArticleError

_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|\A\s*<\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 8 * 1024
# What people give most often that is no text; the general refusal would only name a byte.
_NO_TEXT = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "an office document or a zip file",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"<?xml": "XML that is neither a feed nor a page",
}


def check_size(size: int, where: str, limit: int = MAX_BYTES) -> None:
    """Refuse what is larger than an article can be.

    Raises
    ------
    ArticleError
        Over the limit, 5 MB (5,242,880 bytes) for an article.
    """
    if size > limit:
        raise ArticleError(
            f"{size:,} bytes are more than an article can be",
            where=where,
            rule=f"at most {limit // 2**20} MB",
            mend="give the article alone, as text or HTML",
        )


def read_article(stream: BinaryIO, where: str) -> bytes:
    """All bytes of a stream that is one article; no more than the limit is ever held.

    Raises
    ------
    ArticleError
        The stream holds more than 5 MB.
    """
    data = stream.read(MAX_BYTES + 1)
    check_size(len(data), where)
    return data


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """Bytes in the character set that a server names, in UTF-8; unchanged where it names none or a wrong one.

    A server's word goes before the page's own, as browsers have it, but not before a byte-order mark.
    """
    if not charset or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        return data.decode(_python_codec(charset)).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return data


def check_text(data: bytes, where: str) -> None:
    """Refuse the files of other programs by name.

    Raises
    ------
    ArticleError
        A PDF, an office document, a zip file, RTF, or XML.
    """
    start = data[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, name in _NO_TEXT.items():
        if start.startswith(signature):
            raise ArticleError(f"{name} is not read", where=where, mend="save its text as a text or HTML file")


def decode(data: bytes, where: str, *, declared: bool = False, limit: int = MAX_BYTES) -> str:
    r"""Decode an article's bytes; a byte-order mark is not part of the text.

    UTF-8 is tried first, UTF-16 where a byte-order mark announces it, and with `declared` the character set
    that an HTML file names. Line ends stay as they are.

    Raises
    ------
    ArticleError
        Empty or blank, over 5 MB, a NUL in the first 8 KiB, or bytes that are not in a known encoding.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfTwo\r\nlines", "a.txt")
    'Two\r\nlines'
    """
    check_size(len(data), where, limit)
    text = _decode(data, where, declared=declared)
    if "\0" in text[:_HEAD]:
        raise ArticleError(
            f"a NUL character at offset {text.index(chr(0))}",
            where=where,
            rule="an article is text",
            mend="give a text or HTML file, not a binary one",
        )
    if not text.strip():
        raise ArticleError(
            "the file is empty" if not data else "the file is blank", where=where, mend="give an article"
        )
    return text


def _decode(data: bytes, where: str, *, declared: bool) -> str:
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            try:
                return data[2:].decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(where, error.start + 2, "UTF-16, as its byte-order mark says") from None
    if b"\0" in data[:_HEAD]:
        raise ArticleError(
            f"a NUL at byte {data.index(0)}",
            where=where,
            rule="an article is text",
            mend="give a text or HTML file, not a binary one",
        )
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
    if declared and (match := _CHARSET.search(data[:4096])):
        name = match[1].decode("ascii")
        try:
            return data.decode(_python_codec(name))
        except LookupError:
            raise ArticleError(f"the character set {name!r} is unknown", where=where, mend="save as UTF-8") from None
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            raise _undecodable(where, start, f"{name}, as the page declares") from None
    raise _undecodable(where, offset, "UTF-8")


def _python_codec(name: str) -> str:
    # Browsers read latin-1 as windows-1252, and pages are written for browsers. Codecs that are not text
    # encodings (base64, rot13) must not be reachable from a web page.
    info = codecs.lookup(name)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(name)
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _undecodable(where: str, offset: int, encoding: str) -> ArticleError:
    return ArticleError(
        f"byte {offset} is not {encoding}", where=where, rule="articles are UTF-8", mend="save the file as UTF-8"
    )
