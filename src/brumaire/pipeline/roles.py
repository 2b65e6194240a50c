"""Questions name actors, places and people as the case does; models name them by role. This turns the one into the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from brumaire.records import And, Argument, Case, Claim, Clause, Do, Event, Or, Question, Reading, Term, Within


def in_roles(question: Question, case: Case) -> Question:
    """The question with the case's keys replaced by the roles that they play; what plays no role stays.

    `coup_attempt(by=gru)` becomes `coup_attempt(by=military_intelligence)` where the case says so.
    """
    roles = {n.key: n.role for n in (*case.actors, *case.places, *case.candidates) if n.role is not None}
    if not roles:
        return question
    given = question.given
    return replace(
        question,
        clause=_clause(question.clause, roles),
        given=given if given is None or isinstance(given, Do) else _clause(given, roles),
    )


def reading_in_roles(reading: Reading, case: Case) -> Reading:
    """A reading whose claims ask about roles."""
    return replace(reading, claims=tuple(_claim(claim, case) for claim in reading.claims))


def _claim(claim: Claim, case: Case) -> Claim:
    condition = claim.condition
    if condition is not None and condition.question is not None:
        condition = replace(condition, question=in_roles(condition.question, case))
    question = None if claim.question is None else in_roles(claim.question, case)
    return replace(claim, question=question, condition=condition)


def _clause(clause: Clause, roles: Mapping[str, str]) -> Clause:
    if isinstance(clause, And | Or):
        return replace(clause, parts=tuple(_clause(part, roles) for part in clause.parts))
    body = _event(clause.body, roles) if isinstance(clause.body, Event) else _clause(clause.body, roles)
    assert not isinstance(body, Term)
    window = clause.window
    if isinstance(window, Within) and window.anchor is not None:
        window = replace(window, anchor=_clause(window.anchor, roles))
    return replace(clause, body=body, window=window)


def _event(event: Event, roles: Mapping[str, str]) -> Event:
    return replace(event, args=tuple(_argument(arg, roles) if isinstance(arg, Argument) else arg for arg in event.args))


def _argument(arg: Argument, roles: Mapping[str, str]) -> Argument:
    # Two keys of a case may play one role; the values stay distinct and in order.
    return replace(arg, values=tuple(dict.fromkeys(roles.get(value, value) for value in arg.values)))
