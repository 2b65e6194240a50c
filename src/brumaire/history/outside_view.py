"""The outside view: what history alone says about such a leader, manner by manner."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.ahead import months_ahead
from brumaire.history.hazards.competing import Risks, fitted_risks, incidence
from brumaire.history.hazards.leader import NAMES
from brumaire.history.panel.axis import Floats
from brumaire.history.profiles import Profile
from brumaire.records import MANNERS, Hazard, OutsideView

_MONTHS = 12
_TAIL = 0.05
_PLURAL = {
    "regular": "regular exits",
    "handover": "removals by colleagues",
    "uprising": "removals by protest",
    "rebels": "removals by rebels",
    "assassination": "assassinations",
    "natural_death": "natural deaths",
    "ill_health": "retirements for ill health",
    "foreign": "removals by foreign states",
}


def outside_view(profile: Profile) -> OutsideView:
    """Hazards by the nine manners of exit, of coup attempts, and the chance that one unseats the leader.

    All are per year: the mean of the twelve months from `profile.at` in the fitted hazards, so that twelve months' incidence is
    theirs. Natural death and ill health grow as the fit has them grow with age; the rest stand still. The coup hazard is the hazard
    of attempts times the chance of success.

    Raises
    ------
    HistoryError
        The shipped coefficients cannot be read.

    Examples
    --------
    >>> from datetime import date
    >>> view = outside_view(Profile(
    ...     birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1),
    ...     war="interstate", war_began=date(2022, 2, 24)))
    >>> view.exits["natural_death"].source
    'fitted to 107 natural deaths of 1950-2015, archigos.csv (history/fitted.json)'
    """
    risks = fitted_risks()
    columns = months_ahead(profile, _MONTHS)
    values = _a_year(risks.monthly(columns))
    spread = _a_year(risks.drawn(columns))
    low, high = np.quantile(spread, (_TAIL, 1 - _TAIL), axis=0)
    growth = _growth(risks, columns)

    def hazard(k: int, name: str, source: str) -> Hazard:
        grows = growth.get(name, 0.0)
        # The year's mean of a hazard that grows from its value at the asking date.
        start = grows / math.expm1(grows) if grows else 1.0
        value, least, most = (float(x[k]) * start for x in (values, low, high))
        return Hazard(value, least, most, source, grows)

    nine = len(MANNERS)
    return OutsideView(
        at=profile.at,
        exits={manner: hazard(k, manner, _source(risks, manner)) for k, manner in enumerate(MANNERS)},
        attempts=hazard(nine, "attempts", _source(risks, "attempt")),
        success=hazard(nine + 1, "success", _source(risks, "success")),
        profile=_facts(profile),
        notes=_notes(profile),
    )


def _a_year(monthly: Floats) -> Floats:
    """Hazards a year (and the chance of success) that, constant, give the incidence of these months: (..., months, 11) to (..., 11)."""
    nine = len(MANNERS)
    rates = -np.log1p(-monthly[..., :nine])
    total = rates.sum(axis=(-2, -1))
    shares = incidence(monthly[..., :nine])[..., -1, :]
    exits = shares / shares.sum(axis=-1, keepdims=True) * total[..., None]
    # As exits are: weighed by the chance of being still in office.
    stays = np.exp(-np.cumsum(rates.sum(axis=-1), axis=-1) + rates.sum(axis=-1))
    attempts = (stays * -np.log1p(-monthly[..., nine])).sum(axis=-1) / stays.mean(axis=-1)
    success = exits[..., MANNERS.index("coup")] / attempts
    found: Floats = np.concatenate([exits, attempts[..., None], success[..., None]], axis=-1)
    return found


def _growth(risks: Risks, columns: Floats) -> dict[str, float]:
    """Yearly log growth with age of those hazards that grow."""
    now, ages = columns[:1], [NAMES.index(name) for name in ("age", "age>65")]
    older = now.copy()
    older[0, ages] = columns[-1, ages]
    years = (len(columns) - 1) / 12
    found = np.log(risks.monthly(older)[0] / risks.monthly(now)[0]) / years
    return {manner: float(found[MANNERS.index(manner)]) for manner in ("natural_death", "ill_health")}


def _source(risks: Risks, kind: str) -> str:
    events = risks.about["events"]
    if kind == "coup":
        return "attempts times the chance that one succeeds"
    if kind == "attempt":
        return f"fitted to {events[kind]} coup attempts of 1950-2025, powell_thyne_2025_12.csv (history/fitted.json)"
    if kind == "success":
        return (
            f"fitted to {events[kind]} attempts of 1950-2015 that unseated the leader, among all (history/fitted.json)"
        )
    return f"fitted to {events[kind]} {_PLURAL[kind]} of 1950-2015, archigos.csv (history/fitted.json)"


def by_hand(view: OutsideView, overrides: Mapping[str, float], *, source: str = "the case file") -> OutsideView:
    """The view with some values replaced: manners, `attempts` (per year) or `success` (a probability).

    The interval is scaled with the value. Replacing attempts or success moves the coup hazard, unless `coup` itself
    is given.

    Raises
    ------
    HistoryError
        A name that is none of these, or a value that is negative (for `success`: outside 0 to 1).
    """
    known = {*MANNERS, "attempts", "success"}
    for name, value in overrides.items():
        if name not in known:
            raise HistoryError(f"outside view has no {name!r}", mend=f"use one of {', '.join(sorted(known))}")
        if value < 0 or (name == "success" and value > 1):
            raise HistoryError(f"outside view {name} {value} is not possible", mend="give a rate per year, or a chance")
    attempts = _scaled(view.attempts, overrides.get("attempts"), source)
    success = _scaled(view.success, overrides.get("success"), source)
    hazards = {manner: _scaled(hazard, overrides.get(manner), source) for manner, hazard in view.exits.items()}
    if "coup" not in overrides and {"attempts", "success"} & set(overrides):
        hazards["coup"] = _coup(attempts, success)
    return replace(view, exits=hazards, attempts=attempts, success=success)


def _coup(attempts: Hazard, success: Hazard) -> Hazard:
    return Hazard(
        attempts.per_year * success.per_year,
        attempts.low * success.per_year,
        attempts.high * success.per_year,
        f"attempts {attempts.per_year:.4f} a year times success {success.per_year:.2f}",
        attempts.growth,
    )


def _scaled(hazard: Hazard, value: float | None, source: str) -> Hazard:
    if value is None:
        return hazard
    factor = value / hazard.per_year if hazard.per_year else 0.0
    return replace(hazard, per_year=value, low=hazard.low * factor, high=hazard.high * factor, source=source)


def _facts(profile: Profile) -> dict[str, str]:
    facts = {
        "age": f"{profile.age:.1f}",
        "tenure": f"{profile.tenure:.1f}",
        "regime": profile.regime,
        "war": profile.war if profile.war_months is not None else "none",
    }
    if profile.war_months is not None and profile.war_began is not None:
        facts["war_began"] = profile.war_began.isoformat()
    if profile.war_months is not None and profile.initiator is not None:
        facts["initiator"] = "yes" if profile.initiator else "no"
    if profile.nuclear:
        facts["nuclear"] = "yes"
    if profile.last_attempt is not None:
        facts["last_attempt"] = profile.last_attempt.isoformat()
    return facts


def _notes(profile: Profile) -> tuple[str, ...]:
    notes = [
        "History alone knows age, tenure, regime, past attempts and war; not this leader's health, popularity or fortune."
    ]
    if profile.regime == "unknown":
        notes.append("The regime is unknown: averages over all countries stand in.")
    if profile.at.year < 1950:
        notes.append("The record begins in 1950: this leader is taken as one of that year.")
    if profile.at.year > 2015:
        notes.append("The fall of coups over the decades is held at its value of 2015, where the record of exits ends.")
    if profile.war_months is not None:
        notes.append("History alone does not know how the war goes: defeat and victory are averaged over.")
    return tuple(notes)
