"""JSON: one article a line (JSON Lines, NDJSON), or one document that is an object or a list of them.

There is no standard for an article's fields. These names are understood, in any case and with or without `_` and `-`,
the first that is there and not empty; docs/how-to/read-articles.md lists them, and a test holds it to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from brumaire.articles.base import MAX_BYTES, Extract, Format
from brumaire.articles.days import day
from brumaire.articles.decoding import decode
from brumaire.articles.html import clean, lines_of, titled
from brumaire.errors import ArticleError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "articleBody",
        "maintext",
        "full_text",
        "article",
        "story",
        "html",
        "description",
    ),
    "title": ("title", "headline", "name"),
    "outlet": ("outlet", "source", "publisher", "publication", "site_name", "source_name", "source_domain", "domain"),
    "byline": ("byline", "author", "authors", "creator"),
    "published": (
        "published",
        "date",
        "published_at",
        "date_published",
        "date_publish",
        "publish_date",
        "publication_date",
        "pub_date",
        "created_at",
        "timestamp",
    ),
    "url": ("url", "link", "href", "canonical_url"),
}
_DOCUMENT = 50 * 1024 * 1024


def fits(head: bytes, path: str) -> bool:
    """Whether the path says so or the first characters open a JSON object."""
    if path.lower().endswith((".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz")):
        return True
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:100].replace(b" ", b"").startswith(b'{"')


def extract(stream: BinaryIO, where: str) -> Iterator[Extract | ArticleError]:
    """The articles, by line (":12") or by place in the document ("#3"); a bad one yields an error with its number."""
    first = stream.readline(MAX_BYTES + 1)
    if not first.strip() or _is_object(first):
        yield from _lines(first, stream, where)
        return
    data = first + stream.read(_DOCUMENT - len(first) + 1)
    if len(data) > _DOCUMENT:
        raise ArticleError("the document is too large", where=where, rule="at most 50 MB", mend="one article a line")
    try:
        document = json.loads(decode(data, where, limit=_DOCUMENT))
    except (ValueError, RecursionError):
        # Not one document: then lines, of which the first is bad.
        from io import BytesIO

        lines = BytesIO(data)
        yield from _lines(lines.readline(MAX_BYTES + 1), lines, where)
        return
    for number, value in enumerate(document if isinstance(document, list) else [document], 1):
        part = f"#{number}" if isinstance(document, list) else ""
        yield _result(value, part, where)


def _lines(first: bytes, stream: BinaryIO, where: str) -> Iterator[Extract | ArticleError]:
    line, number, seen = first, 1, False
    while line:
        part = f":{number}"
        if len(line) > MAX_BYTES:
            yield ArticleError("the line is too long", where=where + part, rule="at most 5 MB", mend="shorten it")
            seen = True
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
        elif line.strip():
            yield _line(line, part, where)
            seen = True
        line, number = stream.readline(MAX_BYTES + 1), number + 1
    if not seen:
        yield ArticleError("no line holds an article", where=where, mend="give one article a line")


def _line(line: bytes, part: str, where: str) -> Extract | ArticleError:
    try:
        value = json.loads(decode(line, where + part))
    except ArticleError as error:
        return error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply or a number too long")
        return ArticleError(f"the line is not JSON: {reason}", where=where + part, mend="write one object a line")
    return _result(value, part, where)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _result(value: Any, part: str, where: str) -> Extract | ArticleError:
    try:
        return _extract(value, part, where + part)
    except ArticleError as error:
        return error


def _extract(value: Any, part: str, where: str) -> Extract:
    if not isinstance(value, dict):
        raise ArticleError("not a JSON object", where=where, mend='write {"text": "…", "title": "…"}')
    fields = {_folded(key): v for key, v in value.items()}
    text = _first(fields, "text")
    title = clean(_first(fields, "title"))
    if not text or not text.strip():
        raise ArticleError("no text", where=where, rule=f"one of {', '.join(FIELDS['text'])}", mend="name the text so")
    for string in (text, title or ""):
        try:
            string.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ArticleError(
                f"half a surrogate pair at character {error.start} of a value", where=where, mend="write it as UTF-8"
            ) from None
    whole, offsets = titled(title, lines_of(text, where))
    return Extract(
        whole,
        paragraphs=offsets,
        headline=bool(title),
        title=title,
        outlet=clean(_first(fields, "outlet")),
        byline=clean(_first(fields, "byline")),
        published=_published(fields),
        url=clean(_first(fields, "url")),
        part=part,
    )


def _folded(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def _first(fields: Mapping[str, Any], field: str) -> str | None:
    for name in FIELDS[field]:
        if (value := _string(fields.get(_folded(name)))) and value.strip():
            return value
    return None


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        # {"source": {"id": null, "name": "The Courant"}}
        return next((v for k in ("name", "title", "value") if isinstance(v := value.get(k), str)), "")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_string, value[:20])))
    return ""


def _published(fields: Mapping[str, Any]) -> date | None:
    for name in FIELDS["published"]:
        value = fields.get(_folded(name))
        found = (
            _seconds(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else day(_string(value))
        )
        if found:
            return found
    return None


def _seconds(value: float) -> date | None:
    """Seconds, or thousandths of them, since 1970; a plausible day or none."""
    from datetime import UTC, datetime

    if abs(value) > 7e12:
        return None
    seconds = value / 1000 if abs(value) > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC).date() if 1e8 < seconds < 7e9 else None


JSON = Format("JSON lines", fits, extract)
