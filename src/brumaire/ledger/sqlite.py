"""A ledger in one file: SQLite with a write-ahead log, every commit on the disk before it is acknowledged.

`synchronous=FULL` waits for the disk at each commit; `BEGIN IMMEDIATE` takes the right to write before anything is read.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import LedgerError
from brumaire.ledger.database import Database
from brumaire.ledger.failures import told

if TYPE_CHECKING:
    import sqlalchemy as sa

# How long a writer waits for another one.
PATIENCE: Final = 60.0


class Sqlite(Database):
    """The file at `path`; without `create`, it must be there."""

    def __init__(self, path: Path, *, create: bool) -> None:
        import sqlalchemy as sa

        self.path, self.where = path, str(path)
        if path.is_dir():
            raise LedgerError("this is a folder", where=self.where, mend="name a file")
        if not path.parent.is_dir():
            raise LedgerError("its folder is not there", where=self.where, mend=f"make {path.parent} first")
        if not create and not path.exists():
            raise LedgerError("there is no such ledger", where=self.where, mend="see to the name, or add to it first")
        address = f"file:{quote(str(path.absolute()))}?mode={'rwc' if create else 'rw'}"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA cache_size=-65536")  # 64 MiB at most: ids are spread over their whole index
            return connection

        self._engine = sa.create_engine("sqlite:///", creator=connect, poolclass=sa.pool.QueuePool)
        sa.event.listen(self._engine, "begin", _begin)

    @contextmanager
    def write(self, *, wait: bool = True) -> Iterator[sa.Connection]:
        with told(self.where, writing=True), self._engine.connect() as plain:
            connection = plain.execution_options(brumaire_writes=True)
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA busy_timeout={int(1000 * PATIENCE) if wait else 0}")
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        with told(self.where, writing=False), self._engine.connect() as connection, connection.begin():
            yield connection

    def prepare(self) -> None:
        with told(self.where, writing=False):
            raw = self._engine.raw_connection()
            try:
                self._log_ahead(raw.driver_connection)
            finally:
                raw.close()

    def _log_ahead(self, connection: Any) -> None:
        for _ in range(int(PATIENCE / 0.05)):
            try:
                if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                    return
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                name = error.sqlite_errorname
                if name.startswith("SQLITE_READONLY"):
                    return  # it can still be read
                if not name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                    raise
                # Changing the journal does not wait for others as writing does.
                time.sleep(0.05)
        raise LedgerError("another program keeps the file locked", where=self.where, mend="try again")

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" * len(table.columns))
            statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608  # names of our own tables
            connection.exec_driver_sql(statement, list(rows))

    def among(self, column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
        import sqlalchemy as sa

        # One parameter for any number of values; SQLite limits how many parameters a statement has.
        each = sa.func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(sa.select(each.c.value))

    def numbers(self, connection: sa.Connection, query: str, width: int) -> NDArray[np.float64]:
        cursor = connection.connection.cursor()
        cursor.execute(query)
        return np.fromiter(chain.from_iterable(cursor), dtype=np.float64).reshape(-1, width)  # type: ignore[arg-type]  # a cursor iterates over its rows

    def copy_to(self, target: Path) -> None:
        """SQLite's online backup into a new file, which then needs no other file beside it."""
        with told(self.where, writing=False):
            raw = self._engine.raw_connection()
            try:
                other = sqlite3.connect(target, isolation_level=None)
                try:
                    raw.driver_connection.backup(other)  # type: ignore[union-attr]  # one connection of the pool
                    other.execute("PRAGMA journal_mode=DELETE")
                finally:
                    other.close()
            finally:
                raw.close()

    def close(self) -> None:
        self._engine.dispose()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("brumaire_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
