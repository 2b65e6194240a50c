"""Standing forecasts, peers, and rules of when to score: against day-by-day loops."""

import math
from datetime import date

import numpy as np
import pytest

from brumaire import scoring
from brumaire.errors import ScoreError


def random_book(seed, n=120, forecasters=5, questions=4, infinite=0):
    rng = np.random.default_rng(seed)
    book = {
        "score": -rng.uniform(0, 3, n).round(3),
        "day": rng.integers(-3, 25, n).astype(float),
        "who": rng.integers(0, forecasters, n),
        "on": rng.integers(0, questions, n),
        "opened": np.array([0.0, 2.0, 0.0, 5.0]),
        "closed": np.array([20.0, 12.0, 7.0, 6.0]),
    }
    book["score"][:infinite] = -math.inf
    return book


def standing_by_day(book, forecasters=5):
    """standing[q][half-day] = {forecaster: score}, looked up anew for each quarter of a day."""
    days = {}
    for q, (a, b) in enumerate(zip(book["opened"], book["closed"], strict=True)):
        days[q] = []
        for moment in np.arange(a + 0.25, b, 0.5):
            held = {}
            for who in range(forecasters):
                mine = [
                    (d, i)
                    for i, d in enumerate(book["day"])
                    if book["who"][i] == who and book["on"][i] == q and d < moment
                ]
                if mine:
                    held[who] = book["score"][max(mine)[1]]
            days[q].append(held)
    return days


@pytest.mark.parametrize(("seed", "infinite"), [(1, 0), (2, 0), (3, 2), (4, 10)])
def test_time_average_is_that_of_days(seed, infinite):
    book = random_book(seed, infinite=infinite)
    series = book["who"] * 4 + book["on"]
    ours = scoring.time_averaged(
        book["score"], book["day"], series, np.tile(book["opened"], 5), np.tile(book["closed"], 5)
    )
    days = standing_by_day(book)
    for who in range(5):
        for q in range(4):
            held = [moment[who] for moment in days[q] if who in moment]
            assert ours.coverage[who * 4 + q] == pytest.approx(len(held) / len(days[q]), abs=1e-12)
            if held:
                assert ours.score[who * 4 + q] == pytest.approx(sum(held) / len(held), abs=1e-12)
            else:
                assert math.isnan(ours.score[who * 4 + q])


def against(own, others):
    return own - sum(others) / len(others)


@pytest.mark.parametrize(("seed", "infinite"), [(1, 0), (2, 0), (3, 2), (4, 10), (5, 40)])
def test_peer_scores_over_time_are_those_of_days(seed, infinite):
    book = random_book(seed, infinite=infinite)
    parts = scoring.peer_over_time(
        book["score"], book["day"], book["who"], book["on"],
        opened=book["opened"], closed=book["closed"], forecasters=5,
    )  # fmt: skip
    ours = np.bincount(book["who"] * 4 + book["on"], parts, 20).reshape(5, 4)
    days = standing_by_day(book)
    for who in range(5):
        for q in range(4):
            with np.errstate(invalid="ignore"):  # two at minus infinity do not compare: nan, in both
                parts = [
                    against(moment[who], [s for o, s in moment.items() if o != who])
                    for moment in days[q]
                    if who in moment and len(moment) > 1
                ]
                naive = sum(parts) / len(days[q])
            assert ours[who, q] == pytest.approx(naive, abs=1e-12, nan_ok=True)


def test_the_last_question_of_thousands_is_scored_as_if_it_were_alone():
    rng = np.random.default_rng(9)
    n, questions = 100_000, 4_000
    reward, day = -(rng.uniform(size=n) ** 2), rng.integers(0, 300, n).astype(float)
    who, on = rng.integers(0, 50, n), rng.integers(0, questions, n)
    last = on == questions - 1
    every = {"opened": np.zeros(questions), "closed": np.full(questions, 365.0), "forecasters": 50}
    alone = {"opened": [0.0], "closed": [365.0], "forecasters": 50}
    np.testing.assert_allclose(
        scoring.peer_over_time(reward, day, who, on, **every)[last],
        scoring.peer_over_time(reward[last], day[last], who[last], np.zeros(last.sum(), int), **alone),
        rtol=0,
        atol=1e-13,
    )


def test_peer_scores_sum_to_zero_and_are_nan_alone():
    rng = np.random.default_rng(6)
    score, on = rng.normal(size=500), rng.integers(0, 40, 500)
    on[-1], score[-1] = 40, 0.3
    ours = scoring.peer(score, on, 41)
    assert math.isnan(ours[-1])
    np.testing.assert_allclose(np.bincount(on[:-1], ours[:-1]), 0, atol=1e-12)
    for i in range(499):
        others = [score[j] for j in range(499) if j != i and on[j] == on[i]]
        assert ours[i] == pytest.approx(against(score[i], others), abs=1e-12)


def test_peers_of_infinity():
    ours = scoring.peer([-math.inf, -1, -2, -math.inf, -math.inf, -1], [0, 0, 0, 1, 1, 1], 2)
    assert ours[:3].tolist() == [-math.inf, math.inf, math.inf]
    assert np.isnan(ours[3:5]).all()
    assert ours[5] == math.inf
    with pytest.raises(ScoreError, match="minus infinity"):
        scoring.peer([math.inf], [0], 1)


def test_crowd_without_own():
    assert scoring.crowd_without_own([0.1, 0.3, 0.8], [0, 0, 0], 1) == pytest.approx([0.55, 0.45, 0.2])


def test_a_question_by_a_date_is_scored_on_that_date_only():
    deadline = date(2024, 6, 30)
    assert [scoring.may_be_scored(deadline, date(2024, 6, d)) for d in (1, 29, 30)] == [False, False, True]


def test_scoring_at_the_yes_would_reward_overstating():
    """Why the rule: on the way to the deadline, scoring what is already yes favours those who say more than they think."""
    rng = np.random.default_rng(1)
    truth, days = 0.2, rng.uniform(0, 1, 4_000)
    yes = rng.uniform(size=4_000) < truth
    half_way = yes & (days < 0.5)
    early = {said: scoring.brier(np.full(half_way.sum(), said), np.ones(half_way.sum())).mean() for said in (0.2, 0.4)}
    final = {said: scoring.brier(np.full(4_000, said), yes).mean() for said in (0.2, 0.4)}
    assert early[0.4] < early[0.2]
    assert final[0.2] < final[0.4]


CHECKPOINTS = [date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30)]


def test_checkpoints_that_passed_are_the_same_after_the_event():
    as_of = date(2024, 1, 15)
    yes = scoring.checkpoint_brier([[0.1, 0.3, 0.5]], CHECKPOINTS, date(2023, 7, 1), as_of)
    no = scoring.checkpoint_brier([[0.1, 0.3, 0.5]], CHECKPOINTS, None, as_of)
    assert yes.round(12).tolist() == [[0.01, 0.49]]
    assert no.round(12).tolist() == [[0.01, 0.09]]
    on_the_day = scoring.checkpoint_brier([0.1, 0.3, 0.5], CHECKPOINTS, date(2023, 12, 31), as_of)
    assert on_the_day[1] == pytest.approx(0.49)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: scoring.checkpoint_brier([0.1], CHECKPOINTS, None, date(2024, 1, 1)), "3 checkpoints"),
        (lambda: scoring.checkpoint_brier([0.1] * 3, CHECKPOINTS, date(2025, 1, 1), date(2024, 1, 1)), "later than"),
        (lambda: scoring.passed([date(2024, 1, 1)] * 2, date(2024, 1, 1)), "do not rise"),
        (lambda: scoring.time_averaged([0.1], [0.0], [0], [3], [3]), "closes before it opens"),
        (lambda: scoring.time_averaged([0.1], [0.0], [1], [0], [3]), "series is numbered 1"),
        (lambda: scoring.peer([0.1], [0.5], 1), "question of shape"),
        (lambda: scoring.peer(["a"], [0], 1), "not an array of numbers"),
        (lambda: scoring.crowd_without_own([[0.1]], [0], 1), "one row"),
    ],
)
def test_errors(wrong, message):
    with pytest.raises(ScoreError, match=message):
        wrong()
