"""Where sources contradict each other: listed, never settled in silence.

The panel's own choice is said with each kind: leaders from Archigos to 2015 and REIGN after it, attempts from Powell and Thyne,
regimes from REIGN's list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from brumaire.history.codes import from_iso, gw_code
from brumaire.history.tables import Tables

NEAR = timedelta(days=31)
"""Two sources that date an event within this of each other mean the same event."""
KINDS = {
    "birth year": "Archigos and REIGN differ on a leader's year of birth; Archigos is taken to 2015.",
    "leader": "REIGN has no leader who entered within 31 days of one in Archigos 4.1; Archigos is taken to 2015.",
    "exit": "Archigos 4.1 and 2.9 differ on a leader's exit; 4.1 is taken.",
    "in office": "Archigos has a leader leave on its last day whom REIGN has in office after it; REIGN is taken, except by the targets "
    "that are defined by Archigos's labels.",
    "attempt missing": "Colpus has an attempt that Powell and Thyne have not, within 31 days; theirs are taken.",
    "attempt only": "Powell and Thyne have an attempt that Colpus has not, within 31 days; theirs are taken.",
    "attempt outcome": "Both have the attempt and differ on its success; Powell and Thyne are taken.",
    "regime": "GWF and REIGN's list differ on the regime of a country on 1 January; REIGN's list is taken.",
}


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """One contradiction.

    kind
        One of `KINDS`.
    first, second
        What each source says, with file and line; `second` is empty where it says nothing.
    """

    kind: str
    gwcode: int
    day: date
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.gwcode} {self.day}: {self.first}; {self.second or 'nothing'}"


def conflicts(tables: Tables) -> tuple[Conflict, ...]:
    """All contradictions between the sources, sorted."""
    return tuple(sorted([*_leaders(tables), *_exits(tables), *_attempts(tables), *_regimes(tables)]))


def _leaders(tables: Tables) -> list[Conflict]:
    reign = defaultdict(list)
    for spell in tables.of("reign_leaders"):
        day = _day(spell.entered_year, spell.entered_month, spell.entered_day)
        if day is not None:
            reign[gw_code(spell.ccode, day)].append((day, spell))
    found = []
    for spell in tables.of("archigos"):
        if spell.gwcode not in reign or spell.entered < date(1950, 1, 1):
            continue
        near = [
            (abs(day - spell.entered), other) for day, other in reign[spell.gwcode] if abs(day - spell.entered) <= NEAR
        ]
        said = f"{spell.leader} ({spell.source})"
        if not near:
            found.append(Conflict("leader", spell.gwcode, spell.entered, said, ""))
            continue
        other = min(near, key=lambda pair: (pair[0], pair[1].line))[1]
        stays = other.left_year is None or other.left_year >= 2016
        if spell.exit != "Still in Office" and spell.left == date(2015, 12, 31) and stays:
            found.append(
                Conflict(
                    "in office",
                    spell.gwcode,
                    spell.left,
                    f"{said} {spell.exit}",
                    f"{other.leader} ({other.source}) to {other.left_year or 'the end of the table'}",
                )
            )
        if spell.birth_year and other.birth_year and spell.birth_year != other.birth_year:
            found.append(
                Conflict(
                    "birth year",
                    spell.gwcode,
                    spell.entered,
                    f"{said} {spell.birth_year}",
                    f"{other.leader} ({other.source}) {other.birth_year}",
                )
            )
    return found


def _exits(tables: Tables) -> list[Conflict]:
    older = {row.key: row for row in tables.of("archigos_fate")}
    words = {"2.1": "Natural Death", "2.2": "Retired Due to Ill Health", "Still in office": "Still in Office"}
    found = []
    for spell in tables.of("archigos"):
        row = older.get(spell.key)
        if row is None or row.left is None or spell.left < date(1950, 1, 1) or row.exit == "Still in office":
            continue
        exit_ = words.get(row.exit, row.exit)
        if (exit_ != spell.exit and not exit_.startswith("-")) or abs(row.left - spell.left) > NEAR:
            found.append(
                Conflict(
                    "exit",
                    spell.gwcode,
                    spell.left,
                    f"{spell.leader} {spell.exit} {spell.left} ({spell.source})",
                    f"{exit_} {row.left} ({row.source})",
                )
            )
    return found


def _attempts(tables: Tables) -> list[Conflict]:
    theirs, ours = defaultdict(list), defaultdict(list)
    for row in tables.of("powell_thyne"):
        code = from_iso(row.iso, row.country)
        if code is not None:
            ours[gw_code(code, row.day)].append(row)
    first = min((row.day for rows in ours.values() for row in rows), default=date.max)
    last = max((row.day for row in tables.of("colpus")), default=date.min)
    for row in tables.of("colpus"):
        theirs[gw_code(row.ccode, row.day)].append(row)
    found = []
    for gwcode in sorted(set(ours) | set(theirs)):
        for row in ours[gwcode]:
            other = _nearest(row.day, theirs[gwcode])
            said = f"{'success' if row.success else 'failure'} ({row.source})"
            if other is None and row.day <= last:
                found.append(Conflict("attempt only", gwcode, row.day, said, ""))
            elif other is not None and other.success != row.success:
                says = f"{'success' if other.success else 'failure'} {other.day} ({other.source})"
                found.append(Conflict("attempt outcome", gwcode, row.day, said, says))
        for row in theirs[gwcode]:
            if row.day >= first and _nearest(row.day, ours[gwcode]) is None:
                found.append(
                    Conflict(
                        "attempt missing",
                        gwcode,
                        row.day,
                        f"{'success' if row.success else 'failure'} {row.type} ({row.source})",
                        "",
                    )
                )
    return found


def _nearest(day: date, rows: list[Any]) -> Any:
    return min((row for row in rows if abs(row.day - day) <= NEAR), key=lambda row: abs(row.day - day), default=None)


def _regimes(tables: Tables) -> list[Conflict]:
    listed = defaultdict(list)
    for row in tables.of("reign_regimes"):
        listed[gw_code(row.ccode, max(row.began, date(1950, 1, 1)))].append(row)
    same = {
        "democracy": {"parliamentary", "presidential"},
        "provisional": {"provisional civilian", "provisional military"},
    }
    same |= {"warlord": {"warlordism"}, "foreign-occupied": {"foreign occupied"}}
    same |= {"party-military-personal": {"party personal military"}}
    found = []
    for row in tables.of("gwf"):
        said = row.regime or row.other
        if row.year < 1950 or not said or said == "not-independent":
            continue
        day = date(row.year, 1, 1)
        now = [other for other in listed.get(row.gwcode or 0, ()) if other.began <= day <= other.ended]
        allowed = same.get(said, {said.replace("-", " ")})
        if now and not any(other.regime in allowed for other in now):
            found.append(
                Conflict(
                    "regime",
                    row.gwcode,
                    day,
                    f"{said} ({row.source})",
                    ", ".join(f"{other.regime} ({other.source})" for other in now),
                )
            )
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
