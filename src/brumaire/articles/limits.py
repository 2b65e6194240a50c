"""Hostile pages: what is refused unread, what is read in a process that can be ended, and when it is ended.

Measured on trafilatura 2.3 with one processor: 100,000 tags take 1 to 20 s, 44,000 attributes on one tag 7 s and
139,000 two minutes (the time grows with their square), a million tags minutes. A page of at most 20,000 tags and
1.5 million characters took 1.3 s at most and is read right here, which saves most pages the start of a process.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from brumaire.articles.extraction import document
from brumaire.errors import ArticleError

MAX_TAGS = 100_000
MAX_ATTRIBUTES = 1_000
"""On one tag."""

TIME_LIMIT = 30.0
"""Seconds that the text of one page may take to find."""

_TAME_TAGS = 20_000
_TAME_LENGTH = 1_500_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{3999,}")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")


def found_in(page: str, where: str) -> dict[str, str | None]:
    """What is found in a page (see `extraction.document`), within bounds of size and time.

    Raises
    ------
    ArticleError
        The page has more than 100,000 tags, more than 1,000 attributes on one, elements nested more than 255 deep,
        or takes more than 30 seconds or 2 GB.
    """
    tags = page.count("<")
    if tags > MAX_TAGS:
        raise _refused(f"{tags:,} tags are more than a page for readers has", where, f"at most {MAX_TAGS:,}")
    for match in _LONG_TAG.finditer(page):
        # A whole image or application may stand in one attribute; what costs time is the number of attributes.
        if (attributes := len(_VALUE.sub("", match[0]).split())) > MAX_ATTRIBUTES:
            raise _refused(f"{attributes:,} attributes on one tag", where, f"at most {MAX_ATTRIBUTES:,}")
    tame = tags <= _TAME_TAGS and len(page) <= _TAME_LENGTH
    found = document(page) if tame else apart(page, where, seconds=TIME_LIMIT)
    if found.get("cut"):
        raise _refused("elements are nested too deeply, and the rest would be lost", where, "at most 255 deep")
    return found


def apart(page: str, where: str, *, seconds: float) -> dict[str, str | None]:
    """As `extraction.document`, in a process of its own that is ended after `seconds`.

    Raises
    ------
    ArticleError
        It took longer, or the process came to grief.
    """
    # -P keeps the working folder off the path: a file there named like a module of ours must not be run.
    command = [sys.executable, "-P", "-m", "brumaire.articles.extraction"]
    package = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the page goes in as data
            command,
            input=page.encode("utf-8", "surrogatepass"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=seconds,
            check=True,
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise _refused(f"finding the text took more than {seconds:g} seconds", where, "") from None
    except (subprocess.CalledProcessError, OSError, ValueError):
        raise _refused("the page could not be parsed in the memory that a page may take", where, "2 GB") from None
    return {str(k): v for k, v in found.items()}


def _refused(what: str, where: str, rule: str) -> ArticleError:
    return ArticleError(what, where=where, rule=rule, mend="give the article's text")
