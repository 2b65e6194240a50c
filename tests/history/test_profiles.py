"""A case's leader as history sees one, on any date of the case."""

from __future__ import annotations

from datetime import date

from brumaire.history import profile
from brumaire.records import Case, Deviation, Happened, Leader, War

CASE = Case(
    name="made-up",
    title="Made up",
    country="Nowhere",
    leader=Leader("A. Nobody", date(1950, 1, 1), date(2000, 1, 1), "personal", last_attempt=date(2005, 3, 1)),
    war=War("interstate", date(2019, 1, 1), initiator=True),
    model="leader_at_war",
    start=date(2020, 1, 1),
    deviations=(Deviation("arsenal", "nuclear", "made up"),),
    happened=(
        Happened(date(2020, 6, 1), "coup_attempt", {}, "made up"),
        Happened(date(2021, 6, 1), "war_end", {}, "made up"),
    ),
)


def test_only_what_is_known_by_then():
    start = profile(CASE, date(2020, 1, 1))
    assert (start.last_attempt, start.war, start.initiator) == (date(2005, 3, 1), "interstate", True)
    assert start.nuclear
    assert profile(CASE, date(2020, 6, 1)).last_attempt == date(2020, 6, 1)


def test_a_war_that_has_ended_is_peace():
    assert profile(CASE, date(2021, 5, 31)).war_months is not None
    assert profile(CASE, date(2021, 6, 1)).war_months is None


def test_ages_are_years():
    at = profile(CASE, date(2020, 1, 1))
    assert round(at.age, 2) == 70.0
    assert round(at.tenure, 2) == 20.0
    assert at.regime_age == at.tenure
