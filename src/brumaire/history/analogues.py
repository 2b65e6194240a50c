"""The most similar leader-months of history, and what became of those leaders."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from brumaire.history.facts import leader_facts
from brumaire.history.panel.axis import Floats, last_day
from brumaire.history.panel.build import Panel
from brumaire.history.panel.regimes import FAMILIES
from brumaire.history.panel.spells import NEVER

KNOWN = ("age", "tenure", "regime", "regime_age", "attempt_years", "interstate", "interstate_years", "civil")
_OTHER_REGIME = 1.5
_OTHER_WAR = 1.5
_PER_TWENTY_YEARS_AGO = 0.4


@dataclass(frozen=True, slots=True)
class Analogue:
    """A leader-month that is like the one asked about, seen from its end.

    distance
        0 for the same in all that counts; 1 for ten years of age, or one in the logarithm of tenure.
    left
        None for a leader still in office where the table ends.
    became
        The source's manner of exit.
    """

    name: str
    state: str
    month: date
    age: float
    tenure: float
    regime: str
    at_war: bool
    left: date | None
    became: str
    distance: float
    source: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Leader-months to choose from: their keys, months and what is known of them by name of `KNOWN`."""

    keys: tuple[str, ...]
    months: Floats
    known: Mapping[str, Floats]
    told: Mapping[str, tuple[str, str, date | None, str, str]]


def nearest(pool: Pool, asked: Mapping[str, float], year: float, number: int = 5) -> tuple[Analogue, ...]:
    """The most similar leader-months, one a leader, nearest first.

    Parameters
    ----------
    pool
        `shipped_pool()`, or `pool_of(panel)`.
    asked
        Values by name of `KNOWN`, NaN where there is none.
    year
        Years since 1950 of the asking date; older months lie a little further off, and later ones are not taken.
    number
        How many.
    """
    distance = _distance(pool, asked, year)
    found: list[Analogue] = []
    seen: set[str] = set()
    for n in np.lexsort((pool.months, distance)):
        if len(found) == number:
            break
        key = pool.keys[n]
        if key in seen or not np.isfinite(distance[n]):
            continue
        seen.add(key)
        name, state, left, became, source = pool.told[key]
        regime = pool.known["regime"][n]
        found.append(
            Analogue(
                name=name,
                state=state,
                month=last_day(int(pool.months[n])),
                age=float(pool.known["age"][n]),
                tenure=float(pool.known["tenure"][n]),
                regime="unknown" if np.isnan(regime) else FAMILIES[int(regime)],
                at_war=bool(pool.known["interstate"][n] > 0),
                left=left,
                became=became,
                distance=float(distance[n]),
                source=source,
            )
        )
    return tuple(found)


def _distance(pool: Pool, asked: Mapping[str, float], year: float) -> Floats:
    known = pool.known
    ago = year - ((pool.months + 1) / 12.0 - 1950.0)

    def log_years(values: Floats | float, offset: float) -> Floats:
        return np.asarray(np.log(np.maximum(values, 0.0) + offset))

    def recent(values: Floats | float) -> Floats:
        return np.asarray(np.where(np.isnan(values), 0.0, np.exp(-np.asarray(values) / 5.0)))

    parts = [
        (known["age"] - asked["age"]) / 10.0,
        log_years(known["tenure"], 0.25) - log_years(asked["tenure"], 0.25),
        0.7 * (log_years(known["regime_age"], 1.0) - log_years(asked["regime_age"], 1.0)),
        2.0 * (recent(known["attempt_years"]) - recent(asked["attempt_years"])),
        _OTHER_REGIME * (known["regime"] != asked["regime"]),
        _OTHER_WAR * (known["interstate"] != asked["interstate"]),
        1.0 * (known["civil"] != asked["civil"]),
        _PER_TWENTY_YEARS_AGO * ago / 20.0,
    ]
    # What is missing on either side counts as one unit apart.
    total = sum(np.where(np.isnan(part), 1.0, part) ** 2 for part in parts)
    found: Floats = np.where(ago > 0, np.sqrt(total), np.inf)
    return found


@cache
def shipped_pool() -> Pool:
    """The table that comes with Brumaire: leaders since 1950 at 1, 5, 10, 20 and 30 years in office (docs/explanation/outside-view-model-card.md)."""
    text = resources.files("brumaire.history").joinpath("analogues.json").read_text(encoding="utf-8")
    rows: list[list[Any]] = json.loads(text)["rows"]
    told = {
        fact.key: (fact.name, fact.state, fact.left, _words(fact.exit, fact.code), fact.source)
        for fact in leader_facts()
    }
    rows = [row for row in rows if row[0] in told]
    values = np.array([[np.nan if v is None else v for v in row[2:]] for row in rows], dtype=float)
    return Pool(
        tuple(row[0] for row in rows),
        np.array([row[1] for row in rows], dtype=float),
        {name: values[:, n] for n, name in enumerate(KNOWN)},
        told,
    )


def pool_of(panel: Panel, names: Mapping[int, str]) -> Pool:
    """All months of all leaders of a panel whose ages are known; `names` are the states'."""
    on = np.flatnonzero((panel.spell >= 0) & ~np.isnan(panel["age"]))
    spells = [panel.spells[n] for n in panel.spell[on]]
    told = {
        spell.key: (
            spell.name,
            names.get(spell.gwcode, str(spell.gwcode)),
            None if spell.left == NEVER else spell.left,
            (spell.manner or "still in office").replace("_", " "),
            f"{spell.source} {spell.key}",
        )
        for spell in _distinct(spells)
    }
    return Pool(
        tuple(spell.key for spell in spells),
        panel.month[on].astype(float),
        {name: panel[name][on] for name in KNOWN},
        told,
    )


def _distinct(spells: list[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for spell in spells:
        if spell.key not in seen:
            seen.add(spell.key)
            yield spell


def _words(exit_: str, code: str) -> str:
    # Archigos's exits are told by their finer code, but for those that it codes "Regular" whatever they were.
    if exit_ == "Irregular":
        return f"irregular: {code.replace(', without Foreign Support', '')}"
    return exit_.lower()
