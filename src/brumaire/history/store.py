"""The store: one DuckDB file with a table for each source, each row with its file, line and version, the files' checksums, and the
notes and conflicts. It is written anew by each import, beside its place and then moved there, so none is ever half there.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from brumaire.errors import HistoryError, OutputError
from brumaire.history.conflicts import Conflict, conflicts
from brumaire.history.sources import TABLES, Note, Row
from brumaire.history.tables import File, Tables

SCHEMA = 1
_SQL = {"int": "BIGINT", "float": "DOUBLE", "str": "VARCHAR", "bool": "BOOLEAN", "date": "DATE"}
_NULL = "\\N"


def write_store(tables: Tables, path: Path) -> tuple[Conflict, ...]:
    """Write the tables into a store, and return the conflicts between sources that it lists.

    Raises
    ------
    OutputError
        The store cannot be written there.
    HistoryError
        DuckDB is not installed.
    """
    duckdb = _duckdb()
    found = conflicts(tables)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".brumaire-history-") as folder:
            fresh = Path(folder) / "store.duckdb"
            with duckdb.connect(str(fresh), config={"threads": 1}) as store:
                versions = {file.table: file.version for file in tables.files}
                for name, table in TABLES.items():
                    columns = {**_columns(table.row), "version": "VARCHAR"}
                    rows = ((*_values(row), versions.get(name)) for row in tables.of(name))
                    _fill(store, folder, name, columns, rows)
                _fill(store, folder, "files", _columns(File), map(_values, tables.files))
                _fill(store, folder, "notes", _columns(Note), map(_values, tables.notes))
                _fill(store, folder, "conflicts", _columns(Conflict), map(_values, found))
                _fill(store, folder, "store", {"schema": "BIGINT"}, [(SCHEMA,)])
            fresh.replace(path)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", where=str(path), mend="check the folder") from None
    except duckdb.Error as error:
        raise OutputError(
            f"cannot be written: {_first_line(error)}", where=str(path), mend="check the folder"
        ) from None
    return found


def read_store(path: Path) -> Tables:
    """Read a store back: the same rows, files and notes.

    Raises
    ------
    HistoryError
        No store there, one of another schema, or DuckDB is not installed.
    """
    if not path.is_file():
        raise HistoryError("is not there", where=str(path), mend="make it with `brumaire history import DIR`")
    with _open(path) as store:
        rows = {}
        for name, table in TABLES.items():
            taken = _rows(store, name, table.row)
            if taken:
                rows[name] = taken
        return Tables(rows, _rows(store, "files", File), _rows(store, "notes", Note))


def read_conflicts(path: Path) -> tuple[Conflict, ...]:
    """The conflicts that a store lists.

    Raises
    ------
    HistoryError
        As for `read_store`.
    """
    if not path.is_file():
        raise HistoryError("is not there", where=str(path), mend="make it with `brumaire history import DIR`")
    with _open(path) as store:
        return _rows(store, "conflicts", Conflict)


def _open(path: Path) -> Any:
    duckdb = _duckdb()
    try:
        store = duckdb.connect(str(path), read_only=True, config={"threads": 1})
        (schema,) = store.execute('select "schema" from store').fetchone()
    except duckdb.Error:
        raise HistoryError("is no store of Brumaire's", where=str(path), mend="import the tables again") from None
    if schema != SCHEMA:
        store.close()
        raise HistoryError(
            f"store of schema {schema}",
            where=str(path),
            rule=f"this version reads schema {SCHEMA}",
            mend="import again",
        )
    return store


def _fill(store: Any, folder: str, name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    # A CSV file on the way: one insertion a row takes DuckDB a hundred times longer.
    through = os.path.join(folder, f"{name}.csv")  # noqa: PTH118 - DuckDB wants text
    with open(through, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - as above
        writer = csv.writer(file)
        for row in rows:
            writer.writerow(
                [_NULL if value is None else repr(value) if isinstance(value, float) else value for value in row]
            )
    store.execute(f'create table "{name}" ({", ".join(f""""{c}" {kind}""" for c, kind in columns.items())})')
    store.execute(
        f"""insert into "{name}" select * from read_csv(?, header=false, delim=',', quote='"', escape='"', nullstr='{_NULL}',
        auto_detect=false, columns={{{", ".join(f"'{c}': '{kind}'" for c, kind in columns.items())}}})""",  # noqa: S608 - names of our own
        [through],
    )


def _rows(store: Any, name: str, kind: type[Any]) -> tuple[Any, ...]:
    names = ", ".join(f'"{field.name}"' for field in fields(kind))
    texts = [n for n, field in enumerate(fields(kind)) if field.type == "str"]
    taken = []
    for values in store.execute(f'select {names} from "{name}" order by rowid').fetchall():  # noqa: S608 - names of our own
        if any(values[n] is None for n in texts):
            values = tuple("" if n in texts and value is None else value for n, value in enumerate(values))  # noqa: PLW2901
        taken.append(kind(*values))
    return tuple(taken)


def _columns(kind: type[Any]) -> dict[str, str]:
    return {field.name: _SQL.get(str(field.type).removesuffix(" | None"), "VARCHAR") for field in fields(kind)}


def _values(row: Row | File | Note | Conflict) -> tuple[Any, ...]:
    return tuple(
        value.isoformat() if isinstance(value, date) else value
        for value in (getattr(row, field.name) for field in fields(row))
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise HistoryError(
            "the store needs DuckDB, which is not installed",
            mend="install brumaire[history], or give the folder of CSV files",
        ) from None
    return duckdb
