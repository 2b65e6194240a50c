"""The tables of history, one file each; `TABLES` names them all."""

from brumaire.history.sources import (
    archigos,
    archigos_fate,
    battle_deaths,
    cline,
    colpus,
    cow_disputes,
    cow_interstate,
    cow_intrastate,
    gdp,
    gwf,
    infant_mortality,
    lead,
    leader_codes,
    polity,
    population,
    powell_thyne,
    published_ilc,
    reign_elections,
    reign_leaders,
    reign_regimes,
    states,
    ucdp_conflicts,
    vdem,
)
from brumaire.history.sources.base import Note, Reading, Row, Table
from brumaire.history.sources.reading import read

TABLES: dict[str, Table] = {
    room.TABLE.name: room.TABLE
    for room in (
        archigos,
        archigos_fate,
        lead,
        leader_codes,
        reign_leaders,
        reign_elections,
        reign_regimes,
        powell_thyne,
        colpus,
        cline,
        gwf,
        polity,
        vdem,
        ucdp_conflicts,
        battle_deaths,
        cow_interstate,
        cow_intrastate,
        cow_disputes,
        gdp,
        population,
        infant_mortality,
        states,
        published_ilc,
    )
}

__all__ = ["TABLES", "Note", "Reading", "Row", "Table", "read"]
