"""A future told again: what happened when, and why it could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from brumaire.records.futures import EventKind


@dataclass(frozen=True, slots=True)
class Multiplier:
    """One thing by which a hazard, or the odds of a branch, is multiplied.

    of
        What it reads, as the model writes it.
    value
        The value of that at the moment.
    ratio
        The factor for each unit of it in this draw of the parameters; None where the value itself is the factor.
    times
        What it multiplies by: ratio^value, or the value.
    """

    of: str
    value: float
    ratio: float | None
    times: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a transition fired.

    by
        `hazard`: by chance, at `per_year` at that moment; `schedule`; `leaving`: at the moment at which he left;
        `record`: because the case says that it happened (`per_year` then says how likely the model thought it).
    base, multipliers
        `per_year` is `base` times what each multiplier makes.
    branch, probability, odds
        What it turned into, how probable that was, and what moved its odds; empty without branches.
    """

    transition: str
    why: str
    by: Literal["hazard", "schedule", "leaving", "record"]
    per_year: float | None = None
    base: float | None = None
    multipliers: tuple[Multiplier, ...] = ()
    branch: str = ""
    probability: float | None = None
    odds: tuple[Multiplier, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment: what happened (events of the vocabulary, perhaps none), what changed, and why.

    `moment` counts days from the end of the case's start. `changes`: state or level, value before, value after. A
    `reason` of None means that the scene belongs to the one before.
    """

    day: date
    moment: float
    events: tuple[EventKind, ...]
    changes: tuple[tuple[str, str, str], ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Story:
    """A future from the start to the horizon.

    future, trajectory
        Its place in the run, and the number of its trajectory, by which any run with this seed has it.
    weight
        Its share of the run's probability.
    faithful
        Whether the events are those of the run's own log. The run may have used another engine, which agrees in all
        but a few of a thousand trajectories.
    """

    future: int
    trajectory: int
    weight: float
    leaves: bool
    faithful: bool
    scenes: tuple[Scene, ...]

    @property
    def events(self) -> tuple[tuple[float, EventKind], ...]:
        """All events with their moments, in order."""
        return tuple((scene.moment, kind) for scene in self.scenes for kind in scene.events)
