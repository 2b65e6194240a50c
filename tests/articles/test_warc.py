"""Web archives: pages out of response and resource records, whatever the HTTP body is wrapped in."""

import gzip
import zlib
from io import BytesIO

import pytest

from brumaire.articles import read_many
from brumaire.articles.warc import WARC
from brumaire.errors import ArticleError
from brumaire.records import Article

SENTENCE = (
    "The general said on Monday that the army would not obey the palace, and nobody in {town} believed him at all."
)


def page(town: str) -> bytes:
    paragraphs = (
        f"<p>{SENTENCE.format(town=town)}</p>" * 1 + "<p>The guard, she said, will stay loyal until it is paid.</p>"
    )
    return (
        f"<html><head><title>Army and {town}</title></head><body><article>{paragraphs}</article></body></html>".encode()
    )


def record(kind: str, body: bytes, content: str, uri: str = "https://courant.example/a", version: str = "1.0") -> bytes:
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {content}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    message = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    return record("response", message, "application/http; msgtype=response")


def chunked(body: bytes) -> bytes:
    pieces = [body[i : i + 50] for i in range(0, len(body), 50)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


HTML = "Content-Type: text/html\r\n"
ARCHIVE = b"".join(
    [
        record("warcinfo", b"software: x\r\n", "application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        response(page("Vaska")),
        response(chunked(page("Oru")), HTML + "Transfer-Encoding: chunked"),
        response(gzip.compress(page("Lome")), HTML + "Content-Encoding: gzip"),
        response(chunked(gzip.compress(page("Tarn"))), HTML + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        response(deflated(page("Pell")), HTML + "Content-Encoding: deflate"),
        response(page("Undone"), HTML + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked"),
        response(page("caf\u00e9").decode().encode("cp1252"), "Content-Type: text/html; charset=iso-8859-1"),
        response(b"\x89PNG", "Content-Type: image/png"),
        response(b"gone", HTML, "404 Not Found"),
        record("resource", SENTENCE.format(town="Zill").encode(), "text/plain", version="1.1"),
        response(b"\x1f\x8bbroken", HTML + "Content-Encoding: gzip"),
        response(b"<html></html>", HTML),
        record("metadata", b"x: y", "application/warc-fields"),
    ]
)
TOWNS = ["Vaska", "Oru", "Lome", "Tarn", "Pell", "Undone", "caf\u00e9", "Zill"]


@pytest.mark.parametrize("zipped", [False, True])
def test_pages_are_found_and_the_rest_is_passed_over(tmp_path, zipped):
    # An archive is gzipped record by record; one member after the other is the same to us as one for all.
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    half = ARCHIVE.index(b"WARC/1.0", 2000)
    path.write_bytes(gzip.compress(ARCHIVE[:half]) + gzip.compress(ARCHIVE[half:]) if zipped else ARCHIVE)
    results = list(read_many(path))
    articles = [r for r in results if isinstance(r, Article)]
    assert [next(t for t in TOWNS if t in a.text) for a in articles] == TOWNS
    assert articles[0].url == "https://courant.example/a"
    assert articles[0].path == f"{path}#3"
    assert articles[0].title == "Army and Vaska"
    errors = [str(r) for r in results if isinstance(r, ArticleError)]
    assert [e.removeprefix(str(path)) for e in errors] == [
        "#13: the page's gzip stream is damaged; to mend: fetch it again",
        "#14: no article text was found in the page; to mend: give the article's text",
    ]


def test_what_is_not_installed_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    path = tmp_path / "b.warc"
    path.write_bytes(response(b"\x0b\x02", HTML + "Content-Encoding: br") + response(page("Vaska")))
    error, article = read_many(path)
    assert "install the package brotli" in str(error)
    assert "Vaska" in article.text


@pytest.mark.parametrize("cut", [1, 100, 400])
def test_what_stands_before_the_damage_is_kept(cut):
    data = response(page("Vaska")) + response(page("Oru"))
    results = list(WARC.extract(BytesIO(data[: len(data) - 4 - cut]), "a.warc"))
    assert "Vaska" in results[0].text
    assert len(results) == 2
    assert isinstance(results[1], ArticleError)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999\r\nWARC-Type: response\r\n\r\nabc",
        b"WARC/1.0\r\n" + b"a: b\r\n" * 1000,
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"nonsense",
    ],
)
def test_a_damaged_archive_is_one_error(data):
    (error,) = WARC.extract(BytesIO(data), "a.warc")
    assert isinstance(error, ArticleError)


def test_bombs_are_refused(tmp_path):
    inner = gzip.compress(b"<html><body><p>" + b"a" * 50_000_000)
    path = tmp_path / "bomb.warc"
    path.write_bytes(response(inner, HTML + "Content-Encoding: gzip") + response(page("Vaska")))
    error, article = read_many(path)
    assert "at most 5 MB" in str(error)
    assert "Vaska" in article.text
    outer = tmp_path / "bomb.warc.gz"
    packer = zlib.compressobj(wbits=31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 400000000\r\n\r\n"
    outer.write_bytes(
        packer.compress(head) + b"".join(packer.compress(bytes(10**6)) for _ in range(80)) + packer.flush()
    )
    (error,) = read_many(outer)
    assert "swell without end" in str(error)
