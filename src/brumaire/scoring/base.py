"""What every score is given: probabilities, outcomes, and whose question they belong to. Nothing is ever clipped.

Scores come in two directions, as their fields have them. *Losses* (Brier, ranked probability, CRPS, interval): 0 is
best. *Rewards* (log, spherical): higher is better. All functions work on whole arrays and return one score a forecast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from brumaire.errors import ScoreError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# How far masses may sum from 1 before it is an error of the forecaster and not of floating point.
SUM_TOLERANCE = 1e-9


def probabilities(p: ArrayLike, *, what: str = "probability") -> Floats:
    """The same numbers as an array, when all lie in [0, 1].

    Raises `ScoreError` for a number outside, or not a number; it is named with its place.

    >>> probabilities([0.1, 1]).tolist()
    [0.1, 1.0]
    >>> probabilities([0.1, 1.2])
    Traceback (most recent call last):
    brumaire.errors.ScoreError: forecast 1: 1.2 is no probability (0 ≤ p ≤ 1); to mend: give a share, not a percentage
    """
    array = numbers(p, what)
    good = (array >= 0) & (array <= 1)
    if not good.all():
        at, value = _first(array, ~good)
        raise ScoreError(f"{value:g} is no {what}", where=at, rule="0 ≤ p ≤ 1", mend="give a share, not a percentage")
    return array


def outcomes(y: ArrayLike) -> Floats:
    """Outcomes as 0.0 (no) and 1.0 (yes). Raises `ScoreError` for anything else: void questions are left out before.

    >>> outcomes([True, 0]).tolist()
    [1.0, 0.0]
    """
    array = numbers(y, "outcome")
    good = (array == 0) | (array == 1)
    if not good.all():
        at, value = _first(array, ~good)
        raise ScoreError(f"{value:g} is no outcome", where=at, rule="0 or 1", mend="leave void questions out")
    return array


def distributions(p: ArrayLike, *, what: str = "probability") -> Floats:
    """Probabilities of exclusive categories on the last axis, which sum to 1.

    Raises `ScoreError` where one is outside [0, 1] or a sum is off by more than 1e-9.

    >>> distributions([[0.2, 0.8]]).shape
    (1, 2)
    """
    array = probabilities(p, what=what)
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ScoreError("a distribution needs categories on its last axis", mend="give one probability a category")
    sums = array.sum(axis=-1)
    off = np.abs(sums - 1) > SUM_TOLERANCE
    if off.any():
        at, value = _first(sums, off)
        raise ScoreError(f"probabilities sum to {value:.12g}", where=at, rule="a distribution sums to 1")
    return array


def happened(category: ArrayLike, p: Floats) -> Integers:
    """The index of the category that came, one for each distribution in `p`. Raises `ScoreError` for an unknown one.

    >>> happened(1, np.array([0.2, 0.8]))
    array(1)
    """
    index = np.asarray(category)
    if not np.issubdtype(index.dtype, np.integer):
        raise ScoreError(f"a category is a whole number, not {index.dtype}", mend="give its place on the last axis")
    bad = (index < 0) | (index >= p.shape[-1])
    if bad.any():
        at, value = _first(np.asarray(index, dtype=np.float64), bad)
        raise ScoreError(f"there is no category {value:g}", where=at, rule=f"0 to {p.shape[-1] - 1}")
    try:
        return np.asarray(np.broadcast_to(index, p.shape[:-1]), dtype=np.int64)
    except ValueError:
        raise ScoreError(f"outcomes of shape {index.shape} for forecasts of shape {p.shape[:-1]}") from None


def taken(p: Floats, category: Integers) -> Floats:
    """The probability that was given to what came.

    >>> taken(np.array([[0.2, 0.8]]), np.array([1])).tolist()
    [0.8]
    """
    return np.take_along_axis(p, category[..., None], axis=-1)[..., 0]


def finite(x: ArrayLike, *, what: str) -> Floats:
    """Finite numbers as an array. Raises `ScoreError` with the place of the first that is not.

    >>> finite([1, 2], what="day").tolist()
    [1.0, 2.0]
    """
    array = numbers(x, what)
    if not np.isfinite(array).all():
        at, value = _first(array, ~np.isfinite(array))
        raise ScoreError(f"{what} {value:g} is not finite", where=at)
    return array


def numbers(x: ArrayLike, what: str, *, row: bool = False) -> Floats:
    """Numbers of any kind as an array, nan and infinity too; with `row`, of one axis. Raises `ScoreError` for anything else.

    >>> numbers([1, float("inf")], "day").tolist()
    [1.0, inf]
    """
    try:
        array = np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError):
        raise ScoreError(f"{x!r:.60} is not an array of numbers", where=what) from None
    if row and array.ndim != 1:
        raise ScoreError(f"{what} of shape {array.shape}", mend="give one row of them")
    return array


def same_shape(**arrays: NDArray[Any]) -> None:
    """Raises `ScoreError` unless all arrays can be taken together (NumPy's broadcasting).

    >>> same_shape(p=np.zeros(2), y=np.zeros(2))
    """
    try:
        np.broadcast_shapes(*(a.shape for a in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {a.shape}" for name, a in arrays.items())
        raise ScoreError(f"shapes do not fit: {shapes}", mend="give one outcome a forecast") from None


def members(index: ArrayLike, count: int, size: int, *, what: str = "question") -> Integers:
    """The question (or forecaster) of each of `size` forecasts, as a number from 0 to `count` − 1.

    >>> members([0, 1, 1], 2, 3).tolist()
    [0, 1, 1]
    """
    array = np.asarray(index)
    if array.shape != (size,) or (size and not np.issubdtype(array.dtype, np.integer)):
        raise ScoreError(f"{what} of shape {array.shape} and type {array.dtype} for {size} forecasts")
    if size and (array.min() < 0 or array.max() >= count):
        raise ScoreError(f"a {what} is numbered {array.min()} or {array.max()}", rule=f"0 to {count - 1}")
    return array.astype(np.int64, copy=False)


def _first(array: Floats, bad: NDArray[np.bool_]) -> tuple[str, float]:
    place = np.argwhere(np.atleast_1d(bad))[0]
    value = float(np.atleast_1d(array)[tuple(place)])
    return ("" if array.ndim == 0 else "forecast " + ", ".join(str(int(i)) for i in place)), value
