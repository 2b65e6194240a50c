"""Armed conflicts by year, 1946 to 2024: UCDP/PRIO (Gleditsch et al. 2002; Davies et al.)."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import coded, day, optional, states, whole, year

OVER = coded(
    {
        "1": "territory",
        "2": "government",
        "3": "both",
        "territory": "territory",
        "government": "government",
        "both": "both",
    }
)
# The copy writes "II" where the publisher has 4: an internal conflict in which other states fight too.
KIND = coded(
    {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "internationalised", "II": "internationalised"}
)


@dataclass(frozen=True, slots=True)
class ConflictYear(Row):
    """One conflict in one year (in the copy, one row for each pair of states in it).

    side_a, side_b
        States' codes with commas between; None for a side that is no state.
    began
        Of the conflict, whatever the year: not to be taken for the year's fighting.
    episode_began
        Of the present run of years: the day on which the threshold of 25 deaths was met.
    episode_ended
        Day of the last fighting, where the next year is quiet; who lived then could not know it.
    """

    conflict: int = column(whole, "conflict_id", needed=True)
    year: int = column(year, "year", needed=True)
    side_a: str | None = column(optional(states), "gwno_a")
    side_a_allies: str | None = column(optional(states), "gwno_a_2nd")
    side_b: str | None = column(optional(states), "gwno_b")
    side_b_allies: str | None = column(optional(states), "gwno_b_2nd")
    over: str = column(OVER, "incompatibility", needed=True)
    intensity: int = column(whole, "intensity_level", needed=True)
    kind: str = column(KIND, "type_of_conflict", needed=True)
    began: date | None = column(optional(day), "start_date")
    episode_began: date | None = column(optional(day), "start_date2")
    episode_ended: date | None = column(optional(day), "ep_end_date")


TABLE = Table(
    name="ucdp_conflicts",
    file="ucdp_acd.csv",
    row=ConflictYear,
    key=("conflict", "year", "side_a", "side_a_allies", "side_b", "side_b_allies"),
)
