"""The board: all forecasters in one table, on the questions that each answered, ranked by Brier difference from the base rate.

Differences and never ratios. Where words were used there is a range, and the rank goes by its middle; where nobody has a base
rate there is no rank. Conditional questions whose condition was false are void, and counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from brumaire.ledger.scores import Scores
from brumaire.ledger.standing import Bools, Floats, Forecaster, Integers
from brumaire.random_streams import Stream, uniforms
from brumaire.scoring import (
    LogSummary,
    bootstrap_interval,
    brier_difference,
    log_summary,
    mean_brier_range,
    shrunk_skill,
    t_interval,
)

RESAMPLES = 1_000
BOOTSTRAPPED = 200
"""Up to so many questions the interval is drawn by the bootstrap; above, Student's t gives the same and takes no time."""

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One forecaster. Ranges are (least, greatest) over what words may mean, equal ends for numbers.

    rank : by the middle of `difference`; None without a base rate, and for the base rate itself.
    resolved : questions that count; `compared` those of them that have a base rate.
    brier : mean Brier score over the days on which forecasts stood; `coverage` is the mean share of days.
    difference : mean Brier score less the base rate's, below 0 is better than history alone; `interval` holds it with 90 %
        confidence over questions; None where there are too few.
    against_crowd : the same against the mean of the others, on `with_others` questions.
    log_low, log_high : log scores in nats, with the count of minus infinity.
    skill : the improvement on the base rate, shrunk by n/(n + 20).
    conditional, void : conditional questions that are over, and those among them whose condition was false.
    ambiguous, waiting : questions resolved so, and questions that are open or not resolved yet.
    unchecked : statements that cannot be checked.
    """

    rank: int | None
    forecaster: Forecaster
    resolved: int
    compared: int
    brier: Ends | None
    coverage: float | None
    difference: Ends | None
    interval: Ends | None
    with_others: int
    against_crowd: Ends | None
    log_low: LogSummary | None
    log_high: LogSummary | None
    skill: Ends | None
    conditional: int
    void: int
    ambiguous: int
    waiting: int
    unchecked: int


def board(scores: Scores, *, unchecked: Sequence[str] = (), seed: int = 1851) -> tuple[BoardRow, ...]:
    """One row a forecaster, the best first; those without a rank at the end, in the order of their names.

    Parameters
    ----------
    scores
        What `scores.score` gives.
    unchecked
        The author of each statement that cannot be checked.
    seed
        Of the random numbers of the bootstrap.
    """
    vague = Counter(unchecked)
    given = np.array([q.given is not None for q in scores.rows.questions], np.bool_)
    rows = [
        _row(scores.only(k), who, asked, given, vague[who[0]], seed=seed)
        for k, (who, asked) in enumerate(zip(scores.rows.forecasters, _asked(scores), strict=True))
    ]
    known = {name for name, _ in scores.rows.forecasters}
    nothing, none = scores.only(len(scores.rows.forecasters)), np.zeros(0, np.int64)
    rows += [
        _row(nothing, (name, "expert"), none, given, vague[name], seed=seed) for name in vague if name not in known
    ]
    ranked = sorted((r for r in rows if r.difference is not None), key=lambda r: (_middle(r), r.forecaster))
    others = sorted((r for r in rows if r.difference is None), key=lambda r: (r.resolved == 0, r.forecaster))
    found, place = [], 0
    for row in ranked:
        # The base rate is what the others are measured by, and stands where it would.
        place += row.forecaster[1] != "base_rate"
        found.append(row if row.forecaster[1] == "base_rate" else replace(row, rank=place))
    return (*found, *others)


def mean_range(scores: Scores, series: Bools) -> Ends:
    """The range of the mean Brier score over some series, each question counting once and each word meaning one p throughout.

    Words are known by the interval that they mean: two that mean the same interval are taken for the same word.
    """
    parts = scores.standing.segments
    inside = series[parts.series]
    at = parts.row[inside]
    # Two ends in one number, which sorts many times faster than pairs do.
    words, word = np.unique(scores.rows.low[at] + 1j * scores.rows.high[at], return_inverse=True)
    series_of = parts.series[inside]
    found = mean_brier_range(word, words.real, words.imag, scores.yes[series_of], weight=parts.share[inside])
    return float(found.low), float(found.high)


def difference(scores: Scores, series: Bools) -> Ends | None:
    """The range of the mean Brier difference from the base rate, on those of the series that have one; None for none."""
    there = series & ~np.isnan(scores.base)
    if not there.any():
        return None
    if (scores.brier_low[there] == scores.brier_high[there]).all():
        # Numbers alone: exactly 0 for whoever said what the base rate says.
        apart = brier_of_numbers(scores, there)
        return apart, apart
    low, high = mean_range(scores, there)
    base = float(scores.base_brier[there].mean())
    return low - base, high - base


def brier_of_numbers(scores: Scores, series: Bools) -> float:
    """The mean Brier difference from the base rate of series that are numbers, none of them words."""
    parts = scores.standing.segments
    inside = series[parts.series]
    at = parts.series[inside]
    apart = brier_difference(scores.rows.low[parts.row[inside]], scores.base[at], scores.yes[at])
    return float((parts.share[inside] * apart).sum() / series.sum())


def _row(scores: Scores, who: Forecaster, asked: Integers, given: Bools, unchecked: int, *, seed: int) -> BoardRow:
    """The row of one forecaster, whose scores alone are given; `asked` are the places of the questions that he answered."""
    n = scores.yes.size
    every = np.ones(n, np.bool_)
    there = ~np.isnan(scores.base)
    compared = int(there.sum())
    apart = difference(scores, every)
    base = scores.base_brier[there]
    low, high = scores.against_crowd_low, scores.against_crowd_high
    beside = ~np.isnan(low)
    came, own = scores.came, asked
    void, ambiguous, answered = came.void[own], came.ambiguous[own], ~np.isnan(came.yes[own])
    over = came.closed[own]
    conditional = over & given[own] & (void | answered)
    skill = (
        None
        if apart is None
        else (float(shrunk_skill(0.0 - apart[1], compared)), float(shrunk_skill(0.0 - apart[0], compared)))
    )
    return BoardRow(
        rank=None,
        forecaster=who,
        resolved=n,
        compared=compared,
        brier=mean_range(scores, every) if n else None,
        coverage=float(scores.standing.coverage.mean()) if n else None,
        difference=apart,
        interval=_interval(scores.brier_low[there] - base, scores.brier_high[there] - base, seed),
        with_others=int(beside.sum()),
        against_crowd=_means(low[beside], high[beside]),
        log_low=log_summary(scores.log_low) if n else None,
        log_high=log_summary(scores.log_high) if n else None,
        skill=skill,
        conditional=int(conditional.sum()),
        void=int((conditional & void).sum()),
        ambiguous=int(ambiguous.sum()),
        waiting=int((~over).sum() + (over & ~void & ~ambiguous & ~answered).sum()),
        unchecked=unchecked,
    )


def _asked(scores: Scores) -> list[Integers]:
    """The questions that each forecaster answered, as places, also those that do not count yet."""
    many = max(len(scores.rows.questions), 1)
    pairs = np.sort(scores.rows.forecaster * many + scores.rows.question)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # each once; sorting takes a tenth of the time of np.unique's hashing
    ends = np.searchsorted(pairs, np.arange(len(scores.rows.forecasters) + 1) * many)
    return [pairs[a:b] % many for a, b in pairwise(ends)]


def _interval(low: Floats, high: Floats, seed: int) -> Ends | None:
    """The 90 % interval over questions, at both ends of what the words may mean: the widest of the two."""
    if low.size < 2:
        return None
    if low.size > BOOTSTRAPPED:
        return t_interval(low).low, t_interval(high).high
    u = uniforms(seed, Stream.BOOTSTRAP, np.arange(low.size), 0, RESAMPLES)
    return bootstrap_interval(low, u).low, bootstrap_interval(high, u).high


def _means(low: Floats, high: Floats) -> Ends | None:
    return (float(low.mean()), float(high.mean())) if low.size else None


def _middle(row: BoardRow) -> float:
    assert row.difference is not None
    return (row.difference[0] + row.difference[1]) / 2
