"""Feeds: RSS 2.0 (and 0.9x, 1.0) and Atom, one article an entry.

The XML is parsed without entities, DTDs or the network, and with the parser's own limits on depth; a feed that declares
entities is refused. Real feeds are seldom quite well-formed, so the parser goes on after an error. Tags are compared by
local name: feeds disagree about namespaces more than about names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING, BinaryIO

from brumaire.articles.base import Extract, Format
from brumaire.articles.days import day
from brumaire.articles.decoding import decode
from brumaire.articles.html import clean, lines_of, titled
from brumaire.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FEED = 20 * 1024 * 1024

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME_IN_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)")


def fits(head: bytes, path: str) -> bool:
    """Whether the path or the first bytes look like a feed."""
    if path.lower().endswith((".rss", ".atom")):
        return True
    start = head[:4096].replace(b"\0", b"")
    return bool(_ROOT.search(start)) and not _HTML.search(start)


def extract(stream: BinaryIO, where: str) -> Iterator[Extract | ArticleError]:
    """The entries of a feed, numbered from 1 in the feed's order; one without text yields an error.

    Raises
    ------
    ArticleError
        The feed is over 20 MB, cannot be decoded, declares entities, is no XML at all, or has no entries.
    """
    data = stream.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        raise ArticleError("the feed is too large", where=where, rule="at most 20 MB", mend="split it")
    root, damage = _parse(decode(data, where, declared=True, limit=MAX_FEED), where)
    channel = next((e for e in root if _local(e) == "channel"), root)
    outlet, author = clean(_text(channel, "title")), _author(channel) if _local(channel) == "feed" else None
    entries = [e for e in root.iter() if _local(e) in ("item", "entry")]
    if not entries:
        raise ArticleError("the feed has no entries", where=where, mend="give a feed with articles in it")
    for number, entry in enumerate(entries, 1):
        try:
            yield _extract(entry, f"#{number}", where, outlet, author)
        except ArticleError as error:
            yield error
    if damage:
        yield ArticleError(f"the feed is cut short: {damage}", where=where, mend="fetch it again")


def _parse(text: str, where: str) -> tuple[_Element, str | None]:
    from lxml import etree

    if "<!ENTITY" in text:
        raise ArticleError("the feed declares entities", where=where, rule="no entities in a feed", mend="remove them")
    # Names that only HTML knows would be dropped, and the words around them joined.
    text = _ENTITY.sub(_character, _FORBIDDEN.sub(" ", _DECLARATION.sub("", text)))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise ArticleError("the feed is not XML", where=where, mend="give an RSS or Atom feed")
    cut = next((e for e in parser.error_log if e.type_name in ("ERR_RESOURCE_LIMIT", "ERR_TAG_NOT_FINISHED")), None)
    return root, f"line {cut.line}, {' '.join(cut.message.split())}" if cut is not None else None


def _character(match: re.Match[str]) -> str:
    character = html5.get(match[1] + ";", "")
    return match[0] if not character or any(c in "<>&\"'" for c in character) else character


def _extract(entry: _Element, part: str, where: str, outlet: str | None, author: str | None) -> Extract:
    place = where + part
    title = clean(" ".join(lines_of(_text(entry, "title") or "", place)))
    # "encoded" and "content" are the whole article where a feed has it; the rest is a summary.
    markup = next((t for name in ("encoded", "content", "description", "summary") if (t := _text(entry, name))), "")
    lines = lines_of(markup, place)
    if not (lines or title):
        raise ArticleError("the entry has no text", where=place, mend="give the article's page")
    text, offsets = titled(title, lines)
    source = next((e for e in entry if _local(e) == "source"), None)
    dates = (day(_text(entry, name)) for name in ("pubDate", "published", "date", "issued", "updated", "modified"))
    return Extract(
        text,
        paragraphs=offsets,
        headline=bool(title),
        title=title,
        outlet=(clean(_text(source, "title") or source.text) if source is not None else None) or outlet,
        byline=_author(entry) or author,
        published=next((d for d in dates if d), None),
        url=_link(entry),
        part=part,
    )


def _author(element: _Element) -> str | None:
    names = []
    for child in element:
        if _local(child) in ("author", "creator"):
            value = clean(_text(child, "name") or "".join(child.itertext()))
            if value and (match := _NAME_IN_MAIL.fullmatch(value)):
                value = match[1].strip()
            if value and "@" not in value and value not in names:
                names.append(value)
    return ", ".join(names) or None


def _link(entry: _Element) -> str | None:
    links = [e for e in entry if _local(e) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return clean(link.get("href"))
    value = next((clean(e.text) for e in links if e.text), None)
    if value is None:
        guid = next((e for e in entry if _local(e) == "guid" and e.get("isPermaLink") != "false"), None)
        value = clean(guid.text) if guid is not None else None
    return value if value and value.startswith(("http://", "https://")) else None


def _text(element: _Element, name: str) -> str | None:
    """What stands in the first child of that name that has anything; XHTML inside Atom as markup."""
    from lxml import etree

    for child in element:
        if _local(child) != name:
            continue
        if len(child):
            # What is no element is an entity that nobody declared: it says nothing, the words behind it do.
            pieces = (etree.tostring(c, encoding="unicode") if isinstance(c.tag, str) else c.tail or "" for c in child)
            return (child.text or "") + "".join(pieces)
        if child.text and child.text.strip():
            return str(child.text)
    return None


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


FEED = Format("feed", fits, extract)
