"""Claims that say nothing about when: what the model makes of them within 6, 12 and 24 months, and they of the model.

Such a claim is never imposed on the answers. What it would do, were it meant for one of three windows, can be shown.
"""

from __future__ import annotations

from collections.abc import Callable

from brumaire.commentary.constraints import asked, constraints_of, hypothetical, windowed, within
from brumaire.commentary.weigh import weigh
from brumaire.dates import Duration, after
from brumaire.errors import BrumaireError
from brumaire.questions import Outcome
from brumaire.questions import evaluate as questions_evaluate
from brumaire.records import Do, Futures, IfWithin, OpenWindow, Question, Reading

Evaluate = Callable[[Question, Futures], Outcome]

MONTHS = (6, 12, 24)


def if_within(
    futures: Futures, reading: Reading, question: Question, evaluate: Evaluate = questions_evaluate
) -> tuple[IfWithin, ...]:
    """The answer to a question if the commentators are right and their claims without a window mean 6, 12, 24 months.

    Windows beyond the futures' horizon are left out, and so is a window under which no claim can be imposed. Empty
    where every claim names its own time.
    """
    found: list[IfWithin] = []
    settled = {constraint.claim for constraint in constraints_of(reading)}
    outcome = evaluate(question, futures)
    condition = outcome.event | True if outcome.condition is None else outcome.condition
    for months in MONTHS:
        day = after(futures.as_of, Duration(months, "month"))
        constraints = constraints_of(reading, assume_by=day)
        if day > futures.horizon or {constraint.claim for constraint in constraints} == settled:
            break
        tilted = weigh(futures, constraints, evaluate)
        claims = sum(report.imposed for report in tilted.reports)
        mass = float(tilted.weights[condition].sum())
        if claims and mass > 0:
            share = float(tilted.weights[condition & outcome.event].sum()) / mass
            found.append(IfWithin(months, share, claims, tilted.effective))
    return tuple(found)


def open_windows(futures: Futures, reading: Reading, evaluate: Evaluate = questions_evaluate) -> tuple[OpenWindow, ...]:
    """The model's answer to each forecast without a window, at each of three windows that the futures reach.

    Examples
    --------
    A reading without claims has none; the futures are not looked at.

    >>> open_windows(None, Reading((), (), ()))  # type: ignore[arg-type]
    ()
    """
    found = []
    for claim in reading.claims:
        question = asked(claim)
        if claim.kind != "forecast" or claim.headline or hypothetical(claim) or question is None or windowed(question):
            continue
        if isinstance(question.given, Do):
            continue
        for months in MONTHS:
            day = after(futures.as_of, Duration(months, "month"))
            if day > futures.horizon:
                break
            given = question.given
            closed = within(Question(question.clause), day)
            if given is not None:
                closed = Question(closed.clause, within(Question(given), day).clause)
            try:
                outcome = evaluate(closed, futures)
            except BrumaireError:
                # the model has no such event, or a part of the claim's window is over: there is nothing to show
                break
            condition = outcome.event | True if outcome.condition is None else outcome.condition
            mass = float(futures.weight[condition].sum())
            if mass > 0:
                share = float(futures.weight[condition & outcome.event].sum()) / mass
                found.append(OpenWindow(claim.id, months, share))
    return tuple(found)
