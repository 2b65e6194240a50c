"""Answers to questions about a case, with the commentary beside them where claims are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from brumaire import commentary
from brumaire import futures as engine
from brumaire.pipeline.claims_file import load_reading
from brumaire.pipeline.forecast import ForecastResult, Settings, forecast, prepare
from brumaire.questions import Outcome, evaluate, roles
from brumaire.records import Answer, Case, Do, Futures, Question, Reading

ENOUGH = 1_000
"""Effective trajectories under which a reader is warned."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Answers, and what is needed to print them."""

    case: str
    title: str
    as_of: date
    seed: int
    runs: int
    answers: tuple[Answer, ...]
    notes: tuple[str, ...]


def outlook(
    case: Case, texts: Sequence[str], *, as_of: date | None, settings: Settings, claims: Path | None = None
) -> Outlook:
    """Ask a case questions; `claims` is the output of `read --json`.

    The asking date is `as_of`, else that of the latest article among the claims, else the case's; and not before the
    latest indicator seen.
    """
    reading = load_reading(claims) if claims is not None else None
    asked = as_of
    if asked is None:
        published = [a.published for a in reading.articles if a.published] if reading else []
        asked = max([max(published, default=case.as_of or case.start), *(o.until or o.day for o in settings.seen)])
    further = [c.event for c in commentary.constraints_of(reading)] if reading else []
    result = forecast(prepare(case, texts, as_of=asked, settings=settings, further=further))
    settings.progress("weighing the claims")
    answers = if_right(result, reading) if reading else result.answers
    return Outlook(
        case=case.name,
        title=case.title,
        as_of=result.prepared.as_of,
        seed=settings.seed,
        runs=settings.runs,
        answers=answers,
        notes=warnings(result),
    )


def if_right(result: ForecastResult, reading: Reading) -> tuple[Answer, ...]:
    """The answers with a further column: the same futures, weighed so that the commentators' claims hold."""
    tilted = commentary.weigh(
        result.futures,
        commentary.constraints_of(reading),
        evaluator(result.prepared.case),
        commentary.contradicted(reading),
    )
    return with_commentary(result, tilted)


def with_commentary(result: ForecastResult, tilted: commentary.Commentary) -> tuple[Answer, ...]:
    """Fill in "if these commentators are right" where at least one claim could be imposed."""
    if not any(report.imposed for report in tilted.reports):
        return result.answers
    known = roles(result.prepared.case)
    return tuple(
        answer
        if answer.settled or isinstance(answer.question.given, Do)
        else replace(
            answer,
            if_commentators_right=engine.share(result.futures, answer.question, tilted.weights, roles=known),
        )
        for answer in result.answers
    )


def evaluator(case: Case) -> Callable[[Question, Futures], Outcome]:
    """Evaluation in which the case's actors, places and people stand for their roles in the model."""
    return partial(evaluate, roles=roles(case))


def warnings(result: ForecastResult) -> tuple[str, ...]:
    """What a reader of the numbers must know about the simulation."""
    futures = result.futures
    if futures.effective < ENOUGH:
        left = f"only {futures.effective:.0f} effective trajectories of {futures.trajectories}"
        return (f"{left} are left after weighing the evidence; ask for more --runs",)
    return ()
