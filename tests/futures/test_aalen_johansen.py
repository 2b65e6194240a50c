"""Exact masses against people who are simulated one by one, some of them lost from sight, and counted as a statistician would.

The model has what keeps it from being solved exactly: a mood with noise on which two of three ways of leaving hang, and a war whose end inside a week
changes one of them. The simulation shares nothing with the engine but the model's meaning.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.futures import simulate
from brumaire.models import load_text

START, YEAR, WEEKS = date(2022, 1, 1), 365.25, 104
CUTS = np.array([91, 182, 364, 728])
MANNERS = ("coup", "uprising", "natural_death")
MODEL = """\
schema: brumaire.model/1
name: competing
states:
  war: {values: [on, off], initial: on}
levels:
  mood: {half_life: 3 months, noise: 1, source: judged}
transitions:
  ends: {when: war == on, realises: war_end, rate: 1 per year, effect: {war: off}, why: x, source: judged}
  topples: {exit: uprising, rate: 0.2 per year, hazard_ratio: {mood: 0.4, "war == off": 3}, why: x, source: judged}
  seized: {exit: coup, rate: 0.3 per year, hazard_ratio: {mood: 1.8}, why: x, source: judged}
  dies: {exit: natural_death, rate: 0.25 per year, why: x, source: judged}
"""


def people(n, rng):
    """Day and cause of leaving of n people, simulated one by one: causes as in MANNERS."""
    decay = 2.0 ** (-7 * 12 / (3 * YEAR))
    mood = rng.normal(size=(n, WEEKS))
    for k in range(1, WEEKS):
        mood[:, k] = decay * mood[:, k - 1] + np.sqrt(1 - decay**2) * mood[:, k]
    ends = rng.exponential(YEAR, n)
    # Two stretches a week: before the war's end, and after.
    first = 7.0 * np.arange(WEEKS)
    middle = np.clip(ends[:, None], first, first + 7)
    begin = np.stack([np.broadcast_to(first, middle.shape), middle], axis=2).reshape(n, -1)
    length = np.stack([middle - first, first + 7 - middle], axis=2).reshape(n, -1)
    mood, peace = np.repeat(mood, 2, axis=1), np.tile([1.0, 3.0], WEEKS)
    hazards = np.stack([0.3 * 1.8**mood, 0.2 * 0.4**mood * peace, np.full_like(mood, 0.25)]) / YEAR
    gathered = np.cumsum(hazards.sum(axis=0) * length, axis=1)
    threshold = rng.exponential(size=n)
    at = np.minimum((gathered < threshold[:, None]).sum(axis=1), 2 * WEEKS - 1)
    row = np.arange(n)
    here = hazards[:, row, at]
    day = begin[row, at] + length[row, at] - (gathered[row, at] - threshold) / here.sum(axis=0)
    cause = (rng.random(n) * here.sum(axis=0) > np.cumsum(here, axis=0)[:2]).sum(axis=0)
    return np.where(gathered[:, -1] < threshold, np.inf, day), cause


def aalen_johansen(until, cause, days, causes):
    """Cumulative incidence by cause up to each day: (days, causes).

    until : last day on which each person was watched. cause : of leaving then, −1 for those who were lost from sight. No two leave at once.
    """
    order = np.argsort(until, kind="stable")
    until, cause = until[order], cause[order]
    hazard = (cause >= 0) / np.arange(len(until), 0, -1)
    before = np.concatenate([[1.0], np.cumprod(1 - hazard)[:-1]])
    step = np.where(cause[:, None] == np.arange(causes), (before * hazard)[:, None], 0.0)
    found = np.vstack([np.zeros(causes), np.cumsum(step, axis=0)])
    return found[np.searchsorted(until, days, "right")]


@pytest.fixture(scope="module")
def watched():
    """10,000 people, lost from sight at times of their own: last day, cause."""
    rng = np.random.default_rng(3)
    day, cause = people(10_000, rng)
    lost = rng.uniform(0, 4 * YEAR, len(day))
    return np.minimum(day, lost), np.where(day <= np.minimum(lost, 7.0 * WEEKS), cause, -1)


@pytest.fixture(scope="module")
def masses(case):
    cuts = [START + timedelta(days=int(day)) for day in CUTS]
    futures = simulate(
        load_text(MODEL), case, as_of=START, horizon=cuts[-1], runs=3_000, seed=9, cuts=cuts, engine="reference"
    )
    order = [futures.exits.manners.index(manner) for manner in MANNERS]
    return futures.exits.cumulative[:, :, order]


def error(estimate, masses):
    """Standard error of the difference: of a share among those not lost by then, and of the mean of the masses."""
    still = 10_000 * (1 - CUTS / (4 * YEAR))[:, None]
    return np.sqrt(estimate * (1 - estimate) / still + masses.var(axis=0) / len(masses))


def test_the_estimator_counts_by_hand():
    # Four at risk, one leaves; three, one is lost; two, one leaves; one, he leaves.
    found = aalen_johansen(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, -1, 1, 0]), np.array([0.5, 1, 3.5, 9]), 2)
    assert found.tolist() == [[0, 0], [0.25, 0], [0.25, 0.375], [0.625, 0.375]]


def test_masses_are_what_the_estimator_finds(masses, watched):
    until, cause = watched
    assert (cause < 0).mean() > 0.2
    found = aalen_johansen(until, cause, CUTS, 3)
    apart = (masses.mean(axis=0) - found) / error(found, masses)
    assert np.abs(apart).max() < 4, apart.round(1)
    assert (found[-1] > 0.1).all()


def test_an_estimator_blind_to_the_others_is_told_apart(masses, watched):
    # One less Kaplan and Meier's curve takes those who left otherwise for lost from sight, and finds too many.
    until, cause = watched
    for k in range(3):
        naive = aalen_johansen(until, np.where(cause == k, 0, -1), CUTS, 1)
        apart = (naive[-1, 0] - masses.mean(axis=0)[-1, k]) / error(naive, masses)[-1, k]
        assert apart > 8, MANNERS[k]
