"""Questions asked of futures: the meaning of every construct, on histories written by hand."""

from __future__ import annotations

import pytest

from brumaire.errors import QuestionError
from brumaire.questions import evaluate, parse

from .small_futures import futures, kind

ATTEMPT, VICTORY, END = kind("coup_attempt"), kind("victory"), kind("war_end")
MOVE = kind("elite_redeployment")
BY_GRU = kind("coup_attempt", by="military_intelligence", rank="top")
BY_ARMY = kind("coup_attempt", by="army", rank="bottom")
LARGE, SMALL = kind("mobilisation", amount=500000.0), kind("mobilisation", amount=50000.0)
COVERED = kind("leader_exit", manner="coup", announced="natural_death", fate="killed", cover="illness", by="army")
OPEN = kind("leader_exit", manner="coup", announced="coup", fate="exiled", by="army")
EXPOSED = kind("exposure")


def answers(text, *histories, roles=None):
    return evaluate(parse(text), futures(*histories), roles=roles).event.tolist()


# The asking date 2023-01-11 is day number 10; 2023-01-21 is day number 20.
@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("coup_attempt by 2023-01-21", 10.0, False),
        ("coup_attempt by 2023-01-21", 10.0001, True),
        ("coup_attempt by 2023-01-21", 20.0, True),
        ("coup_attempt by 2023-01-21", 20.0001, False),
        ("coup_attempt between 2023-01-15 and 2023-01-21", 13.0, False),
        ("coup_attempt between 2023-01-15 and 2023-01-21", 13.5, True),
        ("coup_attempt between 2023-01-15 and 2023-01-21", 20.0, True),
        ("coup_attempt between 2023-01-15 and 2023-01-21", 20.5, False),
        ("coup_attempt between 2023-01-01 and 2023-01-21", 9.5, False),
        ("coup_attempt within 1 month", 41.0, True),
        ("coup_attempt within 1 month", 41.5, False),
        ("coup_attempt", 365.0, True),
        ("coup_attempt", 9.0, False),
        ("not coup_attempt by 2023-01-21", 15.0, False),
        ("not coup_attempt by 2023-01-21", 21.0, True),
    ],
)
def test_window_counts_its_last_day_and_not_the_asking_date(text, day, expected):
    assert answers(text, [(day, ATTEMPT)]) == [expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(29.9, False), (30.0, True), (45.0, True), (60.0, True), (60.1, False)],
)
def test_within_of_an_anchor_is_closed_at_both_ends(day, expected):
    assert answers("coup_attempt within 30 days of victory", [(30.0, VICTORY), (day, ATTEMPT), (200.0, VICTORY)]) == [
        expected
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(29.9, False), (30.0, True), (59.9, True), (60.0, False), (61.0, False)],
)
def test_within_before_an_anchor_is_open_at_the_anchor(day, expected):
    text = "elite_redeployment within 30 days before coup_attempt"
    assert answers(text, [(day, MOVE), (60.0, ATTEMPT)]) == [expected]


def test_anchored_window_is_also_after_the_asking_date():
    text = "elite_redeployment within 30 days before coup_attempt"
    assert answers(text, [(9.0, MOVE), (20.0, ATTEMPT)], [(11.0, MOVE), (20.0, ATTEMPT)]) == [False, True]


def test_anchor_that_does_not_happen_opens_no_window():
    assert answers("coup_attempt within 30 days of victory", [(20.0, ATTEMPT)]) == [False]
    assert answers("not coup_attempt within 30 days of victory", [(20.0, ATTEMPT)]) == [True]
    assert answers("war_ongoing within 30 days of victory", [(20.0, ATTEMPT)]) == [False]


def test_anchor_of_and_is_its_last_part_and_of_or_its_first():
    history = [(20.0, VICTORY), (50.0, END), (75.0, ATTEMPT)]
    assert answers("coup_attempt within 30 days of (victory and war_end)", history) == [True]
    assert answers("coup_attempt within 30 days of (victory or war_end)", history) == [False]
    assert answers("coup_attempt within 30 days of (victory and mobilisation)", history) == [False]


def test_anchor_has_windows_of_its_own():
    history = [(20.0, VICTORY), (50.0, VICTORY), (75.0, ATTEMPT)]
    assert answers("coup_attempt within 30 days of (victory between 2023-02-10 and 2023-06-01)", history) == [True]
    assert answers("coup_attempt within 30 days of (victory by 2023-06-01)", history) == [False]


def test_window_around_brackets_narrows_those_inside():
    text = "(coup_attempt by 2023-03-01 and victory) by 2023-02-01"
    assert answers(text, [(31.0, ATTEMPT), (31.0, VICTORY)], [(40.0, ATTEMPT), (31.0, VICTORY)]) == [True, False]
    assert answers("(coup_attempt and not victory) by 2023-02-01", [(12.0, ATTEMPT), (40.0, VICTORY)]) == [True]


def test_condition_is_given_beside_the_event():
    outcome = evaluate(
        parse("coup_attempt by 2023-03-02 given not victory by 2023-02-10"),
        futures([(20.0, ATTEMPT)], [(15.0, VICTORY), (20.0, ATTEMPT)], []),
    )
    assert outcome.event.tolist() == [True, True, False]
    assert outcome.condition.tolist() == [True, False, True]
    assert outcome.deadline == 60.0


def test_all_arguments_hold_of_one_occurrence():
    both = [(20.0, BY_GRU), (30.0, BY_ARMY)]
    assert answers("coup_attempt(army, rank=top)", both) == [False]
    assert answers("coup_attempt(army | military_intelligence, rank=top)", both) == [True]
    assert answers("coup_attempt(army) by 2023-01-25", both) == [False]


def test_amounts():
    histories = ([(20.0, LARGE)], [(20.0, SMALL)])
    assert answers("mobilisation", *histories) == [True, False]
    assert answers("mobilisation(amount >= 500000)", *histories) == [True, False]
    assert answers("mobilisation(amount >= 500001)", *histories) == [False, False]
    assert answers("mobilisation(amount <= 60000)", *histories) == [False, True]
    assert answers("mobilisation(amount >= 10, amount <= 60000)", *histories) == [False, True]


def test_roles_of_the_case_match_the_models():
    history = [(20.0, BY_GRU)]
    assert answers("coup_attempt(gru)", history, roles={"gru": "military_intelligence"}) == [True]
    keyed = [(20.0, kind("coup_attempt", by="gru"))]
    assert answers("coup_attempt(military_intelligence)", keyed, roles={"gru": "military_intelligence"}) == [True]


def test_manner_is_what_is_known_when_the_window_ends():
    covered = [(20.0, COVERED), (50.0, EXPOSED)]
    assert answers("coup by 2023-02-15", covered) == [False]
    assert answers("natural_death by 2023-02-15", covered) == [True]
    assert answers("coup by 2023-02-20", covered) == [True]
    assert answers("natural_death by 2023-02-20", covered) == [False]
    assert answers("leader_exit by 2023-02-15", covered) == [True]
    assert answers("coup", covered) == [True]
    assert answers("leader_exit(coup, fate=killed, cover=illness) by 2023-02-20", covered) == [True]
    assert answers("leader_exit(cover=illness) by 2023-02-15", covered) == [False]
    assert answers("leader_exit(fate=died) by 2023-02-15", covered) == [True]
    assert answers("leader_exit(coup, by=army, fate=exiled)", [(20.0, OPEN)]) == [True]


def test_a_fate_that_gives_nothing_away_is_known():
    pushed = kind("leader_exit", manner="handover", announced="regular", fate="exiled", by="party")
    shot = kind("leader_exit", manner="coup", announced="regular", fate="killed")
    assert answers("leader_exit(regular, fate=exiled)", [(20.0, pushed)], [(20.0, shot)]) == [True, False]
    assert answers("leader_exit(fate=killed | died)", [(20.0, pushed)], [(20.0, shot)]) == [False, False]
    assert answers("leader_exit(by=party)", [(20.0, pushed)], [(20.0, shot)]) == [False, False]


def test_own_is_short_for_own_forces():
    history = [(20.0, kind("mobilisation", by="own_forces"))]
    assert answers("mobilisation(own)", history) == [True]
    assert answers("mobilisation(own)", [(20.0, kind("mobilisation", by="own"))]) == [True]


def test_an_exposure_counts_in_its_own_future_only():
    assert answers("coup", [(20.0, COVERED)], [(20.0, COVERED), (50.0, EXPOSED)]) == [False, True]


def test_manner_in_an_anchored_window():
    covered = [(15.0, VICTORY), (20.0, COVERED), (50.0, EXPOSED)]
    assert answers("coup within 30 days of victory", covered) == [False]
    assert answers("coup within 35 days of victory", covered) == [True]


def test_war_ongoing_is_read_at_the_windows_end():
    histories = ([(20.0, END)], [], [(5.0, END)])
    assert answers("war_ongoing by 2023-01-20", *histories) == [True, True, False]
    assert answers("war_ongoing by 2023-01-21", *histories) == [False, True, False]
    assert answers("not war_ongoing by 2023-01-21", *histories) == [True, False, True]


def test_no_history_at_all():
    assert answers("coup_attempt by 2023-02-01", [], []) == [False, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("coup_attempt given do(tanks=withhold)", "simulate with the lever set"),
        ("nuclear_use by 2023-02-01", "by_hand has nothing that realises nuclear_use"),
        ("coup_success by 2023-02-01", "coup_attempt"),
        ("coup_attempt by 2023-01-11", "is over on 2023-01-11"),
        ("coup_attempt by 2023-02-01 given not victory by 2023-01-10", "'not victory by 2023-01-10' is over"),
        ("coup_attempt by 2024-01-02", "the futures end on 2024-01-01"),
        ("coup_attempt within 30 days of (victory by 2023-12-15)", "the futures end on 2024-01-01"),
        ("coup_attempt(rank=top) by 2023-02-01", "does not say the rank of coup_attempt"),
        ("territory_lost(east) by 2023-02-01", "has no territory_lost with place east"),
        ("territory_lost(east) by 2023-02-01", "its values are front"),
    ],
)
def test_what_these_futures_cannot_answer(text, message):
    with pytest.raises(QuestionError) as caught:
        evaluate(parse(text), futures([(20.0, ATTEMPT), (30.0, kind("territory_lost", place="front"))]))
    assert message in str(caught.value)


def test_war_ongoing_needs_a_model_that_ends_wars():
    with pytest.raises(QuestionError, match="war_ongoing"):
        evaluate(parse("war_ongoing by 2023-02-01"), futures([], realised=frozenset({"leader_exit"})))


def test_the_terms_of_a_war_are_not_mistaken_for_a_side_of_the_same_name():
    from brumaire.questions.matching import has
    from brumaire.records import Argument, EventKind

    kind = EventKind("war_end", (("terms", "own"),))
    assert has(Argument("terms", ("own",)), kind, {})
    assert not has(Argument("terms", ("adversary",)), kind, {})
