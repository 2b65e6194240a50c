"""Regime type and age: REIGN's list, whose regimes have days; after its end in 2020 the last one is carried, with a flag."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np

from brumaire.history.codes import PREDECESSOR, gw_code
from brumaire.history.panel.axis import DAYS, Axis, Floats
from brumaire.history.panel.publication import DELAY_MONTHS
from brumaire.history.sources.reign_regimes import Regime
from brumaire.history.tables import Tables

FAMILIES = (
    "democracy",
    "military",
    "military_personal",
    "personal",
    "party",
    "party_personal",
    "monarchy",
    "provisional",
    "other",
)
"""Codes in the panel are places in this tuple."""
FAMILY_OF = {
    "parliamentary": "democracy",
    "presidential": "democracy",
    "military": "military",
    "indirect military": "military",
    "military personal": "military_personal",
    "personal": "personal",
    "party": "party",
    "party military": "party",
    "party personal": "party_personal",
    "party personal military": "party_personal",
    "monarchy": "monarchy",
    "provisional civilian": "provisional",
    "provisional military": "provisional",
    "oligarchy": "other",
    "foreign occupied": "other",
    "warlordism": "other",
}


def regimes(tables: Tables, axis: Axis) -> dict[str, Floats]:
    """Columns `regime`, `regime_presidential`, `regime_indirect`, `regime_age`, `regime_new`, `regime_carried`.

    `regime` is the family in power by the end of the month as far as it is known: a new regime's type takes three months, until which
    the old one's stands and `regime_new` is 1. Who reigns is known at once, so `regime_age` starts anew on the day.
    """
    spells: dict[int, list[Regime]] = defaultdict(list)
    for row in tables.of("reign_regimes"):
        spells[gw_code(row.ccode, row.began)].append(row)
    for state, older in PREDECESSOR.items():
        spells[state] += spells.get(older, [])
    end = max((row.ended for rows in spells.values() for row in rows), default=date.min).toordinal()
    names = ("regime", "regime_presidential", "regime_indirect", "regime_age", "regime_new", "regime_carried")
    found = {name: axis.empty() for name in names}
    delay = DELAY_MONTHS["regime type"]
    for n, state in enumerate(axis.states):
        rows = sorted(spells.get(state, []), key=lambda row: (row.began, row.ended, row.line))
        if not rows:
            continue
        began = np.array([row.began.toordinal() for row in rows])
        ended = np.array([row.ended.toordinal() for row in rows])
        now = np.searchsorted(began, axis.ends, side="right") - 1
        typed = np.searchsorted(began, axis.ends - round(delay * DAYS / 12), side="right") - 1
        # A regime whose last day is the end of the list goes on; one that ended before it with none after it is nobody's.
        last = ended >= np.array([date(2020, 12, 31).toordinal()] * len(rows))
        for t in np.flatnonzero(now >= 0):
            i = now[t]
            over = ended[i] < axis.ends[t] and not last[i]
            if over and (axis.ends[t] - ended[i]) > 62:
                continue
            found["regime_age"][n, t] = (axis.ends[t] - began[i]) / DAYS
            found["regime_new"][n, t] = typed[t] != i
            found["regime_carried"][n, t] = axis.ends[t] > end or ended[i] < axis.ends[t]
            if typed[t] >= 0:
                kind = rows[typed[t]].regime
                found["regime"][n, t] = FAMILIES.index(FAMILY_OF[kind])
                found["regime_presidential"][n, t] = kind == "presidential"
                found["regime_indirect"][n, t] = kind in ("indirect military", "provisional military", "party military")
    return found
