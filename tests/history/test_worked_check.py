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
        regime_since=date(1993, 9, 21),
    )
)


@pytest.mark.parametrize(
    ("manner", "told"),
    # Handovers: autocrats 1990-2010. Regular exits: domain.md has .01 from 160 leader-years; in the panel 5 came in 168 of such leaders since 1980.
    [("handover", 0.0007), ("uprising", 0.0045), ("assassination", 0.001), ("regular", 5 / 168)],
)
def test_the_published_sum_lies_in_each_interval(manner, told):
    assert VIEW.exits[manner].low <= told <= VIEW.exits[manner].high


def test_attempts_and_their_success():
    assert VIEW.attempts.low <= 0.013 <= VIEW.attempts.high
    # domain.md section 3: 1.0 to 1.2 % by the logit.
    assert float(attempt_incidence(VIEW, 12)) == pytest.approx(0.011, rel=0.2)
    assert 0.22 <= VIEW.success.per_year <= 0.45
    assert 0.010 * 0.22 <= VIEW.exits["coup"].per_year <= 0.014 * 0.45


def test_natural_death_with_ill_health():
    assert VIEW.exits["natural_death"].per_year + VIEW.exits["ill_health"].per_year == pytest.approx(0.022, rel=0.25)


def test_any_manner_within_a_year():
    twelve_months = {manner: float(v[0]) for manner, v in cumulative_incidence(VIEW, [365]).items()}
    assert 0.04 <= sum(twelve_months.values()) <= 0.065
    assert 0.009 <= sum(twelve_months[manner] for manner in IRREGULAR) <= 0.026


def test_every_hazard_has_an_interval_and_a_source():
    for hazard in (*VIEW.exits.values(), VIEW.attempts, VIEW.success):
        assert 0 < hazard.low < hazard.per_year < hazard.high
        assert "fitted.json" in hazard.source or hazard.source.startswith("attempts times")
    assert tuple(VIEW.exits) == MANNERS
