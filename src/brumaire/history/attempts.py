"""How often somebody tries a coup against such a leader, and how often that succeeds.

Two formulas are pooled geometrically. The logit of domain.md section 3 is the main one,

    logit p = -4.66 + ln OR(regime) + decades ln .80 + exp(-years since attempt / 5) ln 10.2 + war,

with decades since 2000 held inside 1950 to 2020. The other is the table of regimes, moved by the same decades and the
same odds of war, times the square root of the relative frequencies by regime age and by tenure (each tells the
other's story in part). In the five years after an attempt, the measured share of countries that see another one
takes over, fully in the first year and less and less after.
"""

from __future__ import annotations

import math

from brumaire.history import figures as f
from brumaire.history.profiles import Profile
from brumaire.history.rates import share_interval
from brumaire.records import Hazard

# The two formulas differ by about this factor for leaders long in office (j).
_JUDGED_FACTOR = 2.0


def attempt_hazard(profile: Profile) -> Hazard:
    """Hazard of coup attempts at `profile.at`, per year, 90 % interval judged at a factor of two either way.

    Examples
    --------
    >>> from datetime import date
    >>> late = Profile(birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1),
    ...                war="interstate", war_began=date(2022, 2, 24))
    >>> round(attempt_hazard(late).per_year, 4)
    0.0125
    """
    logit = _logit_hazard(profile)
    table = _table_hazard(profile)
    hazard = math.exp(f.LOGIT_WEIGHT * math.log(logit) + (1 - f.LOGIT_WEIGHT) * math.log(table))
    source = (
        f"{f.DOMAIN}: logit {logit:.4f} and table of regimes {table:.4f} a year, weights {f.LOGIT_WEIGHT:g} and "
        f"{1 - f.LOGIT_WEIGHT:g}; interval a judged factor of {_JUDGED_FACTOR:g}"
    )
    years = profile.years_since_attempt
    if years is not None and years < 5:
        after = _hazard_after(years, success=_brought_the_leader(profile))
        weight = min(1.0, (5 - years) / 4)
        hazard = math.exp(weight * math.log(after) + (1 - weight) * math.log(hazard))
        source += f"; {years:.1f} years after an attempt another comes at {after:.3f} a year, weight {weight:.2f}"
    return Hazard(hazard, hazard / _JUDGED_FACTOR, hazard * _JUDGED_FACTOR, source)


def success_chance(profile: Profile) -> Hazard:
    """Chance that an attempt succeeds (`per_year` holds a probability), from the attempts on such regimes.

    The record of 1950 to 2010 weighs as much as twenty attempts beside those since 1990.
    """
    recent = f.SUCCESS_SINCE_1990[profile.regime]
    longer = f.SUCCESS[profile.regime]
    yes = recent.events + f.SUCCESS_PRIOR_ATTEMPTS * longer
    total = recent.exposure + f.SUCCESS_PRIOR_ATTEMPTS
    low, high = share_interval(yes, total - yes)
    source = (
        f"{f.DOMAIN}: {longer:g} of attempts 1950-2010, weighed as {f.SUCCESS_PRIOR_ATTEMPTS:g} attempts; "
        f"{recent.events:g} of {recent.exposure:g} in {recent.source}"
    )
    return Hazard(yes / total, low, high, source)


def decades_since_2000(year: float) -> float:
    """Decades from 2000 to a year, held inside the years that the logit was fitted on.

    >>> decades_since_2000(2031.5)
    2.0
    """
    first, last = f.LOGIT_YEARS
    return (min(max(year, first), last) - 2000.0) / 10


def war_odds(profile: Profile) -> float:
    """Odds ratio of an attempt that the present war brings, 1 in peace.

    Covariates of the logit are the year before's, so the ratio of a second war year holds after twelve months.
    """
    months = profile.war_months
    if months is None:
        return 1.0
    if profile.war == "civil":
        return f.LOGIT_CIVIL
    return f.LOGIT_INTERSTATE * (f.LOGIT_LATER_WAR_YEAR if months >= 12 else 1.0)


def _logit_hazard(profile: Profile) -> float:
    years = profile.years_since_attempt
    recency = 0.0 if years is None else math.exp(-years / f.RECENCY_YEARS)
    logit = (
        f.LOGIT_INTERCEPT
        + math.log(f.LOGIT_REGIME.get(profile.regime, 1.0))
        + decades_since_2000(profile.at.year) * math.log(f.LOGIT_DECADE)
        + recency * math.log(f.LOGIT_RECENCY)
        + math.log(war_odds(profile))
    )
    return math.log1p(math.exp(logit))


def _table_hazard(profile: Profile) -> float:
    decades = decades_since_2000(profile.at.year) - (f.ATTEMPTS_TABLE_YEAR - 2000) / 10
    rate = f.ATTEMPTS[profile.regime].value * math.pow(f.LOGIT_DECADE, decades)
    if profile.regime in f.AUTOCRACIES:
        tenure = f.by_band(f.IRREGULAR_BY_TENURE, profile.tenure) / f.IRREGULAR_MEAN
        age = profile.regime_age
        regime = tenure if age is None else f.by_band(f.ATTEMPTS_BY_REGIME_AGE, age) / f.ATTEMPTS_AUTOCRACIES.rate
        rate *= math.sqrt(tenure * regime)
    return rate * war_odds(profile)


def _brought_the_leader(profile: Profile) -> bool:
    """Whether the last attempt is the one that put the leader into office."""
    return profile.last_attempt is not None and abs((profile.last_attempt - profile.entered).days) <= 31


def _hazard_after(years: float, *, success: bool) -> float:
    """Mean hazard of a further attempt over the twelve months that begin `years` after one."""
    if success and years < 1:
        return -math.log1p(-f.AFTER_SUCCESS_YEAR)
    return _cumulative_after(years + 1) - _cumulative_after(years)


def _cumulative_after(years: float) -> float:
    months = years * 12
    for (a, at_a), (b, at_b) in zip(f.AFTER_FAILURE, f.AFTER_FAILURE[1:], strict=False):
        if months <= b or b == f.AFTER_FAILURE[-1][0]:
            return -math.log(at_a) + (months - a) / (b - a) * math.log(at_a / at_b)
    raise AssertionError
