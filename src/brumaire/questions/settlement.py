"""Questions whose time is over, answered from the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import numpy as np

from brumaire.dates import day_number
from brumaire.questions.contents import event_names
from brumaire.questions.normal_form import normal
from brumaire.questions.timeline import Bounds, Timeline, holds
from brumaire.questions.vocabulary import vocabulary
from brumaire.questions.windows import reach
from brumaire.records.case import Happened
from brumaire.records.futures import EventKind, EventLog
from brumaire.records.question import Do, Question

Verdict = Literal["yes", "no", "void"]


def settle(
    question: Question,
    happened: Sequence[Happened],
    as_of: date,
    *,
    since: date | None = None,
    roles: Mapping[str, str] | None = None,
) -> bool | None:
    """The answer of the record; None where it has none, as where the condition never came true. See `verdict`."""
    return {"yes": True, "no": False, "void": None, None: None}[
        verdict(question, happened, as_of, since=since, roles=roles)
    ]


def verdict(
    question: Question,
    happened: Sequence[Happened],
    as_of: date,
    *,
    since: date | None = None,
    roles: Mapping[str, str] | None = None,
) -> Verdict | None:
    """How a question came out whose windows all close on or before `as_of`.

    Parameters
    ----------
    question
        Any question.
    happened
        The record; what it dates after `as_of` is not used. An event is on record with all that it implies.
    as_of
        The asking date.
    since
        Events count after this day only, such as the case's start or the day on which the question was asked;
        None counts all that lies in the windows.
    roles
        Roles of the case's actors, places and persons by key, as for `evaluate`.

    Returns
    -------
    "yes", "no", "void" where the condition did not come true, None where a window is not over, where the question
    has no window, where it sets a lever, or where it names an event that no record can decide.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> mutiny = Happened(date(2023, 6, 24), "armed_mutiny", {}, "recalled, unchecked")
    >>> verdict(parse("armed_mutiny by 2023-12-31"), [mutiny], date(2024, 1, 31))
    'yes'
    >>> verdict(parse("coup_attempt by 2023-12-31 given victory by 2023-12-31"), [mutiny], date(2024, 1, 31))
    'void'
    >>> verdict(parse("armed_mutiny by 2024-12-31"), [mutiny], date(2024, 1, 31)) is None
    True
    """
    question = normal(question)
    known = vocabulary()
    if isinstance(question.given, Do) or not all(known[name].checkable for name in event_names(question)):
        return None
    far = reach(question, as_of)
    if far.open or far.last is None or far.last > as_of:
        return None
    line = Timeline(
        size=1,
        log=_log(happened, as_of, since),
        origin=as_of,
        as_of=as_of,
        span=Bounds(-np.inf, 0.0),
        roles=roles or {},
        to_the_day=True,
    )
    if question.given is not None and not holds(question.given, line, line.span)[0]:
        return "void"
    return "yes" if holds(question.clause, line, line.span)[0] else "no"


def _log(happened: Sequence[Happened], as_of: date, since: date | None) -> EventLog:
    rows = [
        (day_number(entry.day, as_of), kind)
        for entry in sorted(happened, key=lambda entry: entry.day)
        if entry.day <= as_of and (since is None or entry.day > since)
        for kind in _with_implied(EventKind(entry.event, tuple(entry.args.items())))
    ]
    return EventLog(
        future=np.zeros(len(rows), np.int32),
        day=np.array([day for day, _ in rows], np.float64),
        kind=np.arange(len(rows), dtype=np.int32),
        kinds=tuple(kind for _, kind in rows),
    )


def _with_implied(kind: EventKind) -> Iterator[EventKind]:
    yield kind
    known = vocabulary()
    if kind.name in known:
        for name in known[kind.name].implies:
            keys = {a.key for a in known[name].arguments}
            yield from _with_implied(EventKind(name, tuple((k, v) for k, v in kind.args if k in keys)))
