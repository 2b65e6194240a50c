"""The outside view of a leader from shipped coefficients: the order of things, analogues, and its speed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.history.analogues import KNOWN, nearest, pool_of, shipped_pool
from brumaire.history.fitted_view import FittedView, fitted_view
from brumaire.history.panel import build
from brumaire.history.profiles import Profile
from brumaire.history.tables import Tables

PERSONAL = Profile(
    birth=date(1952, 10, 7),
    entered=date(2000, 5, 7),
    regime="personal",
    at=date(2023, 2, 1),
    war="interstate",
    war_began=date(2022, 2, 24),
)


def twelve(view: FittedView, name: str) -> float:
    return view.incidence[name][12].value


def test_the_worked_check():
    """domain.md section 3: 4 to 6.5 % a year in any manner, of which irregular .009 to .026."""
    view = fitted_view(replace(PERSONAL, last_attempt=date(1991, 8, 21), regime_since=date(1993, 9, 21)))
    assert 0.04 < twelve(view, "any") < 0.065
    assert 0.009 < twelve(view, "irregular") < 0.026
    assert view.attempts.value == pytest.approx(0.013, rel=0.3)


def test_parts_sum_and_intervals_hold_the_value():
    view = fitted_view(PERSONAL)
    nine = sum(ahead[12].value for name, ahead in view.incidence.items() if name not in ("any", "irregular"))
    assert nine == pytest.approx(twelve(view, "any"))
    for ahead in view.incidence.values():
        assert [ahead[h].value for h in (1, 6, 12, 24)] == sorted(ahead[h].value for h in (1, 6, 12, 24))
        assert all(one.low <= one.high for one in ahead.values())
    assert view.incidence["any"][12].low < twelve(view, "any") < view.incidence["any"][12].high


def test_a_fresh_attempt_and_officers_in_power_raise_irregular_exits():
    calm = fitted_view(PERSONAL)
    assert twelve(fitted_view(replace(PERSONAL, last_attempt=date(2022, 12, 1))), "irregular") > 1.5 * twelve(
        calm, "irregular"
    )
    new = replace(PERSONAL, entered=date(2021, 5, 7))
    democracy = twelve(fitted_view(replace(new, regime="democracy")), "coup")
    assert twelve(fitted_view(replace(new, regime="military")), "coup") > 2 * democracy


def test_an_unknown_regime_and_a_war_without_a_date_are_answered():
    view = fitted_view(replace(PERSONAL, regime="unknown", war_began=None))
    assert 0 < twelve(view, "any") < 1
    assert len(view.analogues) == 5


def test_analogues_are_of_the_past_and_no_leader_is_there_twice():
    view = fitted_view(replace(PERSONAL, at=date(2005, 1, 1), war="none", war_began=None))
    assert all(like.month < date(2005, 1, 1) for like in view.analogues)
    assert len({like.source for like in view.analogues}) == 5
    assert [like.distance for like in view.analogues] == sorted(like.distance for like in view.analogues)


def test_long_rulers_of_personal_regimes_are_alike():
    names = {like.name: like.became for like in fitted_view(PERSONAL).analogues}
    assert "Biya" in names
    assert names["Conte"] == "natural death"


def test_a_pool_from_the_panel(world: Tables):
    pool = pool_of(build(world), {434: "Benin"})
    asked = dict.fromkeys(KNOWN, np.nan) | {"age": 36.0, "tenure": 3.0, "attempt_years": 3.0}
    (like,) = nearest(pool, asked, year=25.0, number=1)
    assert (like.name, like.state, like.left, like.became) == ("B", "Benin", date(1970, 5, 10), "natural death")


def test_under_fifty_milliseconds():
    fitted_view(PERSONAL)
    shipped_pool()
    began = time.process_time()
    for _ in range(5):
        fitted_view(PERSONAL)
    assert (time.process_time() - began) / 5 < 0.05
