"""A question as canonical text."""

from __future__ import annotations

from brumaire.errors import QuestionError
from brumaire.questions.event_rules import number_text
from brumaire.questions.normal_form import normal
from brumaire.questions.tokens import MAX_LENGTH
from brumaire.questions.vocabulary import vocabulary
from brumaire.records.question import And, Argument, Between, By, Clause, Do, Event, Or, Question, Term, Window


def to_text(question: Question) -> str:
    """The canonical text of a question, as files, commands, links and the ledger carry it.

    `parse(to_text(q))` is the normal form of `q`, and `to_text(parse(text))` is canonical.

    Raises
    ------
    QuestionError
        The tree is no question (see `normal`), or its text is longer than 2,000 characters.

    Examples
    --------
    >>> from datetime import date
    >>> exit = Event("leader_exit", (Argument("manner", ("natural_death", "coup")),))
    >>> to_text(Question(Term(exit, By(date(2024, 12, 31))), case="russia-2023"))
    'russia-2023: leader_exit(coup | natural_death) by 2024-12-31'
    """
    tidy = normal(question)
    text = clause_text(tidy.clause)
    if tidy.case is not None:
        text = f"{tidy.case}: {text}"
    if isinstance(tidy.given, Do):
        text += f" given do({tidy.given.lever}={tidy.given.value})"
    elif tidy.given is not None:
        text += f" given {clause_text(tidy.given)}"
    if len(text) > MAX_LENGTH:
        raise QuestionError(
            f"a question of {len(text)} characters", rule=f"at most {MAX_LENGTH}", mend="ask several questions"
        )
    return text


def clause_text(clause: Clause) -> str:
    """A clause in normal form as text."""
    if isinstance(clause, Or):
        return " or ".join(clause_text(part) for part in clause.parts)
    if isinstance(clause, And):
        return " and ".join(clause_text(part) for part in clause.parts)
    body = event_text(clause.body) if isinstance(clause.body, Event) else f"({clause_text(clause.body)})"
    negation = "not " if clause.negated else ""
    return f"{negation}{body}{'' if clause.window is None else ' ' + window_text(clause.window)}"


def event_text(event: Event) -> str:
    """An event with its arguments; the default argument goes without its key."""
    if not event.args:
        return event.name
    default = vocabulary()[event.name].default
    pieces = []
    for arg in event.args:
        if isinstance(arg, Argument):
            values = " | ".join(arg.values)
            pieces.append(values if arg.key == default else f"{arg.key}={values}")
        else:
            unit = "" if arg.unit is None else f" {arg.unit}"
            pieces.append(f"amount {arg.comparison} {number_text(arg.number)}{unit}")
    return f"{event.name}({', '.join(pieces)})"


def window_text(window: Window) -> str:
    """A window as text."""
    if isinstance(window, By):
        return f"by {window.day}"
    if isinstance(window, Between):
        return f"between {window.first} and {window.last}"
    if window.anchor is None:
        return f"within {window.duration}"
    return f"within {window.duration} {window.relation} {_anchor_text(window.anchor)}"


def _anchor_text(anchor: Clause) -> str:
    if isinstance(anchor, Term) and isinstance(anchor.body, Event) and anchor.window is None:
        return event_text(anchor.body)
    return f"({clause_text(anchor)})"
