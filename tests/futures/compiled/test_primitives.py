"""The kernel's arithmetic against that of NumPy and SciPy."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from brumaire.random_streams import philox

words = st.integers(0, 2**32 - 1)
f4 = np.float32


@pytest.fixture(scope="module")
def kernel():
    """The kernel's functions of one number, over arrays."""
    from numba import njit

    from brumaire.futures.compiled.kernel import arithmetic as text

    def over(function, kind):
        @njit
        def every(x):
            made = np.empty(len(x), kind)
            for i in range(len(x)):
                made[i] = function(x[i])
            return made

        return every

    names = {"expf": f4, "halves": f4, "logf": f4, "logisticf": f4, "normal": f4, "uniform": np.float64}
    made = {name: over(getattr(text, name), kind) for name, kind in names.items()}
    lost, lower, higher, rounds = text.lost, text.lower, text.higher, text.philox

    @njit
    def pairs(a, b):
        return lower(a, b), higher(a, b)

    @njit
    def block(c0, c1, c2, c3, k0, k1):
        return rounds(c0, c1, c2, c3, k0, k1)

    return SimpleNamespace(**made, lost=over(lost, np.float64), pairs=pairs, block=block, text=text)


def exactly(function, x):
    return np.array([function(v) for v in x.astype(np.float64).tolist()])


def test_exp_has_single_precision(kernel):
    x = np.concatenate([np.linspace(-87, 87, 200_001), np.linspace(-1, 1, 100_001)]).astype(f4)
    assert np.abs(kernel.expf(x) / np.exp(x.astype(np.float64)) - 1).max() < 3e-7
    assert kernel.expf(np.zeros(1, f4))[0] == 1.0


def test_exp_is_kept_within_bounds_and_keeps_what_is_no_number(kernel):
    far = kernel.expf(np.array([-1e9, -np.inf, 1e9, np.inf, np.nan], f4))
    assert far[0] == far[1] == kernel.expf(np.array([-87.0], f4))[0] > 0
    assert far[2] == far[3] == kernel.expf(np.array([87.0], f4))[0] > 1e30
    assert math.isnan(far[4])


def test_exp_never_falls(kernel):
    x = np.sort(np.random.default_rng(1).uniform(-5, 5, 100_000)).astype(f4)
    assert (np.diff(kernel.expf(x).astype(np.float64)) >= -4e-7 * np.exp(x[1:])).all()


def test_halves_is_the_logarithm(kernel):
    x = np.concatenate([np.geomspace(1e-30, 1e30, 200_001), np.linspace(0.5, 2, 100_001)]).astype(f4)
    exact = np.log(x.astype(np.float64))
    assert (np.abs(kernel.halves(x) - exact) <= 2.5e-7 * np.abs(exact)).all()
    assert kernel.halves(np.ones(1, f4))[0] == 0.0


def test_the_logarithm_of_what_has_none(kernel):
    made = kernel.logf(np.array([0.0, -1.0, np.nan, np.inf, math.e], f4))
    assert made[0] == -np.inf
    assert np.isnan(made[1:3]).all()
    assert made[3] == np.inf
    assert made[4] == pytest.approx(1.0, rel=1e-7)


def test_logistic(kernel):
    x = np.linspace(-80, 80, 100_001).astype(f4)
    exact = 1 / (1 + np.exp(-x.astype(np.float64)))
    assert np.abs(kernel.logisticf(x) / exact - 1).max() < 5e-7
    assert np.isnan(kernel.logisticf(np.array([np.nan], f4))).all()


def test_min_and_max_keep_what_is_no_number(kernel):
    one, none = f4(1), f4(np.nan)
    assert kernel.pairs(one, f4(2)) == kernel.pairs(f4(2), one) == (1.0, 2.0)
    for a, b in ((one, none), (none, one), (none, none)):
        assert np.isnan(kernel.pairs(a, b)).all()


def test_normals_over_the_whole_range(kernel):
    """To seven digits up to 5.4 standard deviations; of fifteen million numbers one lies beyond, and within 0.003 of its place."""
    tail = np.arange(200_000, dtype=np.uint64)
    between = np.random.default_rng(2).integers(0, 2**32, 500_000, dtype=np.uint64)
    middle = 2**31 + np.arange(-1000, 1000).astype(np.uint64)
    word = np.concatenate([tail, 2**32 - 1 - tail, between, middle]).astype(np.uint32)
    exact = ndtri((word + 0.5) * 2.0**-32)
    made = kernel.normal(word).astype(np.float64)
    error = np.abs(made - exact)
    near = np.abs(exact) < 5.4
    assert (error[near] < 7e-7 * np.maximum(np.abs(exact[near]), 0.1)).all()
    assert error.max() < 3e-3
    assert (~near).sum() == 2 * np.count_nonzero(ndtri((tail + 0.5) * 2.0**-32) <= -5.4) > 0


def test_normals_are_symmetric(kernel):
    word = np.random.default_rng(3).integers(0, 2**32, 100_000, dtype=np.uint64).astype(np.uint32)
    assert (kernel.normal(word) == -kernel.normal(~word)).all()


@given(words, words, words, words, words, words)
def test_philox_is_that_of_the_reference(kernel, c0, c1, c2, c3, k0, k1):
    one = philox(tuple(np.array([c], np.uint32) for c in (c0, c1, c2, c3)), (k0, k1))
    two = kernel.block(*(np.uint32(x) for x in (c0, c1, c2, c3, k0, k1)))
    assert [int(x[0]) for x in one] == [int(x) for x in two]


@given(words)
def test_uniforms_are_those_of_the_reference(kernel, word):
    assert kernel.uniform(np.array([word], np.uint32))[0] == (word + 0.5) * 2.0**-32


@given(st.floats(0, 700) | st.floats(0, 0.05) | st.floats(0, 1e-300))
def test_what_is_lost(kernel, x):
    made = kernel.lost(np.array([x]))[0]
    assert made == pytest.approx(-math.expm1(-x), rel=2e-14)
    assert 0.0 <= made <= 1.0


def test_what_is_lost_is_smooth_where_its_formula_changes(kernel):
    x = 0.02 + np.linspace(-1e-12, 1e-12, 2_001)
    made = kernel.lost(x)
    assert np.abs(made / -np.expm1(-x) - 1).max() < 2e-14


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.floats(0, 1, exclude_max=True))
def test_a_branch_is_picked_as_the_reference_picks_it(shares, u):
    from brumaire.futures.compiled.kernel.survival import pick
    from brumaire.futures.firing import choose

    if sum(shares) == 0:
        shares = [1.0, *shares]
    share = np.array(shares) / sum(shares)
    expected = choose(share[:, None], np.array([u]))[0]
    assert pick(share, len(share), u) == expected
