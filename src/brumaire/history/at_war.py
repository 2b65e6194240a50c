"""Leaders at war, with what a case file needs: from whom controls without an attempt, an irregular exit or a mutiny may be drawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from brumaire.history.codes import PREDECESSOR, gw_code
from brumaire.history.panel.axis import month_of
from brumaire.history.panel.build import Panel
from brumaire.history.panel.regimes import FAMILY_OF
from brumaire.history.panel.spells import NEVER
from brumaire.history.sources.reign_regimes import Regime as Listed
from brumaire.history.tables import Tables
from brumaire.records import Regime

_IRREGULAR = frozenset({"coup", "handover", "uprising", "rebels", "assassination", "other"})
_REGIME: dict[str, Regime] = {
    "democracy": "democracy",
    "military": "military",
    "military_personal": "military_personal",
    "personal": "personal",
    "party": "party",
    "party_personal": "party_personal",
    "monarchy": "monarchy",
}


@dataclass(frozen=True, slots=True)
class LeaderAtWar:
    """One leader in one war.

    key, source
        Of the spell in office: the table's key; file and line.
    born, birth_to_the_day
        1 July where the table has a year alone.
    regime, regime_since
        In power on `since`, as REIGN's list has them with hindsight ("unknown" for provisional governments, oligarchies and
        occupations).
    conflict, kind, against
        UCDP's number; "interstate" or "civil"; states on the other side.
    began, first_clash, ended
        The war's episode from the day on which 25 deaths were met, its first clash where that lies within a year before, its end; `ended` is None while it goes on at the table's end.
    since, until
        From when to when the leader was in office and the war on.
    initiator, outcome
        COW's, of interstate wars to 2003.
    intensity
        Highest of the years in which the leader fought it: 1 (25 deaths) or 2 (1,000).
    attempts
        Coup attempts from `since` to twelve months after `until`.
    left, manner
        The leader's exit; None while there is none, and None for the manner where no table has it.
    irregular
        Whether the exit came irregularly while at war or within twelve months of `until`. None where the manner is not known.
    mutiny
        None: no table lists mutinies. Who draws controls must look.
    """

    key: str
    source: str
    name: str
    gwcode: int
    state: str
    born: date | None
    birth_to_the_day: bool
    entered: date
    regime: Regime
    regime_since: date | None
    conflict: int
    kind: Literal["interstate", "civil"]
    against: tuple[int, ...]
    began: date
    first_clash: date | None
    ended: date | None
    since: date
    until: date
    initiator: bool | None
    outcome: str | None
    intensity: int
    attempts: tuple[date, ...]
    left: date | None
    manner: str | None
    irregular: bool | None
    mutiny: None = None

    @property
    def uneventful(self) -> bool:
        """No attempt and no irregular exit, as far as the tables see: a candidate for a control."""
        return not self.attempts and self.irregular is False


def leaders_at_war(tables: Tables, panel: Panel) -> tuple[LeaderAtWar, ...]:
    """All leaders in office during a war of their state since 1950 (allies in others' internal wars left out), by day and state."""
    names = {row.gwcode: row.name for row in tables.of("states")}
    intensity: dict[tuple[int, int], int] = {}
    for row in tables.of("ucdp_conflicts"):
        intensity[row.conflict, row.year] = max(intensity.get((row.conflict, row.year), 0), row.intensity)
    newest = date(max((row.year for row in tables.of("ucdp_conflicts")), default=1), 12, 31)
    listed = _regimes(tables)
    found = []
    for episode in panel.episodes:
        if episode.kind == "extrasystemic" or (episode.ally and episode.kind != "interstate"):
            continue
        over = episode.ended or newest
        for spell in panel.spells:
            if spell.gwcode != episode.gwcode or spell.name == "unknown":
                continue
            since, until = max(episode.began, spell.since), min(over, spell.left)
            if since >= until and not since == until == episode.began:
                continue
            if since.year < 1950 or month_of(since) > spell.known_until:
                continue
            regime, regime_since = _regime(listed.get(spell.gwcode, []), since)
            line = {spell.gwcode, PREDECESSOR.get(spell.gwcode, spell.gwcode)}
            later = until + timedelta(days=365)
            attempts = tuple(a.day for a in panel.attempts if a.gwcode in line and since <= a.day <= later)
            gone = spell.left <= later
            known = spell.manner not in (None, "unknown")
            found.append(
                LeaderAtWar(
                    key=spell.key,
                    source=spell.source,
                    name=spell.name,
                    gwcode=spell.gwcode,
                    state=names.get(spell.gwcode, str(spell.gwcode)),
                    born=spell.born,
                    birth_to_the_day=spell.birth_to_the_day,
                    entered=spell.entered,
                    regime=regime,
                    regime_since=regime_since,
                    conflict=episode.conflict,
                    kind="interstate" if episode.kind == "interstate" else "civil",
                    against=episode.against,
                    began=episode.began,
                    first_clash=episode.first_clash,
                    ended=episode.ended,
                    since=since,
                    until=until,
                    initiator=episode.initiator,
                    outcome=episode.outcome,
                    intensity=max(
                        (intensity.get((episode.conflict, year), 0) for year in range(since.year, until.year + 1)),
                        default=0,
                    ),
                    attempts=attempts,
                    left=None if spell.left == NEVER else spell.left,
                    manner=spell.manner,
                    irregular=(spell.manner in _IRREGULAR if known else None) if gone else False,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.since, one.gwcode, one.conflict, one.key)))


def _regimes(tables: Tables) -> dict[int, list[Listed]]:
    found: dict[int, list[Listed]] = defaultdict(list)
    for row in tables.of("reign_regimes"):
        found[gw_code(row.ccode, row.began)].append(row)
    for state, older in PREDECESSOR.items():
        found[state] += found.get(older, [])
    return {state: sorted(rows, key=lambda row: (row.began, row.ended, row.line)) for state, rows in found.items()}


def _regime(listed: list[Listed], day: date) -> tuple[Regime, date | None]:
    began = [row for row in listed if row.began <= day]
    if not began:
        return "unknown", None
    return _REGIME.get(FAMILY_OF[began[-1].regime], "unknown"), began[-1].began
