"""Outlet, byline and date of a page, from whichever metadata it has."""

from datetime import date

import pytest

from brumaire.articles import read_bytes

BODY = (
    "<p>The general said on Monday that the army would not obey the palace, and nobody believed him at all.</p>"
    "<p>The guard, an officer said, is paid until the harvest and will stay loyal to whoever pays it next.</p>"
)
LD = '<script type="application/ld+json">{}</script>'
ARTICLE = (
    '"@type":"NewsArticle","headline":"Army split","datePublished":"2031-05-02T08:00:00+02:00","dateModified":"2031-06-01",'
    '"author":{"@type":"Person","name":"Mara Ellison"}'
)


def read(head="", top="", title="Army split"):
    page = f"<html><head><title>{title}</title>{head}</head><body><article><h1>Army split</h1>{top}{BODY}</article></body></html>"
    return read_bytes(page.encode(), path="page.html")


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (
            LD.format(
                '{"@context":"https://schema.org",'
                + ARTICLE
                + ',"publisher":{"@type":"Organization","name":"The Courant"}}'
            ),
            "",
        ),
        (
            LD.format(
                '{"@context":"https://schema.org","@graph":[{'
                + ARTICLE
                + '},{"@type":"WebSite","name":"The Courant"}]}'
            ),
            "",
        ),
        (
            """<meta property="og:site_name" content="The Courant"><meta name="author" content="Mara Ellison">
            <meta property="article:published_time" content="2031-05-02T08:00:00Z">""",
            "",
        ),
        (
            '<meta name="publication_name" content="The Courant"><meta name="date" content="2031-05-02"><meta name="byl" content="By Mara Ellison">',
            "",
        ),
        (
            '<meta itemprop="publisher" content="The Courant">',
            '<p class="byline">By <a rel="author" href="/x">Mara Ellison</a></p><time datetime="2031-05-02T08:00">2 May 2031</time>',
        ),
    ],
    ids=["JSON-LD", "graph", "Open Graph", "meta", "time"],
)
def test_metadata(head, top):
    article = read(head, top)
    assert (article.title, article.outlet, article.byline, article.published) == (
        "Army split",
        "The Courant",
        "Mara Ellison",
        date(2031, 5, 2),
    )


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Army split | The Courant", "The Courant"),
        ("Army split - The Courant", "The Courant"),
        ("Army split - World - The Courant", None),
        ("Army split-up", None),
        ("Army split", None),
    ],
)
def test_outlet_behind_the_headline(title, outlet):
    assert read(title=title).outlet == outlet


def test_a_page_without_any_says_so():
    article = read()
    assert (article.outlet, article.byline, article.published) == (None, None, None)
