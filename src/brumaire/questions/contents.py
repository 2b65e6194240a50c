"""What a question asks about: its events, whether exits alone answer it, whether it can be resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.questions.normal_form import normal
from brumaire.questions.vocabulary import vocabulary
from brumaire.questions.windows import clauses, reach, terms
from brumaire.records.outside_view import MANNERS, ExitManner
from brumaire.records.question import Argument, Do, Event, Question, Term, Window, Within


@dataclass(frozen=True, slots=True)
class ExitOnly:
    """A question on the time and the announced manner of exit alone.

    manners
        The manners that count, all nine where the question names none.
    window
        Its window, None for all time to the horizon. It has no anchor.
    negated
        Whether the question is that no such exit happens.
    """

    manners: tuple[ExitManner, ...]
    window: Window | None
    negated: bool = False


def event_names(question: Question) -> tuple[str, ...]:
    """Names of all events in a question, those of anchors and of the condition too, each once, in order.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> event_names(parse("plot within 30 days before (coup or purge) given victory"))
    ('plot', 'leader_exit', 'purge', 'victory')
    """
    found = (t.body.name for clause in clauses(normal(question)) for t in terms(clause) if isinstance(t.body, Event))
    return tuple(dict.fromkeys(found))


def manners_needed(question: Question) -> tuple[ExitManner, ...]:
    """Manners of exit, few at a time, of which a question needs many futures: those it is conditional on, or asks more of.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> manners_needed(parse("successor_harder by 2024-12-05 given leader_exit(coup) by 2024-06-05"))
    ('coup',)
    >>> manners_needed(parse("leader_exit(coup, fate=killed) by 2024-06-05"))
    ('coup',)
    >>> manners_needed(parse("leader_exit(coup) by 2024-06-05"))
    ()
    """
    found: list[ExitManner] = []
    for place, clause in enumerate(clauses(normal(question))):
        for term in terms(clause):
            if not isinstance(term.body, Event) or term.body.name != "leader_exit":
                continue
            named = [
                m for arg in term.body.args if isinstance(arg, Argument) and arg.key == "manner" for m in arg.values
            ]
            more = any(not isinstance(arg, Argument) or arg.key != "manner" for arg in term.body.args)
            if len(named) <= 2 and (more or place > 0):
                found += [manner for manner in MANNERS if manner in named]
    return tuple(dict.fromkeys(found))


def is_exit_only(question: Question) -> ExitOnly | None:
    """The manners and the window of a question on exits alone, None where the question asks for more.

    Such a question is one `leader_exit` without a condition or an anchor, and with no argument but the manner.
    It can be answered from exact masses, where the announced manner is the true one.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> is_exit_only(parse("coup by 2024-12-31"))
    ExitOnly(manners=('coup',), window=By(day=datetime.date(2024, 12, 31)), negated=False)
    >>> is_exit_only(parse("coup_attempt by 2024-12-31")) is None
    True
    """
    question = normal(question)
    term = question.clause
    if question.given is not None or not isinstance(term, Term) or not isinstance(term.body, Event):
        return None
    if term.body.name != "leader_exit" or (isinstance(term.window, Within) and term.window.anchor is not None):
        return None
    named: tuple[str, ...] = MANNERS
    for arg in term.body.args:
        if not isinstance(arg, Argument) or arg.key != "manner":
            return None
        named = arg.values
    return ExitOnly(tuple(m for m in MANNERS if m in named), term.window, term.negated)


def ledger_problem(question: Question) -> str | None:
    """Why a question cannot enter the ledger, None where it can.

    Examples
    --------
    >>> from brumaire.questions import parse
    >>> ledger_problem(parse("leader_exit"))
    'no window: say by when'
    >>> ledger_problem(parse("leader_exit by 2024-12-31")) is None
    True
    """
    question = normal(question)
    if isinstance(question.given, Do):
        return "given do(...) asks what a lever would change, and nobody will see both worlds"
    known = vocabulary()
    for name in event_names(question):
        if not known[name].checkable:
            return f"{name} cannot be checked: {known[name].not_checkable}"
    for clause in clauses(question):
        for term in terms(clause):
            if isinstance(term.window, Within) and term.window.anchor is None:
                return f"within {term.window.duration} counts from the asking date: give the date itself"
    # No window counts from the asking date any more, so any date serves to see whether one is missing.
    if reach(question, date(2000, 1, 1)).open:
        return "no window: say by when"
    return None
