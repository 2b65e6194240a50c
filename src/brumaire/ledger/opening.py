"""From a file name or a URL to an open ledger, made or brought up to this version where need be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from brumaire.errors import LedgerError
from brumaire.ledger.database import Database
from brumaire.ledger.links import PAGE, last, links_after
from brumaire.ledger.migrations import NEWEST, VERSION_TABLE, upgrade, versions
from brumaire.ledger.store import Ledger

if TYPE_CHECKING:
    import sqlalchemy as sa

FORMS: Final = 'a file name, "sqlite:///FILE" or "postgresql://USER@HOST/DATABASE"'


def open_ledger(url: str | Path, *, create: bool = True) -> Ledger:
    """Open a ledger; an older one is brought up to this version first.

    Parameters
    ----------
    url
        A file name, ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE`` (a password is better kept in ~/.pgpass).
    create
        Make a new ledger where there is none; else that is an error.

    Raises
    ------
    LedgerError
        It cannot be reached, holds something else, or was written by a newer version.
    """
    database = _database(url, create=create)
    try:
        if _version(database, create=create) != NEWEST:
            database.prepare()
            with database.write() as connection:
                # Read again: another program may have done it while this one waited.
                present = _present(connection, database.where)
                if present != NEWEST:
                    upgrade(connection, present)
                    fill_projections(database, connection)
    except BaseException:
        database.close()
        raise
    return Ledger(database)


def open_as_it_is(path: Path) -> Ledger:
    """Open a file for reading its chain, in whatever version it is; nothing in it is changed."""
    database = _sqlite(str(path), create=False)
    try:
        _version(database, create=False)
    except BaseException:
        database.close()
        raise
    return Ledger(database)


def fill_projections(database: Database, connection: sa.Connection) -> None:
    """Make all projections again from the chain, and forget the boards that were kept."""
    import json

    from brumaire.ledger import tables
    from brumaire.ledger.projections import Projector

    for table in (*tables.PROJECTIONS, tables.boards, tables.standings):
        connection.execute(table.delete())
    projector, (end, _), after = Projector(), last(connection), 0
    while after < end:
        page = links_after(connection, after, limit=PAGE)
        rows = projector.rows((link.number, link.kind, json.loads(link.body)) for link in page)
        for table in tables.PROJECTIONS:
            database.insert(connection, table, rows[table.name])
        after = page[-1].number


def _database(url: str | Path, *, create: bool) -> Database:
    text = str(url)
    if "://" not in text:
        return _sqlite(text, create=create)
    import sqlalchemy as sa

    try:
        address = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        # The text is not repeated: it may hold a password.
        raise LedgerError("this URL cannot be read", mend=f"give {FORMS}") from None
    scheme = address.drivername.split("+", maxsplit=1)[0]
    if scheme == "sqlite":
        return _sqlite(address.database or "", create=create)
    if scheme in {"postgresql", "postgres"}:
        from brumaire.ledger.postgres import Postgres

        return Postgres(address)
    raise LedgerError(f"there is no store for {scheme}://", mend=f"give {FORMS}")


def _sqlite(path: str, *, create: bool) -> Database:
    from brumaire.ledger.sqlite import Sqlite

    if path in {"", ":memory:"}:
        raise LedgerError("a ledger is kept, so it needs a file", mend=f"give {FORMS}")
    return Sqlite(Path(path), create=create)


def _version(database: Database, *, create: bool) -> str | None:
    with database.read() as connection:
        present = _present(connection, database.where)
    if present is None and not create:
        raise LedgerError("there is no ledger in it", where=database.where, mend="see to the name, or add to it first")
    return present


def _present(connection: sa.Connection, where: str) -> str | None:
    import sqlalchemy as sa

    names = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE not in names:
        if names:
            raise LedgerError(
                f"it holds something else (table {min(names)!r})",
                where=where,
                rule="a ledger has a file, or a schema, of its own",
                mend="give another one",
            )
        return None
    version = connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE)))
    if version is not None and version != NEWEST and version not in versions():
        raise LedgerError(
            f"it was written by a newer Brumaire (version {version} of the ledger; this one knows {NEWEST})",
            where=where,
            mend="install the newer Brumaire",
        )
    return version
