"""The outside view: what history alone says about such a leader, manner by manner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from brumaire.errors import HistoryError
from brumaire.history import exits
from brumaire.history.attempts import attempt_hazard, success_chance
from brumaire.history.profiles import Profile
from brumaire.records import MANNERS, ExitManner, Hazard, OutsideView


def outside_view(profile: Profile) -> OutsideView:
    """Hazards by the nine manners of exit, of coup attempts, and the chance that one succeeds.

    All are per year at `profile.at`; natural death and ill health grow by .094 a year, the rest stand still. The
    coup hazard is the hazard of attempts times the chance of success. Exits that Archigos counts as removals by other
    government actors are under `handover`.

    Examples
    --------
    >>> from datetime import date
    >>> view = outside_view(Profile(
    ...     birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1),
    ...     war="interstate", war_began=date(2022, 2, 24)))
    >>> round(view.exits["natural_death"].per_year, 4), view.exits["natural_death"].source[:19]
    (0.0165, 'domain.md section 3')
    """
    attempts, success = attempt_hazard(profile), success_chance(profile)
    hazards: dict[ExitManner, Hazard] = {
        "regular": exits.regular(profile),
        "coup": _coup(attempts, success),
        "handover": exits.handover(profile),
        "uprising": exits.uprising(profile),
        "rebels": exits.rebels(profile),
        "assassination": exits.assassination(profile),
        "natural_death": exits.natural_death(profile),
        "ill_health": exits.ill_health(profile),
        "foreign": exits.foreign(profile),
    }
    return OutsideView(
        at=profile.at,
        exits={manner: hazards[manner] for manner in MANNERS},
        attempts=attempts,
        success=success,
        profile=_facts(profile),
        notes=_notes(profile),
    )


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
    if profile.at.year < 1990:
        notes.append(
            "Deaths in office follow a line fitted since 1980; from 1960 to 1989 they were twice as many "
            "(training/check_outside_view.py)."
        )
    if profile.at.year > 2020:
        notes.append("The fall of coups over the decades is held at its value of 2020.")
    if profile.war_months is not None:
        notes.append("History alone does not know how the war goes: defeat and victory are averaged over.")
    return tuple(notes)
