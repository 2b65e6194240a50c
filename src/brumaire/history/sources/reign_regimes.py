"""Regimes with the days on which they began and ended, to 2020: the regime list of REIGN, which extends GWF."""

# ruff: noqa: RUF009 - column() makes a dataclass field, it is no default

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.history.sources.base import Row, Table, column
from brumaire.history.sources.cells import coded, month_day_year, state, text

REGIME = coded(
    {
        "parliamentary": "parliamentary",
        "presidential": "presidential",
        "personal": "personal",
        "military": "military",
        "military personal": "military personal",
        "indirect military": "indirect military",
        "party-based": "party",
        "party-personal": "party personal",
        "party-military": "party military",
        "party-personal-military": "party personal military",
        "monarchy": "monarchy",
        "oligarchy": "oligarchy",
        "provisional": "provisional civilian",
        "civilian provisional": "provisional civilian",
        "provisional military": "provisional military",
        "foreign-occupied": "foreign occupied",
        "warlordism": "warlordism",
    }
)


@dataclass(frozen=True, slots=True)
class Regime(Row):
    """One regime.

    ended
        Last day; 2020-12-31 or later for a regime that was there when the table ended.
    """

    ccode: int = column(state, "cowcode", needed=True)
    name: str = column(text, "gwf_casename")
    began: date = column(month_day_year, "gwf_startdate", needed=True)
    ended: date = column(month_day_year, "gwf_enddate", needed=True)
    regime: str = column(REGIME, "gwf_regimetype", needed=True)


TABLE = Table(
    name="reign_regimes",
    file="reign_regime_list.csv",
    row=Regime,
    key=("ccode", "began", "name"),
)
