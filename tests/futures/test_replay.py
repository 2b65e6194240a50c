"""A future told again: its events are the log's, and its reasons add up."""

from dataclasses import replace
from datetime import date
from math import prod

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import simulate
from brumaire.futures.telling import pick, replay
from brumaire.models import load_text
from brumaire.records import Happened, Observation

AS_OF, HORIZON = date(2022, 5, 1), date(2023, 5, 1)


def rows_of(futures, number):
    mine = futures.log.future == number
    kinds = [futures.log.kinds[k] for k in futures.log.kind[mine]]
    return list(zip(futures.log.day[mine].tolist(), kinds, strict=True))


def run(model, case, **changes):
    return simulate(model, case, **({"as_of": AS_OF, "horizon": HORIZON, "runs": 1_500, "seed": 11} | changes))


@pytest.fixture(scope="module")
def eventful(cases):
    """A case with a record and sightings, so that trajectories are imposed upon and resampled."""
    return cases(
        happened=(Happened(date(2022, 3, 1), "talks", {}, "test"),),
        observations=(Observation("units", date(2022, 4, 20)), Observation("meetings", date(2022, 4, 27))),
    )


def test_the_story_s_events_are_the_log_s(rich, eventful):
    futures = run(rich, eventful, leaves_by_manner=("coup",), levers={"arms": "held", "speed": "slow"})
    for number in pick(futures.weight, 12, seed=1).tolist() + np.flatnonzero(futures.leaves)[:8].tolist():
        story = replay(futures, number, rich, eventful, leaves_by_manner=("coup",))
        assert list(story.events) == rows_of(futures, number)
        assert story.faithful
        assert story.leaves == bool(futures.leaves[number])
        assert story.trajectory == futures.identity[futures.trajectory[number]]
        assert story.weight == pytest.approx(futures.weight[number] / futures.weight.sum())


def test_the_multipliers_make_the_hazard(rich, eventful):
    futures = run(rich, eventful)
    seen = set()
    for number in np.flatnonzero(futures.leaves)[:40].tolist():
        for scene in replay(futures, number, rich, eventful).scenes:
            reason = scene.reason
            if reason is None or reason.per_year is None:
                continue
            assert reason.base * prod(m.times for m in reason.multipliers) == pytest.approx(reason.per_year, rel=1e-9)
            seen.add((reason.transition, reason.by, len(reason.multipliers)))
            for m in (*reason.multipliers, *reason.odds):
                assert m.times == pytest.approx(m.ratio**m.value)
    assert {("forms", "hazard", 1), ("talks", "record", 0), ("dies", "hazard", 0), ("topples", "hazard", 1)} <= seen


def test_a_story_that_is_known(cases):
    # Everything is certain here but the moments: a plot, then talks at three times its rate, then he dies.
    text = """\
schema: brumaire.model/1
name: known
states: {plot: {values: [none, ready], initial: none}}
levels: {heat: {half_life: 1 week, noise: 0, source: judged}}
transitions:
  forms: {realises: plot, when: plot == none, rate: 50 per year, effect: {plot: ready, heat: "+ 2"}, why: they met, source: judged}
  talks: {realises: talks, when: plot == ready, rate: 20 per year, hazard_ratio: {"plot == ready": 3}, why: they spoke, source: judged}
  dies: {exit: natural_death, when: plot == ready, rate: 4 per year, factor: 1 + 0, why: age, source: judged}
"""
    model, case = load_text(text), cases()
    futures = simulate(model, case, as_of=case.start, horizon=HORIZON, runs=20, seed=4)
    story = replay(futures, int(np.flatnonzero(futures.leaves)[0]), model, case)
    first, second, last = (
        story.scenes[0],
        story.scenes[1],
        next(s for s in story.scenes if s.events[0].name == "leader_exit"),
    )
    assert (first.events[0].name, first.reason.why, first.reason.per_year) == ("plot", "they met", pytest.approx(50))
    assert first.changes == (("plot", "none", "ready"), ("heat", "0.00", "2.00"))
    assert (second.reason.base, second.reason.per_year) == (pytest.approx(20), pytest.approx(60))
    (three,) = second.reason.multipliers
    assert (three.of, three.value, three.ratio, three.times) == ("plot is ready", 1.0, 3.0, 3.0)
    assert (last.reason.transition, last.reason.by, last.reason.per_year) == ("dies", "hazard", pytest.approx(4))
    assert first.day == date.fromordinal(case.start.toordinal() + int(np.ceil(first.moment)))


def test_what_is_scheduled_and_what_comes_with_leaving(rich, case):
    futures = run(rich, case, as_of=date(2022, 1, 1))
    by = {}
    for number in np.flatnonzero(futures.leaves)[:60].tolist():
        for scene in replay(futures, number, rich, case).scenes:
            if scene.reason is not None:
                by.setdefault(scene.reason.by, set()).add(scene.reason.transition)
                if scene.reason.branch:
                    assert 0 < scene.reason.probability < 1
    assert by["schedule"] == {"survey"}
    assert by["leaving"] == {"successor", "hidden"}


def test_futures_are_picked_by_weight():
    weights = np.array([1.0, 0.0, 3.0, 0.0])
    first = np.array([pick(weights, 1, seed=s)[0] for s in range(400)])
    # 300 of 400 expected, standard deviation 8.7.
    assert 265 < (first == 2).sum() < 335
    assert sorted(pick(weights, 9, seed=1).tolist()) == [0, 2]


def test_another_model_is_refused(rich, chain, case):
    futures = run(rich, case, runs=100)
    with pytest.raises(FuturesError, match="under model"):
        replay(futures, 0, chain, case)


def test_another_log_is_not_faithful(rich, case):
    futures = run(rich, case, runs=100)
    number = int(futures.log.future[0])
    other = replace(futures, log=replace(futures.log, day=futures.log.day + 1.0))
    assert replay(futures, number, rich, case).faithful
    assert not replay(other, number, rich, case).faithful
