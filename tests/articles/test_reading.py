"""Bytes to an article: encodings, what is refused and how, and that the text is the file's."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.articles import article_id, read_bytes, read_path
from brumaire.errors import ArticleError

SENTENCE = "The general said that the army would not move before the thaw, and nobody in the room believed him.\n"


def test_text_is_the_file_unchanged():
    text = "Zwei Wörter\r\n\r\n" + SENTENCE.replace("\n", "\r\n") + "“quoted”\u00a0here\r\n"
    article = read_bytes(text.encode(), path="a.txt")
    assert article.text == text
    assert article.path == "a.txt"
    assert article.id == hashlib.sha256(text.encode()).hexdigest()[:16]


def test_byte_order_mark_is_not_text():
    assert read_bytes(b"\xef\xbb\xbf" + SENTENCE.encode(), path=None).text == SENTENCE
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read_bytes(("\ufeff" + SENTENCE).encode(encoding), path=None).text == SENTENCE
    assert article_id("a") == "ca978112ca1bbdca"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t ", "the file is blank"),
        (b"abc\0def", "a NUL at byte 3"),
        (b"caf\xe9 " * 3, "byte 3 is not UTF-8"),
        (b"\xff\xfeA", "byte 2 is not UTF-16"),
        (b"a" * (5 * 1024 * 1024 + 1), "5,242,881 bytes are more"),
        (b"<html><head><meta charset=klingon></head><body>\xe9</body></html>", "'klingon' is unknown"),
        (b"<html><head><meta charset=hex></head><body>\xe9</body></html>", "'hex' is unknown"),
        (b"<html><body></body></html>", "no article text"),
        (b"%PDF-1.7\n\xe2\xe3", "a PDF is not read"),
        (b"PK\x03\x04\x14\0", "an office document or a zip file is not read"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><nitf>Army</nitf>", "XML that is neither a feed nor a page is not read"),
    ],
)
def test_bad_bytes_are_refused(data, what):
    with pytest.raises(ArticleError) as caught:
        read_bytes(data, path="bad.txt")
    assert what in str(caught.value)
    assert str(caught.value).startswith("bad.txt: ")
    assert caught.value.mend


def test_five_megabytes_and_a_late_nul_are_read():
    padding = SENTENCE.encode() * 100
    assert read_bytes(padding + b"\0" + SENTENCE.encode(), path=None).text.count("\0") == 1


def test_paths_are_checked(tmp_path):
    with pytest.raises(ArticleError, match="no such file"):
        read_path(tmp_path / "absent.txt")
    with pytest.raises(ArticleError, match="a directory is not an article"):
        read_path(tmp_path)
    with pytest.raises(ArticleError, match="cannot be read"):
        read_path(tmp_path / ("long" * 100))
    big = tmp_path / "big.txt"
    big.write_bytes(b"a" * (5 * 1024 * 1024 + 1))
    with pytest.raises(ArticleError, match="at most 5 MB"):
        read_path(big)


@pytest.mark.parametrize(
    "text",
    [
        "Der General sagte am Dienstag, die Armee werde sich nicht gegen den Präsidenten stellen. " * 5,
        "Le général a déclaré mardi que l'armée ne se retournerait pas contre le président de la république. " * 5,
        "El general dijo el martes que el ejército no se volverá contra el presidente de la república. " * 5,
        "Генерал заявил во вторник, что армия не выступит против президента страны и его окружения. " * 3,
        "将军星期二说军队不会反对总统" * 10,
    ],
)
def test_other_languages_are_refused(text):
    with pytest.raises(ArticleError, match="not in English"):
        read_bytes(text.encode(), path=None)


def test_short_or_odd_english_is_kept():
    assert read_bytes(b"Coup!", path=None).language is None
    assert read_bytes(SENTENCE.encode(), path=None).language == "en"
    names = b"Halloran, Drahl, Brook, Reyl, Marsh, Ostrik, Varga, Ellison. " * 4
    assert read_bytes(names, path=None).language is None


PAGE = """<!doctype html><html lang="en"><head><title>Army split over truce | The Courant</title>
<meta charset="{charset}"><meta property="og:title" content="Army split over truce">
<meta property="og:site_name" content="The Courant"><meta name="author" content="Mara Ellison">
<meta property="article:published_time" content="2031-05-02T08:00:00Z">
<link rel="canonical" href="https://courant.example/army"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Army split over truce</h1><p>By Mara Ellison</p>
<p>The general staff is divided over the truce, and the caf\u00e9s of the capital talk of little else this week.</p>
<p>"It cannot go on," said Colonel Alastair Brook, who has watched the army for the better part of thirty years.</p>
<p>READ MORE: Lake monster 'seen again' by fishing crew</p>
<p>Nobody in the palace would comment on the report, which was first published on the last day of April.</p>
</article><footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_html_gives_the_readers_text_once_and_metadata(charset):
    article = read_bytes(PAGE.format(charset=charset).encode(charset), path="army.html")
    assert article.title == "Army split over truce"
    assert (article.outlet, article.byline) == ("The Courant", "Mara Ellison")
    assert article.published == date(2031, 5, 2)
    assert article.url == "https://courant.example/army"
    assert article.text.count("Army split over truce") == 1
    assert "caf\u00e9s" in article.text
    found = [(b.kind, article.text[b.start : b.end][:12]) for b in article.blocks]
    assert ("headline", "Army split o") in found
    assert ("teaser", "READ MORE: L") in found
    assert ("body", '"It cannot g') in found


def test_published_argument_wins():
    page = PAGE.format(charset="utf-8").encode()
    assert read_bytes(page, path=None, published=date(2031, 5, 3)).published == date(2031, 5, 3)


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_an_article_error(data):
    try:
        article = read_bytes(data, path=None)
    except ArticleError:
        return
    previous = 0
    for block in article.blocks:
        assert previous <= block.start < block.end <= len(article.text)
        previous = block.end
        assert article.text[block.start : block.end].strip() == article.text[block.start : block.end]


@given(st.text(max_size=300))
def test_any_text_is_kept_or_refused(text):
    try:
        article = read_bytes(text.encode("utf-8", "ignore"), path="x.txt")
    except ArticleError:
        return
    assert article.text == text.encode("utf-8", "ignore").removeprefix(b"\xef\xbb\xbf").decode()
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert sum(not c.isspace() for c in covered) == sum(not c.isspace() for c in article.text)
