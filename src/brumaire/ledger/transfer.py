"""The chain as JSON Lines, the same bytes from every store; and back, each hash computed again on the way.

One line an entry, canonical JSON of its seven fields, ended by a line feed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from brumaire.errors import LedgerError
from brumaire.ledger.base import GENESIS, canonical
from brumaire.ledger.chain import Link, fault
from brumaire.ledger.links import PAGE, insert, last, links_after, links_numbered
from brumaire.ledger.projections import Projector
from brumaire.ledger.store import Ledger

_FIELDS = {"number": int, "kind": str, "at": str, "author": str, "body": dict, "previous": str, "hash": str}


def export_lines(ledger: Ledger) -> Iterator[str]:
    """The lines of all entries that are there now, each with its line feed."""
    with ledger.database.read() as connection:
        end, _ = last(connection)
    after = 0
    while after < end:
        with ledger.database.read() as connection:
            page = links_after(connection, after, end=end)
        yield from map(line, page)
        after = page[-1].number


def line(link: Link) -> str:
    """An entry's line.

    >>> line(Link(1, "comment", "2026-01-02T00:00:00.000000Z", "ann", '{"about":"x"}', "00", "ff"))
    '{"at":"2026-01-02T00:00:00.000000Z","author":"ann","body":{"about":"x"},"hash":"ff","kind":"comment","number":1,"previous":"00"}\\n'
    """
    # The body is canonical already, and is what was hashed: it goes out as it is.
    return (
        f'{{"at":{canonical(link.at)},"author":{canonical(link.author)},"body":{link.body},"hash":{canonical(link.hash)},'
        f'"kind":{canonical(link.kind)},"number":{link.number},"previous":{canonical(link.previous)}}}\n'
    )


def read_line(text: str, where: str) -> Link:
    """The link that a line holds. Raises `LedgerError` naming `where`."""
    try:
        read: Any = json.loads(text)
    except ValueError:
        raise LedgerError(
            "this is not a line of a ledger's export", where=where, mend="give what export wrote"
        ) from None
    if not isinstance(read, dict) or any(type(read.get(key)) is not kind for key, kind in _FIELDS.items()):
        raise LedgerError(
            f"this is no entry: it needs {', '.join(_FIELDS)}", where=where, mend="give what export wrote"
        )
    return Link(
        read["number"],
        read["kind"],
        read["at"],
        read["author"],
        canonical(read["body"]),
        read["previous"],
        read["hash"],
    )


def import_lines(ledger: Ledger, lines: Iterable[str], *, where: str = "export") -> int:
    """Continue a ledger with the chain of an export; returns how many entries were new.

    The ledger must be empty, or a beginning of that chain. One transaction: all of it or nothing.

    Raises
    ------
    LedgerError
        A line is damaged, an entry was altered or does not follow the one before, or the ledger has gone another way.
    """
    database, added = ledger.database, 0
    with database.write() as connection:
        present, _ = last(connection)
        projector, number, previous = Projector(), 0, GENESIS
        for page in _pages(lines, where):
            for link in page:
                wrong = fault(link, number=number + 1, previous=previous)
                if wrong is not None:
                    raise LedgerError(
                        f"entry {link.number} {_WORDS[wrong]}", where=f"{where}:{number + 1}", mend="export it again"
                    )
                number, previous = link.number, link.hash
            old = links_numbered(connection, [link.number for link in page if link.number <= present])
            for link in page:
                if link.number in old and old[link.number].hash != link.hash:
                    raise LedgerError(
                        f"entry {link.number} is another one here",
                        where=ledger.where,
                        rule="an export continues the ledger that it came from, or an empty one",
                        mend="give a new ledger",
                    )
            rows = projector.rows((link.number, link.kind, json.loads(link.body)) for link in page)
            new = [link for link in page if link.number > present]
            fresh = {table: [row for row in some if row[0] > present] for table, some in rows.items()}
            insert(database, connection, new, fresh)
            added += len(new)
        if number < present:
            raise LedgerError(
                f"the export ends at entry {number}, the ledger at {present}",
                where=ledger.where,
                rule="an export continues the ledger that it came from",
                mend="nothing is to be done if it is an older export of this ledger",
            )
    return added


_WORDS = {
    "gap": "is not the next one",
    "broken": "does not follow the one before it",
    "altered": "is not what was hashed when it was written",
}


def _pages(lines: Iterable[str], where: str) -> Iterator[list[Link]]:
    page: list[Link] = []
    for place, text in enumerate(lines, 1):
        if text.strip():
            page.append(read_line(text, f"{where}:{place}"))
        if len(page) == PAGE:
            yield page
            page = []
    yield page
