"""The dates that a question covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from brumaire.dates import Duration, after, days
from brumaire.questions.normal_form import check_day, normal
from brumaire.records.question import And, Between, By, Clause, Do, Event, Question, Term, Window, Within


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a clause looks.

    last
        The furthest day that any part of it needs, None where no part names one.
    open
        Whether some part has no window, and looks as far as there are futures.
    """

    last: date | None = None
    open: bool = False


def deadline(question: Question, as_of: date) -> date | None:
    """The furthest day that a question needs, None where no part of it has a window.

    `within` counts from `as_of`. After an anchor it reaches from the anchor's deadline, or from that of the
    condition where the anchor has no window of its own and the condition says when it comes true.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> text = "nuclear_use within 12 months of leader_exit(coup) given leader_exit(coup) by 2024-01-01"
    >>> deadline(parse(text), date(2023, 2, 1))
    datetime.date(2025, 1, 1)
    >>> deadline(parse("coup_attempt within 24 months given not victory by 2023-06-30"), date(2023, 1, 25))
    datetime.date(2025, 1, 25)
    """
    return reach(question, as_of).last


def reach(question: Question, as_of: date) -> Reach:
    """The furthest day of a question and of its condition, and whether any part is open."""
    check_day(as_of)
    question = normal(question)
    given = question.given
    if given is None or isinstance(given, Do):
        return _clause(question.clause, as_of, None)
    return _join(_clause(question.clause, as_of, given), _clause(given, as_of, given))


def absolute(question: Question, as_of: date) -> Question:
    """The same question with every window that counts from the asking date given as a date.

    Examples
    --------
    >>> from brumaire.questions import parse, to_text
    >>> to_text(absolute(parse("coup_attempt within 6 months"), date(2023, 1, 25)))
    'coup_attempt by 2023-07-25'
    """
    check_day(as_of)
    question = normal(question)
    given = question.given
    return replace(
        question,
        clause=_absolute(question.clause, as_of),
        given=given if given is None or isinstance(given, Do) else _absolute(given, as_of),
    )


def terms(clause: Clause) -> Iterator[Term]:
    """All terms of a clause, those in brackets and anchors too, outermost first."""
    if not isinstance(clause, Term):
        for part in clause.parts:
            yield from terms(part)
        return
    yield clause
    if not isinstance(clause.body, Event):
        yield from terms(clause.body)
    if isinstance(clause.window, Within) and clause.window.anchor is not None:
        yield from terms(clause.window.anchor)


def clauses(question: Question) -> tuple[Clause, ...]:
    """The question's clause and, where there is one, its condition."""
    given = question.given
    return (question.clause,) if given is None or isinstance(given, Do) else (question.clause, given)


def end_of(start: date, duration: Duration) -> date:
    """The last day that may be needed a duration after some moment of `start`, by either way of counting."""
    return max(after(start, duration), start + timedelta(days=ceil(days(duration))))


def _clause(clause: Clause, as_of: date, given: Clause | None, limit: date | None = None) -> Reach:
    if not isinstance(clause, Term):
        return _join(*(_clause(part, as_of, given, limit) for part in clause.parts))
    window = clause.window
    if not isinstance(window, Within) or window.anchor is None:
        return _inside(clause, as_of, given, limit, _plain_end(window, as_of))
    anchor = _clause(window.anchor, as_of, given)
    known = anchor.last
    if anchor.open:
        known = None if given is None else _granted(window.anchor, given, as_of)
    if window.relation == "before":
        # What is looked for comes first; the anchor itself has still to be waited for.
        inside = _inside(clause, as_of, given, limit, known)
        return _join(inside, Reach(anchor.last, open=True) if known is None else Reach(known))
    if known is not None:
        return _inside(clause, as_of, given, limit, end_of(known, window.duration))
    inside = _inside(clause, as_of, given, limit, None)
    return _join(inside, anchor) if limit is None else inside


def _inside(term: Term, as_of: date, given: Clause | None, limit: date | None, own: date | None) -> Reach:
    """The reach of a term's body in a window that ends on `own`, inside windows that end on `limit`."""
    # Windows around each other narrow each other, so the earliest end is the one that counts.
    end = _earliest(limit, own)
    return Reach(end, end is None) if isinstance(term.body, Event) else _clause(term.body, as_of, given, end)


def _plain_end(window: Window | None, as_of: date) -> date | None:
    """The last day of a window without an anchor."""
    if isinstance(window, By):
        return window.day
    if isinstance(window, Between):
        return window.last
    return None if window is None else after(as_of, window.duration)


def _granted(anchor: Clause, given: Clause, as_of: date) -> date | None:
    """By when the condition says that the anchor has come true, where it says so."""
    same = anchor.body if isinstance(anchor, Term) else anchor
    for part in given.parts if isinstance(given, And) else (given,):
        anchored = isinstance(part, Term) and isinstance(part.window, Within) and part.window.anchor is not None
        if isinstance(part, Term) and not part.negated and part.body == same and not anchored:
            return _plain_end(part.window, as_of)
    return None


def _join(*parts: Reach) -> Reach:
    last: date | None = None
    for part in parts:
        last = _latest(last, part.last)
    return Reach(last, any(part.open for part in parts))


def _latest(one: date | None, two: date | None) -> date | None:
    return max((day for day in (one, two) if day is not None), default=None)


def _earliest(one: date | None, two: date | None) -> date | None:
    return min((day for day in (one, two) if day is not None), default=None)


def _absolute(clause: Clause, as_of: date) -> Clause:
    if not isinstance(clause, Term):
        return type(clause)(tuple(_absolute(part, as_of) for part in clause.parts))
    body = clause.body if isinstance(clause.body, Event) else _absolute(clause.body, as_of)
    assert not isinstance(body, Term)
    window = clause.window
    if isinstance(window, Within):
        if window.anchor is None:
            window = By(after(as_of, window.duration))
        else:
            window = replace(window, anchor=_absolute(window.anchor, as_of))
    return Term(body, window, clause.negated)
