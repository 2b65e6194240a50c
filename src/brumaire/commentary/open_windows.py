"""Claims that say nothing about when: what the model makes of them within 6, 12 and 24 months, and they of the model.

Such a claim is never imposed on the answers. What it would do, were it meant for one of three windows, can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from brumaire.commentary.constraints import asked, hypothetical, windowed, within
from brumaire.dates import Duration, after
from brumaire.errors import BrumaireError
from brumaire.questions import Outcome
from brumaire.questions import evaluate as questions_evaluate
from brumaire.records import AtTheirWord, Do, Futures, IfWithin, OpenWindow, Question, Reading

Evaluate = Callable[[Question, Futures], Outcome]

MONTHS = (6, 12, 24)


def if_within(rows: Sequence[AtTheirWord], headline: str) -> tuple[IfWithin, ...]:
    """The answer to a question, by its text, if the commentators are right and their claims without a window mean 6, 12, 24 months.

    Read from what follows if they are taken at their word together (`at_their_word`). Empty where every claim names its own
    time; a reading under which no claim could be imposed is left out.
    """
    return tuple(
        IfWithin(row.months, dict(row.answers)[headline], row.claims, row.effective)
        for row in rows
        if not row.speaker and row.months is not None and row.claims and headline in dict(row.answers)
    )


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
