"""Who stood where on a question, for which days, and how the question came out: what scores are worked out from.

A forecast stands from the day on which it was made until its author's next on the same question, its withdrawal, or the
question's last day. One that was made after the event is no forecast and does not stand; that one made before it stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.ledger.records import ForecastColumns, RecordedForecast, RecordedQuestion, RecordedResolution
from brumaire.scoring.time_average import spans

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Forecaster = tuple[str, str]
"""Name and sort."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All forecasts that are probabilities, as arrays of one length; days as `date.toordinal` gives them.

    number : numbers of the entries. question, forecaster : places in `questions` and `forecasters`. day : when made.
    p : the probability, nan where words or an interval name none. low, high : ends, both p for a point.
    withdrawn : since when it no longer stands, 0 where it was never withdrawn.
    """

    questions: tuple[RecordedQuestion, ...]
    forecasters: tuple[Forecaster, ...]
    number: Integers
    question: Integers
    forecaster: Integers
    day: Integers
    p: Floats
    low: Floats
    high: Floats
    withdrawn: Integers


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How each question stands on a day. `yes` is 1.0 or 0.0, nan where it is open, void or ambiguous.

    closed : its last day is over. void, ambiguous : it was resolved so. happened : the event's day, 0 where there is none.
    known : since when the outcome could be known, 0 where it is not resolved.
    """

    on: date
    yes: Floats
    closed: Bools
    void: Bools
    ambiguous: Bools
    happened: Integers
    known: Integers

    @property
    def scored(self) -> Bools:
        """Which questions count: resolved yes or no, and their last day over, also after an early yes."""
        return np.asarray(self.closed & ~np.isnan(self.yes))


@dataclass(frozen=True, slots=True)
class Segments:
    """The stretches of days on which forecasts stood, on questions that count, in the order of `series`.

    row : place in the rows. series : place among the series. share : of the days on which the series stood at all.
    last : whether it stood on the question's last day.
    """

    row: Integers
    series: Integers
    share: Floats
    last: Bools


@dataclass(frozen=True, slots=True)
class Standing:
    """The forecasts of one forecaster on one question are a series; `coverage` is the share of the question's days that it stood."""

    forecaster: Integers
    question: Integers
    revisions: Integers
    coverage: Floats
    segments: Segments


def rows_of(questions: Sequence[RecordedQuestion], forecasts: Sequence[RecordedForecast]) -> Rows:
    """Records as arrays; distributions are left out, they are scored at checkpoints.

    >>> rows_of((), ()).p.size
    0
    """
    place = {q.id: k for k, q in enumerate(questions)}
    kept = [f for f in forecasts if f.form != "distribution"]
    who = list(dict.fromkeys((f.by, f.sort) for f in kept))
    number_of = {pair: k for k, pair in enumerate(who)}

    def whole(values: Sequence[int]) -> Integers:
        return np.array(values, np.int64)

    def ends(f: RecordedForecast) -> tuple[float, float, float]:
        middle = f.p if f.p is not None else f.mid
        low = f.low if f.low is not None else middle
        high = f.high if f.high is not None else middle
        assert low is not None
        assert high is not None
        return (np.nan if middle is None else middle), low, high

    values = np.array([ends(f) for f in kept], np.float64).reshape(-1, 3)
    return Rows(
        questions=tuple(questions),
        forecasters=tuple(who),
        number=whole([f.number for f in kept]),
        question=whole([place[f.question] for f in kept]),
        forecaster=whole([number_of[f.by, f.sort] for f in kept]),
        day=whole([f.made.toordinal() for f in kept]),
        p=values[:, 0],
        low=values[:, 1],
        high=values[:, 2],
        withdrawn=whole([f.withdrawn.toordinal() if f.withdrawn else 0 for f in kept]),
    )


def rows_of_columns(columns: ForecastColumns) -> Rows:
    """The same from the ledger's columns, which takes a million forecasts in a moment."""
    there = ~np.isnan(columns.low)
    return Rows(
        questions=columns.questions,
        forecasters=columns.forecasters,
        number=columns.number[there],
        question=columns.question[there],
        forecaster=columns.forecaster[there],
        day=columns.day[there],
        p=columns.p[there],
        low=columns.low[there],
        high=columns.high[there],
        withdrawn=columns.withdrawn[there],
    )


def of_case(rows: Rows, case: str | None) -> Rows:
    """The forecasts on the questions of one case, or all of them.

    >>> of_case(rows_of((), ()), "russia-2023").questions
    ()
    """
    if case is None:
        return rows
    kept = np.array([q.case == case for q in rows.questions], np.bool_)
    place = np.cumsum(kept) - 1
    own = kept[rows.question] if kept.size else np.zeros(0, np.bool_)
    people, forecaster = np.unique(rows.forecaster[own], return_inverse=True)
    return replace(
        rows,
        questions=tuple(q for q in rows.questions if q.case == case),
        forecasters=tuple(rows.forecasters[k] for k in people),
        question=place[rows.question[own]],
        forecaster=forecaster,
        **{name: getattr(rows, name)[own] for name in ("number", "day", "p", "low", "high", "withdrawn")},
    )


def outcomes(questions: Sequence[RecordedQuestion], resolutions: Sequence[RecordedResolution], on: date) -> Outcomes:
    """How questions stand on a day: the latest resolution of each counts among those that could be known by then.

    >>> bool(outcomes((), (), date(2024, 1, 1)).scored.any())
    False
    """
    n = len(questions)
    place = {q.id: k for k, q in enumerate(questions)}
    yes = np.full(n, np.nan)
    void, ambiguous = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    happened, known = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for resolution in sorted(resolutions, key=lambda r: r.number):
        if resolution.known > on or resolution.question not in place:
            continue
        k = place[resolution.question]
        yes[k] = {"yes": 1.0, "no": 0.0}.get(resolution.outcome, np.nan)
        void[k], ambiguous[k] = resolution.outcome == "void", resolution.outcome == "ambiguous"
        happened[k] = resolution.happened.toordinal() if resolution.happened else 0
        known[k] = resolution.known.toordinal()
    closed = np.array([q.closes <= on for q in questions], np.bool_)
    return Outcomes(on, yes, closed, void, ambiguous, happened, known)


def standing(rows: Rows, came: Outcomes, *, only_scored: bool = True) -> Standing:
    """The series and the stretches of days on which their forecasts stood, up to `came.on`.

    With `only_scored` false, open questions are there too, with their forecasts as they stand on that day.
    """
    opens = np.array([q.opens.toordinal() for q in rows.questions], np.int64)
    closes = np.array([q.closes.toordinal() for q in rows.questions], np.int64)
    q = rows.question
    use = came.scored[q] if only_scored else np.ones(q.size, np.bool_)
    use &= (rows.day < closes[q]) & (rows.day <= came.on.toordinal())
    # A forecast of a day covers what comes after it, so one of the event's own day could know it.
    use &= (came.happened[q] == 0) | (rows.day < came.happened[q])
    at = np.flatnonzero(use)
    key = rows.forecaster[at] * max(len(rows.questions), 1) + q[at]
    found, series = np.unique(key, return_inverse=True)
    asked = found % max(len(rows.questions), 1)
    until = np.minimum(closes[asked], np.maximum(came.on.toordinal(), opens[asked] + 1))
    begin, end = spans(
        rows.day[at].astype(float), series, opens[asked].astype(float)[series], until.astype(float)[series]
    )
    out = rows.withdrawn[at]
    last = (end == until[series]) & ((out == 0) | (out >= end)) & (end > begin)
    end = np.where(out > 0, np.minimum(end, out), end)
    stood = np.maximum(end - begin, 0.0)
    total = np.bincount(series, stood, found.size)
    keep = stood > 0
    stays = total > 0
    renumbered = np.cumsum(stays) - 1
    share = stood[keep] / total[series[keep]]
    order = np.argsort(series[keep], kind="stable")
    segments = Segments(
        at[keep][order], renumbered[series[keep]][order], share[order], np.asarray(last[keep][order], np.bool_)
    )
    return Standing(
        forecaster=(found // max(len(rows.questions), 1))[stays],
        question=asked[stays],
        revisions=(np.bincount(series, minlength=found.size) - 1)[stays],
        coverage=(total / (until - opens[asked]))[stays],
        segments=segments,
    )
