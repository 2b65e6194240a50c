"""When two names are one speaker, and what a question asks about, for scoring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brumaire.questions import vocabulary
from brumaire.questions.vocabulary import STANDARD_ROLES
from brumaire.records import Amount, And, Event, Or, Question, Speaker, Term
from brumaire.records.question import Clause, Do

# Where a phrase's head ends: "senior officials in the ministry" are officials.
_AFTER_HEAD = re.compile(
    r"\s+(?:of|in|at|from|with|for|on|by|to|who|whose|that|which|close|familiar|briefed|inside|within|near)\b|,"
)
_LAST = re.compile(r"(?i)(?:['’]s?|,?\s+(?:jr|sr|ii|iii)\.?)$")


def heads(name: str) -> str:
    """The surname, or the head of a phrase without a name, folded for comparison.

    >>> heads("Colonel Ada Ames"), heads("Senior officials in the ministry"), heads("the Institute for Rivers")
    ('ames', 'officials', 'institute')
    """
    phrase = _AFTER_HEAD.split(name.strip(), maxsplit=1)[0]
    words = _LAST.sub("", phrase).split()
    return words[-1].strip("“”\"'’.").casefold() if words else ""


def said_by_same(wanted: Speaker | None, found: Speaker | None) -> bool:
    """Whether two speakers are one: both nobody, or the same surname or head."""
    if wanted is None or found is None:
        return wanted is found
    return heads(wanted.name) == heads(found.name)


def question_events(question: Question | None, *, arguments: bool = False) -> set[str]:
    """The events that a question's clause names, "not" before the negated, or their arguments as key=value."""
    if question is None:
        return set()
    return set(_named(question.clause, negated=False, arguments=arguments))


def _named(clause: Clause | Do, *, negated: bool, arguments: bool) -> Iterator[str]:
    if isinstance(clause, And | Or):
        for part in clause.parts:
            yield from _named(part, negated=negated, arguments=arguments)
    elif isinstance(clause, Term):
        negated ^= clause.negated
        if isinstance(clause.body, Event):
            yield from _arguments(clause.body) if arguments else [("not " if negated else "") + clause.body.name]
        else:
            yield from _named(clause.body, negated=negated, arguments=arguments)


def _arguments(event: Event) -> Iterator[str]:
    for arg in event.args:
        if isinstance(arg, Amount):
            yield f"{event.name}: amount {arg.comparison} {arg.number:g}"
        elif set(arg.values) <= set(_values(event.name, arg.key)):
            yield f"{event.name}: {arg.key}={'|'.join(sorted(arg.values))}"


def _values(event: str, key: str) -> tuple[str, ...]:
    """The values that a reader can know without a case file: closed ones and the standard roles."""
    definition = vocabulary()[event].argument(key)
    if definition is None:
        return ()
    return STANDARD_ROLES[definition.open] if definition.open else definition.values
