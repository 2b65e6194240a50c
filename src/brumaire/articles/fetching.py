"""One page from the web, only when somebody asked for it: http and https, with limits on time, size and redirects."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from brumaire.articles.base import MAX_BYTES
from brumaire.errors import ArticleError

SILENCE = 15.0
"""Seconds that a server may say nothing."""

WHOLE = 60.0
"""Seconds that a page may take altogether."""

_REDIRECTS = 5
_AGENT = "brumaire (reads articles on request; one page at a time)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server sent it, its address after redirects, and the character set that the server names."""

    data: bytes
    url: str
    charset: str | None


Fetch = Callable[[str], Fetched]


def fetch(url: str, *, silence: float = SILENCE, whole: float = WHOLE) -> Fetched:
    """Fetch one page.

    A redirect is followed five times, to http and https only, and from a public host never to a private address: a page must
    not make this machine ask its own network.

    Raises
    ------
    ArticleError
        No http or https address, no answer in time, an error status, a redirect that is not followed, over 5 MB.
    """
    _checked(url)
    request = Request(  # noqa: S310 - the scheme has just been checked
        url, headers={"User-Agent": _AGENT, "Accept": "text/html, application/xml;q=0.9, */*;q=0.1"}
    )
    # A deadline of the wall clock's would change with it; this one only says how long we have waited.
    deadline = time.monotonic() + whole
    try:
        with _opener(url, deadline).open(request, timeout=silence) as answer:
            data = _body(answer, url, deadline)
            return Fetched(data, answer.geturl(), answer.headers.get_content_charset())
    except HTTPError as error:
        error.close()
        raise _failed(url, f"the server answers {error.code} {error.reason}") from None
    except TimeoutError:
        raise _failed(url, f"no answer in {silence:g} seconds") from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _failed(url, f"no answer in {silence:g} seconds") from None
        raise _failed(url, f"cannot be reached: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise _failed(url, f"cannot be fetched: {type(error).__name__} {error}"[:200]) from None


def _body(answer: Any, url: str, deadline: float) -> bytes:
    data = bytearray()
    # read1 returns what has come: a server that drips a byte a second must not hold us to the last one.
    while piece := answer.read1(64 * 1024):
        data += piece
        if len(data) > MAX_BYTES:
            raise ArticleError("the page is too large", where=url, rule="at most 5 MB", mend="leave it out")
        if time.monotonic() > deadline:
            raise _failed(url, "the page takes too long to come")
    return bytes(data)


def _opener(url: str, deadline: float) -> OpenerDirector:
    class Redirects(HTTPRedirectHandler):
        max_redirections = _REDIRECTS

        def redirect_request(  # noqa: PLR0917 - the interface is urllib's
            self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
        ) -> Request | None:
            fp.close()
            _checked(newurl)
            if time.monotonic() > deadline:
                raise _failed(url, "the redirects take too long")
            if urlsplit(newurl).hostname != urlsplit(url).hostname and _private(newurl):
                raise _failed(url, f"it redirects to a private address, {newurl[:100]}")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    return build_opener(Redirects)


def _checked(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(c.isspace() or ord(c) < 32 for c in url):
        raise _failed(url, "not an address of a page", rule="http and https only")


def _private(url: str) -> bool:
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(place[4][0]).partition("%")[0]).is_global for place in found)


def _failed(url: str, what: str, rule: str = "") -> ArticleError:
    return ArticleError(what, where=url[:200], rule=rule, mend="check the address, or save the page and give the file")
