"""What must hold of all futures: weights, reproducibility, and what may not change them."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import ask, difference, simulate
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Deviation, Happened, Observation

START = date(2022, 1, 1)
AS_OF, HORIZON = date(2022, 5, 1), date(2023, 5, 1)


def digest(futures):
    """A hash of all that a run gives."""
    parts = (
        futures.weight,
        futures.trajectory,
        futures.leaves,
        futures.evidence,
        futures.exits.cumulative,
        futures.log.future,
        futures.log.day,
        futures.log.kind,
        futures.weeks,
        futures.parameters.values,
    )
    text = repr(futures.log.kinds) + repr(futures.exits.manners)
    return hashlib.sha256(b"".join(np.ascontiguousarray(p).tobytes() for p in parts) + text.encode()).hexdigest()


def run(model, case, **changes):
    settings = {"as_of": AS_OF, "horizon": HORIZON, "runs": 1_500, "seed": 11} | changes
    return simulate(model, case, **settings)


def test_weights_of_a_trajectory_sum_to_its_evidence(subject, case):
    for by_manner in ((), ("coup", "natural_death")):
        futures = subject.run(case, leaves_by_manner=by_manner)
        sums = np.bincount(futures.trajectory, futures.weight, futures.trajectories)
        assert np.abs(sums - futures.evidence).max() < 1e-9
        assert futures.evidence.mean() == pytest.approx(1.0)
        assert (futures.weight >= 0).all()


def test_a_future_in_which_he_leaves_has_one_exit_and_the_other_none(rich_futures):
    kinds = [i for i, k in enumerate(rich_futures.log.kinds) if k.name == "leader_exit"]
    count = np.bincount(
        rich_futures.log.future[np.isin(rich_futures.log.kind, kinds)], minlength=len(rich_futures.weight)
    )
    assert (count == rich_futures.leaves).all()


def test_the_log_is_ordered_and_inside_the_run(rich_futures):
    log = rich_futures.log
    assert (np.diff(log.future) >= 0).all()
    assert (np.diff(log.day)[np.diff(log.future) == 0] >= 0).all()
    assert log.day.min() > 0
    assert log.day.max() <= (rich_futures.horizon - START).days


def test_a_manner_of_its_own_has_the_mass_of_that_manner(subject, case):
    futures = subject.run(case, leaves_by_manner=("coup",), runs=4_000)
    kinds = [i for i, k in enumerate(futures.log.kinds) if k.name == "leader_exit" and k.get("manner") == "coup"]
    rows = np.isin(futures.log.kind, kinds)
    weight = np.bincount(futures.trajectory[futures.log.future[rows]], futures.weight[futures.log.future[rows]], 4_000)
    exact = futures.exits.cumulative[:, -1, futures.exits.manners.index("coup")] * futures.evidence
    assert np.abs(weight - exact).max() < 1e-6 * exact.max()


@pytest.mark.parametrize(("threads", "block"), [(2, 10_000), (4, 300), (1, 90), (1, 1)])
def test_threads_and_blocks_change_nothing(subject, case, threads, block):
    runs = 120 if block == 1 else 1_500
    assert digest(subject.run(case, runs=runs)) == digest(subject.run(case, runs=runs, threads=threads, block=block))


def test_another_seed_changes_something(subject, case):
    assert digest(subject.run(case)) != digest(subject.run(case, seed=12))


def test_the_same_run_twice_is_the_same(subject, case):
    assert digest(subject.run(case)) == digest(subject.run(case))


@pytest.mark.parametrize("levers", [{}, {"nothing": "on"}, {"nothing": "off"}, {"arms": "as_is"}])
def test_a_lever_that_does_nothing_changes_nothing(subject, case, levers):
    assert digest(subject.run(case, levers=levers)) == digest(subject.run(case))


def test_a_hazard_ratio_of_one_changes_nothing(rich_text, case):
    plain = load_text(rich_text.replace('    hazard_ratio: {"arms == held": 2}\n', ""))
    one = load_text(rich_text.replace('{"arms == held": 2}', '{"arms == held": 1, mood: 1}'))
    assert digest(run(plain, case)) == digest(run(one, case))


def test_cuts_change_nothing_but_themselves(subject, case):
    plain, cut = subject.run(case), subject.run(case, cuts=[AS_OF + timedelta(days=d) for d in (1, 33, 34, 200)])
    assert list(cut.exits.days) == [121, 153, 154, 320, 485]
    assert digest(plain) == digest(replace(cut, exits=replace(cut.exits, cumulative=cut.exits.cumulative[:, -1:, :])))
    steps = np.diff(cut.exits.cumulative, axis=1)
    assert (steps >= 0).all()


def test_later_facts_change_nothing(subject, cases):
    later = (
        Happened(date(2022, 5, 2), "coup_attempt", {}, "test"),
        Happened(date(2022, 12, 1), "leader_exit", {"manner": "coup"}, "test"),
    )
    seen = (Observation("units", date(2022, 5, 2)),)
    assert digest(subject.run(cases())) == digest(subject.run(cases(happened=later, observations=seen)))


def test_a_further_horizon_begins_the_same(subject, case):
    near, far = subject.run(case, cuts=[HORIZON]), subject.run(case, horizon=date(2023, 11, 20), cuts=[HORIZON])
    assert (near.exits.cumulative[:, 0, :] == far.exits.cumulative[:, 0, :]).all()
    assert (near.evidence == far.evidence).all()


def test_a_smaller_run_is_the_beginning_of_each_batch(subject, case):
    large, small = subject.run(case, as_of=START, runs=2_000), subject.run(case, as_of=START, runs=1_000)
    _, at, to = np.intersect1d(large.identity, small.identity, return_indices=True)
    assert len(at) == small.trajectories == 1_000
    assert (large.exits.cumulative[at] == small.exits.cumulative[to]).all()


def test_a_lever_is_compared_on_the_same_trajectories(subject, case):
    question = parse("war_end by 2023-05-01")
    baseline = subject.run(case, as_of=START, runs=2_000)
    held = subject.run(case, as_of=START, runs=1_000, levers={"arms": "held"})
    before, then, moved, error = difference(baseline, held, question)
    assert before == ask(baseline, question).probability
    assert then == before + moved
    # Rate 0.3 against 0.6 a year over 485 days.
    expected = np.exp(-0.3 * 485 / 365.25) - np.exp(-0.6 * 485 / 365.25)
    assert abs(moved - expected) < 4 * error
    alone = ask(held, question).monte_carlo_error
    assert error < 1.3 * alone


def test_a_lever_on_a_parameter_acts_from_the_asking_date(subject, case):
    plain, slow = subject.run(case), subject.run(case, levers={"speed": "slow"})
    assert (plain.evidence == slow.evidence).all()
    assert digest(plain) != digest(slow)


def test_leaving_concealed_is_in_the_log(rich_futures):
    kinds = [k for k in rich_futures.log.kinds if k.name == "leader_exit"]
    hidden = [k for k in kinds if k.get("by") == "guard"]
    assert [dict(k.args) for k in hidden] == [
        {"manner": "coup", "announced": "natural_death", "fate": "killed", "cover": "illness", "by": "guard"}
    ]
    assert {k.get("announced") for k in kinds if k.get("manner") == "natural_death"} == {"natural_death"}


def test_indicators_move_weights_the_right_way(subject, cases):
    question = parse("coup_attempt by 2022-08-01")
    plain = ask(subject.run(cases(), runs=4_000), question).probability
    seen = cases(observations=(Observation("units", date(2022, 4, 20)), Observation("meetings", date(2022, 4, 27))))
    unseen = cases(observations=tuple(Observation("units", date(2022, 4, d), seen=False) for d in (6, 13, 20, 27)))
    assert ask(subject.run(seen, runs=4_000), question).probability > 1.5 * plain
    assert ask(subject.run(unseen, runs=4_000), question).probability < plain


def test_a_deviation_moves_the_start(subject, cases):
    question = parse("coup by 2022-07-01")
    low = subject.run(cases(deviations=(Deviation("mood", -2.0, "test"),)), as_of=START, runs=4_000)
    high = subject.run(cases(deviations=(Deviation("mood", 2.0, "test"),)), as_of=START, runs=4_000)
    assert ask(low, question).probability > 2 * ask(high, question).probability


@pytest.mark.parametrize(
    ("changes", "case_changes", "what"),
    [
        ({"levers": {"amrs": "held"}}, {}, "no lever 'amrs'"),
        ({"levers": {"arms": "hold"}}, {}, "no value 'hold'"),
        ({"seen": [Observation("unit", date(2022, 4, 1))]}, {}, "no indicator 'unit'"),
        ({"horizon": AS_OF}, {}, "asking date"),
        ({"as_of": date(2021, 1, 1)}, {}, "asking date"),
        ({"runs": 0}, {}, "0 runs"),
        ({}, {"deviations": (Deviation("moood", 1.0, "x"),)}, "cannot set 'moood'"),
        ({}, {"deviations": (Deviation("mood", "low", "x"),)}, "is not a number"),
        ({}, {"deviations": (Deviation("war", "paused", "x"),)}, "no value 'paused'"),
        ({}, {"happened": (Happened(date(2022, 3, 1), "leader_exit", {}, "x"),)}, "the leader left"),
    ],
)
def test_what_cannot_be_simulated_is_said(rich, cases, changes, case_changes, what):
    with pytest.raises(FuturesError, match=what):
        run(rich, cases(**case_changes), **changes)


def test_a_hazard_that_is_no_number_names_its_place(rich_text, case):
    text = rich_text.replace(
        "rate: 1 per year, why: x, source: judged}\n  war_ends",
        "rate: 1 per year, factor: log(mood), why: x, source: judged}\n  war_ends",
    )
    with pytest.raises(FuturesError, match=r"model.yaml:34, week 0, parameter draw \d+: the hazard of talks is nan"):
        run(load_text(text), case)


def test_a_level_that_runs_away_names_its_place(rich_text, case):
    text = rich_text.replace(
        "levels:\n", "levels:\n  wild: {target: {wild: 90}, half_life: 1 week, noise: 1, source: judged}\n"
    )
    with pytest.raises(FuturesError, match=r"model.yaml:12, week \d+, parameter draw \d+: the level wild runs away"):
        run(load_text(text), case)


def test_a_transition_that_never_rests_is_found(rich_text, case):
    text = rich_text.replace(
        "rate: 1 per year, why: x, source: judged}\n  war_ends",
        "rate: 1000000 per day, why: x, source: judged}\n  war_ends",
    )
    with pytest.raises(FuturesError, match="talks fires more than"):
        run(load_text(text), case, runs=10)
