"""Questions, forecasts and resolutions out of the projections, as records; and all forecasts as arrays for scoring."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from brumaire.ledger.records import ForecastColumns, RecordedForecast, RecordedQuestion, RecordedResolution

if TYPE_CHECKING:
    import sqlalchemy as sa

    from brumaire.ledger.database import Database


def questions(
    database: Database,
    connection: sa.Connection,
    *,
    ids: Sequence[str] | None,
    case: str | None,
    closed_by: date | None,
    resolved: bool | None,
) -> tuple[RecordedQuestion, ...]:
    """Questions that fit all that is given, in the order of their entries."""
    import sqlalchemy as sa

    from brumaire.ledger import tables

    table = tables.questions.c
    query = sa.select(*table).order_by(table.number)
    if ids is not None:
        query = query.where(database.among(table.id, ids))
    if case is not None:
        query = query.where(table.case == case)
    if closed_by is not None:
        query = query.where(table.closes_day <= closed_by.toordinal())
    if resolved is not None:
        known = sa.exists().where(tables.resolutions.c.question == table.number)
        query = query.where(known if resolved else ~known)
    return tuple(
        RecordedQuestion(number, id_, case_, text, given, date.fromordinal(opens), date.fromordinal(closes))
        for number, id_, case_, text, given, opens, closes in connection.execute(query)
    )


def forecasts(
    connection: sa.Connection,
    *,
    id_: str | None = None,
    number: int | None = None,
    question: str | None,
    by: str | None,
    sort: str | None,
    form: str | None,
) -> tuple[RecordedForecast, ...]:
    """Forecasts that fit all that is given, in the order of their entries, each with its earliest withdrawal."""
    import sqlalchemy as sa

    from brumaire.ledger import tables

    table, asked, who = tables.forecasts.c, tables.questions.c, tables.forecasters.c
    gone = tables.withdrawals
    first = sa.select(gone.c.forecast, sa.func.min(gone.c.number).label("number")).group_by(gone.c.forecast).subquery()
    query = (
        sa.select(
            table.number, table.id, asked.id, who.name, who.sort, table.made_day, table.form,
            table.p, table.low, table.mid, table.high, gone.c.made_day, gone.c.reason, tables.entries.c.body,
        )
        .join_from(tables.forecasts, tables.questions, asked.number == table.question)
        .join(tables.forecasters, who.number == table.forecaster)
        .join(tables.entries, tables.entries.c.number == table.number)
        .outerjoin(first, first.c.forecast == table.number)
        .outerjoin(gone, gone.c.number == first.c.number)
        .order_by(table.number)
    )  # fmt: skip
    wanted: tuple[tuple[sa.Column[Any], str | int | None], ...] = (
        (table.id, id_), (table.number, number), (asked.id, question), (who.name, by), (who.sort, sort), (table.form, form),
    )  # fmt: skip
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    return tuple(
        RecordedForecast(
            number, id_, q, name, kind, date.fromordinal(made), shape, p, low, mid, high, _day(gone_on), reason, json.loads(body)
        )
        for number, id_, q, name, kind, made, shape, p, low, mid, high, gone_on, reason, body in connection.execute(query)
    )  # fmt: skip


def resolutions(
    connection: sa.Connection, *, question: str | None, known_by: date | None, history: bool
) -> tuple[RecordedResolution, ...]:
    """Resolutions in the order of their entries: of each question the last (that was known by a day), or with `history` all."""
    import sqlalchemy as sa

    from brumaire.ledger import tables

    table, asked = tables.resolutions.c, tables.questions.c
    query = (
        sa.select(
            table.number, asked.id, table.outcome, table.known_day, table.happened_day, tables.entries.c.body
        )
        .join_from(tables.resolutions, tables.questions, asked.number == table.question)
        .join(tables.entries, tables.entries.c.number == table.number)
        .order_by(table.number)
    )  # fmt: skip
    if question is not None:
        query = query.where(asked.id == question)
    if known_by is not None:
        query = query.where(table.known_day <= known_by.toordinal())
    before: dict[str, int] = {}
    found: list[RecordedResolution] = []
    for number, id_, outcome, known, happened, body in connection.execute(query):
        found.append(
            RecordedResolution(
                number, id_, outcome, date.fromordinal(known), _day(happened), before.get(id_), json.loads(body)
            )
        )
        before[id_] = number
    return tuple(found) if history else tuple(one for one in found if before[one.question] == one.number)


def columns(database: Database, connection: sa.Connection) -> ForecastColumns:
    """All forecasts as arrays; a million of them in about a second of processor time."""
    import sqlalchemy as sa

    from brumaire.ledger import tables

    asked = questions(database, connection, ids=None, case=None, closed_by=None, resolved=None)
    who = tables.forecasters.c
    people = connection.execute(sa.select(who.number, who.name, who.sort).order_by(who.number)).all()
    # A probability is never negative, so that −1 can stand for "none" on the way.
    values = database.numbers(
        connection,
        "SELECT number, question, forecaster, made_day, coalesce(p, mid, -1), coalesce(low, p, -1), coalesce(high, p, -1) "
        "FROM forecasts ORDER BY number",
        7,
    )
    whole, some = values[:, :4].astype(np.int64), np.where(values[:, 4:] < 0, np.nan, values[:, 4:])
    withdrawn = np.zeros(len(whole), np.int64)
    gone = tables.withdrawals.c
    # The first withdrawal counts, so it is written last.
    for forecast, day in connection.execute(sa.select(gone.forecast, gone.made_day).order_by(gone.number.desc())):
        withdrawn[np.searchsorted(whole[:, 0], forecast)] = day
    return ForecastColumns(
        questions=asked,
        forecasters=tuple((name, sort) for _, name, sort in people),
        number=whole[:, 0],
        question=np.searchsorted([one.number for one in asked], whole[:, 1]),
        forecaster=np.searchsorted([number for number, _, _ in people], whole[:, 2]),
        day=whole[:, 3],
        p=some[:, 0],
        low=some[:, 1],
        high=some[:, 2],
        withdrawn=withdrawn,
    )


def _day(ordinal: Any) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
