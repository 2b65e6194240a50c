"""The guards of domain.md section 6 that are about history alone: the shipped coefficients over all leaders of the panel."""

from __future__ import annotations

import numpy as np
import pytest

from brumaire.history.hazards.competing import fitted_risks
from brumaire.history.hazards.leader import of_panel
from brumaire.history.panel.regimes import FAMILIES
from brumaire.records import MANNERS

# domain.md section 3: coup attempts a country-year. The years since 2020 hold fewer than ten and are left out.
BY_DECADE = {1950: 0.066, 1960: 0.095, 1970: 0.067, 1980: 0.046, 1990: 0.032, 2000: 0.016, 2010: 0.011}
# The same by regime, 1950-2010; regimes with more than fifty attempts in the panel.
BY_REGIME = {"military": 0.199, "personal": 0.097, "democracy": 0.031}


@pytest.fixture(scope="module")
def attempts(shared_panel):
    """Fitted attempts a year in each leader-month, NaN where nobody is known to be in office."""
    found = 12 * fitted_risks().monthly(of_panel(shared_panel))[:, 9]
    return np.where(shared_panel.spell >= 0, found, np.nan)


@pytest.mark.parametrize("decade", BY_DECADE)
def test_attempts_by_decade(shared_panel, attempts, decade):
    year = shared_panel["year"] + 1950
    assert np.nanmean(attempts[(year >= decade) & (year < decade + 10)]) == pytest.approx(BY_DECADE[decade], rel=0.2)


@pytest.mark.parametrize("regime", BY_REGIME)
def test_attempts_by_regime(shared_panel, attempts, regime):
    rows = (shared_panel["regime"] == FAMILIES.index(regime)) & (shared_panel["year"] < 61)
    assert np.nanmean(attempts[rows]) == pytest.approx(BY_REGIME[regime], rel=0.2)


def test_attempts_on_personalists_after_1990(shared_panel, attempts):
    year = shared_panel["year"] + 1950
    rows = (shared_panel["regime"] == FAMILIES.index("personal")) & (year >= 1990) & (year < 2011)
    assert 0.045 < np.nanmean(attempts[rows]) < 0.07


@pytest.mark.parametrize(("youngest", "oldest"), [(50, 60), (60, 65), (65, 70), (70, 75), (75, 80), (80, 90)])
def test_natural_death_by_age(shared_panel, youngest, oldest):
    """Within 20 % of h(age) = .0100 exp(.094 (age − 65)) since 1980."""
    year, age = shared_panel["year"] + 1950, shared_panel["age"]
    rows = (shared_panel.spell >= 0) & (age >= youngest) & (age < oldest) & (year >= 1980) & (year < 2016)
    fitted = 12 * fitted_risks().monthly(of_panel(shared_panel)[rows])[:, MANNERS.index("natural_death")]
    assert fitted.mean() == pytest.approx(np.mean(0.01 * np.exp(0.094 * (age[rows] - 65))), rel=0.2)
