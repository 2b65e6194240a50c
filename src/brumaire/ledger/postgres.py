"""A ledger on a PostgreSQL server, for a team: the same tables, one writer at a time by an advisory lock of the transaction.

Needs psycopg 3 (the extra `postgres`). The lock is taken before the head is read; it goes with the transaction, whatever ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import LedgerError
from brumaire.ledger.database import Database
from brumaire.ledger.failures import told

if TYPE_CHECKING:
    import sqlalchemy as sa

# The name of the lock, the same for all programs: the letters "brumaire" read as one number.
LOCK: Final = int.from_bytes(b"brumaire", "big", signed=True)
# How long a writer waits for another one.
PATIENCE: Final = "60s"
# How long one that would rather not wait does; 0 would be for ever.
HURRY: Final = "20ms"
# COPY in its binary form begins with eleven bytes of signature, four of flags and four of the length of an extension.
HEADER: Final = 19


class Postgres(Database):
    """The database, and the first schema of the search path, that a URL names."""

    def __init__(self, url: sa.URL) -> None:
        import sqlalchemy as sa

        try:
            import psycopg  # noqa: F401  # is it there?
        except ImportError:
            raise LedgerError(
                "PostgreSQL needs psycopg", mend="install Brumaire with the extra postgres: brumaire[postgres]"
            ) from None
        # A password may also stand among the parameters.
        self.where = url.set(query={k: v for k, v in url.query.items() if "pass" not in k}).render_as_string()
        self._engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"), connect_args={"connect_timeout": 10} | dict(url.query)
        )

    @contextmanager
    def write(self, *, wait: bool = True) -> Iterator[sa.Connection]:
        with told(self.where, writing=True), self._engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE if wait else HURRY}'")
            # A server may be set to acknowledge before its disk has the commit; a stricter setting is left alone.
            connection.exec_driver_sql(
                "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"
            )
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        with told(self.where, writing=False), self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def prepare(self) -> None:
        with self.read() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise LedgerError(
                f"the database keeps text as {encoding}", where=self.where, mend="make it anew with createdb -E UTF8"
            )

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        if rows:
            with connection.connection.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)

    def among(self, column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
        import sqlalchemy as sa
        from sqlalchemy.dialects.postgresql import ARRAY

        # As a table, which the planner joins; `= ANY` walks through the array for each row until the table has been analysed.
        return column.in_(sa.select(sa.func.unnest(sa.cast(list(values), ARRAY(sa.Text)))))

    def numbers(self, connection: sa.Connection, query: str, width: int) -> NDArray[np.float64]:
        columns = ", ".join(f"column{n}::float8" for n in range(1, width + 1))
        names = ", ".join(f"column{n}" for n in range(1, width + 1))
        with connection.connection.cursor().copy(
            f"COPY (SELECT {columns} FROM ({query}) AS asked ({names})) TO STDOUT (FORMAT BINARY)"  # noqa: S608  # no user's text
        ) as copy:
            data = b"".join(bytes(block) for block in copy)
        # A row is its number of fields (two bytes), then for each field its length (four) and its value (eight); two bytes end it all.
        row = np.dtype([("fields", ">i2"), *((f"{part}{n}", kind) for n in range(width) for part, kind in _FIELD)])
        rows = np.frombuffer(data[HEADER:-2], dtype=row)
        return np.stack([rows[f"value{n}"] for n in range(width)], axis=1).astype(np.float64)

    def close(self) -> None:
        self._engine.dispose()


_FIELD: Final = (("length", ">i4"), ("value", ">f8"))
