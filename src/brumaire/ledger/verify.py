"""Is the ledger what was written? Every hash is computed again, every projection and every kept board made again, in one state of the store.

What is found: an altered entry, a gap in the numbers, an entry that does not follow the one before, a projection that differs. Entries that
were cut off at the end leave a sound shorter chain: only a head that was kept elsewhere tells (``head=``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from brumaire.errors import LedgerError
from brumaire.ledger.base import GENESIS, Problem, Verification
from brumaire.ledger.chain import Link, fault
from brumaire.ledger.links import links_after
from brumaire.ledger.projections import Projector, Rows

if TYPE_CHECKING:
    import sqlalchemy as sa

    from brumaire.ledger.database import Database

LISTED: Final = 100


def verify(database: Database, *, head: str | None = None) -> Verification:
    """Read the whole ledger and compare. `head` is the hash of an entry that was once the last: it must be in the chain."""
    found = _Findings()
    projector, number, previous, seen = Projector(), 0, GENESIS, head == GENESIS
    with database.read() as connection:
        while page := links_after(connection, number):
            made: list[tuple[int, str, Any]] = []
            start = number
            for link in page:
                found.link(link, number=number + 1, previous=previous)
                number, previous = link.number, link.hash
                seen = seen or link.hash == head
                made.append((link.number, link.kind, _read(link)))
            try:
                rows = projector.rows([one for one in made if one[2] is not None])
            except (LedgerError, KeyError, TypeError, ValueError, AttributeError) as error:
                found.add(start + 1, "projection", f"entries {start + 1} to {number} make no rows: {error}")
            else:
                _compare(connection, rows, start, number, found)
        _beyond(connection, number, found)
        if not found.count:
            # Boards are worked out from the other projections, so they say something only where those are sound.
            from brumaire.ledger.standings import differing

            for entry, what in differing(database, connection):
                found.add(entry, "projection", what)
    if head is not None and not seen:
        found.add(number, "truncated", f"the hash {head[:16]}… is of no entry here: what it closed has been cut off")
    return Verification(entries=number, head=previous, problems=tuple(found.listed), found=found.count)


class _Findings:
    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.count = 0

    def add(self, number: int, sort: Literal["altered", "gap", "broken", "projection", "truncated"], what: str) -> None:
        self.count += 1
        if len(self.listed) < LISTED:
            self.listed.append(Problem(number, sort, what))

    def link(self, link: Link, *, number: int, previous: str) -> None:
        match fault(link, number=number, previous=previous):
            case "gap":
                self.add(link.number, "gap", f"entry {link.number} stands where {number} should")
            case "broken":
                self.add(link.number, "broken", f"entry {link.number} does not follow the one before it")
            case None:
                return
        if fault(link, number=link.number, previous=link.previous) == "altered":
            self.add(link.number, "altered", f"entry {link.number} is not what was hashed when it was written")


def _read(link: Link) -> Any:
    try:
        return json.loads(link.body)
    except ValueError:
        return None  # its hash has told already


def _compare(connection: sa.Connection, rows: Rows, after: int, end: int, found: _Findings) -> None:
    import sqlalchemy as sa

    from brumaire.ledger import tables

    for table in tables.PROJECTIONS:
        number = table.c.number
        query = sa.select(*table.c).where(number > after, number <= end).order_by(number)
        kept: Sequence[Any] = [tuple(row) for row in connection.execute(query)]
        if kept == rows[table.name]:
            continue
        expected = {row[0]: row for row in rows[table.name]}
        present = {row[0]: row for row in kept}
        for one in sorted(expected.keys() | present.keys()):
            if expected.get(one) != present.get(one):
                how = "lacks" if one not in present else "has more than" if one not in expected else "differs from"
                found.add(one, "projection", f"table {table.name} {how} entry {one}")


def _beyond(connection: sa.Connection, end: int, found: _Findings) -> None:
    import sqlalchemy as sa

    from brumaire.ledger import tables

    for table in tables.PROJECTIONS:
        number = table.c.number
        outside = sa.select(number).where((number > end) | (number < 1)).order_by(number)
        for (one,) in connection.execute(outside):
            found.add(one, "projection", f"table {table.name} has a row of entry {one}, which is not there")
