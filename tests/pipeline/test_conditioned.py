"""Parameters are moved only where few of their priors' draws agree with what is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from brumaire import futures as engine
from brumaire.pipeline.forecast import Settings, conditioned, prepare
from brumaire.records import Observation


def prepared(case, runs, signs):
    seen = tuple(
        Observation(name, date(2031, 3, 3) + timedelta(days=7 * week))
        for week in range(signs)
        for name in ("rallies", "arrears")
    )
    return prepare(
        replace(case, observations=(*case.observations, *seen)),
        ["leader_exit by 2031-09-10"],
        as_of=None,
        settings=Settings(runs=runs, seed=5, threads=1),
    )


def test_a_quiet_case_keeps_its_priors(veldania):
    ready, futures = conditioned(prepared(veldania, 4_000, 0))
    assert ready.proposal is None
    assert engine.conditioning(futures).draws > 150


def test_small_runs_are_left_alone(veldania):
    ready, _ = conditioned(prepared(veldania, 1_000, 1))
    assert ready.proposal is None


def test_much_evidence_moves_the_parameters(veldania):
    ready = prepared(veldania, 10_000, 4)
    before = engine.conditioning(ready.simulate())
    moved, futures = conditioned(ready)
    after = engine.conditioning(futures)
    if before.draws >= engine.LOW * 500:
        pytest.fail("the evidence of this test is too weak")
    assert moved.proposal is not None
    assert after.draws > 1.3 * before.draws
    assert abs(after.log_evidence - before.log_evidence) < 4 * (after.error + before.error)
