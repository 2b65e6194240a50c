"""What is known of a leader on a date, and in the months after it, as the columns of the fitted hazards."""

from __future__ import annotations

import numpy as np

from brumaire.history.hazards.leader import covariates
from brumaire.history.panel.axis import Floats
from brumaire.history.panel.regimes import FAMILIES
from brumaire.history.profiles import Profile


def known_now(profile: Profile) -> dict[str, float]:
    """What `hazards.leader.covariates` and analogues read, but for the year; NaN for what is not there.

    Examples
    --------
    >>> from datetime import date
    >>> known_now(Profile(birth=date(1950, 1, 1), entered=date(2010, 1, 1), regime="monarchy", at=date(2020, 1, 1)))["regime"]
    6.0
    """
    nan = float("nan")
    war = profile.war_months
    return {
        "age": profile.age,
        "tenure": profile.tenure,
        "regime": float(FAMILIES.index(profile.regime)) if profile.regime in FAMILIES else nan,
        "regime_age": nan if profile.regime_age is None else profile.regime_age,
        "attempt_years": nan if profile.years_since_attempt is None else profile.years_since_attempt,
        "interstate": float(war is not None and profile.war == "interstate"),
        "interstate_years": war / 12.0 if war is not None and profile.war == "interstate" else nan,
        "civil": float(war is not None and profile.war == "civil"),
    }


def months_ahead(profile: Profile, months: int) -> Floats:
    """The columns in each of so many months from the asking date on, (months, columns).

    Whatever war there is goes on, no coup is attempted and the regime stays; age, tenure and the time since past events run on.
    """
    now, later = known_now(profile), np.arange(months) / 12.0
    running = {name: now[name] + later for name in ("age", "tenure", "regime_age", "attempt_years", "interstate_years")}
    still = {name: np.full(months, now[name]) for name in ("regime", "civil")}
    year = profile.at.year + (profile.at.month - 1) / 12.0 - 1950.0
    return covariates({**running, **still, "year": year + later})
