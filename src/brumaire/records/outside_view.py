"""What history alone says about such a leader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

ExitManner = Literal[
    "regular", "coup", "handover", "uprising", "rebels", "assassination", "natural_death", "ill_health", "foreign"
]
MANNERS: tuple[ExitManner, ...] = (
    "regular",
    "coup",
    "handover",
    "uprising",
    "rebels",
    "assassination",
    "natural_death",
    "ill_health",
    "foreign",
)
IRREGULAR: tuple[ExitManner, ...] = ("coup", "handover", "uprising", "rebels", "assassination")


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard at the asking date, per year, with a 90 % interval, its yearly log growth, and its source."""

    per_year: float
    low: float
    high: float
    source: str
    growth: float = 0.0


@dataclass(frozen=True, slots=True)
class OutsideView:
    """Hazards of a leader's exit by manner, of coup attempts, and the chance that an attempt succeeds.

    The coup hazard is not independent: it is the hazard of attempts times the chance of success, plus exits
    that the sources count as coups by insiders. Competing risks: see `history.incidence`.
    """

    at: date
    exits: Mapping[ExitManner, Hazard]
    attempts: Hazard
    success: Hazard
    profile: Mapping[str, str]
    notes: tuple[str, ...] = ()
