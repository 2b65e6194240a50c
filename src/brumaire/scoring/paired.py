"""Is one forecaster better than another? Paired tests on the questions that both answered.

A paired difference takes out how hard the questions were, which is most of what varies between scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, probabilities
from brumaire.scoring.intervals import standard_error


@dataclass(frozen=True, slots=True)
class PairedTest:
    """Mean difference, its standard error, and the two-sided p-value of "no difference"; nan with too few questions."""

    mean: float
    standard_error: float
    p_value: float
    questions: int


def paired_t(difference: ArrayLike) -> PairedTest:
    """Student's t test of differences, one a question.

    Differences that are all 0 have p-value 1; all equal and not 0, p-value 0. Raises `ScoreError` where one is not finite.

    >>> t = paired_t([0.1, 0.2, 0.3])
    >>> round(t.mean, 4), round(t.standard_error, 4), round(t.p_value, 4)
    (0.2, 0.0577, 0.0742)
    """
    d = _differences(difference)
    mean = float(d.mean())
    if d.size < 2:
        return PairedTest(mean, float("nan"), float("nan"), d.size)
    from scipy.special import stdtr  # over 100 ms to import: only where it is needed

    error = standard_error(d, np.ones_like(d))
    if error == 0:
        return PairedTest(mean, 0.0, float(mean == 0), d.size)
    return PairedTest(mean, error, float(2 * stdtr(d.size - 1, -abs(mean) / error)), d.size)


def sign_flip(difference: ArrayLike, uniforms: ArrayLike) -> PairedTest:
    """The test by random signs: were both alike, each difference had either sign. Exact for few questions and odd shapes.

    Parameters
    ----------
    difference
        Differences, one a question, shape (n,).
    uniforms
        Random numbers in (0, 1), shape (draws, n); below ½ turns a sign.

    Returns
    -------
    The p-value is (1 + draws at least as far from 0) / (1 + draws), never 0.

    >>> sign_flip([0.1, 0.2, 0.3], [[0.9, 0.9, 0.9], [0.1, 0.9, 0.9], [0.1, 0.1, 0.1]]).p_value
    0.75
    """
    d = _differences(difference)
    u = probabilities(uniforms, what="random number")
    if u.ndim != 2 or u.shape[0] == 0 or u.shape[1] != d.size:
        raise ScoreError(f"random numbers of shape {u.shape} for {d.size} questions", mend="give (draws, questions)")
    total = float(d.sum())
    flipped = np.where(u < 0.5, -d, d).sum(axis=1)
    # A draw that gives the same differences must count as equal whatever the order of summing did.
    as_far = np.abs(flipped) >= abs(total) - 1e-12 * np.abs(d).sum()
    error = standard_error(d, np.ones_like(d)) if d.size > 1 else float("nan")
    return PairedTest(float(d.mean()), error, float((1 + as_far.sum()) / (1 + len(u))), d.size)


def _differences(difference: ArrayLike) -> Floats:
    d = finite(difference, what="difference")
    if d.ndim != 1 or d.size == 0:
        raise ScoreError(f"differences of shape {d.shape}", mend="give one or more, one a question")
    return d
