"""The panel: a row for each state of the system at each month's end, with what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.codes import REGIONS, region
from brumaire.history.panel.attempts import Attempt, attempts
from brumaire.history.panel.axis import DAYS, Axis, Bools, Floats, Ints, month_index, month_of
from brumaire.history.panel.columns import COLUMNS
from brumaire.history.panel.counting import by_state, count_within, faded, years_since
from brumaire.history.panel.economy import economy
from brumaire.history.panel.elections import elections
from brumaire.history.panel.manners import MANNERS
from brumaire.history.panel.neighbours import near_share, near_sum, nearness
from brumaire.history.panel.outcomes import Outcome, coverage, outcomes
from brumaire.history.panel.regimes import regimes
from brumaire.history.panel.spells import CUT, NEVER, Spell, spells
from brumaire.history.panel.wars import Episode, episodes, wars
from brumaire.history.tables import Tables

FIRST_MONTH = month_index(1949, 12)
"""The predictors of the window that opens in January 1950."""


@dataclass(frozen=True, slots=True)
class Panel:
    """State-months. All arrays have one entry a row; rows are sorted by state, then month.

    gwcode
        State, Gleditsch and Ward.
    month
        Index (year × 12 + month − 1) of the month at whose end the row stands; its outcome windows begin with the next month.
    spell
        Place in `spells` of the leader in office at the month's end; −1 where nobody was.
    leader_known
        Whether a table says so; False where the last known leader is carried forward.
    archigos
        Whether Archigos covers the state, and with it the manner of exits.
    columns
        See `columns.COLUMNS`.
    """

    gwcode: Ints
    month: Ints
    spell: Ints
    leader_known: Bools
    archigos: Bools
    columns: Mapping[str, Floats]
    spells: tuple[Spell, ...]
    attempts: tuple[Attempt, ...]
    episodes: tuple[Episode, ...]
    outcomes: Mapping[str, Outcome]

    def __len__(self) -> int:
        return len(self.month)

    def __getitem__(self, name: str) -> Floats:
        return self.columns[name]

    def row(self, gwcode: int, month: int) -> int | None:
        """Place of the row of a state and month; None where there is none."""
        key = self.gwcode * 100_000 + self.month
        at = int(np.searchsorted(key, gwcode * 100_000 + month))
        return at if at < len(key) and key[at] == gwcode * 100_000 + month else None


def build(tables: Tables) -> Panel:
    """The panel of all states from December 1949 to the month of the last coup attempt or leader known.

    Raises
    ------
    HistoryError
        The tables have no leaders or no states.
    """
    if not tables.of("archigos") or not tables.of("states"):
        raise HistoryError(
            "the panel needs archigos.csv and gw_states.csv", mend="put them into the folder and import it again"
        )
    tried = attempts(tables)
    leaders = spells(tables, tried)
    last = max([month_of(a.day) for a in tried] + [s.known_until for s in leaders])
    axis = Axis.of({spell.gwcode for spell in leaders}, FIRST_MONTH, last)
    there = _there(tables, axis, leaders)
    spell, known = _in_office(axis, leaders)
    there &= spell > -2
    fought = episodes(tables)
    grids = {
        **_leader(axis, leaders, spell, tried),
        **regimes(tables, axis),
        **_past(tables, axis, leaders, tried),
        **elections(tables, axis),
        **wars(tables, axis, fought),
        **economy(tables, axis),
        "region": np.repeat([[float(REGIONS.index(region(s)))] for s in axis.states], axis.shape[1], axis=1),
        "year": np.repeat([(axis.months + 1) / 12 - 1950], axis.shape[0], axis=0),
    }
    weights = nearness(tables, axis)
    irregular = _irregular(tables, tried)
    grids["near_attempts"] = near_sum(weights, faded(axis, by_state((a.gwcode, a.day.toordinal()) for a in tried), 2.0))
    grids["near_irregular"] = near_sum(weights, faded(axis, by_state(irregular), 2.0))
    grids["near_civil"] = near_share(weights, grids["civil"], there)
    assert set(grids) == set(COLUMNS)
    # Powell and Thyne's last month is cut short by the file's end.
    whole = max((month_of(a.day) for a in tried), default=0) - 1
    states = np.repeat(np.array(axis.states)[:, None], axis.shape[1], axis=1)
    covered = {state for state, month in coverage(tables, leaders).items() if month >= FIRST_MONTH}
    return Panel(
        gwcode=states[there],
        month=np.repeat(axis.months[None, :], axis.shape[0], axis=0)[there],
        spell=spell[there],
        leader_known=known[there],
        archigos=np.isin(states, sorted(covered))[there],
        columns={name: grids[name][there] for name in COLUMNS},
        spells=leaders,
        attempts=tried,
        episodes=fought,
        outcomes=outcomes(tables, leaders, tried, whole),
    )


def _there(tables: Tables, axis: Axis, leaders: tuple[Spell, ...]) -> Bools:
    """Whether a state is in the system at the month's end. States that only REIGN has are there from their first leader on."""
    there = np.zeros(axis.shape, dtype=bool)
    place = {state: n for n, state in enumerate(axis.states)}
    rows = tables.of("states")
    newest = max(row.ended for row in rows)
    listed = set()
    for row in rows:
        if row.gwcode in place:
            listed.add(row.gwcode)
            ended = date.max if row.ended == newest else row.ended
            there[place[row.gwcode]] |= (axis.ends >= row.began.toordinal()) & (axis.ends <= ended.toordinal())
    first: dict[int, int] = {}
    for spell in leaders:
        first[spell.gwcode] = min(first.get(spell.gwcode, NEVER.toordinal()), spell.since.toordinal())
    for state, day in first.items():
        if state not in listed:
            there[place[state]] = axis.ends >= day
    return there


def _in_office(axis: Axis, leaders: tuple[Spell, ...]) -> tuple[Ints, Bools]:
    """Place of the spell at each month's end (−1 vacant, −2 before the first), and whether a table says so."""
    spell = np.full(axis.shape, -2, dtype=np.int64)
    known = np.zeros(axis.shape, dtype=bool)
    places: dict[int, list[int]] = {}
    for n, one in enumerate(leaders):
        places.setdefault(one.gwcode, []).append(n)
    for n, state in enumerate(axis.states):
        own = np.array(places[state])
        since = np.array([leaders[i].since.toordinal() for i in own])
        order = np.argsort(since, kind="stable")
        own, since = own[order], since[order]
        left = np.array([leaders[i].left.toordinal() for i in own])
        until = np.array([leaders[i].known_until for i in own])
        at = np.searchsorted(since, axis.ends, side="right") - 1
        began = at >= 0
        holds = began & (left[at] > axis.ends)
        spell[n] = np.where(holds, own[at], np.where(began, -1, -2))
        known[n] = began & (axis.months <= until.max())
    return spell, known


def _leader(axis: Axis, leaders: tuple[Spell, ...], spell: Ints, tried: tuple[Attempt, ...]) -> dict[str, Floats]:
    held = spell >= 0
    at = np.where(held, spell, 0)

    def of(values: list[float | bool | int | None]) -> Floats:
        array = np.array([np.nan if value is None else float(value) for value in values])
        return np.where(held, array[at], np.nan)

    entered = of([one.entered.toordinal() for one in leaders])
    failed = by_state((a.gwcode, a.day.toordinal()) for a in tried if not a.success)
    survived = axis.empty()
    for n, state in enumerate(axis.states):
        days = failed.get(state, np.zeros(0, dtype=np.int64))
        good = held[n]
        survived[n, good] = np.searchsorted(days, axis.ends[good], side="right") - np.searchsorted(
            days, entered[n, good]
        )
    return {
        "age": (axis.ends - of([one.born.toordinal() if one.born else None for one in leaders])) / DAYS,
        "tenure": (axis.ends - entered) / DAYS,
        "prior_spells": of([one.before for one in leaders]),
        "male": of([one.male for one in leaders]),
        "entry_irregular": of([one.entry == "irregular" for one in leaders]),
        "entry_foreign": of([one.entry == "foreign" for one in leaders]),
        "served": of([one.served for one in leaders]),
        "combat": of([one.combat for one in leaders]),
        "rebel": of([one.rebel for one in leaders]),
        "war_lost_before": of([one.war_lost for one in leaders]),
        "military_career": of([one.military for one in leaders]),
        "survived_attempts": survived,
    }


def _irregular(tables: Tables, tried: tuple[Attempt, ...]) -> list[tuple[int, int]]:
    exits = [(row.gwcode, row.left.toordinal()) for row in tables.of("archigos") if row.exit == "Irregular"]
    return exits + [(a.gwcode, a.day.toordinal()) for a in tried if a.success and a.day >= CUT]


def _past(tables: Tables, axis: Axis, leaders: tuple[Spell, ...], tried: tuple[Attempt, ...]) -> dict[str, Floats]:
    every = by_state((a.gwcode, a.day.toordinal()) for a in tried)
    good = by_state((a.gwcode, a.day.toordinal()) for a in tried if a.success)
    failed = by_state((a.gwcode, a.day.toordinal()) for a in tried if not a.success)
    irregular = by_state(_irregular(tables, tried))
    return {
        "attempt_years": years_since(axis, every),
        "success_years": years_since(axis, good),
        "attempts_5": count_within(axis, every, 5.0),
        "attempts_faded": faded(axis, every, 5.0),
        "failures_faded": faded(axis, failed, 2.0),
        "successes_faded": faded(axis, good, 5.0),
        "irregular_years": years_since(axis, irregular),
        "irregular_faded": faded(axis, irregular, 10.0),
        "leaders_10": count_within(axis, by_state((one.gwcode, one.since.toordinal()) for one in leaders), 10.0),
    }


def next_exit(panel: Panel) -> tuple[Ints, Bools]:
    """What became of each row's leader in the month after it, for hazards of competing risks.

    Returns
    -------
    tuple
        Place in `MANNERS` of the leader's exit in the next month, −1 for none; and whether the tables can say: someone was in office
        and the month lies within what the table of leaders knows. A leader who entered and left in one month has no row.
    """
    left = np.array([month_of(one.left) if one.left != NEVER else 10**9 for one in panel.spells])
    code = np.array([MANNERS.index(one.manner) if one.manner else -1 for one in panel.spells])
    until = np.array([one.known_until for one in panel.spells])
    held = panel.spell >= 0
    at = np.where(held, panel.spell, 0)
    following = panel.month + 1
    gone = np.where(held & (left[at] == following), code[at], -1)
    return gone, held & (following <= until[at])
