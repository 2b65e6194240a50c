"""Sources of articles: a file, a directory, a list of addresses, an address, standard input; each gives all that it holds."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from brumaire.articles.addresses import addresses, is_address, is_list
from brumaire.articles.decoding import as_utf8
from brumaire.articles.fetching import Fetch
from brumaire.articles.reading import articles_in
from brumaire.articles.streams import looked_at
from brumaire.errors import ArticleError
from brumaire.records import Article

# What lies beside saved pages and is never an article; everything else is tried, and refused with a reason.
_PASSED_OVER = re.compile(r"(?i)\.(?:avif|bmp|css|eot|gif|ico|jpe?g|js|map|mp[34]|ogg|otf|png|svg|ttf|web[mp]|woff2?)")


def read_many(source: Path | str, *, fetch: Fetch | None = None) -> Iterator[Article | ArticleError]:
    """Every article of a source, in its order; one that cannot be read is an error in its place, never raised.

    Parameters
    ----------
    source
        A path to a file (plain text, HTML, RSS or Atom, WARC, JSON Lines, a list of addresses; any of them gzipped), to
        a directory (read recursively, by name, without hidden files), an address of a page, or "-" for standard input.
    fetch
        How to fetch a page, `fetching.fetch` for one. None, the default, sends nothing over the network: an address is
        then an error that says so.

    Examples
    --------
    >>> [str(result) for result in read_many("https://courant.example/army")]
    ['https://courant.example/army: an address is not fetched unless asked; to mend: add --fetch']
    """
    name = str(source)
    if is_address(name):
        yield from _page(name, fetch)
    elif name == "-":
        yield from _stream(sys.stdin.buffer, "-", "standard input", fetch)
    else:
        yield from _path(Path(source), fetch)


def _path(path: Path, fetch: Fetch | None) -> Iterator[Article | ArticleError]:
    where = str(path)
    try:
        if path.is_dir():
            files = _files(path)
            if not files:
                yield ArticleError("the directory holds no files", where=where, mend="give one with articles in it")
            for file in files:
                yield from _path(file, fetch)
            return
        with path.open("rb") as stream:
            yield from _stream(stream, where, where, fetch)
    except FileNotFoundError:
        yield ArticleError("there is no such file", where=where, mend="check the path")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield ArticleError(f"cannot be read: {reason}", where=where, mend="check the path and its rights")


def _files(folder: Path) -> list[Path]:
    """Regular files, depth first, sorted by name; a link to a directory is not followed, so there are no circles."""
    files: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            file = Path(here, name)
            # A pipe or a socket would keep us waiting.
            if not name.startswith(".") and not _PASSED_OVER.fullmatch(file.suffix) and file.is_file():
                files.append(file)
    return files


def _stream(stream: BinaryIO, path: str, where: str, fetch: Fetch | None) -> Iterator[Article | ArticleError]:
    try:
        head, whole = looked_at(stream, where)
        if not is_list(head, path):
            yield from articles_in(head, whole, path, where)
            return
        listed = list(addresses(whole, where))
    except ArticleError as error:
        yield error
        return
    if not listed:
        yield ArticleError("the list holds no address", where=where, mend="write one address a line")
        return
    if fetch is None:
        yield ArticleError(
            f"a list of {len(listed)} web addresses, which are not fetched unless asked",
            where=where,
            mend="add --fetch",
        )
        return
    for number, url in listed:
        if is_address(url):
            yield from _page(url, fetch)
        else:
            yield ArticleError(f"{url[:80]!r} is not an address", where=f"{where}:{number}", mend="write http(s)://…")


def _page(url: str, fetch: Fetch | None) -> Iterator[Article | ArticleError]:
    if fetch is None:
        yield ArticleError("an address is not fetched unless asked", where=url, mend="add --fetch")
        return
    try:
        page = fetch(url)
        head, whole = looked_at(BytesIO(as_utf8(page.data, page.charset)), url)
        # The address that was asked for names the article; the one that answered is where it is.
        yield from articles_in(head, whole, url, url, url=page.url)
    except ArticleError as error:
        yield error
