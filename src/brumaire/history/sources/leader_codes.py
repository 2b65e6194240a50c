"""The keys of one leader in several tables: Archigos 4.1 and 2.9, LEAD, REIGN."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import optional, text


@dataclass(frozen=True, slots=True)
class Codes(Row):
    """One spell of Archigos 4.1 and its keys elsewhere.

    archigos_29
        Key in Archigos 2.9, which REIGN uses too for leaders of before 2005.
    """

    key: str = column(text, "obsid", needed=True)
    archigos_41: str | None = column(optional(text), "leadid")
    archigos_29: str | None = column(optional(text), "leadid29")
    lead: str | None = column(optional(text), "leaderid")


TABLE = Table(
    name="leader_codes",
    file="leader_codes.csv",
    row=Codes,
    key=("key",),
)
