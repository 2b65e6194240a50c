"""Incidence under competing risks, and what the shipped coefficients say."""

from __future__ import annotations

import copy
import json
from importlib import resources

import numpy as np
import pytest

from brumaire.errors import HistoryError
from brumaire.history.hazards.competing import KINDS, fitted_risks, incidence, read_risks
from brumaire.history.hazards.leader import GROUPS, NAMES, covariates
from brumaire.records import MANNERS


def test_incidences_and_staying_sum_to_one():
    monthly = np.random.default_rng(3).random((24, 9)) * 0.05
    found = incidence(monthly)
    stays = np.cumprod((1 - monthly).prod(axis=1))
    np.testing.assert_allclose(found.sum(axis=1) + stays, 1.0, atol=1e-12)
    assert (np.diff(found, axis=0) > 0).all()


def test_exits_of_a_month_are_shared_by_their_hazards():
    found = incidence(np.array([[0.02] + [0.01] * 8]))[0]
    assert found[0] / found[1] == pytest.approx(np.log(0.98) / np.log(0.99))


def test_every_column_belongs_to_one_group():
    assert len(NAMES) == len(set(NAMES)) == sum(map(len, GROUPS.values()))


def test_the_shipped_coefficients_say_what_they_come_from():
    risks = fitted_risks()
    assert risks.kinds == KINDS
    assert risks.coefficients.shape == (10, 1 + len(NAMES))
    assert risks.draws.shape == (100, *risks.coefficients.shape)
    assert {"fitted", "code_sha256", "data", "events"} <= set(risks.about)
    assert all(len(entry["sha256"]) == 64 for entry in risks.about["data"])
    assert risks.about["events"]["natural_death"] == 107


def test_the_shipped_draws_lie_about_the_coefficients():
    risks = fitted_risks()
    spread = risks.draws.std(axis=0)
    assert (np.abs(risks.draws.mean(axis=0) - risks.coefficients) < 0.6 * spread + 0.01).all()


def test_a_coup_is_an_attempt_that_unseats():
    monthly = fitted_risks().monthly(np.full((1, len(NAMES)), np.nan))[0]
    assert monthly.shape == (11,)
    assert monthly[MANNERS.index("coup")] == monthly[9] * monthly[10]


def at_age(age: float) -> float:
    one = {"age": age, "tenure": 6.0, "regime_age": 40.0, "attempt_years": np.nan, "interstate_years": np.nan}
    columns = covariates({k: np.array([v]) for k, v in {**one, "civil": 0.0, "regime": 4.0, "year": 45.0}.items()})
    return float(12 * fitted_risks().monthly(columns)[0, MANNERS.index("natural_death")])


def test_natural_death_rises_as_the_gompertz_line_does():
    """domain.md section 3: .094 a year of age."""
    assert np.log(at_age(80) / at_age(60)) / 20 == pytest.approx(0.094, abs=0.035)


def test_coefficients_of_other_columns_are_refused():
    data = json.loads(resources.files("brumaire.history").joinpath("fitted.json").read_text(encoding="utf-8"))
    other = copy.deepcopy(data)
    other["names"][0] = "height"
    with pytest.raises(HistoryError, match="make history"):
        read_risks(other)
