"""What is to be forecast, by month: in which months of which states it happened, and how far the sources see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.history.codes import PREDECESSOR
from brumaire.history.panel.attempts import Attempt
from brumaire.history.panel.axis import Ints, month_of
from brumaire.history.panel.spells import CUT, NEVER, Spell
from brumaire.history.tables import Tables

TARGETS = (
    "irregular_exit",
    "irregular_change",
    "coup_attempt",
    "coup_success",
    "coup_failure",
    "natural_death",
    "any_exit",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One target's events and how far they are known.

    events
        (n, 2): lineage of the state (its predecessor's number where it has one) and month, sorted.
    until
        Last month for which the target is known, by state; a state that is not there is never known.
    """

    events: Ints
    until: dict[int, int]


def lineage(gwcode: int) -> int:
    """The number under which a state's events are kept: its predecessor's where it has one.

    >>> lineage(340), lineage(365)
    (345, 365)
    """
    return PREDECESSOR.get(gwcode, gwcode)


def coverage(tables: Tables, spells: tuple[Spell, ...]) -> dict[int, int]:
    """Last month that Archigos covers, by state: the end of the table, or earlier where it loses sight of a state that goes on."""
    rows = tables.of("archigos")
    end = max((month_of(row.left) for row in rows), default=0)
    # Some leaders are "Still in Office" a year before the table's end: nothing is known of their states after that.
    still = {row.gwcode: month_of(row.left) for row in rows if row.exit == "Still in Office"}
    lost: dict[int, int] = {row.gwcode: still.get(row.gwcode, end) for row in rows}
    last: dict[int, Spell] = {}
    for spell in spells:
        if spell.archigos:
            last[spell.gwcode] = spell
        elif spell.gwcode in last and spell.since < CUT and spell.gwcode not in PREDECESSOR.values():
            lost[spell.gwcode] = min(lost[spell.gwcode], month_of(last[spell.gwcode].left))
    return lost


def outcomes(tables: Tables, spells: tuple[Spell, ...], attempts: tuple[Attempt, ...], last: int) -> dict[str, Outcome]:
    """All targets. `last` is the last month that Powell and Thyne have whole."""
    rows = tables.of("archigos")
    in_archigos = coverage(tables, spells)
    irregular = [(row.gwcode, month_of(row.left)) for row in rows if row.exit == "Irregular"]
    entries = [(row.gwcode, month_of(row.entered)) for row in rows if row.entry == "Irregular"]
    died = [(row.gwcode, month_of(row.left)) for row in rows if row.exit == "Natural Death"]
    exits = [
        (spell.gwcode, month_of(spell.left)) for spell in spells if spell.left != NEVER and spell.manner is not None
    ]
    known: dict[int, int] = {}
    for spell in spells:
        known[spell.gwcode] = max(known.get(spell.gwcode, 0), spell.known_until)
    everywhere = {spell.gwcode: last for spell in spells}
    return {
        "irregular_exit": _outcome(irregular, in_archigos),
        "irregular_change": _outcome(irregular + entries, in_archigos),
        "coup_attempt": _outcome([(a.gwcode, month_of(a.day)) for a in attempts], everywhere),
        "coup_success": _outcome([(a.gwcode, month_of(a.day)) for a in attempts if a.success], everywhere),
        "coup_failure": _outcome([(a.gwcode, month_of(a.day)) for a in attempts if not a.success], everywhere),
        "natural_death": _outcome(died, in_archigos),
        "any_exit": _outcome(exits, known),
    }


def _outcome(pairs: list[tuple[int, int]], until: dict[int, int]) -> Outcome:
    events = np.array(sorted((lineage(state), month) for state, month in pairs), dtype=np.int64).reshape(-1, 2)
    return Outcome(events, until)
