"""The random numbers are Philox's, depend only on their names, and are uniform."""

import numpy as np
import pytest
from scipy import stats

from brumaire.random_streams import Stream, normals, philox, uniforms


def words(*counter: int) -> tuple[np.ndarray, ...]:
    return tuple(np.array([c], np.uint32) for c in counter)


# The known answers that the authors of Philox publish for 4x32 with ten rounds (recalled, unchecked).
@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_known_answers(counter, key, answer):
    assert tuple(int(w[0]) for w in philox(words(*counter), key)) == answer


def test_a_number_depends_on_its_names_alone():
    many = uniforms(9, Stream.STAYS, np.arange(50), 30, 7)
    few = uniforms(9, Stream.STAYS, np.array([49, 3]), 30, 7)
    assert np.array_equal(few[:, 0], many[:, 49])
    assert np.array_equal(few[:, 1], many[:, 3])


def test_days_may_differ_by_trajectory():
    days = np.array([1, 2, 2])
    drawn = uniforms(9, Stream.STAYS, np.array([4, 4, 9]), days, 8)
    for k, trajectory in enumerate((4, 4, 9)):
        assert np.array_equal(drawn[:, k], uniforms(9, Stream.STAYS, np.array([trajectory]), int(days[k]), 8)[:, 0])


@pytest.mark.parametrize(
    "other",
    [{"seed": 10}, {"seed": 9 + 2**40}, {"stream": Stream.LEAVES}, {"day": 31}, {"trajectory": np.arange(1, 51)}],
)
def test_other_names_give_other_numbers(other):
    base = {"seed": 9, "stream": Stream.STAYS, "trajectory": np.arange(50), "day": 30}
    a, b = (uniforms(*(x[k] for k in ("seed", "stream", "trajectory", "day")), 4) for x in (base, base | other))
    assert not np.any(a == b)


def test_uniform_and_independent_over_trajectories_days_and_slots():
    for u in (
        uniforms(1, Stream.STAYS, np.arange(40_000), 7, 1)[0],
        uniforms(1, Stream.STAYS, np.array([5]), 7, 40_000)[:, 0],
        uniforms(1, Stream.STAYS, np.full(40_000, 5), np.arange(40_000), 3)[2],
    ):
        assert 0 < u.min() < u.max() < 1
        assert stats.kstest(u, "uniform").pvalue > 1e-4
        assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 0.025


def test_normals_have_the_quantiles_of_a_normal():
    assert normals(np.array([0.5, 0.975, 0.025])) == pytest.approx(
        [0.0, 1.959963984540054, -1.959963984540054], abs=1e-12
    )
    assert stats.kstest(normals(uniforms(2, Stream.STAYS, np.arange(40_000), 1, 1)[0]), "norm").pvalue > 1e-4
