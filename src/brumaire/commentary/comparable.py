"""When two claims are about the same thing, so that their numbers can be set against each other.

Nothing is compared that the questions do not make comparable: one must imply the other ("by June" implies "by
December", "a coup by the guard" implies "a coup") under the same condition. What implies cannot be likelier than
what it implies, so the claims clash exactly where the lower bound of the one lies above the upper bound of the other.
"""

from __future__ import annotations

from datetime import date

from brumaire.commentary.constraints import asked, hypothetical
from brumaire.records import (
    Amount,
    And,
    Argument,
    Between,
    By,
    Claim,
    Clause,
    EstimativeProbability,
    Event,
    Or,
    Question,
    Term,
    Window,
)

_BEGINNING, _END = date.min, date.max


def clash(one: Claim, two: Claim) -> bool:
    """Whether two forecasts cannot both hold as worded.

    Without words of probability only flat contradiction counts: the one expects it, the other does not.
    """
    first, second = asked(one), asked(two)
    if first is None or second is None or hypothetical(one) or hypothetical(two):
        return False
    if one.likelihood is None or two.likelihood is None:
        flat = one.likelihood is None and two.likelihood is None
        return flat and one.polarity != two.polarity and implies(first, second) and implies(second, first)
    a, b = claimed(one.likelihood), claimed(two.likelihood)
    return (implies(first, second) and a[0] > b[1]) or (implies(second, first) and b[0] > a[1])


def claimed(likelihood: EstimativeProbability) -> tuple[float, float]:
    """The interval that words assert. Words of possibility set no upper bound: who says "could" does not deny "will"."""
    return likelihood.low, (1.0 if likelihood.strength == "possibility" else likelihood.high)


def implies(one: Question, two: Question) -> bool:
    """Whether every yes to the first is a yes to the second, as far as the wording shows.

    >>> from brumaire.questions import parse
    >>> implies(parse("coup_attempt(by=guard) by 2030-06-30"), parse("coup_attempt by 2030-01-31"))
    False
    >>> implies(parse("coup_attempt(by=guard) by 2030-06-30"), parse("(coup_attempt or purge) by 2030-12-31"))
    True
    """
    return one.given == two.given and _clause(one.clause, two.clause, None, None)


def _clause(one: Clause, two: Clause, outer: Window | None, other: Window | None) -> bool:
    if isinstance(one, Or):
        return all(_clause(part, two, outer, other) for part in one.parts)
    if isinstance(two, And):
        return all(_clause(one, part, outer, other) for part in two.parts)
    if isinstance(one, And):
        return any(_clause(part, two, outer, other) for part in one.parts)
    if isinstance(two, Or):
        return any(_clause(one, part, outer, other) for part in two.parts)
    return _term(one, two, outer, other)


def _term(one: Term, two: Term, outer: Window | None, other: Window | None) -> bool:
    if one.negated != two.negated:
        return False
    if one.negated:
        positive, against = Term(two.body, two.window), Term(one.body, one.window)
        return _term(positive, against, other, outer)
    first, second = one.window or outer, two.window or other
    if isinstance(one.body, Event) and isinstance(two.body, Event):
        return _event(one.body, two.body) and _inside(first, second)
    left: Clause = Term(one.body, first) if isinstance(one.body, Event) else one.body
    right: Clause = Term(two.body, second) if isinstance(two.body, Event) else two.body
    return _clause(left, right, first, second)


def _event(one: Event, two: Event) -> bool:
    if one.name != two.name:
        # the vocabulary says what is on record whenever an event is; arguments of the implied event are not known
        return not two.args and two.name in _implied(one)
    return all(any(_argument(mine, theirs) for mine in one.args) for theirs in two.args)


def _implied(event: Event) -> tuple[str, ...]:
    from brumaire.questions import vocabulary

    by_coup = event.name == "leader_exit" and any(
        isinstance(arg, Argument) and arg.key == "manner" and set(arg.values) == {"coup"} for arg in event.args
    )
    return (*vocabulary()[event.name].implies, *(("coup_attempt",) if by_coup else ()))


def _argument(mine: Argument | Amount, theirs: Argument | Amount) -> bool:
    if isinstance(mine, Argument) and isinstance(theirs, Argument):
        return mine.key == theirs.key and set(mine.values) <= set(theirs.values)
    if isinstance(mine, Amount) and isinstance(theirs, Amount):
        if (mine.comparison, mine.unit) != (theirs.comparison, theirs.unit):
            return False
        return mine.number >= theirs.number if mine.comparison == ">=" else mine.number <= theirs.number
    return False


def _inside(one: Window | None, two: Window | None) -> bool:
    if two is None or one == two:
        return True
    if isinstance(one, By | Between) and isinstance(two, By | Between):
        (first, last), (opens, closes) = _span(one), _span(two)
        return opens <= first and last <= closes
    return False


def _span(window: By | Between) -> tuple[date, date]:
    return (_BEGINNING, window.day) if isinstance(window, By) else (window.first, window.last)
