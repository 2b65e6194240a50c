"""Well-formed questions: trees in normal form that name events and arguments of the vocabulary."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from brumaire.dates import Duration
from brumaire.questions import vocabulary
from brumaire.records import Amount, And, Argument, Between, By, Do, Event, Or, Question, Term, Within

EVENTS = tuple(vocabulary())
NAMES = st.from_regex(r"[a-zé_][a-z0-9_-]{0,6}", fullmatch=True).filter(lambda name: name != "own")
DAYS = st.dates(date(1800, 1, 1), date(2999, 12, 31))
DURATIONS = st.one_of(
    st.builds(Duration, st.integers(1, 36525), st.just("day")),
    st.builds(Duration, st.integers(1, 5200), st.just("week")),
    st.builds(Duration, st.integers(1, 1200), st.just("month")),
    st.builds(Duration, st.integers(1, 100), st.just("year")),
)
AMOUNTS = st.one_of(
    st.integers(0, 10**15).map(float),
    st.floats(0, 1e15).map(lambda number: number + 0.0),
)


@st.composite
def events(draw, names):
    definition = vocabulary()[draw(st.sampled_from(names))]
    args = []
    for argument in definition.arguments:
        if not draw(st.integers(0, 2)):
            if argument.open:
                values = draw(st.sets(NAMES, min_size=1, max_size=3).map(sorted))
            else:
                chosen = draw(st.sets(st.sampled_from(argument.values), min_size=1, max_size=3))
                values = [value for value in argument.values if value in chosen]
            args.append(Argument(argument.key, tuple(values)))
    if definition.units:
        for comparison in (">=", "<="):
            if not draw(st.integers(0, 2)):
                unit = draw(st.sampled_from((None, *definition.units[1:])))
                args.append(Amount(comparison, draw(AMOUNTS), unit))
    return Event(definition.name, tuple(args))


@st.composite
def windows(draw, depth, *, anchors=True):
    match draw(st.sampled_from("bwrra" if anchors else "bwr")):
        case "b":
            return By(draw(DAYS))
        case "w":
            first, last = sorted((draw(DAYS), draw(DAYS)))
            return Between(first, last)
        case "r":
            return Within(draw(DURATIONS))
        case _:
            anchor = draw(clauses(depth + 1, negations=False))
            return Within(draw(DURATIONS), draw(st.sampled_from(("of", "before"))), anchor)


@st.composite
def terms(draw, depth, *, negations=True):
    return draw(
        plain_terms(depth, negations=negations)
        if depth > 2 or draw(st.booleans())
        else bracketed(depth, negations=negations)
    )


@st.composite
def plain_terms(draw, depth, *, negations=True):
    names = EVENTS if negations else tuple(name for name in EVENTS if name != "war_ongoing")
    window = draw(st.none() | windows(depth, anchors=depth < 3))
    return Term(draw(events(names)), window, negations and draw(st.booleans()))


@st.composite
def bracketed(draw, depth, *, negations=True):
    """Brackets that say something: a group that is negated or has a window."""
    body = draw(conjunctions(depth + 1, negations=negations) | disjunctions(depth + 1, negations=negations))
    negated = negations and draw(st.booleans())
    window = (
        draw(windows(depth, anchors=depth < 3)) if not negated else draw(st.none() | windows(depth, anchors=depth < 3))
    )
    return Term(body, window, negated)


@st.composite
def conjunctions(draw, depth, *, negations=True):
    bare_or = disjunctions(depth + 1, negations=negations).map(Term)
    part = terms(depth, negations=negations) if depth > 1 else terms(depth, negations=negations) | bare_or
    return And(tuple(draw(st.lists(part, min_size=2, max_size=3))))


@st.composite
def disjunctions(draw, depth, *, negations=True):
    part = (
        terms(depth, negations=negations)
        if depth > 1
        else terms(depth, negations=negations) | conjunctions(depth + 1, negations=negations)
    )
    return Or(tuple(draw(st.lists(part, min_size=2, max_size=3))))


def clauses(depth=0, *, negations=True):
    deeper = [] if depth > 2 else [conjunctions(depth, negations=negations), disjunctions(depth, negations=negations)]
    return st.one_of(terms(depth, negations=negations), *deeper)


def questions():
    levers = st.builds(Do, NAMES, NAMES | st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True))
    cases = st.none() | st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True)
    return st.builds(Question, clauses(), st.none() | clauses() | levers, cases)
