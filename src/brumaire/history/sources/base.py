"""What a table of history is: typed rows that remember their file and line, and notes on what could not be taken as it stood.

A table lives in a file of its own in this folder: a frozen dataclass whose fields name the headers that they are read
from, and one `Table`. Nothing is dropped without a note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal

Severity = Literal["refused", "warning"]
Cell = Callable[[str], Any]


class UnreadableError(Exception):
    """A cell that cannot be read; the message says what it should be."""


class DoubtfulError(Exception):
    """A cell that is read, though not in the form that the table promises."""

    def __init__(self, value: Any, what: str) -> None:
        self.value = value
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with where it stands.

    file
        Name of the file, without its folder.
    line
        1-based line of the file on which the row begins; the header is line 1.
    """

    file: str
    line: int

    @property
    def source(self) -> str:
        """File and line, as a source is cited."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something about the data that a user should know.

    severity
        "refused": the row was not taken. "warning": it was taken, as said.
    """

    file: str
    line: int
    severity: Severity
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.what}" if self.line else f"{self.file}: {self.what}"


def column(cell: Cell, *headers: str, needed: bool = False) -> Any:
    """A field that is read from the first of `headers` that the file has.

    A field with `needed` refuses the row when its cell cannot be read; any other becomes None with a warning.
    """
    return field(metadata={"cell": cell, "headers": headers, "needed": needed})


@dataclass(frozen=True, slots=True)
class Table:
    """How one table is read.

    name
        Name in the store.
    file
        Name of its CSV copy.
    row
        The dataclass of its rows.
    key
        Fields that together name a row; two rows with the same key are noted.
    """

    name: str
    file: str
    row: type[Row]
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[tuple[str, Cell, tuple[str, ...], bool], ...]:
        """Name, cell reader, headers and whether it is needed, for each column in order."""
        return tuple(
            (f.name, f.metadata["cell"], f.metadata["headers"], f.metadata["needed"])
            for f in fields(self.row)
            if f.metadata and f.default is MISSING
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as read from one file: its rows sorted by key, the notes, and the file's checksum."""

    table: Table
    rows: tuple[Any, ...]
    notes: tuple[Note, ...]
    sha256: str
    size: int

    @property
    def refused(self) -> int:
        """Number of rows that were not taken."""
        return sum(note.severity == "refused" for note in self.notes)
