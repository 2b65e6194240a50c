"""Boards that are kept: the same board of the same ledger is read in milliseconds, not worked out again.

A board is known by the last entry (its number and its hash), the day and the options that it was made for. Whatever is entered changes the
last entry, so that a kept board is never older than the ledger: it is worked out anew when it is next asked for. To keep one is a
convenience: where another program is writing, or nothing may be written, the board is given all the same.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from brumaire import __version__
from brumaire.errors import LedgerError
from brumaire.ledger import reading
from brumaire.ledger.base import canonical
from brumaire.ledger.board import BoardRow, board
from brumaire.ledger.links import last
from brumaire.ledger.scores import score
from brumaire.ledger.standing import of_case, rows_of_columns
from brumaire.scoring import LogSummary

if TYPE_CHECKING:
    import sqlalchemy as sa

    from brumaire.ledger.database import Database
    from brumaire.ledger.records import ForecastColumns, RecordedResolution

# Raise it with every change of how scores or boards are worked out: boards of older rules are then not read.
RULES: Final = 1
# Boards kept at a time; `verify` works each of them out again.
KEPT: Final = 16

_RANGES: Final = ("brier", "difference", "interval", "against_crowd", "skill")
_LOGS: Final = ("log_low", "log_high")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a board is known by: number and hash of the last entry, the day, and the options as canonical JSON."""

    entry: int
    head: str
    on: date
    options: str

    def here(self) -> sa.ColumnElement[bool]:
        """The condition on a row of `boards`."""
        import sqlalchemy as sa

        from brumaire.ledger.tables import boards

        one = boards.c
        return sa.and_(
            one.entry == self.entry,
            one.head == self.head,
            one.on_day == self.on.toordinal(),
            one.options == self.options,
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """All that boards are worked out from, as one state of the ledger has it."""

    columns: ForecastColumns
    resolutions: tuple[RecordedResolution, ...]
    unchecked: tuple[str, ...]

    def board(self, on: date, case: str | None, seed: int) -> tuple[BoardRow, ...]:
        rows = of_case(rows_of_columns(self.columns), case)
        return board(score(rows, self.resolutions, on), unchecked=self.unchecked, seed=seed)


def standings(database: Database, on: date, *, case: str | None = None, seed: int = 1851) -> tuple[BoardRow, ...]:
    """The board of a day: the one that was kept, where nothing has changed since, else worked out and kept.

    Parameters
    ----------
    database
        The store of a ledger.
    on
        The day: nothing is used that became known later.
    case
        Only questions of this case. Statements that cannot be checked belong to no case and are counted with all of them.
    seed
        Of the random numbers of the bootstrap.
    """
    options = canonical({"case": case, "program": __version__, "rules": RULES, "seed": seed})
    with database.read() as connection:
        asked = _Asked(*last(connection), on, options)
        kept = _read(connection, asked)
        if kept is not None:
            return kept
        held = _held(database, connection)
    rows = held.board(on, case, seed)
    with suppress(LedgerError), database.write(wait=False) as connection:
        _keep(database, connection, asked, rows)
    return rows


def differing(database: Database, connection: sa.Connection) -> Iterator[tuple[int, str]]:
    """Kept boards that are not what the ledger makes now: the number of the last entry, and what is wrong.

    Those of an earlier last entry, of another version of the program or of other rules are never read, and not looked at. Floating-point
    numbers may differ in their last digits, as they do between processors.
    """
    import sqlalchemy as sa

    from brumaire.ledger.tables import boards

    entry, head = last(connection)
    query = sa.select(boards.c.on_day, boards.c.options).where(boards.c.entry == entry, boards.c.head == head)
    found = connection.execute(query.order_by(boards.c.number)).all()
    held = _held(database, connection) if found else None
    for day, text in found:
        assert held is not None
        try:
            on, options = date.fromordinal(day), json.loads(text)
            case, seed = options["case"], options["seed"]
            if (options["program"], options["rules"]) != (__version__, RULES):
                continue
            expected = [json.loads(_text(row)) for row in held.board(on, case, seed)]
        except (ValueError, TypeError, KeyError, OverflowError):
            continue  # no board that anybody asks for has such a day or such options
        kept = _read(connection, _Asked(entry, head, on, text))
        if kept is None or not _same([json.loads(_text(row)) for row in kept], expected):
            yield entry, f"the board kept for {on}{f', case {case}' if case else ''} is not what the entries make"


def _held(database: Database, connection: sa.Connection) -> _Held:
    import sqlalchemy as sa

    from brumaire.ledger.tables import notes

    vague = sa.select(notes.c.about).where(notes.c.kind == "unchecked").order_by(notes.c.number)
    return _Held(
        reading.columns(database, connection),
        reading.resolutions(connection, question=None, known_by=None, history=True),
        tuple(connection.scalars(vague)),
    )


def _read(connection: sa.Connection, asked: _Asked) -> tuple[BoardRow, ...] | None:
    """The kept board; None where there is none, or it cannot be read."""
    import sqlalchemy as sa

    from brumaire.ledger.tables import boards, standings

    number = connection.scalar(sa.select(boards.c.number).where(asked.here()))
    if number is None:
        return None
    rows = sa.select(standings.c.row).where(standings.c.board == number).order_by(standings.c.place)
    try:
        return tuple(_row(text) for text in connection.scalars(rows))
    except (ValueError, TypeError, KeyError):
        return None


def _keep(database: Database, connection: sa.Connection, asked: _Asked, rows: tuple[BoardRow, ...]) -> None:
    """Keep a board instead of those of other heads, and of the oldest where there are many."""
    import sqlalchemy as sa

    from brumaire.ledger.tables import boards, standings

    others = sa.select(boards.c.number).where(boards.c.head == asked.head, ~asked.here()).order_by(boards.c.number)
    stay = connection.scalars(others).all()[1 - KEPT :]
    connection.execute(standings.delete().where(standings.c.board.not_in(stay)))
    connection.execute(boards.delete().where(boards.c.number.not_in(stay)))
    number = max(stay, default=0) + 1
    database.insert(connection, boards, [(number, asked.entry, asked.head, asked.on.toordinal(), asked.options)])
    lines = [(number, place, *row.forecaster, _text(row)) for place, row in enumerate(rows, 1)]
    database.insert(connection, standings, lines)


def _text(row: BoardRow) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def _row(text: str) -> BoardRow:
    values: dict[str, Any] = json.loads(text)
    values |= {name: None if values[name] is None else LogSummary(**values[name]) for name in _LOGS}
    values |= {name: None if values[name] is None else tuple(values[name]) for name in _RANGES}
    return replace(BoardRow(**values), forecaster=tuple(values["forecaster"]))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
