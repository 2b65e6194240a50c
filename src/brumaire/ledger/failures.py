"""What a store says when it fails, as a `LedgerError` that says what it means for the ledger. No password is ever repeated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from brumaire.errors import LedgerError

INTACT: Final = "what was recorded before is intact, and nothing of this batch was recorded"

# By the names that SQLite gives its results (sqlite.org/rescode.html), the longest prefix first: recalled, and tested one by one.
_SQLITE: Final = (
    ("SQLITE_FULL", "the disk is full", "make room and add it again"),
    ("SQLITE_IOERR", "the disk refuses to write or read: it may be full, or a limit on file size reached", "make room"),
    ("SQLITE_READONLY", "the file or its folder is read-only", "ask for write permission, or work on a copy"),
    ("SQLITE_BUSY", "another program is writing, and has not finished in time", "try again"),
    ("SQLITE_LOCKED", "another program is writing, and has not finished in time", "try again"),
    ("SQLITE_NOTADB", "this file is not a ledger", "give another file, or a new name"),
    ("SQLITE_CORRUPT", "the file is damaged", "restore the last backup: brumaire ledger restore BACKUP URL"),
    ("SQLITE_CANTOPEN", "the file cannot be opened", "see that it is there, with a folder that may be written"),
    ("SQLITE_CONSTRAINT_TRIGGER", "entries of a ledger are never changed", ""),
)

# By SQLSTATE, class or whole (postgresql.org/docs/15/errcodes-appendix.html): recalled, and tested one by one.
_POSTGRESQL: Final = (
    ("28", "the server refuses this user or password", "see to the user and password of the URL, or to ~/.pgpass"),
    ("3D000", "the server has no such database", "make it with createdb"),
    ("3F000", "the server has no such schema", "make it with CREATE SCHEMA"),
    ("53100", "the server's disk is full", "make room there and add it again"),
    ("53300", "the server has too many connections", "try again"),
    ("25006", "the server takes no writing now (a standby, or set to read-only)", "give the URL of the primary"),
    ("42501", "this user has no right to do that", "grant it"),
    ("55P03", "another program is writing, and has not finished in time", "try again"),
    ("57P03", "the server is starting or stopping", "try again"),
    ("P0001", "entries of a ledger are never changed", ""),
)


@contextmanager
def told(where: str, *, writing: bool) -> Iterator[None]:
    """Turn what a driver raises inside into a `LedgerError` about `where`, a URL without its password."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        # The context is left out: a driver's own words may hold the URL.
        raise explain(error.orig or error, where, writing=writing) from None
    except SQLAlchemyError as error:
        raise LedgerError(f"the store failed: {_first_line(error)}", where=where) from None
    except sqlite3.Error as error:
        raise explain(error, where, writing=writing) from None
    except Exception as error:
        if type(error).__module__.split(".")[0] == "psycopg":
            raise explain(error, where, writing=writing) from None
        raise


def explain(error: BaseException, where: str, *, writing: bool) -> LedgerError:
    """The `LedgerError` for a driver's error.

    >>> error = sqlite3.OperationalError("database or disk is full")
    >>> error.sqlite_errorname = "SQLITE_FULL"
    >>> str(explain(error, "ledger.db", writing=False))
    'ledger.db: the disk is full; to mend: make room and add it again'
    """
    name, state = getattr(error, "sqlite_errorname", None), getattr(error, "sqlstate", None)
    rule = INTACT if writing else ""
    for prefix, what, mend in _SQLITE if name else _POSTGRESQL:
        if (name or state or "-").startswith(prefix):
            return LedgerError(what, where=where, rule=rule, mend=mend)
    words = str(error)
    if "password authentication failed" in words or "no password supplied" in words:
        return LedgerError(_POSTGRESQL[0][1], where=where, rule=rule, mend=_POSTGRESQL[0][2])
    if "does not exist" in words and state is None and name is None:
        return LedgerError("the server knows no such database or user", where=where, mend="make it with createdb")
    if name is None and (state is None or state.startswith(("08", "57P"))):
        # Whether a commit on its way was done cannot be known; ids make it safe to add the same again.
        return LedgerError(
            "the server cannot be reached, or the connection broke",
            where=where,
            rule="what was acknowledged is recorded; a batch under way may be or not" if writing else "",
            mend="see that it runs, then add the same again: what has been recorded is not recorded twice",
        )
    return LedgerError(f"the store failed: {_first_line(error)} ({name or state})", where=where, rule=rule)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
