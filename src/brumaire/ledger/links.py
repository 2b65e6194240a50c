"""The chain in its table: its last link, its links in pages, and putting new ones in with the rows of the projections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from brumaire.ledger.base import GENESIS
from brumaire.ledger.chain import Link
from brumaire.ledger.projections import Rows

if TYPE_CHECKING:
    import sqlalchemy as sa

    from brumaire.ledger.database import Database

# Entries read at a time: some megabytes.
PAGE: Final = 5_000


def last(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and 64 zeros while there is none."""
    import sqlalchemy as sa

    from brumaire.ledger.tables import entries

    row = connection.execute(
        sa.select(entries.c.number, entries.c.hash).order_by(entries.c.number.desc()).limit(1)
    ).first()
    return (0, GENESIS) if row is None else (row.number, row.hash)


def links_after(
    connection: sa.Connection, after: int, *, kind: str | None = None, end: int | None = None, limit: int = PAGE
) -> list[Link]:
    """The next links numbered above `after`, up to `end`, of one kind or of all."""
    import sqlalchemy as sa

    from brumaire.ledger.tables import entries

    query = sa.select(*entries.c).where(entries.c.number > after).order_by(entries.c.number).limit(limit)
    if kind is not None:
        query = query.where(entries.c.kind == kind)
    if end is not None:
        query = query.where(entries.c.number <= end)
    return [Link(*row) for row in connection.execute(query)]


def links_numbered(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, Link]:
    """Links by their numbers."""
    import sqlalchemy as sa

    from brumaire.ledger.tables import entries

    found: dict[int, Link] = {}
    for start in range(0, len(numbers), 500):
        some = sa.select(*entries.c).where(entries.c.number.in_(numbers[start : start + 500]))
        found |= {row.number: Link(*row) for row in connection.execute(some)}
    return found


def insert(database: Database, connection: sa.Connection, links: Sequence[Link], rows: Rows) -> None:
    """Put links at the end of the chain, and the rows that they make into the projections."""
    from brumaire.ledger import tables

    database.insert(connection, tables.entries, [link.row() for link in links])
    for table in tables.PROJECTIONS:
        database.insert(connection, table, rows[table.name])
