"""A question in plain words: what it asks, over which days, and how it is resolved."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from brumaire.questions.contents import event_names, ledger_problem
from brumaire.questions.event_rules import number_text
from brumaire.questions.normal_form import normal
from brumaire.questions.parsing import parse
from brumaire.questions.printing import to_text
from brumaire.questions.vocabulary import vocabulary
from brumaire.questions.windows import absolute, clauses, reach, terms
from brumaire.records.question import (
    And,
    Argument,
    Between,
    By,
    Clause,
    Do,
    Event,
    Question,
    Term,
    Window,
    Within,
)

_WIDTH = 100
_INDENT = 14


def explain(text_or_question: str | Question, as_of: date | None = None) -> str:
    """The canonical text, a reading in plain words, the dates covered, the rule of each event, and the ledger.

    Parameters
    ----------
    text_or_question
        A question, or its text.
    as_of
        The asking date, for windows that count from it; without it they are described and not dated.

    Examples
    --------
    >>> print(explain("victory within 6 months", date(2023, 1, 25)))
    Question      victory within 6 months
    In words      the leader's side wins the war within 6 months of the asking date
    Dates         events after 2023-01-25, up to 2023-07-25
    As of then    victory by 2023-07-25
    victory       The war ends on the leader's side's terms. Counts when: The war ends and the leader's side
                  holds the main aim that it declared at the war's start, as two independent outlets
                  judge. Does not count: A battle won; a claim of victory while fighting goes on. (The
                  rule is our judgement.)
    Ledger        can enter
    """
    question = parse(text_or_question) if isinstance(text_or_question, str) else normal(text_or_question)
    return "\n".join(_line(label, text) for label, text in _sections(question, as_of))


def in_words(question: Question) -> str:
    """A reading of a question in plain words.

    >>> in_words(parse("not leader_exit(coup) by 2024-12-31 given victory"))
    "it is not so that the leader leaves office (manner: coup) by 2024-12-31; given that the leader's side wins the war"
    """
    tidy = normal(question)
    text = _clause(tidy.clause)
    if isinstance(tidy.given, Do):
        text += f"; with the lever {tidy.given.lever} set to {tidy.given.value}"
    elif tidy.given is not None:
        text += f"; given that {_clause(tidy.given)}"
    return text


def _sections(question: Question, as_of: date | None) -> Iterator[tuple[str, str]]:
    fixed = question if as_of is None else absolute(question, as_of)
    yield "Question", to_text(question)
    yield "In words", in_words(question)
    yield "Dates", _dates(question, as_of)
    if fixed != question:
        yield "As of then", to_text(fixed)
    for name in event_names(question):
        yield name, _rule(name)
    problem = ledger_problem(fixed)
    yield "Ledger", "can enter" if problem is None else f"cannot enter: {problem}"


def _line(label: str, text: str) -> str:
    first = label.ljust(_INDENT) if len(label) < _INDENT else f"{label}\n{' ' * _INDENT}"
    wrapped = textwrap.wrap(text, _WIDTH - _INDENT, break_long_words=False, break_on_hyphens=False)
    return first + f"\n{' ' * _INDENT}".join(wrapped)


def _dates(question: Question, as_of: date | None) -> str:
    relative = any(
        isinstance(t.window, Within) and t.window.anchor is None for c in clauses(question) for t in terms(c)
    )
    since = "the asking date" if as_of is None else str(as_of)
    if as_of is None and relative:
        return f"events after {since}; where the last day falls depends on it"
    # Without a window that counts from the asking date, the last day is the same for every asking date.
    far = reach(question, as_of or date(2000, 1, 1))
    if far.last is None:
        return f"events after {since}, up to the horizon of the futures"
    tail = ", and what has no window up to the horizon of the futures" if far.open else ""
    return f"events after {since}, up to {far.last}{tail}"


def _rule(name: str) -> str:
    known = vocabulary()[name]
    mark = "The rule is given." if known.mark == "given" else "The rule is our judgement."
    vague = f" Cannot be checked: {known.not_checkable}." if not known.checkable else ""
    return f"{known.definition} Counts when: {known.rule} Does not count: {known.not_counted}{vague} ({mark})"


def _clause(clause: Clause) -> str:
    if not isinstance(clause, Term):
        word = " and " if isinstance(clause, And) else " or "
        return word.join(_clause(part) for part in clause.parts)
    body = _event(clause.body) if isinstance(clause.body, Event) else f"({_clause(clause.body)})"
    window = "" if clause.window is None else f" {_window(clause.window)}"
    return f"{'it is not so that ' if clause.negated else ''}{body}{window}"


def _event(event: Event) -> str:
    reading = vocabulary()[event.name].reading
    if not event.args:
        return reading
    said = []
    for arg in event.args:
        if isinstance(arg, Argument):
            said.append(f"{arg.key}: {' or '.join(value.replace('_', ' ') for value in arg.values)}")
        else:
            unit = arg.unit or vocabulary()[event.name].units[0]
            said.append(f"{'at least' if arg.comparison == '>=' else 'at most'} {number_text(arg.number)} {unit}")
    return f"{reading} ({'; '.join(said)})"


def _window(window: Window) -> str:
    if isinstance(window, By):
        return f"by {window.day}"
    if isinstance(window, Between):
        return f"from {window.first} to {window.last}"
    if window.anchor is None:
        return f"within {window.duration} of the asking date"
    when = "after" if window.relation == "of" else "before"
    anchor = _clause(window.anchor)
    if not isinstance(window.anchor, Term) or window.anchor.window is not None:
        anchor = f"({anchor})"
    return f"within {window.duration} {when} the first time that {anchor}"
