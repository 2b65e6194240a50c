"""Distributions over dates: scored at their own days, those that are over, the same for all and also after the event.

A question "by D" may be open for years while much of its distribution can be judged: whether the event has come by an earlier day
is known from the question itself where it was resolved early, and from questions about the same event with an earlier last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from brumaire.ledger.records import RecordedForecast, RecordedQuestion, RecordedResolution
from brumaire.questions import parse
from brumaire.records import By, Question, Term
from brumaire.scoring import checkpoint_brier


@dataclass(frozen=True, slots=True)
class Checked:
    """A distribution with the days that can be judged: `passed` of `days`, with the mean Brier score, None for none."""

    forecast: RecordedForecast
    days: int
    passed: int
    brier: float | None


def at_checkpoints(
    forecasts: Sequence[RecordedForecast],
    questions: Sequence[RecordedQuestion],
    resolutions: Sequence[RecordedResolution],
    on: date,
) -> tuple[Checked, ...]:
    """Each distribution on its days up to `on` of which it is known whether the event had come; manners are added up.

    >>> at_checkpoints((), (), (), date(2024, 1, 1))
    ()
    """
    by_id = {q.id: q for q in questions}
    latest = {r.question: r for r in sorted(resolutions, key=lambda r: r.number) if r.known <= on}
    found = []
    for forecast in forecasts:
        if forecast.form != "distribution":
            continue
        happened, until = _known(by_id[forecast.question], questions, latest)
        days = [date.fromisoformat(day) for day in forecast.body["form"]["days"]]
        by = np.sum(forecast.body["form"]["cumulative"], axis=0)
        # Manners sum to what rounding may put a last digit above 1.
        scores = checkpoint_brier(np.minimum(by, 1.0), days, happened, min(until, on))
        found.append(Checked(forecast, len(days), scores.size, float(scores.mean()) if scores.size else None))
    return tuple(found)


def _known(
    question: RecordedQuestion, questions: Sequence[RecordedQuestion], latest: dict[str, RecordedResolution]
) -> tuple[date | None, date]:
    """The day of the event, and the day up to which it is known whether it came."""
    event, until = _event(question), question.opens
    for other in questions:
        resolution = latest.get(other.id)
        same = other.id == question.id or (event is not None and other.case == question.case and _event(other) == event)
        if resolution is None or not same or other.opens > question.opens:
            continue
        if resolution.outcome == "yes" and resolution.happened is not None and resolution.happened > question.opens:
            return resolution.happened, date.max
        if resolution.outcome == "no":
            until = max(until, other.closes)
    return None, until


def _event(question: RecordedQuestion) -> Question | None:
    """The question without its last day, where it is one event by a day; None where it is anything else."""
    asked = parse(question.text)
    term = asked.clause
    if asked.given is not None or not isinstance(term, Term) or term.negated or not isinstance(term.window, By):
        return None
    return Question(Term(term.body))
