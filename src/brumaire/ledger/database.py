"""What the ledger asks of a store; SQLite and PostgreSQL answer it each in a file of its own.

A write holds the only writing right from before the head is read until it is committed, so that two writers never follow the same entry.
A read sees one state of the ledger from its first statement to its last.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import sqlalchemy as sa


class Database(ABC):
    """A store that can be written by one and read by many. `where` names it in errors, without a password."""

    where: str

    @abstractmethod
    def write(self, *, wait: bool = True) -> AbstractContextManager[sa.Connection]:
        """A transaction with the only right to write, committed durably at the end, or undone when something is raised.

        Without `wait`, `LedgerError` at once where another has that right.
        """

    @abstractmethod
    def read(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the ledger."""

    @abstractmethod
    def prepare(self) -> None:
        """See that the store can hold a ledger, before anything is made in it."""

    @abstractmethod
    def insert(self, connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put whole rows into a table, values in the order of its columns."""

    @abstractmethod
    def among(self, column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
        """The condition that a column of text is one of many values."""

    @abstractmethod
    def numbers(self, connection: sa.Connection, query: str, width: int) -> NDArray[np.float64]:
        """The rows of a query of `width` columns, none of them NULL, as one array: whole numbers or double precision."""

    @abstractmethod
    def close(self) -> None:
        """Give back all connections."""
