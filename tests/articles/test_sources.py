"""Sources: directories, lists, addresses, standard input; one article that fails never stops the others."""

import gzip
import io
import os
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from brumaire.articles import fetch, read_many, read_path
from brumaire.articles.fetching import Fetched
from brumaire.errors import ArticleError

TEXT = "The army is split over the truce, a general said on Monday, and nobody in {} expects it to hold for long.\n"


def outcome(results, folder=""):
    return [
        str(r).removeprefix(str(folder)).split("; to mend")[0] if isinstance(r, ArticleError) else r.text.split()[15]
        for r in results
    ]


def test_a_directory_is_read_by_name_and_below(tmp_path):
    for name, town in [
        ("b.txt", "Oru"),
        ("a/z.txt", "Lome"),
        ("a.html", None),
        (".hidden.txt", "No"),
        (".git/x.txt", "No"),
        ("p.jpg", "No"),
    ]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(TEXT.format(town) if town else "<html></html>")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "n.dat").write_bytes(b"\0\1")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    results = list(read_many(tmp_path))
    assert outcome(results, tmp_path) == [
        "/a.html: no article text was found in the page",
        "Oru",
        "/n.dat: a NUL at byte 0 (an article is text)",
        "Lome",
    ]
    assert results[1].path == str(tmp_path / "b.txt")
    (tmp_path / "empty").mkdir()
    (error,) = read_many(tmp_path / "empty")
    assert "no files" in str(error)


def test_what_is_not_there_is_an_error_in_its_place(tmp_path):
    assert outcome(read_many(tmp_path / "absent.txt"), tmp_path) == ["/absent.txt: there is no such file"]
    assert "cannot be read" in str(next(read_many(tmp_path / ("long" * 100))))
    assert "cannot be read" in str(next(read_many("nul\0.txt")))


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.format("Oru").encode())))
    (article,) = read_many("-")
    assert (article.path, outcome([article])) == ("-", ["Oru"])


def test_a_gzipped_file_is_read(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.format("Oru").encode()))
    assert read_path(tmp_path / "a.txt.gz").text == TEXT.format("Oru")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.format("Oru").encode())[:-10])
    (error,) = read_many(tmp_path / "b.txt.gz")
    assert "gzip data are damaged" in str(error)


def test_nothing_is_fetched_unless_asked(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    lines = tmp_path / "list.txt"
    lines.write_text("# to read\n\nhttps://courant.example/a\nhttps://courant.example/b\n")
    assert "not fetched unless asked" in str(next(read_many("https://courant.example/a")))
    assert outcome(read_many(lines), tmp_path) == [
        "/list.txt: a list of 2 web addresses, which are not fetched unless asked"
    ]
    with pytest.raises(ArticleError, match="list of web addresses"):
        read_path(lines)


def test_a_list_is_fetched_line_by_line(tmp_path):
    def pages(url):
        if url.endswith("/gone"):
            raise ArticleError("the server answers 404 Not Found", where=url)
        return Fetched(TEXT.format("Or\u00fa").encode("cp1252"), url + "/moved", "iso-8859-1")

    path = tmp_path / "list.urls"
    path.write_text("https://a.example/gone\nftp://a.example/x\nhttps://a.example/army\n")
    results = list(read_many(path, fetch=pages))
    assert outcome(results, tmp_path) == [
        "https://a.example/gone: the server answers 404 Not Found",
        "/list.urls:2: 'ftp://a.example/x' is not an address",
        "Or\u00fa",
    ]
    assert (results[2].path, results[2].url) == ("https://a.example/army", "https://a.example/army/moved")


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        kind = self.path.strip("/")
        self.send_response({"gone": 404, "around": 302, "local": 302, "file": 301, "loop": 302}.get(kind, 200))
        where = {
            "around": "/page",
            "local": f"http://localhost:{self.server.server_port}/page",
            "file": "file:///etc/hostname",
            "loop": "/loop",
        }
        if kind in where:
            self.send_header("Location", where[kind])
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        try:
            if kind == "page":
                self.wfile.write(TEXT.format("Oru").encode())
            elif kind == "big":
                for _ in range(6):
                    self.wfile.write(bytes(1024 * 1024))
            elif kind == "drip":
                for _ in range(40):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            elif kind == "silent":
                time.sleep(1.5)
        except OSError:
            pass

    def log_message(self, *_args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_fetching(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with serving() as host:
        page = fetch(f"{host}/page")
        assert (page.data.decode(), page.charset, page.url) == (TEXT.format("Oru"), "utf-8", f"{host}/page")
        assert fetch(f"{host}/around").url == f"{host}/page"
        for path, what, limits in [
            ("gone", "404", {}),
            ("loop", "302", {}),
            ("local", "redirects to a private address", {}),
            ("file", "not allowed", {}),
            ("big", "at most 5 MB", {}),
            ("drip", "too long", {"whole": 0.3}),
            ("silent", "no answer in 0.3 seconds", {"silence": 0.3}),
        ]:
            with pytest.raises(ArticleError, match=what):
                fetch(f"{host}/{path}", **limits)
    with pytest.raises(ArticleError, match="cannot be reached"):
        fetch(host)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://a.example/",
        "http://",
        "https://a b/",
        "http://[::1",
        "data:,x",
        "http://a:99999/",
    ],
)
def test_other_addresses_are_refused_unasked(url):
    with pytest.raises(ArticleError, match="not an address"):
        fetch(url)
