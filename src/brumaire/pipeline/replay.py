"""A question to stories: futures in which it comes out yes, told with the reason of each event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from brumaire import futures as engine
from brumaire.errors import FuturesError, QuestionError
from brumaire.futures.telling import pick
from brumaire.futures.telling import replay as tell
from brumaire.pipeline.forecast import ForecastResult, Settings, on_record, prepare
from brumaire.pipeline.outlook import warnings
from brumaire.questions import deadline, evaluate, manners_needed, roles, to_text
from brumaire.records import Answer, Case, Do
from brumaire.records.story import Story

SPARE = 5
"""Futures picked beyond those asked for, should another engine's be told differently."""


@dataclass(frozen=True, slots=True)
class Stories:
    """Some futures in which a question comes out yes, and how probable that is."""

    case: str
    title: str
    as_of: date
    seed: int
    runs: int
    answer: Answer
    stories: tuple[Story, ...]
    notes: tuple[str, ...]


def replay(case: Case, text: str, *, as_of: date | None, count: int, settings: Settings) -> Stories:
    """Futures in which a question comes out yes (and its condition, where it has one), picked by weight.

    Raises
    ------
    QuestionError
        The record has settled the question already.
    FuturesError
        It comes out yes in none of the simulated futures.
    """
    asked = as_of if as_of is not None else max([case.as_of or case.start, *(o.until or o.day for o in settings.seen)])
    prepared = prepare(case, [text], as_of=asked, settings=settings)
    question = prepared.questions[0]
    if on_record(prepared, question) is not None:
        raise QuestionError(
            f"{text!r} is settled by the record as of {prepared.as_of}",
            rule="stories are told of what is still open",
            mend="ask as of an earlier date, or with a window that is still open",
        )
    manners = manners_needed(question)
    if isinstance(question.given, Do):
        levers = {question.given.lever: question.given.value}
        futures = prepared.simulate(levers=levers, horizon=deadline(question, prepared.as_of))
        question = replace(question, given=None)
    else:
        futures = prepared.simulate()
    known = roles(case)
    outcome = evaluate(question, futures, roles=known)
    holds = outcome.event if outcome.condition is None else outcome.event & outcome.condition
    weights = futures.weight * holds
    if not weights.sum() > 0:
        raise FuturesError(
            f"{to_text(question)!r} comes true in none of {futures.trajectories:,} simulated trajectories",
            mend="ask for more --runs, or for something less rare",
        )
    told: list[Story] = []
    otherwise = 0
    settings.progress("telling stories")
    for number in pick(weights, count + SPARE, settings.seed).tolist():
        if len(told) == count:
            break
        story = tell(
            futures,
            number,
            prepared.model,
            case,
            anchor=prepared.anchor,
            seen=settings.seen,
            leaves_by_manner=manners,
        )
        if story.faithful:
            told.append(story)
        else:
            otherwise += 1
    notes = [*warnings(ForecastResult(prepared, futures, ()))]
    if len(told) < count:
        notes.append(f"{len(told)} of {count} futures are told: no more of those simulated have it")
    if otherwise:
        notes.append(f"{otherwise} were passed over, since the reference engine tells them differently")
    return Stories(
        case=case.name,
        title=case.title,
        as_of=prepared.as_of,
        seed=settings.seed,
        runs=futures.trajectories,
        answer=replace(engine.ask(futures, question, roles=known), question=prepared.questions[0], text=text),
        stories=tuple(told),
        notes=tuple(notes),
    )
