"""Coup attempts with the state's number: Powell and Thyne."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.codes import from_iso, gw_code
from brumaire.history.tables import Tables


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt."""

    gwcode: int
    day: date
    success: bool
    source: str


def attempts(tables: Tables) -> tuple[Attempt, ...]:
    """All attempts of states whose code is known, by state and day; `checks` lists the others."""
    found = []
    for row in tables.of("powell_thyne"):
        code = from_iso(row.iso, row.country)
        if code is not None:
            found.append(Attempt(gw_code(code, row.day), row.day, row.success, row.source))
    return tuple(sorted(found, key=lambda a: (a.gwcode, a.day, a.source)))
