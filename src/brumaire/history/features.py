"""The matrix that models see: the panel's columns turned into numbers of like size, with a flag for what is missing.

Nothing here is fitted, so that a model may be trained on any rows. Missing values stay NaN in `FeatureMatrix.values`;
`filled` puts a value in their place, beside the flags, so that no row is ever dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.history.codes import REGIONS
from brumaire.history.panel.axis import Bools, Floats
from brumaire.history.panel.build import Panel
from brumaire.history.panel.regimes import FAMILIES

_LOGGED = {"tenure": 0.25, "regime_age": 1.0, "durable": 1.0, "interstate_years": 0.25, "civil_years": 0.25}
"""Years y enter as log(y + this many years)."""
_FADING = {
    "attempt_years": 5.0,
    "success_years": 5.0,
    "irregular_years": 5.0,
    "executive_vote_years": 1.0,
    "legislative_vote_years": 1.0,
    "interstate_over_years": 2.0,
    "civil_over_years": 5.0,
    "lost_years": 2.0,
    "won_years": 2.0,
}
"""Years y since a past event enter as exp(−y / this many years), and 0 where there was none: that is a fact, nothing is missing."""
_ONLY_IN_WAR = ("interstate_years", "civil_years", "initiator")
"""0 in peace, and missing only where there is a war of which it is not known."""
_AS_THEY_ARE = (
    "prior_spells",
    "male",
    "entry_irregular",
    "entry_foreign",
    "served",
    "combat",
    "rebel",
    "war_lost_before",
    "military_career",
    "survived_attempts",
    "regime_presidential",
    "regime_indirect",
    "regime_new",
    "polity",
    "executive_constraints",
    "polyarchy",
    "liberal",
    "attempts_5",
    "attempts_faded",
    "failures_faded",
    "successes_faded",
    "irregular_faded",
    "leaders_10",
    "vote_announced",
    "vote_expected",
    "interstate",
    "colonial",
    "civil",
    "civil_government",
    "civil_count",
    "intervention",
    "intensity",
    "battle_deaths",
    "near_attempts",
    "near_irregular",
    "near_civil",
    "income",
    "growth",
    "population",
    "infant_mortality",
)


@dataclass(frozen=True, slots=True)
class FeatureMatrix:
    """Numbers for models.

    values
        (rows, features); NaN where missing.
    names
        One a column.
    """

    values: Floats
    names: tuple[str, ...]

    @property
    def missing(self) -> Bools:
        """Where a value is missing, same shape."""
        return np.isnan(self.values)

    def column(self, name: str) -> Floats:
        """The values of one feature."""
        found: Floats = self.values[:, self.names.index(name)]
        return found

    def filled(self, fill: Floats) -> tuple[Floats, tuple[str, ...]]:
        """The matrix without gaps: `fill` (one a feature, such as the training rows' means) in their place, and a 0/1 column
        "NAME missing" appended for each feature; and all names.
        """
        missing = self.missing
        whole = np.where(missing, fill, self.values)
        return np.hstack([whole, missing.astype(float)]), (*self.names, *(f"{name} missing" for name in self.names))


def features(panel: Panel) -> FeatureMatrix:
    """The features of each row of a panel, in its order.

    Returns
    -------
    FeatureMatrix
        Age in decades from 60 and its square; years in office, of the regime and of wars as logarithms; years since past events as
        exp(−years/scale); one 0/1 column for each family of regimes and each region; the rest as in `COLUMNS`.
    """
    made: dict[str, Floats] = {}
    age = (panel["age"] - 60.0) / 10.0
    made["age"], made["age_squared"] = age, age**2
    for name, offset in _LOGGED.items():
        values = np.log(np.maximum(panel[name], 0.0) + offset)
        made[f"log_{name}"] = _in_war(panel, name, values)
    for name, years in _FADING.items():
        made[f"recent_{name.removesuffix('_years')}"] = np.where(
            np.isnan(panel[name]), 0.0, np.exp(-panel[name] / years)
        )
    made["initiator"] = _in_war(panel, "initiator", panel["initiator"])
    for kind in ("interstate", "civil"):
        began = panel[f"{kind}_years"]
        made[f"{kind}_first_year"] = np.where(np.isnan(began), 0.0, (began < 1.0).astype(float))
    for name in _AS_THEY_ARE:
        made[name] = panel[name]
    made["growth"] = np.clip(panel["growth"], -25.0, 25.0)
    for n, family in enumerate(FAMILIES):
        made[f"regime {family}"] = np.where(np.isnan(panel["regime"]), np.nan, (panel["regime"] == n).astype(float))
    for n, region in enumerate(REGIONS):
        made[f"region {region}"] = (panel["region"] == n).astype(float)
    made["decades"] = (panel["year"] - 40.0) / 10.0
    made["after_cold_war"] = (panel["year"] >= 40.0).astype(float)
    return FeatureMatrix(np.column_stack(list(made.values())), tuple(made))


def _in_war(panel: Panel, name: str, values: Floats) -> Floats:
    if name not in _ONLY_IN_WAR:
        return values
    at_war = panel["civil" if name == "civil_years" else "interstate"] > 0
    found: Floats = np.where(at_war, values, 0.0)
    return found
