"""Which drafts the ledger has already: the same thing added twice, by two hands or after a broken connection, is one thing.

Questions, forecasts and what is unchecked have an id: equal bodies are one entry, different bodies under one id are refused. Withdrawals,
evidence and comments are the same when their bodies are. A resolution is the same when the one that counts now is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brumaire.errors import LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.projections import Projector

if TYPE_CHECKING:
    import sqlalchemy as sa

    from brumaire.ledger.database import Database

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Drafts that are new, and where each draft of the batch ends up.

    new
        Places of drafts that become entries, in order.
    places
        For each draft the number of its old entry, or minus (its place in `new`, from 1).
    """

    new: tuple[int, ...]
    places: tuple[int, ...]


def sort_out(drafts: Sequence[Draft], texts: Sequence[str], present: dict[Key, int], bodies: dict[int, str]) -> Sorted:
    """Which drafts are new, given the numbers of present entries by their keys, and the bodies of those entries.

    >>> twice = [Draft("comment", {"about": "x", "text": "y"})] * 2
    >>> sort_out(twice, ['{"about":"x","text":"y"}'] * 2, {}, {})
    Sorted(new=(0,), places=(-1, -1))
    """
    seen = dict(present)
    new: list[int] = []
    places: list[int] = []
    for place, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        key = key_of(draft.kind, draft.body, text)
        old = seen.get(key)
        if old is not None:
            old_text = bodies[old] if old > 0 else texts[new[-old - 1]]
            if old_text == text:
                places.append(old)
                continue
            if draft.kind != "resolution":
                raise LedgerError(
                    f"{draft.kind} {draft.body['id']!r} is there already, and says something else",
                    where=f"draft {place}",
                    rule="nothing in a ledger is changed",
                    mend="add it as a new one, with an id of its own",
                )
        new.append(place)
        seen[key] = -len(new)
        places.append(-len(new))
    return Sorted(tuple(new), tuple(places))


def key_of(kind: str, body: Any, text: str) -> Key:
    """What an entry is known by: its id; the question of a resolution; else all that it says."""
    if kind == "resolution":
        return kind, body["question"]
    if kind in {"question", "forecast", "unchecked"} and body.get("id") is not None:
        return kind, body["id"]
    return kind, text


def look_up(
    database: Database, connection: sa.Connection, drafts: Sequence[Draft], texts: Sequence[str]
) -> tuple[Projector, dict[Key, int], dict[int, str]]:
    """What a batch refers to, and which of its keys the ledger has: numbers of entries, and the bodies to compare."""
    import sqlalchemy as sa

    from brumaire.ledger import tables

    asked: dict[str, set[str]] = {"question": set(), "forecast": set(), "unchecked": set(), "by": set(), "about": set()}
    resolved: set[str] = set()
    withdrawn: set[str] = set()
    for draft in drafts:
        body = draft.body
        if draft.kind in {"question", "forecast", "unchecked"} and body.get("id") is not None:
            asked[draft.kind].add(body["id"])
        if draft.kind in {"forecast", "evidence", "resolution"}:
            asked["question"].add(body["question"])
        if draft.kind == "forecast":
            asked["by"].add(body["by"])
        if draft.kind == "withdrawal":
            asked["forecast"].add(body["forecast"])
            withdrawn.add(body["forecast"])
        if draft.kind == "resolution":
            resolved.add(body["question"])
        if draft.kind in {"evidence", "comment"}:
            asked["about"].add(body["question" if draft.kind == "evidence" else "about"])
        if draft.kind == "unchecked" and body.get("id") is None:
            asked["about"].add(body["by"])

    def rows(query: sa.Select[Any], column: sa.ColumnElement[Any], values: set[str]) -> Sequence[Any]:
        return connection.execute(query.where(database.among(column, sorted(values)))).all() if values else []

    questions, forecasts, notes = tables.questions.c, tables.forecasts.c, tables.notes.c
    projector = Projector(
        questions=dict(rows(sa.select(questions.id, questions.number), questions.id, asked["question"])),
        forecasts=dict(rows(sa.select(forecasts.id, forecasts.number), forecasts.id, asked["forecast"])),
        forecasters={
            (name, sort): number
            for name, sort, number in rows(
                sa.select(tables.forecasters.c.name, tables.forecasters.c.sort, tables.forecasters.c.number),
                tables.forecasters.c.name,
                asked["by"],
            )
        },
    )
    present: dict[Key, int] = {("question", i): n for i, n in projector.questions.items()}
    present |= {("forecast", i): n for i, n in projector.forecasts.items()}
    present |= {("unchecked", i): n for i, n in rows(sa.select(notes.id, notes.number), notes.id, asked["unchecked"])}
    resolutions = tables.resolutions.c
    present |= {
        ("resolution", i): n
        for i, n in rows(
            sa.select(questions.id, sa.func.max(resolutions.number))
            .join(tables.resolutions, resolutions.question == questions.number)
            .group_by(questions.id),
            questions.id,
            resolved,
        )
    }
    known_by_text = [n for (n,) in rows(sa.select(notes.number), notes.about, asked["about"])]
    known_by_text += [
        n
        for (n,) in rows(
            sa.select(tables.withdrawals.c.number).join(
                tables.forecasts, tables.withdrawals.c.forecast == forecasts.number
            ),
            forecasts.id,
            withdrawn,
        )
    ]
    wanted = {key_of(draft.kind, draft.body, text) for draft, text in zip(drafts, texts, strict=True)}
    bodies = _bodies(connection, [n for key, n in present.items() if key in wanted] + known_by_text)
    for number in known_by_text:
        kind, text = bodies[number]
        present.setdefault((kind, text), number)
    return projector, present, {number: text for number, (_, text) in bodies.items()}


def _bodies(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    import sqlalchemy as sa

    from brumaire.ledger.tables import entries

    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(numbers), 500):
        query = sa.select(entries.c.number, entries.c.kind, entries.c.body)
        some = connection.execute(query.where(entries.c.number.in_(numbers[start : start + 500])))
        found |= {number: (kind, text) for number, kind, text in some}
    return found
