"""Whatever the bytes, every format gives articles or errors of ours, and every block lies in its text."""

import gzip
import json
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brumaire.articles.addresses import addresses, is_list
from brumaire.articles.feed import FEED
from brumaire.articles.html import HTML
from brumaire.articles.json_lines import JSON
from brumaire.articles.plain import PLAIN
from brumaire.articles.reading import articles_in
from brumaire.articles.streams import looked_at
from brumaire.articles.warc import WARC
from brumaire.errors import ArticleError
from brumaire.records import Article

PIECES = {
    "feed": [b"<rss><channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<content:encoded>", b"<![CDATA[", b"]]>", b"&nbsp;", b"&#0;",
             b"<entry>", b"<link href='", b"'/>", b"<pubDate>Fri, 99 May", b"<author>", b"x@y (", b"<?xml version='1.0' encoding='", b"utf-7'?>"],
    "warc": [b"WARC/1.0\r\n", b"Content-Length: 40\r\n", b"Content-Length: 7\r\n", b"WARC-Type: response\r\n", b"WARC-Type: resource\r\n", b"\r\n",
             b"Content-Type: application/http\r\n", b"Content-Type: text/html; charset=", b"utf-16\r\n", b"HTTP/1.1 200 OK\r\n",
             b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"5\r\nhello\r\n", b"0\r\n\r\n", b"<p>The army is split.</p>"],
    "json": [b'{"text":', b'"The army is split."', b"}", b"\n", b",", b'"title":', b'"date":', b"1e999", b"[", b"]", b"null", b'"\\ud800"', b'"\\u0000"'],
    "html": [b"<html>", b"<p>The general said that the army is split.</p>", b"<div", b" class='", b"'>", b"<!--", b"-->", b"<script type='application/ld+json'>",
             b"</script>", b"<meta property='article:published_time' content='", b"<title>", b"&#xD800;", b"\0", b"<table><tr>", b"<meta charset=", b"utf-7>"],
    "plain": [b"VASKA, March 3, 2031 (", b"Lantern) - ", b"By ", b"Ada Reyl\n", b"\r", b"\xe2\x80\x9c", b"Read more: ", b"\xe2\x80\xa9", b"Date: "],
}  # fmt: skip
FORMATS = {"feed": FEED, "warc": WARC, "json": JSON, "html": HTML, "plain": PLAIN}


def check(results):
    for found in results:
        if isinstance(found, ArticleError):
            assert found.mend
            continue
        assert isinstance(found, Article)
        found.text.encode("utf-8")
        previous = 0
        for block in found.blocks:
            assert previous <= block.start < block.end <= len(found.text)
            previous = block.end
            assert found.text[block.start : block.end].strip() == found.text[block.start : block.end]


def mixed(kind: str) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(PIECES[kind]) | st.binary(max_size=12), max_size=30).map(b"".join)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=60)
@given(data=st.data())
def test_pieces_of_the_format_in_any_order(kind, data):
    raw = data.draw(mixed(kind))
    with suppress(ArticleError):
        assert None not in list(FORMATS[kind].extract(BytesIO(raw), "x"))
    with suppress(ArticleError):
        head, whole = looked_at(BytesIO(raw), "x")
        check(articles_in(head, whole, f"x.{kind}", "x"))


NAMES = ["a.xml", "a.rss", "a.warc", "a.jsonl", "a.html", "a.txt", "a.urls", ""]


@given(st.binary(max_size=300), st.sampled_from(NAMES), st.booleans())
def test_any_bytes_under_any_name(raw, name, zipped):
    with suppress(ArticleError):
        head, whole = looked_at(BytesIO(gzip.compress(raw)[: len(raw) + 15] if zipped else raw), "x")
        if is_list(head, name):
            assert all(line == line.strip() for _, line in addresses(whole, "x"))
        else:
            check(articles_in(head, whole, name, "x"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(), v, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(["text", "Body", "title", "date", "published_at", "author", "source", "url"])


@given(st.lists(st.dictionaries(names, values, max_size=6), max_size=4))
def test_any_values_in_any_fields(rows):
    raw = "\n".join(map(json.dumps, rows)).encode()
    check(articles_in(raw[:8192], BytesIO(raw), "a.jsonl", "a.jsonl"))
