"""The board ranks by Brier difference from the base rate, with ranges for words and counts for what is not scored."""

from datetime import date

import pytest

from brumaire.ledger.board import board
from brumaire.ledger.scores import score
from brumaire.ledger.standing import rows_of

from .examples_for_scores import asked, came, said

ON = date(2024, 1, 1)
QUESTIONS = [asked(f"q{k}") for k in range(4)] + [
    asked("c0", given="victory"),
    asked("c1", given="victory"),
    asked("o"),
]
NO = [came(f"q{k}", "no") for k in range(4)]
BASE = [said(f"q{k}", "history", 0.2, sort="base_rate") for k in range(4)]


def rows(forecasts, resolutions=(), unchecked=()):
    found = score(rows_of(QUESTIONS, [*BASE, *forecasts]), [*NO, *resolutions], ON)
    return {row.forecaster[0]: row for row in board(found, unchecked=unchecked)}


def test_the_better_one_is_first_and_the_base_rate_has_no_rank():
    told = rows([said(f"q{k}", "good", 0.1) for k in range(4)] + [said(f"q{k}", "bad", 0.5) for k in range(4)])
    assert (told["good"].rank, told["bad"].rank, told["history"].rank) == (1, 2, None)
    assert told["good"].difference == pytest.approx((0.01 - 0.04, 0.01 - 0.04))
    assert told["bad"].difference == pytest.approx((0.21, 0.21))
    assert told["history"].difference == (0.0, 0.0)
    assert list(told) == ["good", "history", "bad"]


def test_skill_is_shrunk_by_the_number_of_questions_and_the_interval_holds_the_difference():
    told = rows([said(f"q{k}", "A", p) for k, p in enumerate((0.0, 0.1, 0.3, 0.4))])["A"]
    mean = (0.0 + 0.01 + 0.09 + 0.16) / 4 - 0.04
    assert told.difference == pytest.approx((mean, mean))
    assert told.skill == pytest.approx((-mean * 4 / 24, -mean * 4 / 24))
    assert told.interval[0] < mean < told.interval[1]


def test_a_word_means_the_same_each_time():
    # the same word on a yes and a no: the range of the mean is that of (p² + (1 − p)²)/2 and not of the parts
    told = rows(
        [said("q0", "A", low=0.4, high=0.8, mid=0.6), said("o", "A", low=0.4, high=0.8, mid=0.6)], [came("o", "yes")]
    )["A"]
    assert told.brier == pytest.approx((0.25, 0.34))


def test_void_conditions_are_counted_apart():
    told = rows(
        [said("c0", "A", 0.9), said("c1", "A", 0.9), said("o", "A", 0.3)], [came("c0", "void"), came("c1", "yes")]
    )["A"]
    assert (told.conditional, told.void, told.resolved, told.waiting) == (2, 1, 1, 1)


def test_without_a_base_rate_there_is_no_rank():
    told = rows([said("o", "A", 0.3)], [came("o", "no")])["A"]
    assert (told.rank, told.difference, told.skill, told.resolved) == (None, None, None, 1)


def test_minus_infinity_is_counted_and_not_hidden():
    told = rows([said("q0", "A", 1.0), said("q1", "A", 0.5)])["A"]
    assert (told.log_low.mean, told.log_low.minus_infinity) == (float("-inf"), 1)
    assert told.log_low.mean_of_finite == pytest.approx(-0.693147, abs=1e-6)


def test_who_said_nothing_that_can_be_checked_is_on_the_board_too():
    told = rows([], unchecked=["vague", "vague"])["vague"]
    assert (told.resolved, told.unchecked, told.rank) == (0, 2, None)
