"""When the clauses of a question come true, in many histories at once.

A window is a half-open range of day numbers (low, high] for each history, or one for all; windows around each other
narrow each other. An anchored window is closed at its beginning, and one before an anchor open at its end; both
become half-open at the neighbouring floating-point number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import Duration, after, day_number, days
from brumaire.questions.matching import Bools, matching_announced, matching_kinds
from brumaire.questions.normal_form import check_anchor
from brumaire.records.futures import EventLog
from brumaire.records.question import And, Between, By, Clause, Event, Term, Window, Within

Floats = NDArray[np.float64]
NEVER = np.inf


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days in (low, high]: one number for all histories, or one for each; high is −inf where the window never opens."""

    low: Floats | float
    high: Floats | float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Histories in which clauses come true.

    size
        How many histories.
    log
        What happened in them, day numbers counted from the end of `origin`.
    as_of
        What windows without an anchor and without a date count from.
    span
        Days on which events count at all.
    roles
        Roles of the case's actors, places and persons, by key.
    to_the_day
        Whether histories are known by dates: then a window after an anchor ends on a day of the calendar; otherwise
        after the mean length of its months and years.
    """

    size: int
    log: EventLog
    origin: date
    as_of: date
    span: Bounds
    roles: Mapping[str, str]
    to_the_day: bool = False


def holds(clause: Clause, line: Timeline, bounds: Bounds) -> Bools:
    """Whether a clause in normal form comes true within bounds: bool (histories,)."""
    if not isinstance(clause, Term):
        parts = [holds(part, line, bounds) for part in clause.parts]
        combined = np.logical_and if isinstance(clause, And) else np.logical_or
        return np.asarray(combined.reduce(parts), dtype=np.bool_)
    inner = _narrowed(bounds, clause.window, line)
    if not isinstance(clause.body, Event):
        true = holds(clause.body, line, inner)
    elif clause.body.name == "war_ongoing":
        ended = _first(Event("war_end"), line, Bounds(-np.inf, inner.high))
        true = np.isinf(ended) & (inner.high > -np.inf)
    else:
        true = np.isfinite(_first(clause.body, line, inner))
    return ~true if clause.negated else true


def first_time(clause: Clause, line: Timeline, bounds: Bounds) -> Floats:
    """Day on which a clause without negations first comes true within bounds, inf where never: (histories,)."""
    if not isinstance(clause, Term):
        parts = [first_time(part, line, bounds) for part in clause.parts]
        combined = np.maximum if isinstance(clause, And) else np.minimum
        return np.asarray(combined.reduce(parts), dtype=np.float64)
    inner = _narrowed(bounds, clause.window, line)
    return _first(clause.body, line, inner) if isinstance(clause.body, Event) else first_time(clause.body, line, inner)


def _first(event: Event, line: Timeline, bounds: Bounds) -> Floats:
    log = line.log
    kinds = matching_kinds(event, log.kinds, line.roles)
    if event.name != "leader_exit":
        return _earliest(line, np.flatnonzero(kinds[log.kind]), bounds)
    announced = matching_announced(event, log.kinds, line.roles)
    rows = np.flatnonzero((kinds | announced)[log.kind])
    if not np.array_equal(kinds, announced):
        # What was concealed counts as it was announced, unless it comes to light before the window ends.
        exposed = _earliest(line, _rows_named("exposure", log), Bounds(-np.inf, np.inf)) <= bounds.high
        of_row = log.kind[rows]
        rows = rows[np.where(exposed[log.future[rows]], kinds[of_row], announced[of_row])]
    return _earliest(line, rows, bounds)


def _earliest(line: Timeline, rows: NDArray[np.intp], bounds: Bounds) -> Floats:
    future, day = line.log.future[rows], line.log.day[rows]
    low = bounds.low[future] if isinstance(bounds.low, np.ndarray) else bounds.low
    high = bounds.high[future] if isinstance(bounds.high, np.ndarray) else bounds.high
    inside = (day > low) & (day <= high)
    first = np.full(line.size, NEVER)
    np.minimum.at(first, future[inside], day[inside])
    return first


def _rows_named(name: str, log: EventLog) -> NDArray[np.intp]:
    named = np.fromiter((kind.name == name for kind in log.kinds), dtype=np.bool_, count=len(log.kinds))
    return np.flatnonzero(named[log.kind])


def _narrowed(bounds: Bounds, window: Window | None, line: Timeline) -> Bounds:
    if window is None:
        return bounds
    if isinstance(window, By):
        return Bounds(bounds.low, _least(bounds.high, day_number(window.day, line.origin)))
    if isinstance(window, Between):
        opens, closes = day_number(window.first, line.origin) - 1, day_number(window.last, line.origin)
        return Bounds(_most(bounds.low, opens), _least(bounds.high, closes))
    if window.anchor is None:
        return _narrowed(bounds, By(after(line.as_of, window.duration)), line)
    return _anchored(bounds, window, window.anchor, line)


def _anchored(bounds: Bounds, window: Within, anchor: Clause, line: Timeline) -> Bounds:
    check_anchor(anchor)
    at = first_time(anchor, line, line.span)
    if window.relation == "of":
        opens, closes = at, _later(at, window.duration, line, 1)
    else:
        opens, closes = _later(at, window.duration, line, -1), np.nextafter(at, -np.inf)
    closes = np.where(np.isfinite(at), closes, -np.inf)
    return Bounds(_most(bounds.low, np.nextafter(opens, -np.inf)), _least(bounds.high, closes))


def _later(at: Floats, duration: Duration, line: Timeline, sign: int) -> Floats:
    if not line.to_the_day:
        return at + sign * days(duration)
    moved = at.copy()
    for i in np.flatnonzero(np.isfinite(at)):
        day = line.origin + timedelta(days=int(at[i]))
        moved[i] = day_number(after(day, duration, sign=sign), line.origin)
    return moved


def _least(one: Floats | float, two: Floats | float) -> Floats | float:
    return np.minimum(one, two)


def _most(one: Floats | float, two: Floats | float) -> Floats | float:
    return np.maximum(one, two)
