"""What an exact solution answers: where the states are, how he has left, and whether an event has happened by a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from brumaire.dates import after
from brumaire.errors import FuturesError
from brumaire.futures.ask import percentiles
from brumaire.futures.base import Floats
from brumaire.futures.exact.chain import Edge
from brumaire.futures.exact.solution import Solution, carry
from brumaire.questions import evaluate, normal, to_text
from brumaire.questions.matching import as_announced, matches
from brumaire.records.forecast import Answer
from brumaire.records.futures import EventKind, EventLog, ExitMasses, Futures, ParameterDraws
from brumaire.records.question import And, Between, By, Clause, Do, Event, Or, Question, Term, Window, Within


@dataclass(frozen=True, slots=True)
class First:
    """A question on the first occurrence of any of some events, within a window."""

    events: tuple[Event, ...]
    window: Window | None
    negated: bool


def distribution(solution: Solution, day: date, states: Sequence[str] = ()) -> dict[tuple[str, ...], float]:
    """The probability of each joint value of some states (of all, where none is named) at the end of a day.

    The built-in states `leader`, `exit` and `announced` can be named too.

    >>> from brumaire.models import load_text
    >>> from brumaire.cases import case_from_profile
    >>> start, end = date(2022, 1, 1), date(2023, 1, 1)
    >>> nobody = case_from_profile(birth=date(1950, 1, 1), entered=date(2000, 1, 1), regime="party", at=start)
    >>> text = "schema: brumaire.model/1\\nname: one\\ntransitions:\\n  dies: {exit: natural_death, rate: 1 per year, why: x, source: judged}"
    >>> from brumaire.futures.exact import solve
    >>> gone = distribution(solve(load_text(text), nobody, as_of=start, horizon=end), end, ["leader"])
    >>> {k: round(p, 4) for k, p in gone.items()}
    {('in_office',): 0.3681, ('gone',): 0.6319}
    """
    chain = solution.chain
    names = states or [s.name for s in chain.model.states]
    law = carry(solution, solution.law, solution.day(solution.as_of), solution.day(day))
    mean = _over_draws(solution, law)
    found: dict[tuple[str, ...], float] = {}
    for node, probability in zip(chain.nodes, mean, strict=True):
        known = chain.states_at(node)
        for name in names:
            if name not in known:
                raise FuturesError(f"there is no state {name}", mend=f"the states are {', '.join(known)}")
        key = tuple(known[name] for name in names)
        found[key] = found.get(key, 0.0) + float(probability)
    return found


def incidence(solution: Solution, days: Sequence[date]) -> Floats:
    """Cumulative incidence by the true manner of leaving, up to increasing days: (draws, days, manners)."""
    manners, nodes = solution.manners, solution.chain.nodes
    made = np.zeros((len(solution.law), len(days), len(manners)))
    law, now = solution.law, solution.day(solution.as_of)
    for k, day in enumerate(days):
        law, now = carry(solution, law, now, solution.day(day)), solution.day(day)
        for i, node in enumerate(nodes):
            if node.departure is not None:
                made[:, k, manners.index(node.departure.get("manner"))] += law[:, i]
    return made


def ask(solution: Solution, question: Question, *, roles: Mapping[str, str] | None = None) -> Answer:
    """The exact answer to a question on a first occurrence, or on the time and manner of leaving.

    `monte_carlo_error` is 0; `interval` runs from the 5th to the 95th percentile over the draws of the parameters.

    Raises
    ------
    QuestionError
        As for a simulation: nothing realises the event, or the window is over or lies past the horizon.
    FuturesError
        The question asks for more than a first occurrence.
    """
    by_draw = probability(solution, question, roles=roles)
    p = float((solution.weight * by_draw).mean())
    if np.ptp(by_draw) == 0.0:
        low = high = p
    else:
        low, high = percentiles(by_draw, solution.weight / solution.weight.sum())
    return Answer(
        question=question,
        text=to_text(question),
        probability=p,
        monte_carlo_error=0.0,
        interval=(low, high),
        effective=0.0,
        note=f"worked out exactly over {len(solution.chain.nodes)} joint states",
        exact=True,
    )


def probability(solution: Solution, question: Question, *, roles: Mapping[str, str] | None = None) -> Floats:
    """The probability that a question comes out yes under each draw of the parameters: (draws,)."""
    wanted = first_occurrence(question)
    # A log without rows knows all that this model can tell apart, and refuses what the engine's would.
    evaluate(question, _nothing_happened(solution), roles=roles)
    known = roles or {}
    low, high = _span(solution, wanted.window)
    told = {k: any(matches(e, as_announced(k), known) for e in wanted.events) for k in solution.chain.kinds}
    true = {k: any(matches(e, k, known) for e in wanted.events) for k in solution.chain.kinds}
    hidden = any(k.name == "leader_exit" and told[k] != true[k] for k in told)
    if hidden and len(wanted.events) > 1:
        raise _too_much(question, "an exit that is told as another, beside other events")
    yes = _as_told(solution, low, high, told=told, true=true) if hidden else _happened(solution, low, high, true)
    return 1.0 - yes if wanted.negated else yes


def _happened(solution: Solution, low: int, high: int, true: Mapping[EventKind, bool]) -> Floats:
    law = carry(solution, solution.law, solution.day(solution.as_of), low)
    flagged = np.concatenate([law, np.zeros_like(law)], axis=1)
    flagged = carry(solution, flagged, low, high, hits=lambda edge: any(true[k] for k in edge.events))
    return np.asarray(flagged[:, law.shape[1] :].sum(axis=1))


def _as_told(
    solution: Solution, low: int, high: int, *, told: Mapping[EventKind, bool], true: Mapping[EventKind, bool]
) -> Floats:
    """A manner of leaving as it is known on the last day: as announced, or as it was where that has come to light."""
    n = len(solution.chain.nodes)

    def exposed(edge: Edge) -> bool:
        return any(k.name == "exposure" for k in edge.events)

    flagged = np.concatenate([solution.law, np.zeros_like(solution.law)], axis=1)
    flagged = carry(solution, flagged, solution.day(solution.as_of), low, hits=exposed)
    here = np.array([node.departure is None for node in solution.chain.nodes])
    # Who left before the window opens does not leave in it.
    flagged = carry(solution, flagged * np.concatenate([here, here]), low, high, hits=exposed)
    counts = np.array(
        [
            [d is not None and table[d] for d in (node.departure for node in solution.chain.nodes)]
            for table in (told, true)
        ]
    ).reshape(2 * n)
    return np.asarray(flagged[:, counts].sum(axis=1))


def first_occurrence(question: Question) -> First:
    """What a question asks for, where that is a first occurrence.

    >>> from brumaire.questions import parse
    >>> first_occurrence(parse("not (coup_attempt or armed_mutiny) by 2024-01-01")).events
    (Event(name='coup_attempt', args=()), Event(name='armed_mutiny', args=()))

    Raises
    ------
    FuturesError
        It has a condition, joins events by `and`, counts from another event, or has parts with windows of their own.
    """
    question = normal(question)
    if isinstance(question.given, Do):
        raise _too_much(question, "a lever set in the question; set it with the solution")
    if question.given is not None:
        raise _too_much(question, "a condition")
    clause = question.clause
    if isinstance(clause, Or) and _same_window(clause):
        first = clause.parts[0]
        assert isinstance(first, Term)
        return First(_plain(question, Or(tuple(_without(p) for p in clause.parts))), first.window, negated=False)
    if not isinstance(clause, Term):
        raise _too_much(question, "several events with windows of their own, or joined by `and`")
    if isinstance(clause.window, Within) and clause.window.anchor is not None:
        raise _too_much(question, "a window that counts from another event")
    return First(_plain(question, clause.body), clause.window, clause.negated)


def _same_window(clause: Or) -> bool:
    windows = {p.window for p in clause.parts if isinstance(p, Term) and not p.negated}
    return len(windows) == 1 and all(isinstance(p, Term) and not p.negated for p in clause.parts)


def _without(part: Clause) -> Clause:
    return Term(part.body) if isinstance(part, Term) else part


def _plain(question: Question, body: Event | And | Or) -> tuple[Event, ...]:
    """The events of a body: one, or several of which any will do."""
    if isinstance(body, Event):
        parts: tuple[Event | And | Or | None, ...] = (body,)
    elif isinstance(body, Or):
        parts = tuple(
            p.body if isinstance(p, Term) and p.window is None and not p.negated else None for p in body.parts
        )
    else:
        parts = (None,)
    events = tuple(p for p in parts if isinstance(p, Event))
    if len(events) < len(parts):
        raise _too_much(question, "several events with windows of their own, or joined by `and`")
    if any(e.name == "war_ongoing" for e in events):
        raise _too_much(question, "war_ongoing, which is the absence of an event: ask for `not war_end`")
    return events


def _too_much(question: Question, what: str) -> FuturesError:
    return FuturesError(
        f"{to_text(question)!r} asks for {what}",
        rule="an exact answer is on the first occurrence of an event by a date, or on the manner of leaving",
        mend="leave --exact away to simulate it",
    )


def _span(solution: Solution, window: Window | None) -> tuple[int, int]:
    """The days after the start in which an event counts: after the first, up to the last."""
    first, last = solution.as_of, solution.horizon
    match window:
        case By(day):
            last = day
        case Between(opens, closes):
            first, last = max(first, opens - timedelta(days=1)), closes
        case Within(duration, None, _):
            last = after(solution.as_of, duration)
        case _:
            pass
    return solution.day(first), solution.day(last)


def _over_draws(solution: Solution, by_draw: Floats) -> Floats:
    return np.asarray((solution.weight[:, None] * by_draw).mean(axis=0))


def _nothing_happened(solution: Solution) -> Futures:
    nothing, none = np.empty(0, np.int32), np.empty(0)
    return Futures(
        case=solution.case.name,
        model=solution.chain.model.hash,
        seed=0,
        start=solution.case.start,
        as_of=solution.as_of,
        horizon=solution.horizon,
        trajectory=np.zeros(1, np.int32),
        weight=np.ones(1),
        leaves=np.zeros(1, np.bool_),
        batch=np.zeros(1, np.int32),
        evidence=np.ones(1),
        log=EventLog(nothing, none, nothing, solution.chain.kinds),
        exits=ExitMasses(none, (), np.zeros((1, 0, 0))),
        parameters=ParameterDraws((), np.zeros((1, 0))),
        log_evidence=solution.log_evidence,
        levers={},
        realised=solution.chain.model.realised,
    )
