"""Controls: leaders at war without an attempt, a forced exit or a mutiny, drawn from history's tables by a fixed rule.

Every case of the library was chosen because something happened in it. A control is a leader like theirs, asked the same questions thirty
days into a war, to whom nothing of that kind happened up to twelve months after it.

The frame holds leaders who

- were in office when a war began, between 1950 and 2013, and thirty days later still;
- fought a war between states that Correlates of War lists, or, as the government, an internal one that UCDP puts above 1,000 deaths in
  some year; of three days at least, as the tables date it;
- ruled no democracy, as in all nine cases, and have a year of birth and a kind of regime in the tables;
- saw no coup attempt (in Powell and Thyne, or in Colpus) and were not removed irregularly or by another state from the war's first day to twelve months after its end, or after
  the asking date where that is later, nor left in a manner that no table knows;
- are not those of the nine cases, nor fought in a case's war.

No table lists mutinies: those that are known of are named in `STRUCK_BY_HAND`.

From the frame `QUOTAS` are drawn by decade and kind of war. The order is that of a hash of the seed and the leader's key, so that the draw
is the same on every machine, and one leader more in the tables moves no other's place. No leader is drawn twice, and the two sides of one
war only where the decade has no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from brumaire.dates import Duration, after
from brumaire.errors import HistoryError
from brumaire.history.at_war import LeaderAtWar, leaders_at_war
from brumaire.history.codes import gw_code
from brumaire.history.panel.build import Panel
from brumaire.history.tables import Tables
from brumaire.records import Case

SEED: Final = 20
ASKED_AFTER: Final = timedelta(days=30)
YEAR: Final = Duration(12, "month")
SHORTEST: Final = timedelta(days=3)
LAST_BEGINNING: Final = date(2013, 12, 31)
"""Archigos knows exits and their manner to the end of 2015."""

QUOTAS: Final[Mapping[tuple[str, int], int]] = MappingProxyType(
    {
        ("interstate", 1950): 3,
        ("interstate", 1960): 4,
        ("interstate", 1970): 4,
        ("interstate", 1980): 3,
        ("interstate", 1990): 2,
        ("civil", 1970): 1,
        ("civil", 1980): 1,
        ("civil", 1990): 1,
        ("civil", 2000): 1,
    }
)
"""How many are drawn from each kind of war and decade of its beginning: twenty in all."""

STRUCK_BY_HAND: Final[Mapping[tuple[str, int], str]] = MappingProxyType(
    {
        ("INS-1949-2", 243): "the rising of officers on Sumatra and Sulawesi, 1958",
        ("EGY-1970", 11343): "the attack on the Military Technical College, April 1974",
        ("CHA-1990", 288): "the mutiny in the capital, May 2004",
        ("YEM-1978", 230): "the rising of 2011, with which an armoured division went",
        ("SSD-2011", 11345): "the fighting inside the presidential guard, December 2013",
        ("DRC-2001", 283): "the mutiny that became the M23, April 2012",
    }
)
"""Mutinies and risings that no table has, by leader's key and conflict. Recalled, unchecked; there may be more."""

FORCED: Final = frozenset({"coup", "handover", "uprising", "rebels", "assassination", "other", "foreign", "unknown"})
"""Manners of exit that a control must not have; what is unknown may be one of them."""


STRUCK: Final = (20, 99)
"""Of the leaders who fit but for what happened to them, how many were struck in the twelve months that are asked about, and how many there are:
`struck` of the registry's tables."""


def frame(tables: Tables, panel: Panel, cases: Iterable[Case]) -> tuple[LeaderAtWar, ...]:
    """All leaders from whom controls may be drawn, by day and state."""
    given = tuple(cases)
    wars, leaders = _wars_of(given, panel), {(case.gwcode, case.leader.entered) for case in given}
    colpus = _colpus(tables)
    return tuple(
        one
        for one in leaders_at_war(tables, panel)
        if _fits(one)
        and one.conflict not in wars
        and (one.gwcode, one.entered) not in leaders
        and (one.key, one.conflict) not in STRUCK_BY_HAND
        and not _struck(one, panel, colpus, one.since, quiet_until(one))
    )


def struck(tables: Tables, panel: Panel) -> tuple[int, int]:
    """How many leaders at war met an attempt or a forced exit in the twelve months after the day on which they would be asked, of how many who fit.

    Those who met it later are not controls, and are among the rest; the wars of the cases are there too.
    """
    colpus = _colpus(tables)
    fitting = [one for one in leaders_at_war(tables, panel) if _fits(one)]
    return sum(_struck(one, panel, colpus, asked(one), after(asked(one), YEAR)) for one in fitting), len(fitting)


def draw(
    candidates: Iterable[LeaderAtWar], *, seed: int = SEED, quotas: Mapping[tuple[str, int], int] = QUOTAS
) -> tuple[LeaderAtWar, ...]:
    """The controls, by day and state.

    Raises
    ------
    HistoryError
        A decade has fewer candidates than are to be drawn.
    """
    waiting = sorted(candidates, key=lambda one: _place(one, seed))
    drawn: list[LeaderAtWar] = []
    for (kind, decade), wanted in quotas.items():
        for both_sides in (False, True):
            for one in waiting:
                so_far = sum(_stratum(d) == (kind, decade) for d in drawn)
                if so_far == wanted:
                    break
                new = all((d.gwcode, d.entered) != (one.gwcode, one.entered) for d in drawn)
                if _stratum(one) == (kind, decade) and new and (both_sides or not any(_one_war(one, d) for d in drawn)):
                    drawn.append(one)
        if sum(_stratum(d) == (kind, decade) for d in drawn) < wanted:
            raise HistoryError(
                f"fewer than {wanted} leaders of the {decade}s in wars of kind {kind} to draw from",
                mend="draw fewer, or give the tables that controls were drawn from (`brumaire history sources`)",
            )
    return tuple(sorted(drawn, key=lambda one: (one.since, one.gwcode)))


def asked(one: LeaderAtWar) -> date:
    """The day on which a control is asked."""
    return one.since + ASKED_AFTER


def quiet_until(one: LeaderAtWar) -> date:
    """The last day on which nothing may have happened."""
    return after(max(one.until, asked(one)), YEAR)


def _fits(one: LeaderAtWar) -> bool:
    known_war = one.outcome is not None if one.kind == "interstate" else one.intensity >= 2
    return (
        one.since == one.began
        and one.since <= LAST_BEGINNING
        and one.born is not None
        and one.regime not in ("unknown", "democracy")
        and known_war
        and one.until - one.since >= SHORTEST
        and (one.left is None or one.left > asked(one))
    )


def _colpus(tables: Tables) -> list[tuple[int, date]]:
    return [(gw_code(row.ccode, row.day), row.day) for row in tables.of("colpus")]


def _struck(one: LeaderAtWar, panel: Panel, colpus: list[tuple[int, date]], first: date, last: date) -> bool:
    """Whether an attempt or a forced exit came on these days."""
    known = [*((a.gwcode, a.day) for a in panel.attempts), *colpus, *((one.gwcode, day) for day in one.attempts)]
    tried = any(gwcode == one.gwcode and first <= day <= last for gwcode, day in known)
    left = one.left is not None and first <= one.left <= last
    return tried or (left and (one.manner is None or one.manner in FORCED))


def _wars_of(cases: Iterable[Case], panel: Panel) -> frozenset[int]:
    """Conflicts in which a case's state fought between the beginning of the case's war and its last asking date."""
    found = set()
    for case in cases:
        days = [case.start, *(target.as_of for target in case.targets), *([case.as_of] if case.as_of else [])]
        first, last = case.war.began or case.start, max(days)
        found |= {
            e.conflict
            for e in panel.episodes
            if e.gwcode == case.gwcode and e.began <= last and (e.ended is None or e.ended >= first)
        }
    return frozenset(found)


def _stratum(one: LeaderAtWar) -> tuple[str, int]:
    return one.kind, one.since.year // 10 * 10


def _one_war(one: LeaderAtWar, other: LeaderAtWar) -> bool:
    together = one.since <= other.until and other.since <= one.until
    return together and (one.conflict == other.conflict or one.gwcode in other.against or other.gwcode in one.against)


def _place(one: LeaderAtWar, seed: int) -> str:
    return hashlib.sha256(f"{seed} {one.key} {one.conflict} {one.since}".encode()).hexdigest()
