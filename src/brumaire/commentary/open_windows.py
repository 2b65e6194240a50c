"""Claims that say nothing about when: what the model makes of them after 6, 12 and 24 months."""

from __future__ import annotations

from collections.abc import Callable

from brumaire.commentary.constraints import asked, windowed, within
from brumaire.dates import Duration, after
from brumaire.errors import BrumaireError
from brumaire.questions import Outcome
from brumaire.questions import evaluate as questions_evaluate
from brumaire.records import Do, Futures, OpenWindow, Question, Reading

MONTHS = (6, 12, 24)


def open_windows(
    futures: Futures, reading: Reading, evaluate: Callable[[Question, Futures], Outcome] = questions_evaluate
) -> tuple[OpenWindow, ...]:
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
        if claim.kind != "forecast" or claim.headline or question is None or windowed(question):
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
