"""How far forecasts of cases lie from their targets, and how cases and controls score beside the outside view: arithmetic, nothing else.

A forecast is *near* its target where its odds lie within a factor of 1.5 of the interval's nearer end (for a ratio of two forecasts: the
ratio itself); a case is near where all its targets are. Scores are means over leaders; log scores are in nats, the higher the better, Brier
scores losses. Nothing is clipped.

Cases were chosen because something happened, so that the mean over all twenty-nine says little of how the model would do among leaders at war at
large. The last row weighs cases and controls as history has them: of the leaders who would have been eligible, the share to whom something
happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brumaire.scoring import brier, log_score, paired_t

NEAR = math.log(1.5)
FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target beside what the model and the outside view said; `ratio` where it is one of two forecasts, `error` by simulation."""

    case: str
    as_of: str
    question: str
    low: float
    high: float
    ratio: bool
    forecast: float | None
    outside: float | None
    note: str = ""
    error: float | None = None

    @property
    def off(self) -> float | None:
        """Log of the odds (or ratio) beyond the interval's nearer end, negative below it; 0 inside, None without a forecast."""
        return None if self.forecast is None else beyond(self.forecast, self.low, self.high, ratio=self.ratio)

    @property
    def near(self) -> bool:
        """Whether the forecast lies in the interval or within the factor of it; no forecast is not near."""
        return self.off is not None and abs(self.off) <= NEAR


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One leader, one question, what was said, and what came."""

    case: str
    group: str
    as_of: str
    question: str
    forecast: float
    outside: float
    came: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """Mean scores of the model and the outside view over some leaders, and the difference of log scores with its standard error."""

    leaders: int
    events: int
    log: float
    log_outside: float
    brier: float
    brier_outside: float
    difference: float
    error: float


@dataclass(frozen=True, slots=True)
class ControlMeans:
    """Mean forecast of the controls beside the outside view's, for one question."""

    question: str
    forecast: float
    outside: float

    @property
    def holds(self) -> bool:
        """Whether the two means lie within a factor of 2 of each other."""
        return 1 / FACTOR <= self.forecast / self.outside <= FACTOR


def beyond(p: float, low: float, high: float, *, ratio: bool = False) -> float:
    """How far p lies outside [low, high], in log odds (or in logs): negative below, positive above, 0 inside.

    >>> beyond(0.15, 0.1, 0.2), round(beyond(0.5, 0.1, 0.2), 3), round(beyond(0.05, 0.1, 0.2), 3)
    (0.0, 1.386, -0.747)
    """
    if low <= p <= high:
        return 0.0
    scale = _log if ratio else _log_odds
    return scale(p) - scale(low if p < low else high)


def near_cases(rows: Iterable[TargetRow]) -> dict[str, bool]:
    """By case, whether all its targets are near."""
    near: dict[str, bool] = {}
    for row in rows:
        near[row.case] = near.get(row.case, True) and row.near
    return near


def control_means(rows: Iterable[ScoredRow]) -> tuple[ControlMeans, ...]:
    """Mean forecasts of the controls, by question."""
    held: dict[str, list[ScoredRow]] = {}
    for row in rows:
        if row.group == "control":
            held.setdefault(row.question, []).append(row)
    return tuple(
        ControlMeans(text, sum(r.forecast for r in some) / len(some), sum(r.outside for r in some) / len(some))
        for text, some in held.items()
    )


def scores(rows: Sequence[ScoredRow]) -> Scores:
    """Scores over the rows, which are of one question."""
    came = [row.came for row in rows]
    model, outside = [row.forecast for row in rows], [row.outside for row in rows]
    ours, theirs = log_score(model, came), log_score(outside, came)
    test = paired_t(ours - theirs)
    return Scores(
        leaders=len(rows),
        events=sum(came),
        log=float(ours.mean()),
        log_outside=float(theirs.mean()),
        brier=float(brier(model, came).mean()),
        brier_outside=float(brier(outside, came).mean()),
        difference=test.mean,
        error=test.standard_error,
    )


def as_in_history(cases: Scores, controls: Scores, share: float) -> Scores:
    """Scores with the cases weighed by the share of leaders at war to whom something happened, and the controls by the rest.

    >>> one, other = Scores(9, 6, -1.0, -2.0, 0.4, 0.5, 1.0, 0.3), Scores(20, 0, -0.1, -0.1, 0.01, 0.01, 0.0, 0.0)
    >>> round(as_in_history(one, other, 0.4).log, 2), round(as_in_history(one, other, 0.4).error, 2)
    (-0.46, 0.12)
    """

    def mixed(name: str) -> float:
        return share * getattr(cases, name) + (1 - share) * getattr(controls, name)

    return Scores(
        leaders=cases.leaders + controls.leaders,
        events=cases.events + controls.events,
        log=mixed("log"),
        log_outside=mixed("log_outside"),
        brier=mixed("brier"),
        brier_outside=mixed("brier_outside"),
        difference=mixed("difference"),
        error=math.hypot(share * cases.error, (1 - share) * controls.error),
    )


def _log(p: float) -> float:
    return math.log(p) if p > 0 else -math.inf


def _log_odds(p: float) -> float:
    return _log(p) - _log(1 - p)
