"""What crowds, markets and other forecasters said, with the model's answer beside it: as of then, and as of now.

A forecast is fair to compare only with one made on the same day. So the model is asked again as of each day on which others spoke: with the
same constants, from what the case has up to that day and nothing later, with as many futures as for the levers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brumaire import futures as engine
from brumaire.errors import BrumaireError
from brumaire.pipeline.forecast import LEVER_RUNS, Prepared, conditioned, cuts
from brumaire.questions import absolute, deadline, manners_needed, parse, roles
from brumaire.records import Answer, Comparison, Futures, OtherForecast, Question

MOST_DAYS = 12
"""The latest so many days are asked about; each takes a run of its own."""


def comparisons(prepared: Prepared, futures: Futures, then: Sequence[Answer | None]) -> tuple[Comparison, ...]:
    """What others said up to the asking date; `then` has the answers of `answers_then`, in the order of `told`."""
    rows = []
    for other, answer in zip(told(prepared), then, strict=True):
        now = _asked(futures, prepared, other.question)
        rows.append(
            Comparison(
                other.by,
                other.day,
                other.question,
                other.probability,
                None if now is None else now.probability,
                other.source,
                then=None if answer is None else answer.probability,
                interval_then=None if answer is None else answer.interval,
            )
        )
    return tuple(rows)


def told(prepared: Prepared) -> tuple[OtherForecast, ...]:
    """The forecasts of others that were known on the asking date."""
    return tuple(other for other in prepared.case.other_forecasts if other.day <= prepared.as_of)


def answers_then(prepared: Prepared) -> tuple[Answer | None, ...]:
    """The model's answer to each forecast of others as of its day, None where it cannot be asked.

    It cannot before the case's start, where the question names what the model does not have, and where hardly any future agrees
    with the record up to that day.
    """
    others = told(prepared)
    found: dict[int, Answer] = {}
    days = sorted({other.day for other in others if other.day >= prepared.case.start})[-MOST_DAYS:]
    for day in days:
        asked = [(k, question) for k, other in enumerate(others) if other.day == day and (question := _read(other))]
        if not asked:
            continue
        try:
            at, futures = conditioned(as_of(prepared, day, [question for _, question in asked]))
        except BrumaireError:
            continue
        found |= {k: answer for k, q in asked if (answer := _asked(futures, at, q)) is not None}
    return tuple(found.get(k) for k in range(len(others)))


def as_of(prepared: Prepared, day: date, questions: Sequence[Question]) -> Prepared:
    """The same model and constants, asked on an earlier day."""
    settings = prepared.settings
    seen = tuple(o for o in settings.seen if (o.until or o.day) <= day)
    ends = [end for q in questions if (end := deadline(q, day)) is not None]
    return replace(
        prepared,
        as_of=day,
        horizon=max([*ends, *cuts(day, prepared.horizon, ())[:1]]),
        questions=tuple(questions),
        settings=replace(settings, runs=min(LEVER_RUNS, settings.runs), seen=seen),
        proposal=None,
    )


def _read(other: OtherForecast) -> Question | None:
    try:
        question = absolute(parse(other.question), other.day)
        manners_needed(question)
    except BrumaireError:
        return None
    return question


def _asked(futures: Futures, prepared: Prepared, question: Question | str) -> Answer | None:
    try:
        asked = parse(question) if isinstance(question, str) else question
        return engine.ask(futures, asked, roles=roles(prepared.case))
    except BrumaireError:
        # The window is over, lies past the horizon, or the model has no such event: there is nothing to set beside it.
        return None
