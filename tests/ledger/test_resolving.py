"""What a case's record says of questions, and how distributions over dates are scored before their last day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.ledger.checkpoints import at_checkpoints
from brumaire.ledger.records import RecordedForecast
from brumaire.ledger.resolving import due, propose, rule
from brumaire.records import Happened

from .examples_for_scores import asked, came

CASE = replace(
    cases.load(Path(__file__).parents[2] / "examples/veldania-2031/case.yaml"),
    happened=(
        Happened(date(2031, 6, 1), "territory_lost", {"place": "tarvo"}, "fictional"),
        Happened(date(2031, 8, 2), "coup_attempt", {"by": "army"}, "fictional"),
        Happened(date(2031, 9, 9), "ceasefire", {}, "fictional"),
    ),
)
OPENS, UP_TO = date(2031, 5, 9), date(2032, 1, 1)


def proposal(text, closes=date(2031, 12, 31), given=None):
    question = replace(asked("q", text=text, opens=OPENS, closes=closes, given=given), case=CASE.name)
    return propose([question], CASE, up_to=UP_TO)[0]


def test_what_happened_is_a_yes_since_its_day_with_its_source():
    told = proposal("coup_attempt by 2031-12-31")
    assert (told.outcome, told.known, told.happened) == ("yes", date(2031, 8, 2), date(2031, 8, 2))
    assert told.evidence == "2031-08-02 coup_attempt (by army) [fictional]"
    assert told.draft().body["rule"].startswith("coup_attempt: Overt illegal move")


def test_what_the_record_does_not_have_is_a_no_on_the_last_day():
    told = proposal("uprising by 2031-12-31")
    assert (told.outcome, told.known, told.happened) == ("no", date(2031, 12, 31), None)


def test_a_condition_that_stayed_false_is_void_and_one_that_came_true_counts():
    assert proposal("coup_attempt by 2031-12-31 given defeat by 2031-12-31", given="defeat").outcome == "void"
    assert proposal("coup_attempt by 2031-12-31 given territory_lost by 2031-12-31", given="t").outcome == "yes"


def test_a_no_that_was_asked_for_has_no_day():
    told = proposal("not uprising by 2031-12-31")
    assert (told.outcome, told.known, told.happened) == ("yes", date(2031, 12, 31), None)
    assert proposal("not coup_attempt by 2031-12-31").outcome == "no"


def test_both_have_happened_since_the_later_of_them():
    told = proposal("coup_attempt by 2031-12-31 and ceasefire by 2031-12-31")
    assert (told.outcome, told.happened) == ("yes", date(2031, 9, 9))


def test_an_open_question_and_another_cases_are_let_be():
    told = proposal("uprising by 2032-06-01", closes=date(2032, 6, 1))
    assert (told.outcome, told.reason) == (None, "it is open until 2032-06-01")
    assert propose([asked("q", text="uprising by 2031-12-31")], CASE, up_to=UP_TO) == ()


def test_rules_are_those_of_every_event_named():
    told = rule("coup_attempt by 2031-12-31 given victory by 2031-12-31")
    assert "coup_attempt: " in told
    assert "victory: " in told


def test_due_is_what_is_over_or_near_the_oldest_first():
    questions = [asked("late", closes=date(2023, 6, 1)), asked("near", closes=date(2023, 5, 20)), asked("over")]
    assert [q.id for q in due(questions, date(2023, 5, 1))] == ["over"]
    assert [q.id for q in due(questions, date(2023, 5, 1), within=30)] == ["over", "near"]


def dated(question="d"):
    form = {"kind": "distribution", "days": ["2023-02-01", "2023-03-01", "2023-04-11"], "cumulative": [[0.1, 0.2, 0.2], [0.0, 0.1, 0.2]]}  # fmt: skip
    return RecordedForecast(
        1, "f", question, "model", "model", date(2023, 1, 1), "distribution", None, None, None, None, None, None, {"form": form}
    )  # fmt: skip


QUESTION = asked("d", text="leader_exit by 2023-04-11")


@pytest.mark.parametrize(
    ("on", "resolutions", "passed", "brier"),
    [
        (date(2023, 3, 15), [], 0, None),
        (date(2023, 3, 15), [came("e", "no", known=date(2023, 3, 1))], 2, (0.01 + 0.09) / 2),
        (
            date(2023, 3, 15),
            [came("d", "yes", known=date(2023, 2, 10), happened=date(2023, 2, 10))],
            2,
            (0.01 + 0.49) / 2,
        ),
        (date(2024, 1, 1), [came("d", "no")], 3, (0.01 + 0.09 + 0.16) / 3),
        (date(2024, 1, 1), [came("other", "no")], 0, None),
    ],
)
def test_dates_are_scored_where_it_is_known_whether_the_event_had_come(on, resolutions, passed, brier):
    earlier = asked("e", text="leader_exit by 2023-03-01", closes=date(2023, 3, 1))
    other = asked("other", text="leader_exit(coup) by 2023-04-11")
    (told,) = at_checkpoints([dated()], [QUESTION, earlier, other], resolutions, on)
    assert (told.days, told.passed) == (3, passed)
    assert told.brier == (None if brier is None else pytest.approx(brier))
