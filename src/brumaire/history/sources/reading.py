"""From the bytes of a CSV file to the rows of a table. Columns are found by header, so their order makes no difference; rows are
sorted by key, so theirs makes none either.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brumaire.errors import HistoryError
from brumaire.history.sources.base import DoubtfulError, Note, Reading, Table, UnreadableError


def read(path: Path, table: Table) -> Reading:
    """Read one file as the given table.

    Raises
    ------
    HistoryError
        The file cannot be opened, is empty, or lacks a header that the table needs.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise HistoryError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from None
    notes: list[Note] = []
    lines = _text(raw, path.name, notes)
    header = next(lines, None)
    if header is None:
        raise HistoryError("is empty", where=path.name, mend="obtain the file again")
    names = [name.strip() for name in header[1]]
    places = _places(names, table, path.name)
    rows: dict[tuple[Any, ...], list[Any]] = {}
    for line, cells in lines:
        if not cells:
            continue
        row = _row(table, path.name, line, cells, width=len(names), places=places, notes=notes)
        if row is not None:
            rows.setdefault(tuple(getattr(row, name) for name in table.key), []).append(row)
    if raw and not raw.endswith((b"\n", b"\r")):
        notes.append(Note(path.name, 0, "warning", "ends within a line: it may be cut short"))
    taken = []
    for key in sorted(rows, key=lambda key: tuple((part is None, part) for part in key)):
        first, *others = sorted(rows[key], key=lambda row: row.line)
        taken += [first, *others]
        for other in others:
            notes.append(
                Note(path.name, other.line, "warning", f"the same {', '.join(table.key)} as line {first.line}: {key}")
            )
    return Reading(table, tuple(taken), tuple(sorted(notes)), hashlib.sha256(raw).hexdigest(), len(raw))


def _text(raw: bytes, name: str, notes: list[Note]) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells with the line on which each begins; bytes that are not UTF-8 become U+FFFD, with a note."""
    content = raw.decode("utf-8-sig", errors="surrogateescape")
    first = content.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(content, newline=""), delimiter="\t" if first.count("\t") > first.count(",") else ","
    )
    line = 1
    try:
        for cells in reader:
            if any("\udc80" <= c <= "\udcff" for cell in cells for c in cell):
                notes.append(Note(name, line, "warning", "bytes that are not UTF-8 are read as U+FFFD"))
                cells = [cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for cell in cells]  # noqa: PLW2901 - the same cells, mended
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        notes.append(Note(name, line, "refused", f"not CSV from here on: {error}"))


def _places(names: list[str], table: Table, file: str) -> list[tuple[str, Any, int, bool]]:
    places: list[tuple[str, Any, int, bool]] = []
    for name, cell, headers, needed in table.columns:
        at = next((names.index(header) for header in headers if header in names), None)
        if at is None:
            raise HistoryError(
                f"has no column {' or '.join(repr(h) for h in headers)}",
                where=f"{file}:1",
                rule=f"the table {table.name} needs it",
                mend=f"give the file as its publisher ships it; found were {', '.join(names[:12])}",
            )
        places.append((name, cell, at, needed))
    return places


def _row(
    table: Table,
    file: str,
    line: int,
    cells: list[str],
    *,
    width: int,
    places: list[tuple[str, Any, int, bool]],
    notes: list[Note],
) -> Any:
    if len(cells) != width:
        notes.append(Note(file, line, "refused", f"{len(cells)} cells where the header has {width}"))
        return None
    values: list[Any] = []
    for name, cell, at, needed in places:
        try:
            value = cell(cells[at])
        except DoubtfulError as doubt:
            value = doubt.value
            notes.append(Note(file, line, "warning", f"{name}: {doubt}"))
        except UnreadableError as error:
            notes.append(Note(file, line, "refused" if needed else "warning", f"{name}: {error}"))
            if needed:
                return None
            value = None
        values.append(value)
    return table.row(file, line, *values)
