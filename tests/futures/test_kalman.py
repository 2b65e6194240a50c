"""Levels that are read with error, against the Kalman filter: log evidence, and the law of the levels week by week.

Over a step a level keeps the share d = 2^(−Δ/h) of its distance from its target and gains noise of variance σ²(1 − d²), the target being that of
before the step: all linear and Gaussian, so with everything certain the filter is exact. Each batch of a run is a particle filter of its own,
and the mean of their evidence is unbiased.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.dates import Calendar
from brumaire.futures import Anchor, conditioning, simulate
from brumaire.futures.agreement import until_asked
from brumaire.futures.reference import make_plan, run_blocks
from brumaire.models import load_text
from brumaire.records import Observation

START, WEEKS = date(2022, 1, 1), 30
DYING = 0.5 / 365.25
DAYS_PER_MONTH = 365.25 / 12
ONE = """\
schema: brumaire.model/1
name: one_level
levels:
  approval: {half_life: 2 months, noise: 0.8, initial: {mean: 0.5, sd: 0.6}, target: 0.3, source: judged}
transitions:
  dies: {exit: natural_death, rate: 0.5 per year, why: x, source: judged}
indicators:
  poll: {reads: 50 + 10 * approval, error: 4, unit: percent, source: judged}
"""
TWO = """\
schema: brumaire.model/1
name: two_levels
levels:
  fortune: {half_life: 3 months, noise: 1, source: judged}
  approval: {half_life: 1 month, noise: 0.5, initial: {mean: 0, sd: 0.3}, target: {fortune: 0.9}, source: judged}
derived:
  gap: approval - 0.5 * fortune
transitions:
  dies: {exit: natural_death, rate: 0.5 per year, why: x, source: judged}
indicators:
  poll: {reads: approval, error: 0.4, source: judged}
  front: {reads: 2 * gap + 1, error: 0.7, source: judged}
"""


class Linear:
    """A model of levels as matrices: of x over `days`, and of readings y = b + h·x + e."""

    def __init__(self, half_lives, noises, means, spreads, goals, pulls):
        self.half_life = np.array(half_lives) * DAYS_PER_MONTH
        self.noise, self.mean, self.spread = np.array(noises), np.array(means), np.array(spreads)
        self.goal, self.pull = np.array(goals), np.array(pulls)

    def step(self, days):
        """A, c and Q of x ← A·x + c + noise of covariance Q."""
        d = np.exp2(-days / self.half_life)
        return np.diag(d) + (1 - d)[:, None] * self.pull, (1 - d) * self.goal, np.diag(self.noise**2 * (1 - d**2))


LINEAR = {
    ONE: Linear([2], [0.8], [0.5], [0.6], [0.3], [[0.0]]),
    TWO: Linear([3, 1], [1, 0.5], [0, 0], [1, 0.3], [0, 0], [[0, 0], [0.9, 0]]),
}
READS = {"one": {"poll": (50, [10], 4)}, "two": {"poll": (0, [0, 1], 0.4), "front": (1, [-1, 2], 0.7)}}


def kalman(linear, steps, readings, inflate=1.0):
    """Log evidence, and before each step the mean and covariance of the levels given all readings until then.

    steps : days of the boundaries. readings : by step, a list of (y, b, h, s).
    """
    mean, covariance = linear.mean.astype(float), np.diag(linear.spread**2).astype(float)
    log, course = 0.0, []
    for k, days in enumerate(np.diff([*steps, steps[-1] + 7])):
        for y, b, shares, s in readings.get(k, []):
            h = np.array(shares, float)
            variance = h @ covariance @ h + (inflate * s) ** 2
            miss, gain = y - b - h @ mean, covariance @ h / variance
            log += -0.5 * (miss**2 / variance + np.log(2 * np.pi * variance))
            mean, covariance = mean + gain * miss, covariance - np.outer(gain, h @ covariance)
        course.append((mean, covariance))
        a, c, q = linear.step(days)
        mean, covariance = a @ mean + c, a @ covariance @ a.T + q
    return log, course


def drawn(linear, reads, steps, rng, gaps=()):
    """A history of readings from the model itself, one of each indicator in each step but those of `gaps`."""
    x = linear.mean + linear.spread * rng.normal(size=len(linear.mean))
    made = {}
    for k, days in enumerate(np.diff([*steps, steps[-1] + 7])):
        if k not in gaps:
            made[k] = [(float(b + np.dot(h, x) + s * rng.normal()), b, h, s) for b, h, s in reads.values()]
        a, c, q = linear.step(days)
        x = a @ x + c + np.sqrt(np.diag(q)) * rng.normal(size=len(x))
    return made


def as_observations(reads, steps, readings, weekday=3):
    """The readings as a case notes them: on some day after the step has begun, all within it."""
    return tuple(
        Observation(name, START + timedelta(days=int(steps[k]) + weekday), value=y)
        for k, taken in readings.items()
        for name, (y, *_) in zip(reads, taken, strict=True)
    )


def setting(text, weeks=WEEKS, seed=5):
    """A model, its matrices, and a history of readings with two weeks without any."""
    linear, reads = LINEAR[text], READS["one" if text == ONE else "two"]
    steps = 7 * np.arange(weeks)
    readings = drawn(linear, reads, steps, np.random.default_rng(seed), gaps=(7, 8))
    return load_text(text), linear, reads, steps, readings


def engine_evidence(model, case, observations, *, days, runs, seed, engine="reference"):
    """Log evidence of the readings alone, with its error: the leader's staying has a probability that is known."""
    as_of = START + timedelta(days=days)
    futures = simulate(
        model,
        replace(case, observations=observations),
        as_of=as_of,
        horizon=as_of + timedelta(days=7),
        runs=runs,
        seed=seed,
        engine=engine,
    )
    found = conditioning(futures)
    return found.log_evidence + DYING * days, found.error


@pytest.mark.parametrize("text", [ONE, TWO], ids=["one level", "two coupled levels"])
def test_log_evidence_is_the_kalman_filter_s(text, case):
    model, linear, reads, steps, readings = setting(text)
    exact, _ = kalman(linear, steps, readings)
    found, error = engine_evidence(
        model, case, as_observations(reads, steps, readings), days=7 * WEEKS, runs=20_000, seed=1
    )
    assert error < 0.15
    assert abs(found - exact) < 4 * error
    # The comparison can tell: for readings with another error the exact filter is many errors away.
    for inflate in (0.6, 1.6):
        wrong, _ = kalman(linear, steps, readings, inflate=inflate)
        assert abs(found - wrong) > 15 * error


def test_an_engine_with_another_error_is_found_out(case):
    _, linear, reads, steps, readings = setting(ONE)
    exact, _ = kalman(linear, steps, readings)
    observations = as_observations(reads, steps, readings)
    for wrong in ("error: 2.4", "error: 6.4"):
        found, error = engine_evidence(
            load_text(ONE.replace("error: 4", wrong)), case, observations, days=7 * WEEKS, runs=8_000, seed=1
        )
        assert abs(found - exact) > 6 * error


def weighted(log_weight, x, size):
    """The mean of x under the weights, and its error over batches, which are independent."""
    w = np.exp(log_weight - log_weight.max()).reshape(-1, size)
    whole, part = w.sum(axis=1), (w * x.reshape(-1, size)).sum(axis=1)
    mean = part.sum() / whole.sum()
    return mean, np.sqrt(((part - mean * whole) ** 2).sum()) / whole.sum()


def filtered(model, case, *, days, runs, seed):
    """Before each step and, last, at the asking date: log-weights, levels and the size of a batch."""
    seen = {}

    def listen(block, account, day):
        seen.setdefault(day, []).append((account.log_weight.copy(), block.levels.copy()))

    as_of = START + timedelta(days=days)
    plan, _ = make_plan(
        model,
        case,
        as_of=as_of,
        horizon=as_of + timedelta(days=1),
        runs=runs,
        seed=seed,
        anchor=Anchor(model.hash),
        listen=listen,
    )
    ended = run_blocks(until_asked(plan), threads=1)
    seen["end"] = [(r.account.log_weight, r.account.block.levels) for r in ended]
    joined = {
        day: (np.concatenate([w for w, _ in parts]), np.hstack([x for _, x in parts])) for day, parts in seen.items()
    }
    return joined, plan.size


@pytest.mark.parametrize("text", [ONE, TWO], ids=["one level", "two coupled levels"])
def test_the_law_of_the_levels_is_the_kalman_filter_s_in_every_week(text, cases):
    model, linear, reads, steps, readings = setting(text)
    _, course = kalman(linear, steps, readings)
    case = cases(observations=as_observations(reads, steps, readings))
    # At the last reading's noon its step has not ended: what remains is the filtered law itself.
    found, size = filtered(model, case, days=7 * WEEKS - 1, runs=20_000, seed=2)
    expected = {"end": course[-1]}
    for k, (mean, covariance) in enumerate(course[:-1]):
        a, c, q = linear.step(7)
        expected[7 * (k + 1)] = (a @ mean + c, a @ covariance @ a.T + q)
    assert expected.keys() <= found.keys()
    far = []
    for day, (mean, covariance) in expected.items():
        log_weight, x = found[day]
        miss = x - mean[:, None]
        for i in range(len(mean)):
            centre, error = weighted(log_weight, x[i], size)
            far.append(abs(centre - mean[i]) / error)
            for j in range(i + 1):
                product, error = weighted(log_weight, miss[i] * miss[j], size)
                far.append(abs(product - covariance[i, j]) / error)
                assert error < 0.15 * np.sqrt(covariance[i, i] * covariance[j, j])
    assert max(far) < 4.5
    assert 0.5 < np.mean(np.square(far)) < 2


def random_setting(rng):
    """A pair of coupled levels with two readings, all numbers drawn, on weekly steps with a daily fortnight."""
    numbers = {
        "half_lives": rng.uniform(0.3, 6, 2).round(3),
        "noises": rng.uniform(0.2, 1.2, 2).round(3),
        "means": rng.normal(size=2).round(3),
        "spreads": rng.uniform(0.1, 1, 2).round(3),
        "goals": rng.normal(size=2).round(3),
        "pulls": np.round([[0, rng.normal()], [rng.normal(), 0]], 3),
    }
    linear = Linear(**numbers)
    reads = {
        name: (round(rng.normal(), 3), rng.normal(size=2).round(3).tolist(), round(rng.uniform(0.6, 2), 3))
        for name in ("first", "second")
    }
    levels = "".join(
        f"  x{i}: {{half_life: {h} months, noise: {s}, initial: {{mean: {m}, sd: {d}}}, "
        f'target: "{g} + ({pull[1 - i]}) * x{1 - i}", source: judged}}\n'
        for i, (h, s, m, d, g, pull) in enumerate(zip(*numbers.values(), strict=True))
    )
    indicators = "".join(
        f'  {name}: {{reads: "{b} + ({h[0]}) * x0 + ({h[1]}) * x1", error: {s}, source: judged}}\n'
        for name, (b, h, s) in reads.items()
    )
    head, _ = ONE.split("levels:")
    dies = "transitions:\n  dies: {exit: natural_death, rate: 0.5 per year, why: x, source: judged}\n"
    return load_text(f"{head}levels:\n{levels}{dies}indicators:\n{indicators}"), linear, reads


def far_from_kalman(case, replicates, weeks, runs):
    """How many standard errors the engine's log evidence is from the exact one, for models and histories drawn at random."""
    far = []
    for seed in range(replicates):
        rng = np.random.default_rng(100 + seed)
        model, linear, reads = random_setting(rng)
        end = START + timedelta(days=7 * weeks)
        calendar = Calendar(daily=((START + timedelta(days=31), START + timedelta(days=44)),))
        boundaries = np.array(calendar.steps(START, end))
        readings = drawn(linear, reads, boundaries, rng, gaps=(5, len(boundaries) - 1))
        exact, _ = kalman(linear, boundaries, readings)
        observations = as_observations(reads, boundaries, readings, weekday=1)
        known = replace(case, calendar=calendar)
        found, error = engine_evidence(model, known, observations, days=7 * weeks, runs=runs, seed=seed)
        # The logarithm of a mean lies low by half its variance.
        far.append((found + error**2 / 2 - exact) / error)
    return np.array(far)


def test_random_linear_models_agree(case):
    assert np.abs(far_from_kalman(case, replicates=4, weeks=12, runs=4_000)).max() < 4


@pytest.mark.soak
def test_many_random_linear_models_agree(case):
    far = far_from_kalman(case, replicates=40, weeks=26, runs=50_000)
    assert np.abs(far).max() < 4
    assert abs(far.mean()) < 4 / np.sqrt(len(far))
    assert abs(np.mean(far**2) - 1) < 4 * np.sqrt(2 / len(far))


@pytest.mark.soak
@pytest.mark.parametrize("text", [ONE, TWO], ids=["one level", "two coupled levels"])
def test_both_engines_agree_with_the_kalman_filter_on_many_particles(text, case):
    model, linear, reads, steps, readings = setting(text, weeks=52)
    exact, _ = kalman(linear, steps, readings)
    observations = as_observations(reads, steps, readings)
    for engine in ("reference", "compiled"):
        found, error = engine_evidence(model, case, observations, days=7 * 52, runs=200_000, seed=4, engine=engine)
        assert error < 0.12
        assert abs(found - exact) < 4 * error
