"""Armed conflict as those who lived then could know it: UCDP/PRIO's episodes, COW's outcomes once a war is over, battle deaths.

An episode begins on the day on which 25 deaths were met in its first year (`start_date2`; `start_date` is the conflict's and may lie
decades before). Its end is the last fighting before a quiet year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from brumaire.history.codes import gw_code
from brumaire.history.panel.axis import DAYS, Axis, Floats
from brumaire.history.panel.publication import DELAY_MONTHS, yearly
from brumaire.history.sources.cow_interstate import WarYear
from brumaire.history.sources.ucdp_conflicts import ConflictYear
from brumaire.history.tables import Tables


@dataclass(frozen=True, slots=True)
class Episode:
    """One state's part in one unbroken run of a conflict's years.

    began, ended
        First day known (25 deaths met) and last day of fighting; `ended` is None while it goes on at the table's end.
    ended_known
        Day from which the end is known.
    against
        States on the other side.
    first_clash
        Start of the conflict, where it lies within twelve months before `began`: the invasion, say. Who lived then could not know
        that it would become a war, so no predictor uses it.
    initiator, outcome
        COW's, for the same pair of states; None where COW has no war of theirs in these years. The outcome is known from
        `ended_known` on, or from the end of COW's last year of the war where that is later.
    """

    gwcode: int
    conflict: int
    kind: str
    ally: bool
    government: bool
    began: date
    ended: date | None
    ended_known: date | None
    against: tuple[int, ...]
    first_clash: date | None = None
    initiator: bool | None = None
    outcome: str | None = None
    outcome_known: date | None = None


def episodes(tables: Tables) -> tuple[Episode, ...]:
    """All episodes by state and day."""
    rows: tuple[ConflictYear, ...] = tables.of("ucdp_conflicts")
    newest = max((row.year for row in rows), default=0)
    runs: dict[tuple[int, date, int, bool], list[ConflictYear]] = defaultdict(list)
    foes: dict[tuple[int, date, int, bool], set[int]] = defaultdict(set)
    for row in rows:
        if row.episode_began is None:
            continue  # `checks` lists it
        sides = (_codes(row.side_a), _codes(row.side_a_allies), _codes(row.side_b), _codes(row.side_b_allies))
        for n, side in enumerate(sides):
            for state in side:
                key = (row.conflict, row.episode_began, state, n in (1, 3))
                runs[key].append(row)
                foes[key].update(*(sides[2:] if n < 2 else sides[:2]))
    wars = _cow(tables)
    found = []
    for (conflict, start, state, ally), block in ((k, block) for k in sorted(runs) for block in _blocks(runs[k])):
        against = foes[conflict, start, state, ally]
        years = [row.year for row in block]
        kind = block[0].kind
        last = max((row.episode_ended for row in block if row.episode_ended is not None), default=None)
        # A state that is first named in a later year than the episode's first: known at that year's end.
        began = start if years[0] <= start.year else date(years[0], 12, 31)
        ended = None if years[-1] == newest and last is None else last or date(years[-1], 12, 31)
        months = DELAY_MONTHS["internal end" if kind in ("intrastate", "internationalised") else "interstate end"]
        known = None if ended is None else ended + timedelta(days=round(months * DAYS / 12))
        initiator, outcome, outcome_known = _of_cow(wars, state, against, years, ended)
        found.append(
            Episode(
                gwcode=state,
                conflict=conflict,
                kind=kind,
                ally=ally,
                government=block[0].over != "territory",
                began=began,
                ended=ended,
                ended_known=known,
                against=tuple(sorted(against)),
                first_clash=_clash(block[0].began, began),
                initiator=initiator if kind == "interstate" else None,
                outcome=outcome if kind == "interstate" else None,
                outcome_known=outcome_known if kind == "interstate" else None,
            )
        )
    return tuple(sorted(found, key=lambda e: (e.gwcode, e.began, e.conflict, e.ally)))


def wars(tables: Tables, axis: Axis, of: tuple[Episode, ...]) -> dict[str, Floats]:
    """Columns on conflict; docs/reference/history-data.md lists them."""
    zero = ("interstate", "colonial", "civil", "civil_government", "civil_count", "intervention")
    found = {name: axis.empty(0.0) for name in zero}
    missing = ("interstate_years", "civil_years", "initiator", "interstate_over_years", "civil_over_years")
    found |= {name: axis.empty() for name in (*missing, "lost_years", "won_years")}
    place = {state: n for n, state in enumerate(axis.states)}
    for episode in of:
        if episode.gwcode not in place:
            continue
        n = place[episode.gwcode]
        began = episode.began.toordinal()
        over = np.iinfo(np.int64).max if episode.ended_known is None else episode.ended_known.toordinal()
        during = (axis.ends >= began) & (axis.ends < over)
        since = (axis.ends - began) / DAYS
        if episode.kind in ("intrastate", "internationalised"):
            name = "intervention" if episode.ally else "civil"
        else:
            name = {"interstate": "interstate", "extrasystemic": "colonial"}[episode.kind]
        found[name][n, during] = 1.0
        if name == "civil":
            found["civil_count"][n, during] += 1.0
            if episode.government:
                found["civil_government"][n, during] = 1.0
        if name in ("interstate", "civil"):
            years = found[f"{name}_years"]
            years[n, during] = np.fmax(years[n, during], since[during])
            if episode.ended is not None:
                _latest(found[f"{name}_over_years"], n, axis, episode.ended, over)
        if episode.initiator is not None:
            found["initiator"][n, during] = float(episode.initiator)
        if episode.outcome in ("won", "lost") and episode.outcome_known is not None and episode.ended is not None:
            _latest(found[f"{episode.outcome}_years"], n, axis, episode.ended, episode.outcome_known.toordinal())
    intensity: dict[tuple[int, int], float] = defaultdict(float)
    for row in tables.of("ucdp_conflicts"):
        for state in (*_codes(row.side_a), *_codes(row.side_b)):
            intensity[state, row.year] = max(intensity[state, row.year], float(row.intensity))
    years_known = {row.year for row in tables.of("ucdp_conflicts")}
    whole = {(s, y): intensity.get((s, y), 0.0) for s in axis.states for y in years_known}
    found["intensity"], _ = yearly(axis, whole, DELAY_MONTHS["intensity"])
    people = {(row.gwcode, row.year): row.thousands for row in tables.of("population") if row.thousands}
    deaths = {
        (row.gwcode, row.year): float(np.log1p(1000.0 * row.best / people[row.gwcode, row.year - 1]))
        for row in tables.of("battle_deaths")
        if row.best is not None and (row.gwcode, row.year - 1) in people
    }
    found["battle_deaths"], _ = yearly(axis, deaths, DELAY_MONTHS["battle deaths"])
    return found


def _clash(first: date | None, began: date) -> date | None:
    return first if first is not None and timedelta(0) <= began - first <= timedelta(days=366) else None


def _blocks(rows: list[ConflictYear]) -> list[list[ConflictYear]]:
    """Rows in unbroken years: an ally may be named, left out, and named again."""
    blocks: list[list[ConflictYear]] = []
    for row in sorted(rows, key=lambda row: (row.year, row.line)):
        if blocks and row.year <= blocks[-1][-1].year + 1:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _latest(years: Floats, n: int, axis: Axis, ended: date, known: int) -> None:
    """Years since the latest end that is known."""
    after = axis.ends >= known
    since = (axis.ends[after] - ended.toordinal()) / DAYS
    years[n, after] = np.fmin(years[n, after], since)


def _codes(cell: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in cell.split(",")) if cell else ()


def _cow(tables: Tables) -> dict[tuple[int, int], list[WarYear]]:
    found = defaultdict(list)
    for row in tables.of("cow_interstate"):
        day = date(row.year, 1, 1)
        found[gw_code(row.ccode, day), gw_code(row.against, day)].append(row)
    return found


def _of_cow(
    cow: dict[tuple[int, int], list[WarYear]], state: int, against: set[int], years: list[int], ended: date | None
) -> tuple[bool | None, str | None, date | None]:
    """Initiator and outcome of the wars that the state fought with these foes in these years, and when the outcome was known."""
    pairs = [cow.get((state, foe), []) for foe in sorted(against)]
    inside = [row for rows in pairs for row in rows if row.year in years]
    if not inside:
        return None, None, None
    # Only of a war that was there when the episode began; one that grew out of it later was not known then.
    first = min(row.year for row in inside)
    initiator = any(row.initiator for row in inside if row.year == first) if first <= years[0] else None
    if ended is None:
        return initiator, None, None
    # COW writes a war's outcome into each of its years: it is known after the last of them all.
    fought = {row.war for row in inside}
    last = max(row.year for rows in pairs for row in rows if row.war in fought)
    outcome = next(row.outcome for rows in pairs for row in rows if row.war in fought and row.year == last)
    return initiator, outcome, ended if ended.year >= last else date(last, 12, 31)
