"""Backup and restore. Of SQLite a backup is a ledger in a file of its own; of PostgreSQL it is an export; both restore into either.

A backup is written beside its place and moved there when it is whole and on the disk. A restore computes every hash again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from brumaire.errors import LedgerError
from brumaire.ledger.opening import open_as_it_is, open_ledger
from brumaire.ledger.sqlite import Sqlite
from brumaire.ledger.store import Ledger
from brumaire.ledger.transfer import export_lines, import_lines

_SQLITE_SIGNATURE = b"SQLite format 3\0"


def backup(ledger: Ledger, path: Path) -> None:
    """Write all that is there now into the new file `path`, while others go on reading and writing; `.jsonl` asks for an export.

    Raises `LedgerError` where the file is there already or cannot be written; nothing half-written stays.
    """
    if path.exists():
        raise LedgerError(
            "it is there already", where=str(path), rule="a backup overwrites nothing", mend="name a new file"
        )
    part = path.with_name(path.name + ".part")
    try:
        if isinstance(ledger.database, Sqlite) and path.suffix != ".jsonl":
            part.unlink(missing_ok=True)
            ledger.database.copy_to(part)
        else:
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(export_lines(ledger))
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.rename(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise LedgerError(
            f"the backup cannot be written: {error.strerror}", where=str(path), mend="make room"
        ) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def restore(path: Path, url: str | Path) -> int:
    """Fill a new ledger at `url` from a backup or an export; returns the number of entries.

    Raises `LedgerError` where the ledger is not empty, or the backup is damaged; nothing is recorded then.
    """
    try:
        with path.open("rb") as stream:
            lines = stream.read(len(_SQLITE_SIGNATURE)) != _SQLITE_SIGNATURE
    except OSError as error:
        raise LedgerError(f"the backup cannot be read: {error.strerror}", where=str(path)) from None
    with open_ledger(url) as target:
        if len(target):
            raise LedgerError(
                "it is not empty", where=target.where, rule="a restore fills a new ledger", mend="give a new one"
            )
        return import_lines(target, _from_lines(path) if lines else _from_ledger(path), where=str(path))


def _from_lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from stream
    except UnicodeDecodeError:
        raise LedgerError("this is neither a backup nor an export", where=str(path)) from None


def _from_ledger(path: Path) -> Iterator[str]:
    with open_as_it_is(path) as source:
        yield from export_lines(source)
