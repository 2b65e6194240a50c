"""The nine manners of exit of domain.md section 5, from the codes of Archigos; what fits none is "other"."""

from __future__ import annotations

from brumaire.records.outside_view import MANNERS as EXIT_MANNERS

MANNERS = (*EXIT_MANNERS, "other", "unknown")
"""Codes in the panel are places in this tuple. "unknown": a change of leader in REIGN, which has no manners."""
_IRREGULAR = (
    ("Military Power Struggle", "handover"),
    ("Other Government Actors", "handover"),
    ("Removed by Military", "coup"),
    ("Removed by Rebels", "rebels"),
    ("Popular Protest", "uprising"),
    ("Assassination", "assassination"),
)


def manner(exit_: str, code: str, *, killed: bool = False) -> str | None:
    """The manner of an exit in Archigos; None for a leader still in office.

    "Removed by Military" is taken for a coup and a removal by "Other Government Actors" or in a power struggle short of a coup for a
    handover, in which colleagues force a leader out. "Irregular, Other" is an assassination where the leader died on the day (`killed`:
    Sadat, Indira Gandhi and others), else "other", as suicide is.

    >>> manner("Irregular", "Removed by Military, without Foreign Support"), manner("Natural Death", "Regular")
    ('coup', 'natural_death')
    """
    if exit_ == "Still in Office":
        return None
    if exit_ == "Irregular":
        return next((name for words, name in _IRREGULAR if words in code), "assassination" if killed else "other")
    return {
        "Regular": "regular",
        "Natural Death": "natural_death",
        "Retired Due to Ill Health": "ill_health",
        "Foreign": "foreign",
    }.get(exit_, "other")
