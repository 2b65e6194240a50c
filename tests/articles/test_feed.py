"""Feeds: every entry an article, with date, author and outlet; hostile XML is refused."""

from datetime import date
from io import BytesIO

import pytest

from brumaire.articles import read_bytes
from brumaire.articles.feed import FEED
from brumaire.articles.reading import articles_in
from brumaire.errors import ArticleError

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Courant</title><link>https://courant.example/</link>
<item><title>Brigade will not fire &amp;amp; will not march</title><link>https://courant.example/brigade</link>
<dc:creator>Mara Ellison</dc:creator><pubDate>Fri, 02 May 2031 23:30:00 -0500</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>Colonel Ada Reyl said on Friday that her men would not fire on the crowd in the caf\u00e9s.</p>
<p>&ldquo;We will not march,&rdquo; she said.&nbsp;Nobody believed her, and the guard stayed in its barracks by the river.</p>
<p>The ministry called the report an invention and said that all units were in their barracks and quiet.</p>]]></content:encoded></item>
<item><title>Harbour calm</title><guid>https://courant.example/harbour</guid><author>desk@courant.example (Ivo Marsh)</author>
<pubDate>yesterday</pubDate><description>The harbour was calm, and nobody spoke of the&nbsp;colonel.</description></item>
<item><link>https://courant.example/empty</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><author><name>The desk</name></author>
<entry><title type="html">Guard &lt;b&gt;paid&lt;/b&gt;</title><link rel="edit" href="https://lantern.example/edit"/>
<link href="https://lantern.example/guard"/><published>2031-05-03T01:00:00Z</published><updated>2031-06-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The guard was paid, an officer said.</p>
<p>It will stay loyal until the harvest, she thinks.</p></div></content></entry>
<entry><title>Talks</title><author><name>A. Brook</name></author><author><name>B. Drahl</name></author>
<updated>2031-05-04</updated><summary>Talks may begin before the summer, a diplomat said.</summary></entry></feed>"""


def entries(data: bytes):
    return list(articles_in(data[:8192], BytesIO(data), "feed.xml", "feed.xml"))


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_rss(encoding):
    first, second, third = entries(RSS.format(encoding=encoding).encode(encoding))
    assert first.title == "Brigade will not fire & will not march"
    assert (first.outlet, first.byline, first.published) == ("The Courant", "Mara Ellison", date(2031, 5, 2))
    assert (first.url, first.path) == ("https://courant.example/brigade", "feed.xml#1")
    assert "“We will not march,” she said." in first.text
    assert "caf\u00e9s" in first.text
    assert "Short." not in first.text
    assert [b.kind for b in first.blocks] == ["headline", "body", "body", "body"]
    assert second.text == "Harbour calm\n\nThe harbour was calm, and nobody spoke of the\u00a0colonel."
    assert (second.byline, second.published, second.url) == ("Ivo Marsh", None, "https://courant.example/harbour")
    assert str(third).startswith("feed.xml#3: the entry has no text")


def test_atom():
    first, second = entries(ATOM.encode())
    assert (first.title, first.outlet, first.byline) == ("Guard paid", "Lantern", "The desk")
    assert (first.published, first.url) == (date(2031, 5, 3), "https://lantern.example/guard")
    assert first.text.splitlines()[2:] == [
        "The guard was paid, an officer said.",
        "",
        "It will stay loyal until the harvest, she thinks.",
    ]
    assert (second.byline, second.published) == ("A. Brook, B. Drahl", date(2031, 5, 4))


def test_one_article_is_asked_of_a_feed_with_several():
    with pytest.raises(ArticleError, match="several articles"):
        read_bytes(ATOM.encode(), path="feed.xml")
    one = ATOM.replace(ATOM[ATOM.index("<entry><title>Talks") : ATOM.index("</feed>")], "")
    assert read_bytes(one.encode(), path="feed.xml").title == "Guard paid"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("feed", "what"),
    [
        (BOMB, "declares entities"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><item><title>&x;</title></item></rss>',
            "entities",
        ),
        ("<rss>", "no entries"),
        ("<rss><channel></channel></rss>", "no entries"),
        ("<rss >" + "<a>" * 5000, "no entries"),
    ],
)
def test_hostile_feeds_are_refused(feed, what):
    with pytest.raises(ArticleError, match=what):
        list(FEED.extract(BytesIO(feed.encode()), "feed.xml"))


def test_a_feed_that_is_cut_short_says_so_and_gives_the_rest():
    whole = ATOM.encode()
    results = entries(whole[: whole.index(b"<updated>2031-05-04")])
    assert results[0].title == "Guard paid"
    assert "cut short" in str(results[-1])
