"""Coups, attempts and conspiracies with the fate of the leader, to 2022: Coup D'état Project 2.1.2 (Cline Center)."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, one_of, optional, state, text, whole, year

KIND = one_of("coup", "attempted", "conspiracy")


@dataclass(frozen=True, slots=True)
class Event(Row):
    """One event. Month or day are None where the source has 0.

    kind
        "coup", "attempted" or "conspiracy".
    killed, injured, exiled
        What became of the leader whom it was aimed at.
    """

    key: str = column(text, "coup_id", needed=True)
    ccode: int = column(state, "cowcode", needed=True)
    year: int = column(year, "year", needed=True)
    month: int | None = column(optional(whole, "0"), "month")
    day: int | None = column(optional(whole, "0"), "day")
    kind: str = column(KIND, "event_type", needed=True)
    military: bool = column(flag, "military")
    dissident: bool = column(flag, "dissident")
    rebel: bool = column(flag, "rebel")
    palace: bool = column(flag, "palace")
    foreign: bool = column(flag, "foreign")
    popular: bool = column(flag, "popular")
    resigned: bool = column(flag, "resign")
    killed: bool = column(flag, "killed")
    injured: bool = column(flag, "injured")
    exiled: bool = column(flag, "exile")


TABLE = Table(
    name="cline",
    file="cline_coup_events_2.1.2.csv",
    row=Event,
    key=("ccode", "year", "month", "day", "key"),
)
