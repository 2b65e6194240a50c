"""Survival weights of the compiled engine: each trajectory's futures sum to one, and exact masses are their expectation."""

from datetime import date

import numpy as np
import pytest

from brumaire.futures import ask, simulate
from brumaire.models import load_text
from brumaire.questions import parse

START, CUTS = date(2022, 1, 1), [date(2022, 4, 1), date(2022, 10, 1)]
HORIZON = date(2023, 1, 1)


@pytest.fixture(scope="module")
def futures(everything, case):
    return everything.run(case, as_of=START, horizon=HORIZON, runs=20_000, cuts=CUTS, seed=2)


def test_weights_of_each_trajectory_sum_to_one(futures):
    sums = np.bincount(futures.trajectory, futures.weight, futures.trajectories)
    assert np.abs(sums - 1).max() < 1e-9
    assert (futures.weight >= 0).all()
    assert (np.diff(futures.exits.cumulative, axis=1) >= 0).all()


def test_what_stays_and_what_left_by_each_manner_is_all(futures):
    stays = np.bincount(
        futures.trajectory[~futures.leaves], futures.weight[~futures.leaves], minlength=futures.trajectories
    )
    left = futures.exits.cumulative[:, -1, :].sum(axis=1)
    assert np.abs(stays + left - 1).max() < 1e-9


def test_masses_are_the_expected_weights_by_manner_and_day(futures):
    """For each manner and cut, the mean over trajectories of mass less weight is nought within four of its standard errors."""
    exits = [k.name == "leader_exit" for k in futures.log.kinds]
    rows = np.array(exits)[futures.log.kind]
    manner = np.array([k.get("manner") or "" for k in futures.log.kinds])[futures.log.kind[rows]]
    future, day = futures.log.future[rows], futures.log.day[rows]
    checked = 0
    for c, cut in enumerate(futures.exits.days):
        for m, name in enumerate(futures.exits.manners):
            mine = (manner == name) & (day <= cut)
            weight = np.bincount(
                futures.trajectory[future[mine]], futures.weight[future[mine]], minlength=futures.trajectories
            )
            apart = futures.exits.cumulative[:, c, m] - weight
            assert abs(apart.mean()) <= 4 * apart.std() / np.sqrt(len(apart)), (name, cut)
            checked += futures.exits.cumulative[:, c, m].any()
    assert checked >= 15


def test_a_question_is_answered_alike_by_masses_and_by_weights(futures):
    """`leader_exit(coup)` is read from masses; joined with something that is always true, from weighted futures."""
    exact = ask(futures, parse("leader_exit(coup) by 2022-10-01"))
    weighed = ask(
        futures, parse("leader_exit(coup) by 2022-10-01 and not (victory by 2022-01-02 and talks by 2022-01-02)")
    )
    assert exact.probability == pytest.approx(weighed.probability, abs=4 * weighed.monte_carlo_error)
    assert exact.monte_carlo_error < weighed.monte_carlo_error


def test_direct_exits_follow_their_hazards(everything, case):
    """All exits but one of constant hazard fall silent where nothing else can happen: the mass is 1 − exp(−λt) on each path."""
    futures = everything.run(case, as_of=START, horizon=HORIZON, runs=2_000, cuts=CUTS, seed=2)
    column = futures.exits.manners.index("natural_death")
    rates = futures.parameters.values[:, futures.parameters.names.index("dies.rate")][futures.batch]
    mass = futures.exits.cumulative[:, :, column]
    for c, day in enumerate(futures.exits.days):
        alone = -np.expm1(-rates * day / 365.25)
        # Others take part of the weight first, so it is the most that this manner can gather; early they are few.
        assert (mass[:, c] <= alone * (1 + 1e-6)).all()
    assert (mass[:, 0] > 0.3 * -np.expm1(-rates * futures.exits.days[0] / 365.25)).all()


CERTAIN_TO_LEAVE = """\
schema: brumaire.model/1
name: certain
transitions:
  dies: {exit: natural_death, rate: 20 to 2000 per year, why: x, source: judged}
  falls: {exit: uprising, rate: 20 to 2000 per year, why: x, source: judged}
"""


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_he_who_is_sure_to_leave_stays_with_no_negative_weight(engine, case):
    futures = simulate(
        load_text(CERTAIN_TO_LEAVE), case, as_of=START, horizon=HORIZON, runs=4_000, seed=3, engine=engine
    )
    assert (futures.weight >= 0).all()
    sums = np.bincount(futures.trajectory, futures.weight, futures.trajectories)
    assert np.abs(sums - 1).max() < 1e-9
