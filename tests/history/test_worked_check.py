"""The worked check of domain.md section 3: a personalist of 70, 22 years in office, at war."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.history import Profile, attempt_incidence, cumulative_incidence, outside_view
from brumaire.records import IRREGULAR, MANNERS

VIEW = outside_view(
    Profile(
        birth=date(1952, 10, 7),
        entered=date(2000, 5, 7),
        regime="personal",
        at=date(2023, 2, 1),
        war="interstate",
        war_began=date(2022, 2, 24),
        initiator=True,
        last_attempt=date(1991, 8, 21),
    )
)


@pytest.mark.parametrize(
    ("manner", "low", "high"),
    [
        ("handover", 0.0015, 0.0025),
        ("uprising", 0.003, 0.006),
        ("assassination", 0.0008, 0.0014),
        ("regular", 0.008, 0.012),
        ("coup", 0.012 * 0.22, 0.014 * 0.45),
    ],
)
def test_each_manner_comes_out(manner, low, high):
    assert low <= VIEW.exits[manner].per_year <= high


def test_attempts_and_their_success():
    assert 0.012 <= VIEW.attempts.per_year <= 0.014
    assert 0.012 <= float(attempt_incidence(VIEW, 12)) <= 0.014
    assert 0.22 <= VIEW.success.per_year <= 0.45
    assert VIEW.success.low == pytest.approx(0.22, abs=0.015)
    assert VIEW.success.high == pytest.approx(0.45, abs=0.03)


def test_natural_death_with_ill_health():
    assert VIEW.exits["natural_death"].per_year + VIEW.exits["ill_health"].per_year == pytest.approx(0.022, abs=0.001)


def test_any_manner_within_a_year():
    twelve_months = {manner: float(v[0]) for manner, v in cumulative_incidence(VIEW, [365]).items()}
    assert 0.04 <= sum(twelve_months.values()) <= 0.065
    assert 0.009 <= sum(twelve_months[manner] for manner in IRREGULAR) <= 0.015


def test_every_hazard_has_an_interval_and_a_source():
    for hazard in (*VIEW.exits.values(), VIEW.attempts, VIEW.success):
        assert 0 < hazard.low < hazard.per_year < hazard.high
        assert "domain.md" in hazard.source or "archigos.csv" in hazard.source or "attempts" in hazard.source
    assert tuple(VIEW.exits) == MANNERS
