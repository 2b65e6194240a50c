"""Elections and what was said of them beforehand: announcements, delays, votes, to 2021 and scheduled beyond: REIGN."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import coded, optional, state, text, whole, year

KIND = coded({"X": "executive", "L": "legislative", "R": "referendum"})
EVENT = coded(
    {
        "Vote, As Scheduled": "vote",
        "Vote, As scheduled": "vote",
        "Vote, Early": "early vote",
        "Announced": "announced",
        "Announcement": "announced",
        "Announcement Assumed": "announcement assumed",
        "Deadline Not Met": "deadline not met",
        "Deadline, Not Met": "deadline not met",
        "Deadline Met": "deadline met",
        "Deadline, Met": "deadline met",
        "Upcoming, Scheduled": "scheduled",
        "Upcoming, Deadline": "deadline ahead",
        "Delay Announced": "delayed",
        "Delay": "delayed",
        "Voided by Regime Change": "voided",
        "Voided": "voided",
        "Regime Failure": "regime failure",
        "Anulled": "annulled",
    }
)


@dataclass(frozen=True, slots=True)
class Entry(Row):
    """One entry in the course of one election.

    event
        What happened on the day: "vote", "early vote", "announced", "delayed" and others of `EVENT`.
    kind
        "executive", "legislative" or "referendum".
    """

    ccode: int = column(state, "ccode", needed=True)
    election: str = column(text, "elecnum", needed=True)
    sequence: int = column(whole, "sequence", needed=True)
    year: int = column(year, "elec_year", needed=True)
    month: int = column(whole, "elec_month", needed=True)
    day: int | None = column(optional(whole), "elec_day")
    event: str = column(EVENT, "event", needed=True)
    kind: str = column(KIND, "type", needed=True)
    direct: str | None = column(optional(text), "direct")
    regular: str | None = column(optional(text), "regular")
    victory: str | None = column(optional(text), "victory")
    change: str | None = column(optional(text), "change")


TABLE = Table(
    name="reign_elections",
    file="reign_electionlist_3_21.csv",
    row=Entry,
    key=("ccode", "election", "sequence"),
)
