"""Ranks of the truth among the draws of its posterior are uniform, and samplers that are broken on purpose are told apart."""

from dataclasses import replace

import numpy as np
import pytest

import brumaire.futures.reference as engine
import brumaire.futures.running as steps
from brumaire.models import load_text

from .calibration import (
    MODEL,
    PARAMETERS,
    QUANTITIES,
    band,
    calibrate,
    chi_square,
    distance,
    ecdf,
    lean,
    without_survival,
)

FEW = {"replicates": 24, "weeks": 16, "runs": 1_000, "seed": 1}
MANY = {"replicates": 200, "weeks": 26, "runs": 5_000, "seed": 3}
SURVIVAL, PLOT_TURNED = PARAMETERS.index("topples.rate"), QUANTITIES.index("plot, turned round")
# Exceeded once in a thousand times by a sampler that is right.
FARTHEST, OBLIQUE = 1.95, 3.3


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


def without_sightings(monkeypatch):
    """Indicators are looked at and forgotten."""
    monkeypatch.setattr(steps, "sight", lambda *_: None)


def without_the_ratio(monkeypatch):
    """Parameters are moved to where the evidence points, and nothing makes up for it: the evidence counts twice."""
    ratio = engine.density_ratio

    def flat(*arguments):
        sighting = ratio(*arguments)
        return replace(sighting, log_factor=np.zeros_like(sighting.log_factor))

    monkeypatch.setattr(engine, "density_ratio", flat)


def test_the_statistics_by_hand():
    ranks = np.array([[0.1], [0.2], [0.3], [0.9]])
    # Three of four lie below 0.3: 0.75 − 0.3 = 0.45, times √4.
    assert distance(ranks) == pytest.approx([0.9])
    assert lean(ranks) == pytest.approx([(0.375 - 0.5) * np.sqrt(48)])
    assert chi_square(ranks, 2) == pytest.approx([1.0])
    assert ecdf(ranks[:, 0], np.array([0.0, 0.25, 1.0])).tolist() == [0.0, 0.5, 1.0]


def test_the_band_holds_as_many_uniform_samples_as_it_says():
    at, low, high = band(50, 0.95)
    rng = np.random.default_rng(5)
    inside = [((low <= f) & (f <= high)).all() for f in (ecdf(rng.random(50), at) for _ in range(1_000))]
    assert 0.93 <= np.mean(inside) <= 0.97


def test_ranks_in_a_few_worlds_are_uniform(model, cases):
    ranks = calibrate(model, cases, **FEW)
    assert ranks.shape == (24, len(QUANTITIES))
    assert (distance(ranks) < FARTHEST).all(), distance(ranks)
    assert (np.abs(lean(ranks)) < OBLIQUE).all(), lean(ranks)


def test_a_sampler_without_survival_is_told_apart_in_a_few_worlds(model, cases):
    with without_survival():
        ranks = calibrate(model, cases, **FEW)
    assert distance(ranks)[SURVIVAL] > FARTHEST
    # The true hazard of leaving lies lower than a posterior believes that has forgotten who stayed.
    assert lean(ranks)[SURVIVAL] < -OBLIQUE


@pytest.mark.soak
def test_ranks_are_uniform(model, cases):
    from scipy.stats import chi2

    ranks = calibrate(model, cases, **MANY, pilots=5_000)
    assert (chi2.sf(chi_square(ranks, 10), 9) > 0.001).all(), chi_square(ranks, 10)
    at, low, high = band(len(ranks), 0.999)
    for name, column in zip(QUANTITIES, ranks.T, strict=True):
        found = ecdf(column, at)
        assert ((low <= found) & (found <= high)).all(), name
    assert (np.abs(lean(ranks)) < OBLIQUE).all(), lean(ranks)


@pytest.mark.soak
def test_a_sampler_that_forgets_what_was_seen_is_told_apart(model, cases, monkeypatch):
    without_sightings(monkeypatch)
    ranks = calibrate(model, cases, **MANY)
    # It returns the prior given that he stayed, and only what hangs on the data shows it.
    assert (np.abs(lean(ranks))[: len(PARAMETERS)] < OBLIQUE).all()
    assert lean(ranks)[PLOT_TURNED] > OBLIQUE


@pytest.mark.soak
def test_a_sampler_that_counts_the_evidence_twice_is_told_apart(model, cases, monkeypatch):
    from scipy.stats import chi2

    without_the_ratio(monkeypatch)
    ranks = calibrate(model, cases, **MANY, pilots=5_000)
    assert (chi2.sf(chi_square(ranks, 10), 9) < 0.001).any()
