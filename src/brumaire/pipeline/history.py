"""History as the command line sees it: importing tables into a store, what is said of them, and fetching them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from brumaire.errors import HistoryError, OutputError
from brumaire.history.conflicts import Conflict, conflicts
from brumaire.history.fetching import fetch_file
from brumaire.history.registry import Entry, read_registry, registry
from brumaire.history.sources import Note
from brumaire.history.tables import File, load, read_folder


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    store: Path
    files: tuple[File, ...]
    notes: tuple[Note, ...]
    conflicts: Counter[str]

    @property
    def refused(self) -> tuple[Note, ...]:
        """The rows that were not taken."""
        return tuple(note for note in self.notes if note.severity == "refused")


def import_history(folder: Path, store: Path) -> Imported:
    """Read the tables of a folder and write them into a store.

    Raises
    ------
    HistoryError
        No folder, nothing in it, a file that is not what its name says, or DuckDB is missing.
    OutputError
        The store cannot be written.
    """
    from brumaire.history.store import write_store

    if not store.parent.is_dir():
        raise OutputError("its folder is not there", where=str(store), mend="make the folder first")
    tables = read_folder(folder)
    found = write_store(tables, store)
    return Imported(store, tables.files, tables.notes, Counter(conflict.kind for conflict in found))


def list_conflicts(data: Path, kind: str | None = None) -> tuple[Conflict, ...]:
    """Conflicts between the sources of a store or a folder, of one kind or all.

    Raises
    ------
    HistoryError
        As for `brumaire.history.tables.load`.
    """
    if data.is_dir():
        found = conflicts(load(data))
    else:
        from brumaire.history.store import read_conflicts

        found = read_conflicts(data)
    return tuple(conflict for conflict in found if kind in (None, conflict.kind))


def known_sources() -> tuple[Entry, ...]:
    """The registry's tables, in its order."""
    return tuple(registry().values())


@dataclass(frozen=True, slots=True)
class Fetched:
    """What fetching did: files that came, and for the others the reason."""

    came: tuple[str, ...]
    failed: tuple[HistoryError, ...]


def fetch_history(folder: Path, register: Path | None = None) -> Fetched:
    """Download each table of the registry that has a direct address into a folder; files that are there already stay.

    Raises
    ------
    HistoryError
        The registry cannot be read.
    OutputError
        The folder cannot be made or written to.
    """
    entries = registry() if register is None else read_registry(register)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", where=str(folder), mend="give another folder") from None
    came, failed = [], []
    for entry in entries.values():
        if (folder / entry.file).exists():
            continue
        try:
            fetch_file(entry, folder)
            came.append(entry.file)
        except HistoryError as error:
            failed.append(error)
    return Fetched(tuple(came), tuple(failed))
