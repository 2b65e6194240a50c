"""Lists of web addresses: a text file of one URL a line. Whether they are fetched is not decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from brumaire.articles.decoding import decode, read_article

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page on the web.

    >>> is_address("https://courant.example/army"), is_address("army.html")
    (True, False)
    """
    return bool(_ADDRESS.fullmatch(text))


def is_list(head: bytes, path: str) -> bool:
    """Whether the path says so, or every line that can be seen is an address, a comment (#) or blank.

    >>> is_list(b"# to read\\nhttps://courant.example/army\\n", "list.txt"), is_list(b"The army\\n", "list.txt")
    (True, False)
    """
    if path.lower().endswith(".urls"):
        return True
    lines = [line for line in _lines(head.decode("utf-8", "replace")) if not line.startswith("#")]
    # The last line may be cut where the head ends.
    return bool(lines) and all(is_address(line) for line in lines)


def addresses(stream: BinaryIO, where: str) -> Iterator[tuple[int, str]]:
    """The lines that are neither blank nor comments, each with its number; whether each is an address is not checked.

    Raises
    ------
    ArticleError
        The list is empty, over 5 MB, or not UTF-8.
    """
    text = decode(read_article(stream, where), where)
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith("#"):
            yield number, line.strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
