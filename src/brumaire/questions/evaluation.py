"""Questions asked of futures.

An event counts strictly after the asking date, and its first occurrence in the window suffices. A negation covers its
window: "not war_end by D" is true where no such occurrence lies in it, also where the window never opens because its
anchor does not happen. Windows around brackets narrow the windows inside. An anchor is counted from the first time
that it comes true after the asking date: of an `and` the last of its parts, of an `or` the first.

`leader_exit` with arguments reads what would be known on the last day of its window: the announced manner, or the
true one where an exposure lies at or before that day. `war_ongoing` is true where no `war_end` lies at or before the
last day of its window; before the asking date counts too, since a war that is over is not going on.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import day_number
from brumaire.errors import QuestionError
from brumaire.questions.contents import event_names
from brumaire.questions.matching import has
from brumaire.questions.normal_form import normal
from brumaire.questions.printing import clause_text, event_text, to_text
from brumaire.questions.timeline import Bounds, Timeline, holds
from brumaire.questions.windows import clauses, reach, terms
from brumaire.records.futures import Futures
from brumaire.records.question import Argument, Between, By, Do, Event, Question


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question comes out in each future.

    event : bool (futures,), whether the question's clause comes true.
    condition : bool (futures,), whether its condition does; None without one.
    deadline : the last day number that was looked at, counted from the end of `Futures.start`.
    """

    event: NDArray[np.bool_]
    condition: NDArray[np.bool_] | None
    deadline: float


def evaluate(question: Question, futures: Futures, *, roles: Mapping[str, str] | None = None) -> Outcome:
    """Whether a question comes out yes in each future.

    Parameters
    ----------
    question
        Any question without `given do(...)`.
    futures
        Futures that reach as far as the question.
    roles
        Roles of the case's actors, places and persons by key (see `roles`), so that a question's `gru` matches the
        model's `military_intelligence`.

    Raises
    ------
    QuestionError
        The condition is `do(...)`; the model realises no such event or never with such an argument; a window is over at the asking
        date; the futures end before the question does.

    Notes
    -----
    P(question) is the sum of weights over `event`; with a condition, over `event & condition`, divided by the
    sum over `condition`.
    """
    question = normal(question)
    if isinstance(question.given, Do):
        raise QuestionError(
            f"given do({question.given.lever}={question.given.value}) cannot be read from these futures",
            rule="a lever is set before futures are simulated",
            mend="simulate with the lever set, then ask the question without the condition",
        )
    _check_realised(question, futures)
    _check_distinguished(question, futures, roles or {})
    last = _check_windows(question, futures)
    line = Timeline(
        size=len(futures.weight),
        log=futures.log,
        origin=futures.start,
        as_of=futures.as_of,
        span=Bounds(
            float(day_number(futures.as_of, futures.start)),
            float(day_number(futures.horizon, futures.start)),
        ),
        roles=roles or {},
    )
    event = holds(question.clause, line, line.span)
    condition = None if question.given is None else holds(question.given, line, line.span)
    return Outcome(event, condition, last)


def _check_realised(question: Question, futures: Futures) -> None:
    # Every model lets the leader leave; whether the war goes on is read from its end.
    realised = futures.realised | {"leader_exit"} | ({"war_ongoing"} if "war_end" in futures.realised else set())
    for name in event_names(question):
        if name not in realised:
            offered = difflib.get_close_matches(name, sorted(realised), n=3, cutoff=0.4)
            raise QuestionError(
                f"the model {futures.model} has nothing that realises {name}",
                where=f"question {to_text(question)!r}",
                rule="a question asks for events that the model can bring about",
                mend=f"ask for {', '.join(offered or sorted(realised))}",
            )


def _check_distinguished(question: Question, futures: Futures, roles: Mapping[str, str]) -> None:
    for clause in clauses(question):
        for term in terms(clause):
            if isinstance(term.body, Event) and term.body.name != "leader_exit":
                _check_arguments(term.body, futures, roles)


def _check_arguments(event: Event, futures: Futures, roles: Mapping[str, str]) -> None:
    # A log's kinds are all that the model can tell apart, so what matches none of them would be a silent zero.
    kinds = [kind for kind in futures.log.kinds if kind.name == event.name]
    for arg in event.args:
        key = arg.key if isinstance(arg, Argument) else "amount"
        known = sorted({str(value) for kind in kinds if (value := kind.get(key)) is not None})
        if kinds and not known:
            said = sorted({name for kind in kinds for name, _ in kind.args})
            raise QuestionError(
                f"the model {futures.model} does not say the {key} of {event.name}",
                where=event_text(event),
                rule="a question asks for what the model distinguishes",
                mend=f"it says {', '.join(said)}" if said else f"ask for {event.name} without arguments",
            )
        if kinds and isinstance(arg, Argument) and not any(has(arg, kind, roles) for kind in kinds):
            raise QuestionError(
                f"the model {futures.model} has no {event.name} with {key} {' or '.join(arg.values)}",
                where=event_text(event),
                rule="a question asks for what the model distinguishes",
                mend=f"its values are {', '.join(known)}",
            )


def _check_windows(question: Question, futures: Futures) -> float:
    for clause in clauses(question):
        for term in terms(clause):
            window = term.window
            end = window.day if isinstance(window, By) else window.last if isinstance(window, Between) else None
            if end is not None and end <= futures.as_of:
                raise QuestionError(
                    f"the window of {clause_text(term)!r} is over on {futures.as_of}",
                    rule="events count strictly after the asking date",
                    mend="ask as of an earlier date, or read the answer from the record",
                )
    far = reach(question, futures.as_of)
    if far.last is not None and far.last > futures.horizon:
        raise QuestionError(
            f"{to_text(question)!r} looks to {far.last}, the futures end on {futures.horizon}",
            rule="futures reach to the furthest question",
            mend="simulate to a later horizon",
        )
    return float(day_number(futures.horizon if far.open or far.last is None else far.last, futures.start))
