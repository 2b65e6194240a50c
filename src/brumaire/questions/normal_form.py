"""The one tree for each meaning of brackets: what the parser builds and the printer prints.

* `And` has two or more parts, each a `Term`. `Or` has two or more parts, each a `Term` or an `And`.
* A `Term` around a clause is negated or has a window, or stands for an `Or` among the parts of an `And`. Other
  brackets say nothing and are dropped: "(A and B) and C" is "A and B and C".
* Arguments stand in the vocabulary's order, their closed values too, open values in alphabetical order.
* An anchor contains no negation: what did not happen has no first time.

The order of parts is kept: it is the author's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from brumaire.dates import Duration, days
from brumaire.errors import QuestionError
from brumaire.questions.event_rules import NAME, amount, argument, arranged
from brumaire.questions.vocabulary import vocabulary
from brumaire.records.question import (
    And,
    Argument,
    Between,
    By,
    Clause,
    Do,
    Event,
    Or,
    Question,
    Term,
    Window,
    Within,
)

MAX_DEPTH = 50
MAX_LEVELS = 4 * MAX_DEPTH
FIRST_YEAR, LAST_YEAR = 1800, 2999
LONGEST_DAYS = 36525
CASE = re.compile(r"[A-Za-z0-9][\w.-]*")
LEVER_VALUE = re.compile(r"[^\W\d][\w-]*|-?[0-9]+(\.[0-9]+)?")


def normal(question: Question) -> Question:
    """The question in normal form.

    Raises
    ------
    QuestionError
        The tree is no question: a name that the vocabulary does not have, an empty clause, a date out of range,
        a negation in an anchor, or more than 50 levels.

    Examples
    --------
    >>> victory, talks = Term(Event("victory")), Term(Event("talks"))
    >>> normal(Question(And((And((victory, talks)), victory)))).clause == And((victory, talks, victory))
    True
    """
    if question.case is not None and not CASE.fullmatch(question.case):
        raise QuestionError(f"{question.case!r} cannot name a case", mend="use letters, digits, dots and hyphens")
    given = question.given
    if isinstance(given, Do):
        check_do(given.lever, given.value)
    elif given is not None:
        given = normal_clause(given)
        check_depth(depth(given))
    clause = normal_clause(question.clause)
    check_depth(depth(clause))
    return replace(question, clause=clause, given=given)


def normal_clause(clause: Clause, level: int = 0) -> Clause:
    """A clause in normal form; see the module."""
    if level > MAX_LEVELS:
        raise _too_deep(0)
    if isinstance(clause, Term):
        window = None if clause.window is None else _window(clause.window, level)
        if isinstance(clause.body, Event):
            return Term(_event(clause.body), window, clause.negated)
        return bracketed(normal_clause(clause.body, level + 1), window, negated=clause.negated)
    parts = tuple(normal_clause(part, level + 1) for part in clause.parts)
    if not parts:
        raise QuestionError(
            "a clause without parts", rule="and, or stand between terms", mend="name at least one event"
        )
    return conjunction(parts) if isinstance(clause, And) else disjunction(parts)


def conjunction(parts: tuple[Clause, ...]) -> Clause:
    """Clauses in normal form joined by "and"."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Clause] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (Term(part),) if isinstance(part, Or) else (part,))
    return And(tuple(flat))


def disjunction(parts: tuple[Clause, ...]) -> Clause:
    """Clauses in normal form joined by "or"."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Clause] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat))


def bracketed(inner: Clause, window: Window | None, *, negated: bool, column: int = 0) -> Clause:
    """A clause in brackets with what stands around them; brackets around a single term carry it inside.

    "not (A by D)" is "not A by D". `column` is where the window stands.
    """
    if window is None and not negated:
        return inner
    if not isinstance(inner, Term):
        return Term(inner, window, negated)
    if window is not None and inner.window is not None:
        raise QuestionError(
            "a second window", column=column, rule="a term has one window", mend="keep one, or join two terms by and"
        )
    return Term(inner.body, window or inner.window, inner.negated != negated)


def depth(clause: Clause) -> int:
    """How many brackets stand inside each other in the text of a clause in normal form."""
    if not isinstance(clause, Term):
        return max(depth(part) for part in clause.parts)
    inside = 0 if isinstance(clause.body, Event) else 1 + depth(clause.body)
    anchor = clause.window.anchor if isinstance(clause.window, Within) else None
    return inside if anchor is None else max(inside, 1 + depth(anchor))


def check_depth(levels: int, *, column: int = 0) -> None:
    """Refuse what is nested too deeply to be read by anybody."""
    if levels > MAX_DEPTH:
        raise _too_deep(column)


def check_anchor(anchor: Clause, *, column: int = 0) -> None:
    """Refuse negations, and states read at a day, where the first time of a clause is needed."""
    if isinstance(anchor, Term):
        if anchor.negated:
            what = "a negation in an anchor"
        elif isinstance(anchor.body, Event):
            if anchor.body.name != "war_ongoing":
                return
            what = "war_ongoing as an anchor"
        else:
            check_anchor(anchor.body, column=column)
            return
        raise QuestionError(
            what,
            column=column,
            rule="a window is counted from the first time that its anchor comes true",
            mend="anchor the window to something that happens",
        )
    for part in anchor.parts:
        check_anchor(part, column=column)


def check_day(day: date, *, column: int = 0) -> None:
    """Refuse dates that no case has."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise QuestionError(
            f"{day} is out of range", column=column, rule=f"years {FIRST_YEAR} to {LAST_YEAR}", mend="check the year"
        )


def check_range(first: date, last: date, *, column: int = 0) -> None:
    """Refuse a window that ends before it begins."""
    if last < first:
        raise QuestionError(
            f"{last} is before {first}", column=column, rule="between FIRST and LAST", mend="swap the dates"
        )


def check_duration(duration: Duration, *, column: int = 0) -> None:
    """Refuse an empty duration, and one of more than a century."""
    if duration.amount < 1 or days(duration) > LONGEST_DAYS:
        raise QuestionError(
            f"a window of {duration}", column=column, rule="one day to 100 years", mend="give another duration"
        )


def check_do(lever: str, value: str, *, column: int = 0) -> None:
    """Refuse what cannot be written as do(LEVER=value)."""
    if not NAME.fullmatch(lever) or not LEVER_VALUE.fullmatch(value):
        raise QuestionError(
            f"do({lever}={value}) cannot be read",
            column=column,
            rule="do(LEVER=value)",
            mend="write one word or a number",
        )


def _too_deep(column: int) -> QuestionError:
    return QuestionError(
        f"more than {MAX_DEPTH} brackets inside each other",
        column=column,
        rule=f"at most {MAX_DEPTH} levels",
        mend="ask several questions",
    )


def _event(event: Event) -> Event:
    definition = vocabulary().definition(event.name)
    args = tuple(
        argument(definition, a.key, tuple((v, 0) for v in a.values))
        if isinstance(a, Argument)
        else amount(definition, a.comparison, a.number, a.unit)
        for a in event.args
    )
    return Event(event.name, arranged(definition, args))


def _window(window: Window, level: int) -> Window:
    if isinstance(window, By):
        check_day(window.day)
    elif isinstance(window, Between):
        check_day(window.first)
        check_day(window.last)
        check_range(window.first, window.last)
    else:
        check_duration(window.duration)
        if (window.relation is None) != (window.anchor is None):
            raise QuestionError(
                "half of an anchor", rule="within DURATION of EVENT", mend="give relation and anchor both"
            )
        if window.anchor is not None:
            anchor = normal_clause(window.anchor, level + 1)
            check_anchor(anchor)
            return Within(window.duration, window.relation, anchor)
    return window
