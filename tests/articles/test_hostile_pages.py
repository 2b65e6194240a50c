"""Hostile pages return or are refused, in bounded time, and the others of a batch go on. The bounds are generous: what is
tested is that there is one, not how fast the machine is."""

import time

import pytest

from brumaire.articles import limits, read_bytes, read_many
from brumaire.errors import ArticleError
from brumaire.records import Article

SENTENCE = "The general said on Monday that the army would not obey the palace, and nobody believed him at all."
P = f"<p>{SENTENCE}</p>".encode()
HEAD = b"<html><body><article>" + P * 3
BILLION = b"".join(b"<!ENTITY e%d '%s'>" % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 30))

REFUSED = {
    "a million tags": (HEAD + b"<br>" * 1_000_000, "1,000,009 tags"),
    "a million unclosed paragraphs": (HEAD + b"<p>a" * 1_000_000, "tags are more"),
    "nested divisions": (b"<html><body>" + b"<div>" * 3_000 + P, "nested too deeply"),
    "nested emphasis": (b"<html><body>" + P + b"<b>" * 50_000 + P, "nested too deeply"),
    "nested lists": (HEAD + b"<ul><li>" * 20_000, "nested too deeply"),
    "nested tables": (HEAD + b"<table><tr><td>" * 1_000 + P, "nested too deeply"),
    "many attributes": (b"<html><body><p " + b"".join(b"a%d=b " % i for i in range(150_000)) + b">" + P, "150,00"),
    "opened and never closed": (HEAD + b"<" * 4_000_000, "tags are more"),
    "over five megabytes": (HEAD + b"a" * 5_300_000, "at most 5 MB"),
}
READ = {
    "entities": (b"<!DOCTYPE html [<!ENTITY e0 'aaaaaaaaaa'>" + BILLION + b"]>" + HEAD + b"<p>&e29;&e29;"),
    "a huge attribute": HEAD + b"<img alt='" + b"x" * 3_000_000 + b"' src=a>" + P,
    "an application in an attribute": HEAD + b"<div data-state='" + b'{"a": "b c d"}, ' * 5_000 + b"'></div>" + P,
    "a line of a hundred thousand": HEAD + b"<p>" + SENTENCE.encode() * 1_000 + b"</p>",
    "a word of a million": HEAD + b"<p>" + b"w" * 1_000_000,
    "characters by number": HEAD + b"<p>" + b"&#x41;" * 400_000,
    "numbers that are no characters": HEAD + b"<p>&#0; &#xD800; &#x110000; &#99999999999;</p>",
    "a comment without end": HEAD + b"<!--" * 20_000,
    "sections of data": HEAD + b"<![CDATA[" * 5_000,
    "nothing closed": b"<html><head><title>Army</title><body><article>" + P.replace(b"</p>", b"") * 20,
    "everything closed": HEAD + b"</div></p></body></html>" * 3_000,
    "null bytes": HEAD + b" " * 9_000 + P + b"\0" * 9_000 + P,
    "a late null in the head": b"<html>" + b" " * 9_000 + b"<title>\0</title><body>" + P * 3,
    "deep JSON": b"<html><head><script type='application/ld+json'>" + b"[" * 100_000 + b"</script></head>" + HEAD,
    "JSON of the wrong shape": b'<html><head><script type=\'application/ld+json\'>{"@type":"NewsArticle","author":[1,null,{}],'
    b'"publisher":7,"datePublished":[]}</script></head>' + HEAD,
    "right-to-left marks": HEAD + "<p>\u202e\u2067palace\u2069 \u200f\u00ad</p>".encode(),
    "a frameset": b"<html><frameset><frame src=a></frameset><body>" + P * 3,
    "an XML declaration": b'<?xml version="1.0" encoding="utf-16"?><html><body>' + P * 3 + b"</body></html>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(name):
    page, reason = REFUSED[name]
    begun = time.monotonic()
    with pytest.raises(ArticleError) as caught:
        read_bytes(page, path="page.html")
    assert reason in str(caught.value)
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("name", READ)
def test_read_all_the_same(name):
    begun = time.monotonic()
    article = read_bytes(READ[name], path="page.html")
    assert SENTENCE[:60] in article.text
    assert time.monotonic() - begun < 40
    assert all(0 <= b.start < b.end <= len(article.text) for b in article.blocks)


def test_a_large_page_is_read_apart_with_the_same_result(monkeypatch):
    page = (HEAD + b"<p>" + SENTENCE.encode() + b"</p>").decode()
    assert limits.apart(page, "page.html", seconds=60) == limits.document(page)
    monkeypatch.setattr(limits, "_TAME_TAGS", 1)
    assert SENTENCE in read_bytes(page.encode(), path="page.html").text


def test_the_time_limit_holds():
    # So many attributes on one tag keep the parser busy for many times the limit given here.
    slow = "<html><body><p " + "".join(f"a{i}=b " for i in range(120_000)) + ">"
    begun = time.monotonic()
    with pytest.raises(ArticleError, match="took more than 1 seconds"):
        limits.apart(slow, "page.html", seconds=1)
    assert time.monotonic() - begun < 15


def test_a_file_in_the_working_folder_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert limits.apart(HEAD.decode(), "page.html", seconds=60)["text"]


def test_the_others_of_the_batch_go_on(tmp_path):
    for i, page in enumerate([REFUSED["nested divisions"][0], P * 3, REFUSED["a million tags"][0], P * 3]):
        (tmp_path / f"{i}.html").write_bytes(b"<html><body>" + page)
    results = list(read_many(tmp_path))
    assert [isinstance(r, Article) for r in results] == [False, True, False, True]


LIVE = (
    '<html><head><title>Truce: live | The Courant</title><script type="application/ld+json">{"@type":"LiveBlogPosting",'
    '"headline":"Truce: live","datePublished":"2031-05-02T08:00:00Z","publisher":{"@type":"Organization","name":"The Courant"},'
    '"liveBlogUpdate":[{"@type":"BlogPosting","headline":"Shots heard","articleBody":"Shots were heard."}]}</script></head><body>'
    "<main><h1>Truce: live</h1>"
    + "".join(f'<article class="block"><time datetime="2031-05-02T0{i}:00:00Z">0{i}:00</time><h2>Update {i}</h2><p>{SENTENCE}</p>'
              f"<p>The guard, an officer in sector {i} said, is paid until the harvest.</p></article>" for i in range(1, 9))
    + "</main></body></html>"
)  # fmt: skip
AMP = (
    '<!doctype html><html \u26a1 lang="en"><head><meta charset="utf-8"><title>Army split</title><link rel="canonical" href="https://courant.example/a">'
    '<style amp-boilerplate>body{visibility:hidden}</style><script async src="https://cdn.example/v0.js"></script></head><body>'
    f'<amp-sidebar id="s"><ul><li>Home</li></ul></amp-sidebar><article><h1>Army split</h1><amp-img src="a.jpg" width="1" height="1"></amp-img>'
    f"<p>{SENTENCE}</p><amp-ad width=300></amp-ad><p>The guard, an officer said, is paid until the harvest.</p></article></body></html>"
)


@pytest.mark.parametrize("page", [LIVE, AMP], ids=["live", "amp"])
def test_live_pages_and_amp_pages(page):
    article = read_bytes(page.encode(), path="page.html")
    assert SENTENCE in article.text
    assert "is paid until the harvest." in article.text
    assert article.title in ("Truce: live", "Army split")
