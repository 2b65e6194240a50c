"""What the fitted hazards say of a leader: incidence by manner with intervals, and which facts moved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from brumaire.history.ahead import known_now, months_ahead
from brumaire.history.analogues import Analogue, Pool, nearest, shipped_pool
from brumaire.history.hazards.competing import Risks, fitted_risks, incidence
from brumaire.history.hazards.leader import GROUPS, NAMES
from brumaire.history.panel.axis import Floats
from brumaire.history.profiles import Profile
from brumaire.records import IRREGULAR, MANNERS

HORIZONS = (1, 6, 12, 24)
_TAIL = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval over countries drawn anew."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Moved:
    """By which factor a group of facts changes the chance of the next twelve months, against a leader of whom the group is at its mean."""

    what: str
    any_exit: float
    irregular: float


@dataclass(frozen=True, slots=True)
class FittedView:
    """The outside view of one leader.

    hazards
        A year, at the asking date, by manner.
    incidence
        Probability of having left by that manner within so many months; also "any" and "irregular".
    attempts, success
        Coup attempts a year, and the chance that one succeeds.
    """

    hazards: Mapping[str, Estimate]
    incidence: Mapping[str, Mapping[int, Estimate]]
    attempts: Estimate
    success: Estimate
    moved: tuple[Moved, ...]
    analogues: tuple[Analogue, ...]


def fitted_view(
    profile: Profile, *, similar: int = 5, pool: Pool | None = None, risks: Risks | None = None
) -> FittedView:
    """The view of a profile.

    Whatever war there is goes on, no coup is attempted and the regime stays; age, tenure and the time since past events run on. Nuclear
    weapons and who began the war make no difference here.

    Parameters
    ----------
    profile
        The leader on the asking date.
    similar
        How many similar leader-months to look for.
    pool
        Leader-months for the analogues; the shipped table if left out.
    risks
        Other coefficients than the shipped ones.

    Raises
    ------
    HistoryError
        The shipped coefficients cannot be read.

    Examples
    --------
    >>> from datetime import date
    >>> view = fitted_view(Profile(birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1),
    ...     war="interstate", war_began=date(2022, 2, 24)))
    >>> 0.02 < view.incidence["any"][12].value < 0.12
    True
    """
    risks = risks or fitted_risks()
    months = max(HORIZONS)
    columns = months_ahead(profile, months)
    drawn = risks.drawn(columns)
    best = risks.monthly(columns)
    nine = len(MANNERS)
    hazards: dict[str, Estimate] = {
        manner: _estimate(-12.0 * np.log1p(-best[0, k]), -12.0 * np.log1p(-drawn[:, 0, k]))
        for k, manner in enumerate(MANNERS)
    }
    middle, spread = incidence(best[:, :nine]), incidence(drawn[:, :, :nine])
    irregular = [MANNERS.index(manner) for manner in IRREGULAR]
    sums = {manner: [k] for k, manner in enumerate(MANNERS)} | {"any": list(range(nine)), "irregular": irregular}
    return FittedView(
        hazards=hazards,
        incidence={
            name: {h: _estimate(middle[h - 1, k].sum(), spread[:, h - 1, k].sum(axis=-1)) for h in HORIZONS}
            for name, k in sums.items()
        },
        attempts=_estimate(-12.0 * np.log1p(-best[0, nine]), -12.0 * np.log1p(-drawn[:, 0, nine])),
        success=_estimate(best[0, nine + 1], drawn[:, 0, nine + 1]),
        moved=_moved(risks, columns[:12], irregular),
        analogues=nearest(
            pool or shipped_pool(), known_now(profile), profile.at.year + profile.at.month / 12 - 1950, similar
        ),
    )


def _estimate(value: float, draws: Floats) -> Estimate:
    low, high = np.quantile(draws, (_TAIL, 1 - _TAIL))
    return Estimate(float(value), float(low), float(high))


def _moved(risks: Risks, columns: Floats, irregular: list[int]) -> tuple[Moved, ...]:
    nine = len(MANNERS)

    def chances(at: Floats) -> tuple[float, float]:
        found = incidence(risks.monthly(at)[:, :nine])[-1]
        return float(found.sum()), float(found[irregular].sum())

    every, forced = chances(columns)
    found = []
    for what, names in GROUPS.items():
        mean = columns.copy()
        mean[:, [NAMES.index(name) for name in names]] = np.nan
        any_, irregular_ = chances(mean)
        found.append(Moved(what, every / any_, forced / irregular_))
    return tuple(sorted(found, key=lambda one: -abs(np.log(one.irregular))))
