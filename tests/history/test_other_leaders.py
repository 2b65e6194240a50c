"""The outside view makes sense for leaders of every kind, and moves the way the figures say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.errors import HistoryError
from brumaire.history import Profile, by_hand, cumulative_incidence, outside_view
from brumaire.history.fitted_view import fitted_view
from brumaire.records import IRREGULAR, Regime

JUNTA = Profile(
    birth=date(1975, 1, 1),
    entered=date(2023, 7, 28),
    regime="military",
    at=date(2023, 9, 1),
    regime_since=date(2023, 7, 26),
    last_attempt=date(2023, 7, 26),
)
KING = Profile(
    birth=date(1935, 12, 31),
    entered=date(2015, 1, 23),
    regime="monarchy",
    at=date(2024, 1, 1),
    regime_since=date(1932, 9, 23),
)
PRIME_MINISTER = Profile(birth=date(1964, 1, 1), entered=date(2022, 7, 1), regime="democracy", at=date(2024, 1, 1))


def leader(**changes) -> Profile:
    values = {"birth": date(1950, 1, 1), "entered": date(2000, 1, 1), "regime": "personal", "at": date(2020, 1, 1)}
    return Profile(**{**values, **changes})


def within_a_year(profile: Profile) -> dict[str, float]:
    return {manner: float(v[0]) for manner, v in cumulative_incidence(outside_view(profile), [365]).items()}


def test_a_junta_just_after_its_coup():
    # In the panel 5 came in the 38 country-years since 2010 that followed an attempt within a year: .13 a year.
    assert outside_view(JUNTA).attempts.low < 5 / 37.6 < outside_view(JUNTA).attempts.high
    assert within_a_year(JUNTA)["coup"] > 5 * within_a_year(leader())["coup"]


def test_risk_falls_with_the_years_since_an_attempt():
    def attempts(day: date | None) -> float:
        return outside_view(leader(last_attempt=day)).attempts.per_year

    fresh, old, older, none = (attempts(d) for d in (date(2019, 12, 1), date(2015, 1, 1), date(1995, 1, 1), None))
    assert fresh > 1.5 * old > 1.5 * older > none
    assert fresh > 5 * none


def test_an_old_king_dies_rather_than_falls():
    risks = within_a_year(KING)
    assert risks["natural_death"] > 3 * sum(risks[manner] for manner in IRREGULAR)
    assert risks["natural_death"] > 0.04


def test_a_democrat_leaves_by_rule():
    risks = within_a_year(PRIME_MINISTER)
    assert 0.15 < risks["regular"] < 0.3
    assert sum(risks[manner] for manner in IRREGULAR) < 0.012


def test_an_autocrat_who_has_stayed_long_stays():
    new, old = (within_a_year(leader(entered=date(year, 1, 1)))["regular"] for year in (2019, 2000))
    assert new > 1.5 * old


def test_order_of_attempts_by_regime():
    rates = {regime: outside_view(leader(regime=regime)).attempts.per_year for regime in get_args(Regime)}
    assert min(rates["military"], rates["military_personal"], rates["personal"]) > max(
        rates["party"], rates["monarchy"]
    )


def test_rebels_need_a_civil_war():
    peace, civil = outside_view(leader()), outside_view(leader(war="civil", war_began=date(2018, 1, 1)))
    assert civil.exits["rebels"].per_year > 10 * peace.exits["rebels"].per_year
    assert 1.2 < civil.attempts.per_year / peace.attempts.per_year < 2


def test_attempts_in_an_interstate_war_are_about_as_rare_as_in_peace():
    def attempts(began: date | None) -> float:
        return outside_view(leader(war="interstate" if began else "none", war_began=began)).attempts.per_year

    peace, first, second = attempts(None), attempts(date(2019, 6, 1)), attempts(date(2018, 6, 1))
    assert 0.5 <= first / peace <= 1.2
    assert 0.5 <= second / peace <= 1.2


def test_a_foe_removes_leaders_in_interstate_wars():
    peace, war = outside_view(leader()), outside_view(leader(war="interstate", war_began=date(2018, 6, 1)))
    assert war.exits["foreign"].per_year > 4 * peace.exits["foreign"].per_year


def test_decades_are_held_inside_the_record():
    def attempts(year: int) -> float:
        profile = leader(birth=date(year - 60, 1, 1), entered=date(year - 25, 1, 1), at=date(year, 1, 1))
        return outside_view(profile).attempts.per_year

    assert attempts(1915) == pytest.approx(attempts(1950), rel=0.02)
    assert attempts(1980) > attempts(2000) > attempts(2020) == pytest.approx(attempts(2060), rel=1e-3)


def test_a_war_still_ahead_is_peace():
    assert outside_view(leader(war="interstate", war_began=date(2021, 1, 1))).profile["war"] == "none"


@given(st.integers(40, 95), st.integers(1, 40))
def test_natural_death_grows_with_age(age: int, older: int):
    young = outside_view(leader(birth=date(2020 - age, 1, 1), entered=date(2019, 1, 1)))
    old = outside_view(leader(birth=date(2020 - age - older, 1, 1), entered=date(2019, 1, 1)))
    assert old.exits["natural_death"].per_year > young.exits["natural_death"].per_year
    assert young.exits["natural_death"].growth > 0.03


def test_twelve_months_are_those_of_the_fitted_hazards():
    for profile in (JUNTA, KING, PRIME_MINISTER, leader(war="interstate", war_began=date(2019, 6, 1))):
        fitted, mine = fitted_view(profile), cumulative_incidence(outside_view(profile), [365.25])
        for manner, p in mine.items():
            assert float(p[0]) == pytest.approx(fitted.incidence[manner][12].value, rel=0.02)


@given(
    regime=st.sampled_from(get_args(Regime)),
    tenure=st.integers(0, 60 * 365),
    war=st.sampled_from(["none", "interstate", "civil"]),
    months=st.none() | st.integers(0, 200),
    attempt=st.none() | st.integers(0, 60 * 365),
)
def test_any_leader_has_a_view(regime, tenure, war, months, attempt):
    at = date(2015, 6, 1)
    view = outside_view(
        Profile(
            birth=date(1930, 1, 1),
            entered=at - timedelta(days=tenure),
            regime=regime,
            at=at,
            war=war,
            war_began=None if months is None else at - timedelta(days=30 * months),
            last_attempt=None if attempt is None else at - timedelta(days=attempt),
        )
    )
    for hazard in (*view.exits.values(), view.attempts):
        assert 0 < hazard.low <= hazard.per_year <= hazard.high < 3
    assert view.exits["coup"].per_year == pytest.approx(view.attempts.per_year * view.success.per_year)


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": date(2021, 1, 1)},
        {"entered": date(2020, 2, 1)},
        {"birth": date(2001, 1, 1)},
        {"last_attempt": date(2030, 1, 1)},
    ],
)
def test_dates_that_contradict_each_other(wrong):
    with pytest.raises(HistoryError, match="to mend"):
        leader(**wrong)


def test_values_by_hand():
    view = by_hand(outside_view(leader()), {"attempts": 0.1, "natural_death": 0.5})
    assert view.attempts.per_year == 0.1
    assert view.exits["coup"].per_year == pytest.approx(0.1 * view.success.per_year)
    assert view.exits["natural_death"].source == "the case file"
    with pytest.raises(HistoryError, match="'coups'"):
        by_hand(view, {"coups": 0.1})
    with pytest.raises(HistoryError, match="not possible"):
        by_hand(view, {"success": 1.2})
