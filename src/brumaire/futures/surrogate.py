"""A sparse polynomial of many uncertain inputs, fitted to given data, and the variance that each part of it explains.

Outputs y_b with weights w_b (summing to one) and noise of their own are known at draws of the inputs. Each input is replaced by
its weighted rank, and polynomials φ_1 … φ_8 of the rank are made orthonormal under the weights. Terms are φ_k of one input, and products
φ_k·φ_l of two with k + l ≤ 5. Starting from none, the terms whose correlation with what is left stands out from chance (|z| above
√(2 ln M) among M candidates, z by the sandwich error) enter, and all that have entered are fitted again by weighted least squares.

Because the terms are orthonormal, the variance that a term explains is the square of its coefficient c; that of the estimate ĉ is larger by
its error's square, which is taken away: ĉ² − var(ĉ). The noise of the outputs therefore inflates nothing. An input's first two
polynomials, where they did not enter, still add the same unbiased figure from what is left, which may come out slightly below zero.

(Ranks, orthonormal polynomials and squares of coefficients: polynomial chaos after Sudret 2008; the threshold: Donoho and Johnstone 1994; both
recalled, unchecked.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Term = tuple[int, int, int, int]
"""Input i, its degree k, input j and its degree l; j = −1 for a term of one input."""

DEGREE = 8
PAIR_DEGREES = tuple((k, m) for k in range(1, 5) for m in range(k, 5) if k + m <= 5)
ROUNDS = 8
ENTERING = 10
"""Terms that may enter in one round: those after them may only echo the ones before."""
POINTS_A_TERM = 8
UNSELECTED_DEGREE = 2


@dataclass(frozen=True, slots=True)
class Surrogate:
    """The terms that entered. basis : (degrees, inputs, points). weight : (points,), summing to one."""

    basis: Floats
    weight: Floats
    terms: tuple[Term, ...]


def basis_of(values: Floats, weight: Floats, degree: int = DEGREE) -> Floats:
    """Orthonormal polynomials of each input's weighted rank: values (points, inputs) → (degrees, inputs, points).

    A polynomial that an input with few distinct values does not have is zero.

    >>> phi = basis_of(np.arange(100.0)[:, None] ** 3, np.full(100, 0.01), 2)
    >>> (phi[:, 0] @ phi[:, 0].T / 100).round(9).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    points, inputs = values.shape
    made = np.zeros((degree, inputs, points))
    root = np.sqrt(weight)
    for i in range(inputs):
        distinct, place = np.unique(values[:, i], return_inverse=True)
        mass = np.bincount(place, weight)
        rank = (np.cumsum(mass) - mass / 2)[place]
        most = min(degree, len(distinct) - 1)
        columns = np.polynomial.legendre.legvander(2 * rank - 1, most) * root[:, None]
        q, r = np.linalg.qr(columns)
        sign = np.sign(np.diag(r))
        held = root > 0
        made[:most, i, held] = (q * sign)[held, 1:].T / root[held]
    return made


def fit(values: Floats, y: Floats, weight: Floats) -> Surrogate:
    """Find the terms: values (points, inputs), y and weight (points,)."""
    share = weight / weight.sum()
    basis = basis_of(values, share)
    points = 1.0 / float((share**2).sum())
    most = int(points / POINTS_A_TERM)
    terms: list[Term] = []
    left = y - share @ y
    for _ in range(ROUNDS):
        found = _candidates(basis, share, left, set(terms))
        if not found or len(terms) >= most:
            break
        terms += [term for _, term in found[: min(ENTERING, most - len(terms))]]
        columns = design(basis, terms)
        left = y - columns @ _solve(columns, y, share)
    return Surrogate(basis, share, tuple(terms))


def _candidates(basis: Floats, share: Floats, left: Floats, known: set[Term]) -> list[tuple[float, Term]]:
    """The terms that stand out from chance, those that stand out most first."""
    degrees, inputs, _ = basis.shape
    weighted, squared = share * left, (share * left) ** 2
    found: list[tuple[float, Term]] = []

    def add(z: Floats, threshold: float, k: int, m: int) -> None:
        for at in np.argwhere(z > threshold):
            i, j = (int(at[0]), int(at[1])) if z.ndim == 2 else (int(at[0]), -1)
            term = (i, k, j, m)
            if term not in known:
                found.append((-float(z[tuple(at)]), term))

    alone = np.sqrt(2 * np.log(max(degrees * inputs, 2)))
    for k in range(degrees):
        add(_standing(basis[k] @ weighted, (basis[k] ** 2) @ squared), alone, k + 1, 0)
    pairs = len(PAIR_DEGREES) * inputs * (inputs - 1) / 2
    together = np.sqrt(2 * np.log(max(pairs, 2)))
    for k, m in PAIR_DEGREES if inputs > 1 else ():
        one, other = basis[k - 1], basis[m - 1]
        z = _standing((one * weighted) @ other.T, (one**2 * squared) @ (other**2).T)
        # Each pair of inputs once: with equal degrees the matrix holds every product twice.
        keep = np.triu(np.ones_like(z, bool), 1) if k == m else ~np.eye(inputs, dtype=bool)
        add(np.where(keep, z, 0.0), together, k, m)
    return sorted(found)


def _standing(c: Floats, variance: Floats) -> Floats:
    return np.asarray(np.abs(c) / np.sqrt(np.where(variance > 0, variance, np.inf)))


def design(basis: Floats, terms: list[Term] | tuple[Term, ...]) -> Floats:
    """The columns of the fit, a constant first: (points, 1 + terms)."""
    columns = [np.ones(basis.shape[2])]
    for i, k, j, m in terms:
        one = basis[k - 1, i]
        columns.append(one if j < 0 else one * basis[m - 1, j])
    return np.stack(columns, axis=1)


def _solve(columns: Floats, y: Floats, share: Floats) -> Floats:
    root = np.sqrt(share)
    return np.asarray(np.linalg.lstsq(columns * root[:, None], y * root, rcond=None)[0])


def explained(surrogate: Surrogate, y: Floats, weight: Floats) -> tuple[Floats, dict[tuple[int, int], float]]:
    """Variance of y that each input explains alone, (inputs,), and that each pair of inputs explains beyond that.

    `weight` may be another one than that of the fit, as in the bootstrap; the terms stay.
    """
    share = weight / weight.sum()
    basis, terms = surrogate.basis, surrogate.terms
    columns = design(basis, terms)
    beta = _solve(columns, y, share)
    left = y - columns @ beta
    points = 1.0 / float((share**2).sum())
    inverse = np.linalg.pinv((columns * share[:, None]).T @ columns)
    scores = columns * (share * left)[:, None]
    grown = points / max(points - len(beta), 1.0)
    variance = inverse @ (scores.T @ scores) @ inverse * grown
    alone = np.zeros(basis.shape[1])
    pairs: dict[tuple[int, int], float] = {}
    parts: dict[tuple[int, int], list[int]] = {}
    for place, (i, _, j, _) in enumerate(terms, start=1):
        parts.setdefault((i, j) if j < 0 else (min(i, j), max(i, j)), []).append(place)
    for (i, j), places in parts.items():
        some = columns[:, places]
        some = some - share @ some
        # Under the weights of the fit this is the unit matrix; under others the part and the whole must vary together.
        spread = (some * share[:, None]).T @ some
        value = float(beta[places] @ spread @ beta[places] - (spread * variance[np.ix_(places, places)]).sum())
        if j < 0:
            alone[i] = value
        else:
            pairs[i, j] = value
    entered = {(i, k) for i, k, j, _ in terms if j < 0}
    for k in range(UNSELECTED_DEGREE):
        c = basis[k] @ (share * left)
        v = (basis[k] ** 2) @ (share * left) ** 2
        open_ = np.array([(i, k + 1) not in entered for i in range(basis.shape[1])])
        alone += np.where(open_, (c**2 - v) / (1.0 - 1.0 / points), 0.0)
    return alone, pairs
