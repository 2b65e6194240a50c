"""The tables of a ledger, for both stores. `entries` is the ledger; all others are projections, which can be made again from it.

Days are integers as `date.toordinal` gives them. A projected row has the number of the entry that it comes from, and refers to other
rows by such numbers, so that the same chain always makes the same rows. Imports SQLAlchemy: import this module inside functions.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

# SQLite's strict tables know INTEGER, REAL and TEXT; PostgreSQL needs the wide kinds.
NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROBABILITY: Final[sa.types.TypeEngine[float]] = sa.Double().with_variant(sa.REAL(), "sqlite")

metadata = sa.MetaData()


def _table(name: str, *columns: sa.Column[object] | sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *columns, sqlite_strict=True)


def _number() -> sa.Column[int]:
    return sa.Column("number", NUMBER, primary_key=True, autoincrement=False)


entries = _table(
    "entries",
    _number(),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)

questions = _table(
    "questions",
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("case", sa.Text, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("given", sa.Text),
    sa.Column("opens_day", NUMBER, nullable=False),
    sa.Column("closes_day", NUMBER, nullable=False, index=True),
)

# One row for each name and sort, with the number of the first forecast.
forecasters = _table(
    "forecasters",
    _number(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sort", sa.Text, nullable=False),
    sa.UniqueConstraint("name", "sort"),
)

forecasts = _table(
    "forecasts",
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("question", NUMBER, nullable=False, index=True),
    sa.Column("forecaster", NUMBER, nullable=False, index=True),
    sa.Column("made_day", NUMBER, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("p", PROBABILITY),
    sa.Column("low", PROBABILITY),
    sa.Column("mid", PROBABILITY),
    sa.Column("high", PROBABILITY),
)

withdrawals = _table(
    "withdrawals",
    _number(),
    sa.Column("forecast", NUMBER, nullable=False, index=True),
    sa.Column("made_day", NUMBER, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

# The one with the highest number counts; those before it stay, as what was believed then.
resolutions = _table(
    "resolutions",
    _number(),
    sa.Column("question", NUMBER, nullable=False, index=True),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("known_day", NUMBER, nullable=False),
    sa.Column("happened_day", NUMBER),
)

# Evidence, comments and what cannot be checked, by what or whom they are about; unchecked ones have an id of their own.
notes = _table(
    "notes",
    _number(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False, index=True),
    sa.Column("id", sa.Text, unique=True),
)

# Boards that were worked out: of which last entry and its hash, on which day, with which options (canonical JSON).
boards = _table(
    "boards",
    _number(),
    sa.Column("entry", NUMBER, nullable=False),
    sa.Column("head", sa.Text, nullable=False),
    sa.Column("on_day", NUMBER, nullable=False),
    sa.Column("options", sa.Text, nullable=False),
)

# Their rows, from the best; `row` is JSON with all that the board shows, minus infinity as Python's json writes it.
standings = _table(
    "standings",
    sa.Column("board", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("place", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("forecaster", sa.Text, nullable=False),
    sa.Column("sort", sa.Text, nullable=False),
    sa.Column("row", sa.Text, nullable=False),
)

# Made by `append` from each entry, and again from the whole chain after a migration. Boards are made when they are asked for.
PROJECTIONS: Final = (questions, forecasters, forecasts, withdrawals, resolutions, notes)
