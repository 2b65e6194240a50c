"""Positions on the small plots that stand in the page's tables: dots, intervals and ticks, in per cent of the width.

Probabilities of rare events differ by factors, so answers are placed by their log odds; intervals that words of
probability mean are placed as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from brumaire.records import Answer

_TICKS = (0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9999)
_LABELS = ("0.01", "0.1", "1", "5", "20", "50", "80", "95", "99", "99.9", "99.99")


def log_odds(probability: float) -> float:
    """ln(p / (1 − p)).

    >>> log_odds(0.5)
    0.0
    """
    return math.log(probability / (1 - probability))


@dataclass(frozen=True, slots=True)
class OddsScale:
    """A scale of log odds between two probabilities; what lies beyond is drawn at the edge.

    >>> scale = OddsScale(0.01, 0.99)
    >>> scale.at(0.5), scale.at(0.0), scale.at(1.0)
    (50.0, 0.0, 100.0)
    """

    low: float
    high: float

    def at(self, probability: float) -> float:
        """Position in per cent of the width."""
        held = min(max(probability, self.low), self.high)
        first, last = log_odds(self.low), log_odds(self.high)
        return round(100 * (log_odds(held) - first) / (last - first), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Positions and labels of the marks on the axis."""
        inside = [(p, t) for p, t in zip(_TICKS, _LABELS, strict=True) if self.low <= p <= self.high]
        return tuple((self.at(p), label) for p, label in inside)


def scale_for(answers: Iterable[Answer]) -> OddsScale:
    """A scale that shows all values that are neither settled nor beyond 0.01 and 99.99 %.

    >>> scale_for([])
    OddsScale(low=0.01, high=0.5)
    """
    shown = [
        p
        for a in answers
        if not a.settled
        for p in (a.probability, *a.interval, a.outside_view, a.if_commentators_right)
        if p is not None and 0 < p < 1
    ]
    low = max((t for t in _TICKS if t <= min([*shown, 0.01])), default=_TICKS[0])
    high = min((t for t in _TICKS if t >= max([*shown, 0.5])), default=_TICKS[-1])
    return OddsScale(max(low, 0.0001), high)
