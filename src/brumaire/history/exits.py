"""How often such a leader leaves office by each manner other than a coup.

Every rate is a count of events in leader-years, shrunk by one event towards a wider group, or a figure of domain.md
with a judged interval. Each function returns a hazard per year at `profile.at`.
"""

from __future__ import annotations

import math

from brumaire.history import figures as f
from brumaire.history.attempts import decades_since_2000
from brumaire.history.figures import Counts
from brumaire.history.profiles import Profile
from brumaire.history.rates import gamma_quantile, smoothed
from brumaire.records import Hazard


def regular(profile: Profile) -> Hazard:
    """Elections, term limits, resignations and hand-overs by rule, counted by regime and years in office.

    An autocracy's cell is shrunk by one event towards its regime's rate times the course of all autocracies.
    """
    band = next(i for i, bound in enumerate(f.TENURE_BANDS) if profile.tenure < bound)
    cells = f.REGULAR_CELLS[profile.regime]
    if profile.regime == "democracy" and profile.tenure >= 10:
        cells = (*cells[:3], *[(sum(c[0] for c in cells[3:]), sum(c[1] for c in cells[3:]))] * 2)
    events, years = cells[band]
    if profile.regime in f.AUTOCRACIES:
        prior = _rate(cells) * _rate(f.REGULAR_AUTOCRACIES[band : band + 1]) / _rate(f.REGULAR_AUTOCRACIES)
    else:
        prior = events / years
    counts = Counts(events, years, f"{f.ARCHIGOS}, {profile.regime} regimes, this band of tenure, 1950-2010")
    note = "; elections and term limits of the country are not known to it" if profile.regime == "democracy" else ""
    rate, low, high = smoothed(counts, prior)
    return Hazard(rate, low, high, f"{_counted(counts)}{note}")


def handover(profile: Profile) -> Hazard:
    """Forced out by colleagues, or by an ultimatum, without an overt act.

    The counts are of 1950 to 2010; they fall over the decades half as fast (in logarithms) as coup attempts do (j).
    """
    counts = f.HANDOVER_COUNTS[profile.regime]
    prior = f.HANDOVER_AUTOCRACIES.rate if profile.regime in f.AUTOCRACIES else counts.rate
    decades = decades_since_2000(profile.at.year) - (f.ATTEMPTS_TABLE_YEAR - 2000) / 10
    fall = math.sqrt(f.LOGIT_DECADE**decades)
    rate, low, high = (x * fall for x in smoothed(counts, prior))
    return Hazard(
        rate, low, high, f"{_counted(counts)}, times {fall:.2f} for the year (half the fall of coups, judged)"
    )


def uprising(profile: Profile) -> Hazard:
    """Removed by popular protest."""
    family = _family(profile)
    counts = f.UPRISING_COUNTS[family, profile.war == "civil"]
    prior = f.UPRISING[family]
    rate, low, high = smoothed(counts, prior.value)
    return Hazard(rate, low, high, f"{_counted(counts)}; {prior.source}: {prior.value:g} a year, weighed as one event")


def rebels(profile: Profile) -> Hazard:
    """Removed by rebels: rare unless there is a civil war."""
    counts = f.REBELS_COUNTS[_family(profile), profile.war == "civil"]
    rate, low, high = smoothed(counts, counts.rate)
    return Hazard(rate, low, high, _counted(counts))


def assassination(profile: Profile) -> Hazard:
    """Killed by somebody outside the state, falling with tenure as irregular exits do (j for the fall)."""
    rate = f.ASSASSINATION.value
    source = f"{f.DOMAIN}: {rate:g} a year"
    if profile.regime in f.AUTOCRACIES:
        rate *= math.sqrt(f.by_band(f.IRREGULAR_BY_TENURE, profile.tenure) / f.IRREGULAR_MEAN)
        source += ", by tenure half as steep as all irregular exits (judged)"
    return Hazard(rate, rate / 3, rate * 2.5, f"{source}; interval judged")


def natural_death(profile: Profile) -> Hazard:
    """Death in office by the Gompertz line h(age) = .0100 exp(.094 (age - 65)); it grows by .094 a year.

    Examples
    --------
    >>> from datetime import date
    >>> old = Profile(birth=date(1943, 1, 1), entered=date(2000, 1, 1), regime="party", at=date(2023, 1, 1))
    >>> round(natural_death(old).per_year, 3)
    0.041
    """
    rate = f.NATURAL_AT_65 * math.exp(f.NATURAL_GROWTH * (profile.age - 65))
    source = f"{f.DOMAIN}: Gompertz line of natural deaths in office since 1980, age {profile.age:.1f}; interval judged"
    return Hazard(rate, rate * 0.75, rate * 1.3, source, f.NATURAL_GROWTH)


def ill_health(profile: Profile) -> Hazard:
    """Leaving for ill health: the share of such exits beside natural deaths, with the same growth."""
    rate = natural_death(profile).per_year * f.ILL_HEALTH_RATIO
    source = f"{f.DOMAIN}: ill health .021 beside natural .058 of exits since 1945; same growth with age, judged"
    return Hazard(rate, rate * 0.6, rate * 1.6, source, f.NATURAL_GROWTH)


def foreign(profile: Profile) -> Hazard:
    """Removed by a foreign state."""
    if profile.war != "interstate" or profile.war_months is None:
        rate, low, high = smoothed(f.FOREIGN_PEACE, f.FOREIGN_PEACE.rate)
        return Hazard(rate, low, high, _counted(f.FOREIGN_PEACE))
    counts = f.FOREIGN_WAR
    low = gamma_quantile(counts.events, 0.05) / counts.exposure
    source = f"{counts.source}; upper end from 8 exits in 272 war-years of cow_war_inter.csv, 1950-2010"
    return Hazard(counts.rate, low, f.FOREIGN_WAR_HIGH, source)


def _family(profile: Profile) -> str:
    return "democracy" if profile.regime == "democracy" else "autocracy"


def _counted(counts: Counts) -> str:
    return f"{counts.source}: {counts.events:g} in {counts.exposure:g} leader-years"


def _rate(cells: tuple[tuple[int, int], ...]) -> float:
    return sum(events for events, _ in cells) / sum(years for _, years in cells)
