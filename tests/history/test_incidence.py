"""Competing risks with growth: exact cases and conservation of probability."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.history import attempt_incidence, cumulative_incidence
from brumaire.records import Hazard, OutsideView

AT = date(2020, 1, 1)


def hazard(rate: float, growth: float = 0.0) -> Hazard:
    return Hazard(rate, rate, rate, "made up", growth)


def view(**hazards: Hazard) -> OutsideView:
    return OutsideView(AT, hazards, hazards.get("coup", hazard(0.1)), hazard(0.5), {})


def test_one_growing_hazard_is_gompertz():
    alone = view(natural_death=hazard(0.02, 0.094))
    years = np.array([1.0, 5.0, 10.0])
    expected = 1 - np.exp(-0.02 * (np.exp(0.094 * years) - 1) / 0.094)
    assert cumulative_incidence(alone, years * 365.25)["natural_death"] == pytest.approx(expected, rel=1e-12)


def test_two_constant_hazards_share_in_proportion():
    both = cumulative_incidence(view(coup=hazard(0.3), regular=hazard(0.1)), [730.5])
    assert both["coup"][0] == pytest.approx(0.75 * (1 - np.exp(-0.8)), rel=1e-12)
    assert both["regular"][0] == pytest.approx(0.25 * (1 - np.exp(-0.8)), rel=1e-12)


def test_growth_against_a_constant_agrees_with_a_fine_sum():
    t = np.linspace(0, 10, 2_000_001)
    total = 0.05 * t + 0.03 * np.expm1(0.094 * t) / 0.094
    expected = np.trapezoid(0.05 * np.exp(-total), t)
    found = cumulative_incidence(view(coup=hazard(0.05), natural_death=hazard(0.03, 0.094)), [3652.5])
    assert found["coup"][0] == pytest.approx(expected, rel=1e-6)


def test_asked_later_the_hazard_has_grown():
    old = view(natural_death=hazard(0.02, 0.094))
    later = cumulative_incidence(old, [1], as_of=date(2030, 1, 1))["natural_death"][0]
    assert later == pytest.approx(0.02 * np.exp(0.094 * 3653 / 365.25) / 365.25, rel=1e-3)


def test_an_attempt_competes_with_other_exits_and_not_with_its_own_success():
    crowded = OutsideView(
        AT, {"coup": hazard(0.05), "regular": hazard(0.3)}, attempts=hazard(0.1), success=hazard(0.5), profile={}
    )
    assert float(attempt_incidence(crowded, 12)) == pytest.approx(0.25 * (1 - np.exp(-0.4)), rel=1e-12)
    assert attempt_incidence(crowded, np.array([[6.0, 12.0]])).shape == (1, 2)


@given(
    st.lists(st.tuples(st.floats(0, 2), st.floats(0, 0.2)), min_size=1, max_size=4),
    st.lists(st.integers(0, 3650), min_size=1, max_size=6),
)
def test_incidences_and_survival_sum_to_one(rates, days):
    manners = ("coup", "regular", "natural_death", "foreign")
    hazards = {manner: hazard(*rate) for manner, rate in zip(manners, rates, strict=False)}
    found = cumulative_incidence(view(**hazards), days)
    years = np.array(days) / 365.25
    integrated = sum(h * (years if g < 1e-9 else np.expm1(g * years) / g) for h, g in rates)
    assert sum(found.values()) == pytest.approx(1 - np.exp(-integrated), abs=1e-4)
    assert all(np.all(np.diff(v[np.argsort(days)]) >= -1e-15) for v in found.values())


def test_days_before_the_asking_date_are_refused():
    with pytest.raises(ValueError, match="negative"):
        cumulative_incidence(view(coup=hazard(0.1)), [-1])
