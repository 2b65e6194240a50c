"""trafilatura: the readers' text and the metadata of a page, here or in a process that can be ended.

`python -m brumaire.articles.extraction` reads a page from standard input and writes what was found as JSON. `limits.py`
starts it for pages that might take for ever here.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import warnings

FIELDS = ("text", "title", "sitename", "author", "date", "url")
_MEMORY = 2 * 1024**3

# The library's own limit is today; a fixed one keeps the clock out of what is read.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2199-12-31"}


def document(page: str) -> dict[str, str | None]:
    """What trafilatura finds in a page, by `FIELDS`; empty where it finds nothing.

    `cut` is there, with the parser's words, where the parser gave up on a part of the page: elements nested more
    than 255 deep.
    """
    import trafilatura

    # What the library thinks of a page is no message to our user, and odd markup must not end in a traceback.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.suppress(Exception):
            if cut := _cut(page):
                return {"cut": cut}
            found = trafilatura.bare_extraction(
                page,
                include_comments=False,
                include_tables=False,
                with_metadata=True,
                date_extraction_params=_DATES,
            )
            if found is not None:
                return {k: getattr(found, k, None) for k in FIELDS}
    return {}


def _cut(page: str) -> str | None:
    # The library parses with the same settings and does not say when the parser stops half-way.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    with contextlib.suppress(etree.LxmlError):
        etree.fromstring(page.encode("utf-8", "replace"), parser)
    return next((e.message for e in parser.error_log if e.type_name == "ERR_RESOURCE_LIMIT"), None)


def _main() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    page = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
    sys.stdout.write(json.dumps(document(page)))


if __name__ == "__main__":
    _main()
