"""A case replayed: forecasts as they would have moved, each made with nothing from after its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.records.case import Target


@dataclass(frozen=True, slots=True)
class ReplayPoint:
    """One answer on one asking date.

    probability, error
        The forecast, and its standard error from finite simulation.
    low, high
        Its 90 % interval over the model's parameters.
    outside_view
        What history alone says on that date, None where it says nothing.
    settled
        Whether it was read from the record, its window being over.
    """

    as_of: date
    question: str
    probability: float
    error: float
    low: float
    high: float
    outside_view: float | None
    settled: bool


@dataclass(frozen=True, slots=True)
class ReplayEvent:
    """What became known on a day: an event that happened, or an indicator that was seen. `leaves` marks the leader's exit."""

    day: date
    words: str
    seen: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """A target beside the replayed forecast (or the ratio of two, where the target is of one), None where there is none."""

    target: Target
    forecast: float | None

    @property
    def holds(self) -> bool | None:
        """Whether the forecast lies in the target's interval."""
        return None if self.forecast is None else self.target.low <= self.forecast <= self.target.high


@dataclass(frozen=True, slots=True)
class CaseReplay:
    """All of a replay: points by question and date, what happened meanwhile, and the case's targets."""

    case: str
    title: str
    model: str
    start: date
    seed: int
    runs: int
    questions: tuple[str, ...]
    points: tuple[ReplayPoint, ...]
    events: tuple[ReplayEvent, ...]
    targets: tuple[TargetCheck, ...]
    notes: tuple[str, ...] = ()
    about: str = ""
