"""What the competing risks know of a leader: what anybody can say without the tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brumaire.history.panel.axis import Floats
from brumaire.history.panel.build import Panel
from brumaire.history.panel.regimes import FAMILIES

GROUPS: dict[str, tuple[str, ...]] = {
    "age": ("age", "age>65"),
    "tenure": ("log_tenure", "log_tenure>2", "log_tenure>8", "log_tenure in autocracy"),
    "regime": (*(f"regime {family}" for family in FAMILIES if family != "democracy"), "regime unknown"),
    "regime's age": ("log_regime_age", "log_regime_age>10"),
    "coup attempts": ("recent_attempt", "recent_attempt 0.75", "recent_attempt 20"),
    "war": ("interstate", "interstate_first_year", "civil"),
    "decade": ("decades",),
}
"""Columns by what they are about."""
NAMES: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
FIRST_DECADE, LAST_DECADE = -4.0, 2.5
"""Decades from 1990 are held between 1950 and 2015, where the tables begin and the one of exits ends: the fall of coups is not drawn out."""


def covariates(known: Mapping[str, Floats]) -> Floats:
    """The columns `NAMES`, (rows, columns), NaN where something is missing.

    Parameters
    ----------
    known
        One array a name: `age`, `tenure`, `regime_age`, `attempt_years` (NaN for none), `interstate_years` (NaN in peace) in years,
        `civil` 0 or 1, `regime` (place in `FAMILIES`, NaN for unknown), `year` (years since 1950).

    Examples
    --------
    >>> one = {name: np.array([value]) for name, value in dict(age=70.0, tenure=22.0, regime_age=22.0, attempt_years=np.nan,
    ...     interstate_years=0.9, civil=0.0, regime=3.0, year=73.0).items()}
    >>> found = dict(zip(NAMES, covariates(one)[0].tolist()))
    >>> found["age"], found["regime personal"], found["interstate_first_year"], found["decades"]
    (1.0, 1.0, 1.0, 2.5)
    """
    age, regime = known["age"], known["regime"]
    tenure = np.log(np.maximum(known["tenure"], 0.0) + 0.25)
    old = np.log(np.maximum(known["regime_age"], 0.0) + 1.0)
    since, war = known["attempt_years"], known["interstate_years"]
    made: dict[str, Floats] = {
        "age": (age - 60.0) / 10.0,
        "age>65": np.maximum(age - 65.0, 0.0) / 10.0,
        "log_tenure": tenure,
        "log_tenure>2": np.maximum(tenure - np.log(2.25), 0.0),
        "log_tenure>8": np.maximum(tenure - np.log(8.25), 0.0),
        # Terms bring a democrat's regular exit nearer; an autocrat who has stayed long stays.
        "log_tenure in autocracy": np.where(np.isnan(regime), np.nan, (regime > 0) * tenure),
        "log_regime_age": old,
        "log_regime_age>10": np.maximum(old - np.log(11.0), 0.0),
        "recent_attempt": np.where(np.isnan(since), 0.0, np.exp(-since / 5.0)),
        "recent_attempt 0.75": np.where(np.isnan(since), 0.0, np.exp(-since / 0.75)),
        "recent_attempt 20": np.where(np.isnan(since), 0.0, np.exp(-since / 20.0)),
        "interstate": (~np.isnan(war)).astype(float),
        "interstate_first_year": np.where(np.isnan(war), 0.0, (war < 1.0).astype(float)),
        "civil": known["civil"],
        "decades": np.clip((known["year"] - 40.0) / 10.0, FIRST_DECADE, LAST_DECADE),
        "regime unknown": np.isnan(regime).astype(float),
    }
    for n, family in enumerate(FAMILIES):
        made[f"regime {family}"] = (regime == n).astype(float)
    return np.column_stack([made[name] for name in NAMES])


def of_panel(panel: Panel) -> Floats:
    """The columns of all rows of a panel."""
    names = ("age", "tenure", "regime_age", "attempt_years", "civil", "regime", "year")
    years = np.where(panel["interstate"] > 0, np.nan_to_num(panel["interstate_years"]), np.nan)
    return covariates({**{name: panel[name] for name in names}, "interstate_years": years})
