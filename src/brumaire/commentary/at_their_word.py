"""Taken at their word: what claims imply together and speaker by speaker, and what the world would have to be like.

A claim without a time is imposed on no single answer. What it would imply is shown for three readings, "within 6, 12, 24 months"; where a
speaker's claims all name their time, or those that do not cannot be imposed, there is one reading, as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.commentary.constraints import constraints_of
from brumaire.commentary.contradiction import contradicted
from brumaire.commentary.open_windows import MONTHS
from brumaire.commentary.weigh import Commentary, Ready, evaluated, impose
from brumaire.commentary.world import bits_in_parameters, history_shifts, parameter_shifts
from brumaire.dates import Duration, after
from brumaire.errors import BrumaireError
from brumaire.questions import Outcome, deadline, event_names, to_text
from brumaire.questions import evaluate as questions_evaluate
from brumaire.records import AtTheirWord, Do, Futures, Question, Reading

Bools = NDArray[np.bool_]
Evaluate = Callable[[Question, Futures], Outcome]

MAIN = 12
"""The reading, in months, for which parameters and histories are told where claims name no time."""


def at_their_word(
    futures: Futures,
    reading: Reading,
    questions: Sequence[Question],
    *,
    units: Mapping[str, str],
    evaluate: Evaluate = questions_evaluate,
) -> tuple[AtTheirWord, ...]:
    """What all claims together imply (`speaker` empty), then those of each speaker alone, reading by reading.

    Parameters
    ----------
    futures
        Futures that reach as far as the claims.
    reading
        Articles and claims.
    questions
        What is asked of the re-weighted futures; a question about a lever, or whose condition nothing meets, is left out.
    units
        Unit of each parameter of the model, by its name.
    evaluate
        How a question is evaluated over the futures.

    Notes
    -----
    A reading under which no claim can be imposed has a row with `claims` 0 for all together, and none for a speaker. Parameters
    and histories are told once for each speaker: for his claims as they stand, or where none of these can be imposed, for 12 months.
    """
    reasons = contradicted(reading)
    timed = {constraint.claim for constraint in constraints_of(reading)}
    asked = [(to_text(question), *mask) for question in questions if (mask := _mask(futures, question, evaluate))]
    rows: list[AtTheirWord] = []
    told: set[str] = set()
    for months in (None, *MONTHS):
        day = after(futures.as_of, Duration(months, "month")) if months is not None else None
        constraints = constraints_of(reading, assume_by=day)
        if day is not None and (day > futures.horizon or {c.claim for c in constraints} == timed):
            continue
        ready = evaluated(futures, constraints, evaluate, reasons)
        for name in ("", *dict.fromkeys(constraint.speaker for constraint in constraints)):
            own = [row for row in ready if name in ("", row.constraint.speaker)]
            if months is not None and name and all(row.constraint.claim in timed for row in own):
                continue  # he names a time for all that he says: his claims are read as they stand
            if months is None and (not own or (name and all(row.reason for row in own))):
                continue
            whole = months in (None, MAIN) and name not in told
            row = _row(futures, own, asked, name=name, months=months, units=units if whole else None, evaluate=evaluate)
            if row.claims or not name:
                rows.append(row)
            if row.reports:
                told.add(name)
    return tuple(rows)


def _mask(futures: Futures, question: Question, evaluate: Evaluate) -> tuple[Bools, Bools] | None:
    if isinstance(question.given, Do):
        return None
    try:
        outcome = evaluate(question, futures)
    except BrumaireError:
        return None
    condition = np.ones_like(outcome.event) if outcome.condition is None else outcome.condition
    return outcome.event, condition


def _row(
    futures: Futures,
    ready: Sequence[Ready],
    asked: Sequence[tuple[str, Bools, Bools]],
    *,
    name: str,
    months: int | None,
    units: Mapping[str, str] | None,
    evaluate: Evaluate,
) -> AtTheirWord:
    tilted = impose(futures, ready)
    imposed = [report for report in tilted.reports if report.imposed]
    answers = tuple(
        (text, float(tilted.weights[condition & event].sum()) / mass)
        for text, event, condition in asked
        if (mass := float(tilted.weights[condition].sum())) > 0
    )
    row = AtTheirWord(
        speaker=name,
        months=months,
        claims=len(imposed),
        refused=len(tilted.reports) - len(imposed),
        bits=tilted.bits,
        bits_in_parameters=min(bits_in_parameters(futures, tilted.weights), tilted.bits) if imposed else 0.0,
        effective=tilted.effective,
        answers=answers,
    )
    if units is None or not imposed:
        return row
    return replace(
        row,
        reports=tilted.reports,
        parameters=parameter_shifts(futures, tilted.weights, units),
        histories=history_shifts(futures, tilted.weights, _claimed(tilted), _last(futures, tilted), evaluate),
    )


def _claimed(tilted: Commentary) -> list[str]:
    return [
        name
        for report in tilted.reports
        if report.imposed
        for name in event_names(Question(report.constraint.event.clause))
    ]


def _last(futures: Futures, tilted: Commentary) -> date:
    ends = [deadline(report.constraint.event, futures.as_of) for report in tilted.reports if report.imposed]
    return min(max((end for end in ends if end is not None), default=futures.horizon), futures.horizon)
