"""All tables of a folder or a store, as the panel takes them: rows by table, files with their checksums, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brumaire.errors import HistoryError
from brumaire.history.checks import check
from brumaire.history.registry import registry
from brumaire.history.sources import TABLES, Note, read


@dataclass(frozen=True, slots=True)
class File:
    """A file that was taken.

    version
        Of the copy known to the registry, or "unknown" for a file with another checksum.
    """

    table: str
    name: str
    version: str
    sha256: str
    size: int
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows by table, in the order of their keys.

    Examples
    --------
    >>> Tables({}, (), ()).of("archigos")
    ()
    """

    rows: Mapping[str, tuple[Any, ...]]
    files: tuple[File, ...]
    notes: tuple[Note, ...]

    def of(self, name: str) -> tuple[Any, ...]:
        """Rows of a table; empty where there is none."""
        return self.rows.get(name, ())

    def with_rows(self, **rows: tuple[Any, ...]) -> Tables:
        """The same with some tables replaced, as leakage checks do."""
        return Tables({**self.rows, **rows}, self.files, self.notes)


def read_folder(folder: Path) -> Tables:
    """Read the CSV files of a folder; those of the registry's names that are there.

    Raises
    ------
    HistoryError
        No folder, none of the files in it, or a file that is not what its name says.
    """
    if not folder.is_dir():
        raise HistoryError("is no folder", where=str(folder), mend="give the folder with the CSV files, or a store")
    rows: dict[str, tuple[Any, ...]] = {}
    files: list[File] = []
    notes: list[Note] = []
    known = {table.file for table in TABLES.values()}
    for name, table in TABLES.items():
        path = folder / table.file
        if not path.exists():
            notes.append(Note(table.file, 0, "warning", f"not there; the table {name} is empty"))
            continue
        reading = read(path, table)
        entry = registry()[name]
        same = entry.sha256 == reading.sha256
        files.append(
            File(
                table=name,
                name=table.file,
                version=entry.version if same else "unknown",
                sha256=reading.sha256,
                size=reading.size,
                rows=len(reading.rows),
                refused=reading.refused,
            )
        )
        if not same:
            notes.append(
                Note(
                    table.file,
                    0,
                    "warning",
                    f"another checksum than the copy that Brumaire was tested on ({entry.version}): {len(reading.rows)} rows, "
                    f"{entry.rows} there",
                )
            )
        rows[name] = reading.rows
        notes += reading.notes
    if not rows:
        raise HistoryError(
            "has none of the tables of history", where=str(folder), mend="see `brumaire history sources`"
        )
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".txt", ".tab") and path.name not in known:
            notes.append(Note(path.name, 0, "warning", "no table that Brumaire knows by this name; not read"))
    return Tables(rows, tuple(files), (*notes, *check(rows)))


def load(path: Path) -> Tables:
    """The tables of a folder of CSV files, or of a store made from one.

    Raises
    ------
    HistoryError
        Neither is there, or it cannot be read.
    """
    if path.is_dir():
        return read_folder(path)
    from brumaire.history.store import read_store

    return read_store(path)
