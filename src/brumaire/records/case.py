"""A case: one leader in one crisis, what is known about it and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brumaire.dates import Calendar

Regime = Literal[
    "military", "military_personal", "personal", "party", "party_personal", "monarchy", "democracy", "unknown"
]
WarKind = Literal["none", "interstate", "civil"]


@dataclass(frozen=True, slots=True)
class Leader:
    """The leader in office at the case's start. Dates may be known to the year only: then 1 July is given."""

    name: str
    birth: date
    entered: date
    regime: Regime
    regime_since: date | None = None
    last_attempt: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class War:
    """The war at the case's start; `initiator` is whether the leader's side began it."""

    kind: WarKind
    began: date | None = None
    initiator: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor, a place or a candidate of the case: the key used in questions, and its names in the news.

    `role` ties it to a role of the model or the vocabulary (`military_intelligence`, `capital`, `adversary`).
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """A dated event that is on record: an event of the vocabulary with its arguments, and its source."""

    day: date
    event: str
    args: Mapping[str, str | float]
    source: str


@dataclass(frozen=True, slots=True)
class Observation:
    """An indicator seen (or, with `seen` false, watched for and not seen) on a day, or the `value` that one read that measures.

    `until` is given where the day is not known: it was seen once, on any day from `day` to `until`, none likelier than another.
    """

    indicator: str
    day: date
    seen: bool = True
    source: str = ""
    until: date | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What a case knows of an article: the hash of its text, and what the text itself does not say."""

    hash: str
    outlet: str | None = None
    published: date | None = None
    byline: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deviation:
    """How the case's start differs from a typical such leader: one level or state of the model, and why."""

    name: str
    value: float | str
    source: str


@dataclass(frozen=True, slots=True)
class OtherForecast:
    """What a crowd, a market or a model said about one of the case's questions at the time."""

    by: str
    day: date
    question: str
    probability: float
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a calibrated model should say about a question on a date, by somebody's judgement made with the outcome known.

    The forecast should lie between `low` and `high`; with `against`, its ratio to the forecast of that earlier day should.
    A target judges the model and moves nothing.
    """

    as_of: date
    question: str
    low: float
    high: float
    source: str
    against: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case file, checked.

    The simulation begins at `start`; all that is known up to `as_of` conditions it and nothing later is used.
    """

    name: str
    title: str
    country: str
    leader: Leader
    war: War
    model: str
    start: date
    as_of: date | None = None
    gwcode: int | None = None
    calendar: Calendar = field(default_factory=Calendar)
    actors: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    candidates: tuple[Named, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    happened: tuple[Happened, ...] = ()
    observations: tuple[Observation, ...] = ()
    questions: tuple[str, ...] = ()
    articles: tuple[ArticleEntry, ...] = ()
    claims: str | None = None
    other_forecasts: tuple[OtherForecast, ...] = ()
    outside_view: Mapping[str, float] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    path: str | None = None
    note: str = ""
