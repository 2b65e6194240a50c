"""From drafts to entries that follow one another, and back: does this entry follow that one? Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from brumaire.errors import LedgerError
from brumaire.ledger.base import Draft, Entry, canonical, entry_hash, instant
from brumaire.ledger.bodies import check


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a store keeps it: its body is canonical JSON text, the very characters that were hashed."""

    number: int
    kind: str
    at: str
    author: str
    body: str
    previous: str
    hash: str

    def row(self) -> tuple[int, str, str, str, str, str, str]:
        """The values in the order of the table's columns."""
        return self.number, self.kind, self.at, self.author, self.body, self.previous, self.hash


def entry(link: Link) -> Entry:
    """The entry that a link holds, its body read."""
    return Entry(link.number, link.kind, link.at, link.author, json.loads(link.body), link.previous, link.hash)


def bodies(drafts: Sequence[Draft]) -> list[str]:
    """The canonical text of each draft's body, checked; `LedgerError` names the draft by its place, from 0.

    >>> bodies([Draft("comment", {"text": "y", "about": "x"})])
    ['{"about":"x","text":"y"}']
    """
    texts = []
    for place, draft in enumerate(drafts):
        try:
            check(draft.kind, draft.body)
            texts.append(canonical(dict(draft.body)))
        except LedgerError as error:
            raise LedgerError(
                error.what,
                where=f"draft {place}, {error.where}" if error.where else f"draft {place}",
                rule=error.rule,
                mend=error.mend,
            ) from None
    return texts


def follow(
    kinds_and_bodies: Iterable[tuple[str, str]], *, after: int, head: str, at: datetime, author: str
) -> list[Link]:
    """Entries that follow the one numbered `after` with hash `head` (0 and 64 zeros before the first).

    >>> from datetime import UTC
    >>> from brumaire.ledger.base import GENESIS
    >>> first, second = follow([("comment", '{"about":"x","text":"y"}')] * 2, after=0, head=GENESIS,
    ...                        at=datetime(2026, 1, 2, tzinfo=UTC), author="ann")
    >>> second.number, second.previous == first.hash
    (2, True)
    """
    when = instant(at)
    if not author.strip() or "\0" in author or any("\ud800" <= c <= "\udfff" for c in author):
        raise LedgerError(f"{author!r} cannot be an author", mend="name who enters it")
    links = []
    for number, (kind, body) in enumerate(kinds_and_bodies, after + 1):
        link_hash = entry_hash(number, kind, when, author, body, head)
        links.append(Link(number, kind, when, author, body, head, link_hash))
        head = link_hash
    return links


def fault(link: Link, *, number: int, previous: str) -> str | None:
    """What is wrong with a link that should be entry `number` after the hash `previous`; None where it is sound.

    >>> from brumaire.ledger.base import GENESIS
    >>> fault(Link(2, "comment", "", "ann", "{}", GENESIS, ""), number=1, previous=GENESIS)
    'gap'
    """
    if link.number != number:
        return "gap"
    if link.previous != previous:
        return "broken"
    if entry_hash(link.number, link.kind, link.at, link.author, link.body, link.previous) != link.hash:
        return "altered"
    return None
