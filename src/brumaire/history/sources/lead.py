"""Leaders' lives before office: LEAD (Ellis, Horowitz and Stam)."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import flag, number, optional, text, whole


@dataclass(frozen=True, slots=True)
class Biography(Row):
    """What one leader had done before taking office; None where the source has nothing.

    key
        Key of the spell in Archigos 4.1.
    """

    key: str = column(text, "obsid", needed=True)
    education: int | None = column(optional(whole), "leveledu")
    served: bool | None = column(optional(flag), "milservice")
    combat: bool | None = column(optional(flag), "combat")
    rebel: bool | None = column(optional(flag), "rebel")
    war_won: bool | None = column(optional(flag), "warwin")
    war_lost: bool | None = column(optional(flag), "warloss")
    rebellion_won: bool | None = column(optional(flag), "rebelwin")
    rebellion_lost: bool | None = column(optional(flag), "rebelloss")
    years_of_experience: float | None = column(optional(number), "yrsexper")


TABLE = Table(
    name="lead",
    file="lead.csv",
    row=Biography,
    key=("key",),
)
