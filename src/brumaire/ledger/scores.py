"""Scores of forecasters on questions: Brier and log, over the days on which forecasts stood; ranges where words were used.

A single probability "by D" counts on its last day only, also after an early yes: otherwise questions that come out yes would be
counted sooner than those that come out no. What came is compared with the base rate of the same question as a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from brumaire.ledger.records import RecordedResolution
from brumaire.ledger.standing import Bools, Floats, Forecaster, Outcomes, Rows, Segments, Standing, outcomes, standing
from brumaire.scoring import brier, brier_range, crowd_without_own, log_range

NOT_OF_THE_CROWD = ("base_rate", "pool")
_OF_SERIES = (
    "yes", "brier_low", "brier_high", "log_low", "log_high", "final_low", "final_high", "final", "base", "crowd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scores:
    """One score for each series (a forecaster on a question that counts); arrays of one length, in the order of `standing`.

    yes : the outcome.
    brier_low, brier_high : Brier score over the days on which the forecasts stood, over what the words may mean.
    log_low, log_high : the same for the log score in nats; may be minus infinity.
    final_low, final_high, final : the forecast that stood on the last day, its ends and its one probability; nan for none.
    base : the question's base rate; crowd : the mean of the others' last probabilities. nan where there is none.
    """

    rows: Rows
    came: Outcomes
    standing: Standing
    yes: Floats
    brier_low: Floats
    brier_high: Floats
    log_low: Floats
    log_high: Floats
    final_low: Floats
    final_high: Floats
    final: Floats
    base: Floats
    crowd: Floats

    @property
    def base_brier(self) -> Floats:
        """The base rate's Brier score on the question of each series, nan where there is none."""
        there = ~np.isnan(self.base)
        found = np.full(self.base.size, np.nan)
        found[there] = brier(self.base[there], self.yes[there])
        return found

    @property
    def against_crowd_low(self) -> Floats:
        """Brier score of the last forecast less that of the crowd's mean, at the better end of what the words may mean."""
        return self._against_crowd()[0]

    @property
    def against_crowd_high(self) -> Floats:
        """The same at the worse end."""
        return self._against_crowd()[1]

    def of(self, forecaster: Forecaster) -> Bools:
        """The series of one forecaster."""
        if forecaster not in self.rows.forecasters:
            return np.zeros(self.yes.size, np.bool_)
        return np.asarray(self.standing.forecaster == self.rows.forecasters.index(forecaster))

    def only(self, place: int) -> Scores:
        """The scores of the forecaster at a place in `rows.forecasters` alone; series are in the order of forecasters."""
        a, b = (int(k) for k in np.searchsorted(self.standing.forecaster, (place, place + 1)))
        parts = self.standing.segments
        c, d = (int(k) for k in np.searchsorted(parts.series, (a, b)))
        segments = Segments(parts.row[c:d], parts.series[c:d] - a, parts.share[c:d], parts.last[c:d])
        mine = {name: getattr(self.standing, name)[a:b] for name in ("forecaster", "question", "revisions", "coverage")}
        values = {name: getattr(self, name)[a:b] for name in _OF_SERIES}
        return replace(self, standing=Standing(segments=segments, **mine), **values)

    def _against_crowd(self) -> tuple[Floats, Floats]:
        there = ~np.isnan(self.crowd) & ~np.isnan(self.final_low)
        low, high = np.full(self.yes.size, np.nan), np.full(self.yes.size, np.nan)
        own = brier_range(self.final_low[there], self.final_high[there], self.yes[there])
        other = brier(self.crowd[there], self.yes[there])
        low[there], high[there] = own.low - other, own.high - other
        return low, high


def score(rows: Rows, resolutions: Sequence[RecordedResolution], on: date) -> Scores:
    """Score all that can be scored on a day.

    Parameters
    ----------
    rows
        The forecasts.
    resolutions
        Of their questions, all that were ever entered; those count that could be known on `on`.
    on
        The day of scoring: questions whose last day is later do not count yet.

    >>> from brumaire.ledger.standing import rows_of
    >>> score(rows_of((), ()), (), date(2024, 1, 1)).yes.size
    0
    """
    came = outcomes(rows.questions, resolutions, on)
    stood = standing(rows, came)
    return scored(rows, came, stood)


def scored(rows: Rows, came: Outcomes, stood: Standing) -> Scores:
    """Scores from what stood and what came; see `score`."""
    parts, count = stood.segments, stood.question.size
    yes = came.yes[stood.question]
    y = yes[parts.series]
    low, high = rows.low[parts.row], rows.high[parts.row]
    quadratic, logarithmic = brier_range(low, high, y), log_range(low, high, y)

    def averaged(value: Floats) -> Floats:
        return np.asarray(np.bincount(parts.series, parts.share * value, count))

    ends = [np.full(count, np.nan) for _ in range(3)]
    final = parts.row[parts.last]
    for end, column in zip(ends, (rows.low, rows.high, rows.p), strict=True):
        end[parts.series[parts.last]] = column[final]
    return Scores(
        rows=rows,
        came=came,
        standing=stood,
        yes=yes,
        brier_low=averaged(quadratic.low),
        brier_high=averaged(quadratic.high),
        log_low=averaged(logarithmic.low),
        log_high=averaged(logarithmic.high),
        final_low=ends[0],
        final_high=ends[1],
        final=ends[2],
        base=_base_rates(rows)[stood.question] if count else np.zeros(0),
        crowd=_crowd(rows, stood, ends[2]),
    )


def _base_rates(rows: Rows) -> Floats:
    """The base rate of each question: the latest entered that was not withdrawn. It stands from the opening, whenever it was entered."""
    found = np.full(len(rows.questions), np.nan)
    kind = np.array([sort == "base_rate" for _, sort in rows.forecasters], np.bool_)
    for at in np.flatnonzero(kind[rows.forecaster] & (rows.withdrawn == 0)) if kind.size else ():
        found[rows.question[at]] = rows.p[at]
    return found


def _crowd(rows: Rows, stood: Standing, final: Floats) -> Floats:
    mean = np.full(final.size, np.nan)
    if not final.size:
        return mean
    person = np.array([sort not in NOT_OF_THE_CROWD for _, sort in rows.forecasters], np.bool_)[stood.forecaster]
    inside = person & ~np.isnan(final)
    mean[inside] = crowd_without_own(final[inside], stood.question[inside], len(rows.questions))
    # Who is not of the crowd, or named no number, is compared with all of it.
    total = np.bincount(stood.question[inside], final[inside], len(rows.questions))
    many = np.bincount(stood.question[inside], minlength=len(rows.questions))
    with np.errstate(invalid="ignore"):
        whole = total / many
    mean[~inside] = whole[stood.question[~inside]]
    return mean
