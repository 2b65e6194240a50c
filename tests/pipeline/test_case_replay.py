"""A replay uses nothing from after each date: a planted later fact moves no earlier point by a single bit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.dates import Duration
from brumaire.errors import CaseError
from brumaire.pipeline.case_replay import asking_dates, headline, known, replay_case
from brumaire.pipeline.forecast import Settings
from brumaire.records import Happened, Observation

LATER = date(1982, 5, 20)
IRREGULAR = "leader_exit(coup | handover | uprising | rebels | assassination)"


@pytest.fixture(scope="module")
def argentina():
    return cases.load(Path("argentina-1982"))


@pytest.fixture
def reference():
    return Settings(runs=1_000, seed=5, threads=1, engine="reference")


def planted(case):
    """The case as if ground had been lost on 20 May, with a sign of trouble on the day before."""
    return replace(
        case,
        happened=(
            *case.happened[:1],
            Happened(LATER, "offensive_success", {"by": "adversary"}, "planted"),
            *case.happened[1:],
        ),
        observations=(*case.observations, Observation("elite_criticism", date(1982, 5, 19), True, "planted")),
    )


def test_a_planted_later_fact_moves_no_earlier_point(argentina, reference):
    dates = [date(1982, 5, 2), date(1982, 5, 21)]
    texts = ["leader_exit(irregular) within 30 days", "defeat by 1982-07-31"]
    before, after = (
        replay_case(case, texts=texts, dates=dates, settings=reference) for case in (argentina, planted(argentina))
    )
    assert [(p.as_of, p.question) for p in after.points[:2]] == [
        (dates[0], f"{IRREGULAR} within 30 days"),
        (dates[0], "defeat by 1982-07-31"),
    ]
    assert after.points[:2] == before.points[:2]
    # The fact is no bystander: on the same random numbers it moves each forecast made once it is known.
    assert all(a.probability != b.probability for a, b in zip(after.points[2:], before.points[2:], strict=True))


def test_a_planted_later_fact_moves_no_earlier_asking_date(argentina):
    before, after = asking_dates(argentina), asking_dates(planted(argentina))
    assert [d for d in after if d < date(1982, 5, 20)] == [d for d in before if d < date(1982, 5, 20)]
    assert date(1982, 5, 20) in after


def test_what_is_not_known_yet_is_cut_away(argentina):
    cut = known(argentina, date(1982, 5, 29))
    assert [h.day for h in cut.happened] == [date(1982, 5, 1), date(1982, 5, 29), date(1982, 5, 29)]
    assert [o.day for o in cut.observations] == [date(1982, 4, 10)]
    assert (cut.targets, cut.note) == ((), "")


def test_asking_dates_hold_the_targets_and_end_before_the_exit(argentina):
    days = asking_dates(argentina)
    assert days[0] == argentina.start
    assert {target.as_of for target in argentina.targets} <= set(days)
    assert days[-1] < date(1982, 6, 17)
    assert days == tuple(sorted(set(days)))


def test_where_the_calendar_is_daily_each_thing_that_becomes_known_is_asked_about():
    assert asking_dates(cases.load(Path("serbia-2000")))[-2:] == (date(2000, 9, 28), date(2000, 10, 6))


def test_headlines_are_the_targets_questions_else_the_first_of_the_case(argentina):
    assert headline(argentina)[:2] == (f"{IRREGULAR} within 12 months", f"{IRREGULAR} within 30 days")
    assert headline(replace(argentina, targets=())) == argentina.questions[:2]


@pytest.mark.parametrize("day", [date(1982, 4, 1), date(1982, 6, 17)])
def test_a_date_on_which_the_leader_cannot_be_asked_about_is_refused(argentina, day, reference):
    with pytest.raises(CaseError, match="cannot be asked"):
        replay_case(argentina, dates=[day], settings=reference)


def test_regular_dates_and_targets_beside_their_forecasts(argentina, reference):
    told = replay_case(argentina, texts=["defeat within 30 days"], every=Duration(2, "month"), settings=reference)
    assert [p.as_of for p in told.points] == [date(1982, 4, 2), date(1982, 6, 2)]
    assert [check.holds for check in told.targets] == [None] * 4
    words = [event.words for event in told.events]
    assert "an offensive (by United Kingdom, to Falkland Islands)" in words
    assert told.events[-1].leaves
