"""Scores taken apart: CORP, the reliability diagram and Murphy's parts, against independent implementations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire import scoring
from brumaire.errors import ScoreError

answers = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0]), st.booleans()), min_size=1, max_size=40)


def naive_isotonic(p, y):
    """The min-max formula: max over starts of min over ends of mean outcomes."""
    values = sorted(set(p))
    value = {}
    for i, at in enumerate(values):
        value[at] = max(
            min(
                np.mean([o for q, o in zip(p, y, strict=True) if values[a] <= q <= values[b]]) for b in range(i, len(values))
            )
            for a in range(i + 1)
        )  # fmt: skip
    return np.array([value[q] for q in p])


def minus_log(p, y):
    return math.fsum(
        math.inf if (a if o else 1 - a) == 0 else -math.log(a if o else 1 - a) for a, o in zip(p, y, strict=True)
    ) / len(p)


@given(answers)
def test_corp_is_that_of_the_min_max_formula(pairs):
    p, y = np.array([a for a, _ in pairs]), np.array([float(b) for _, b in pairs])
    better, base = naive_isotonic(p, y), np.full(len(y), y.mean())
    brier = scoring.corp(p, y)
    s, r, b = (((x - y) ** 2).mean() for x in (p, better, base))
    assert (brier.score, brier.miscalibration, brier.discrimination, brier.uncertainty) == pytest.approx(
        (s, s - r, b - r, b), abs=1e-12
    )
    log = scoring.corp(p, y, loss="log")
    s, r, b = (minus_log(x, y) for x in (p, better, base))
    assert (log.score, log.miscalibration, log.discrimination, log.uncertainty) == pytest.approx(
        (s, s - r, b - r, b), abs=1e-12
    )
    for parts in (brier, log):
        assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12
        if math.isfinite(parts.score):
            whole = parts.miscalibration - parts.discrimination + parts.uncertainty
            assert whole == pytest.approx(parts.score, abs=1e-12)


@given(answers)
def test_murphy_by_values_is_exact_and_equals_loops(pairs):
    p, y = np.array([a for a, _ in pairs]), np.array([float(b) for _, b in pairs])
    m = scoring.murphy(p, y)
    base = y.mean()
    reliability = resolution = 0.0
    for value in set(p):
        came = y[p == value]
        reliability += len(came) / len(y) * (value - came.mean()) ** 2
        resolution += len(came) / len(y) * (came.mean() - base) ** 2
    assert (m.reliability, m.resolution, m.uncertainty) == pytest.approx(
        (reliability, resolution, base * (1 - base)), abs=1e-12
    )
    assert m.within_variance == m.within_covariance == 0
    assert m.reliability - m.resolution + m.uncertainty == pytest.approx(m.score, abs=1e-12)


def test_murphy_with_bins_adds_up_too():
    rng = np.random.default_rng(1)
    p = rng.uniform(size=500)
    y = (rng.uniform(size=500) < p).astype(float)
    m = scoring.murphy(p, y, edges=[0.1, 0.3, 0.5, 0.9])
    whole = m.reliability - m.resolution + m.uncertainty + m.within_variance - m.within_covariance
    assert whole == pytest.approx(((p - y) ** 2).mean(), abs=1e-12)
    bins = np.digitize(p, [0.1, 0.3, 0.5, 0.9])
    assert m.within_variance == pytest.approx(
        sum(np.var(p[bins == b]) * (bins == b).mean() for b in range(5)), abs=1e-12
    )


def test_the_band_holds_calibrated_forecasts_and_leaves_out_overconfident_ones():
    rng = np.random.default_rng(2)
    truth = np.repeat(np.arange(0.05, 1, 0.1), 200)
    y = (rng.uniform(size=truth.size) < truth).astype(int)
    uniforms = rng.uniform(size=(200, truth.size))
    fair = scoring.reliability_diagram(truth, y, uniforms)
    inside = (fair.low <= fair.share) & (fair.share <= fair.high)
    assert inside.mean() >= 0.7
    assert (fair.low <= fair.p).all()
    assert (fair.p <= fair.high).all()
    bold = np.where(truth < 0.5, truth / 4, 1 - (1 - truth) / 4)
    wrong = scoring.reliability_diagram(bold, y, uniforms)
    assert ((wrong.low <= wrong.share) & (wrong.share <= wrong.high)).mean() <= 0.3
    assert fair.count.tolist() == [200.0] * 10


def test_the_band_is_that_of_lines_drawn_anew():
    rng = np.random.default_rng(3)
    p = rng.choice([0.1, 0.4, 0.8], 60)
    uniforms = rng.uniform(size=(50, 60))
    band = scoring.reliability_diagram(p, p > 0.5, uniforms, level=0.8)
    lines = []
    for row in uniforms:
        line = naive_isotonic(p, (row < p).astype(float))
        lines.append([line[p == value][0] for value in (0.1, 0.4, 0.8)])
    np.testing.assert_allclose(band.low, np.quantile(lines, 0.1, axis=0), atol=1e-12)
    np.testing.assert_allclose(band.high, np.quantile(lines, 0.9, axis=0), atol=1e-12)


def test_errors():
    with pytest.raises(ScoreError, match="shape"):
        scoring.corp([0.1, 0.2], [1])
    with pytest.raises(ScoreError, match="random numbers"):
        scoring.reliability_diagram([0.1, 0.2], [1, 0], [[0.5]])
    with pytest.raises(ScoreError, match="edges"):
        scoring.murphy([0.1], [1], edges=[0.5, 0.2])
