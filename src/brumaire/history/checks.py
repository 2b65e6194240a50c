"""What the rows of a table say together: overlapping spells, states and codes that nobody knows, missing births. Each is a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from brumaire.history.codes import from_iso, gw_code
from brumaire.history.sources import Note, Row


def check(tables: Mapping[str, tuple[Any, ...]]) -> tuple[Note, ...]:
    """Notes on the tables (rows by name) as a whole, sorted; those on single cells come with the reading."""
    return tuple(
        sorted([*_archigos(tables), *_reign(tables), *_attempts(tables), *_elections(tables), *_conflicts(tables)])
    )


def _of(tables: Mapping[str, tuple[Any, ...]], name: str) -> tuple[Any, ...]:
    return tables.get(name, ())


def _note(row: Row, what: str, *, refused: bool = False) -> Note:
    return Note(row.file, row.line, "refused" if refused else "warning", what)


def _archigos(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Note]:
    states = {row.gwcode for row in _of(tables, "states")}
    spells = defaultdict(list)
    for row in _of(tables, "archigos"):
        if row.left < row.entered:
            yield _note(
                row,
                f"{row.leader} left on {row.left}, before entering on {row.entered}; not in the panel",
                refused=True,
            )
            continue
        spells[row.gwcode].append(row)
        if states and row.gwcode not in states:
            yield _note(row, f"state {row.gwcode} is not in gw_states.csv; taken to exist from its first leader on")
        if row.birth_year is None and row.left.year >= 1950:
            yield _note(row, f"{row.leader} has no year of birth; age is missing")
        elif (
            row.birth_year is not None and not 10 <= row.entered.year - row.birth_year <= 110 and row.left.year >= 1950
        ):
            yield _note(
                row, f"{row.leader}, born {row.birth_year}, would have entered at {row.entered.year - row.birth_year}"
            )
        if row.exit == "Irregular" and row.code == "Irregular, Other":
            yield _note(
                row,
                f"{row.leader}: the code {row.code!r} is none of the nine manners; an assassination if the leader died that day, else other",
            )
    for rows in spells.values():
        rows.sort(key=lambda row: (row.entered, row.left, row.line))
        for before, after in pairwise(rows):
            if after.entered < before.left:
                yield _note(
                    after,
                    f"{after.leader} from {after.entered} overlaps {before.leader} to {before.left} (line {before.line}); "
                    "the later entry counts",
                )


def _reign(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Note]:
    spells = defaultdict(list)
    for row in _of(tables, "reign_leaders"):
        if not (1 <= row.entered_month <= 12 and 1 <= row.entered_day <= 31):
            yield _note(row, f"{row.leader} entered on no day of the calendar; not in the panel", refused=True)
            continue
        entered = row.entered_year * 12 + row.entered_month - 1
        if (row.left_year is None) != (row.left_month is None):
            yield _note(row, f"{row.leader} left in a year or a month alone; taken as still in office")
        left = row.left_year * 12 + row.left_month - 1 if row.left_year and row.left_month else 10**9
        if left < entered:
            yield _note(row, f"{row.leader} left before entering; not in the panel", refused=True)
            continue
        spells[row.ccode].append((entered, row.entered_day, left, row))
        if row.birth_year is None and left >= 2016 * 12:
            yield _note(row, f"{row.leader} has no year of birth; age is missing")
    for rows in spells.values():
        rows.sort(key=lambda item: (*item[:3], item[3].line))
        for before, after in pairwise(rows):
            if after[0] < before[2]:
                yield _note(
                    after[3], f"{after[3].leader} enters before {before[3].leader} leaves (line {before[3].line})"
                )


def _attempts(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Note]:
    for row in _of(tables, "powell_thyne"):
        if from_iso(row.iso, row.country) is None:
            yield _note(
                row, f"unknown state {row.iso!r}, {row.country!r}; the attempt is not in the panel", refused=True
            )
    known = {row.gwcode for row in _of(tables, "archigos")}
    known |= {gw_code(row.ccode, date(row.entered_year, 1, 1)) for row in _of(tables, "reign_leaders")}
    for row in _of(tables, "powell_thyne"):
        code = from_iso(row.iso, row.country)
        if code is not None and known and gw_code(code, row.day) not in known:
            yield _note(row, f"{row.country} has no leaders in the tables; the attempt is in no row of the panel")


def _elections(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Note]:
    for row in _of(tables, "reign_elections"):
        if not 1 <= row.month <= 12:
            yield _note(row, f"month {row.month}; the entry is not in the panel", refused=True)


def _conflicts(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Note]:
    for row in _of(tables, "ucdp_conflicts"):
        if row.episode_began is None:
            yield _note(row, f"conflict {row.conflict} has no start of its episode; not in the panel", refused=True)
