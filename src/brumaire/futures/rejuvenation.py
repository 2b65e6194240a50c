"""Parameters moved to where the evidence points, when few of the prior's draws agree with it.

Each batch has one draw of the parameters, and its particle filter an unbiased estimate Ẑ of the evidence for it. Long or sharp evidence leaves
few batches with weight. Then parameters are drawn from a *proposal* instead of the prior, and every batch takes the ratio of the two
densities into its weight. Trajectories are simulated from the start under the moved parameters, so that, unlike with a kernel that moves parameters
along the way (Liu and West), nothing is blurred: log evidence and answers have no bias but that of every weighted mean, of the order
of one over the effective draws.

The proposal is found on pilot runs whose random numbers are not those of the run itself. It lives on the standard normal scores z from
which all parameters are made, so the prior is N(0, 1) in each. From the weights w of a pilot, tempered to w^τ so that 100 effective draws
remain, come mean, variances and correlations; each is drawn toward the prior's by how little it stands out from chance
(x·max(0, 1 − t²/(n·x²)), t² = 2 ln d: the nonnegative garrote), so that the many parameters of which the evidence says nothing keep
their prior. One batch in ten is still drawn from the prior, which bounds every ratio by ten. Passes end when half of the draws are effective.

(Adaptive importance sampling with a defensive mixture: Cappé and others 2004, Hesterberg 1995; recalled, unchecked.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.futures.evidence import EARLIEST, Sighting
from brumaire.models.base import Parameter
from brumaire.models.parameters import scores

LOW = 0.3
"""Share of effective draws under which parameters are moved."""
ENOUGH = 0.5
PASSES = 5
TEMPERED = 100.0
PRIOR_EVERY = 10
WIDER = 1.1
NARROWEST = 0.05
_SEEDS = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A law of the parameters' normal scores, nine tenths N(mean, root·rootᵀ) and one tenth the prior.

    names : of the parameters, in the order of the scores. mean : (d,). root : (d, d), lower triangular.
    share : effective share of the draws that the pilots found with it, against `before` under the prior.
    """

    names: tuple[str, ...]
    mean: Floats
    root: Floats
    share: float = 1.0
    before: float = 1.0

    def check(self, parameters: Sequence[Parameter]) -> None:
        """Refuse other parameters than those that the proposal was found for."""
        if tuple(p.name for p in parameters) != self.names:
            raise FuturesError(
                "the proposal was found for other parameters", mend="rejuvenate again for this model and anchor"
            )

    def move(self, z: Floats) -> Floats:
        """Scores of the proposal from those of the prior: (d, batches); every tenth batch stays where it is.

        >>> q = Proposal(("a",), np.array([2.0]), np.array([[0.5]]))
        >>> q.move(np.zeros((1, 11))).tolist()
        [[2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 2.0]]
        """
        # Sums written out: a matrix product may differ in its last digits with the number of batches.
        moved = np.repeat(self.mean[:, None], z.shape[1], axis=1)
        for i, row in enumerate(self.root):
            for j in np.flatnonzero(row):
                moved[i] += row[j] * z[j]
        kept = np.arange(z.shape[1]) % PRIOR_EVERY == PRIOR_EVERY - 1
        return np.where(kept, z, moved)

    def log_ratio(self, z: Floats) -> Floats:
        """Log of the prior's density over the proposal's at moved scores: (batches,), at most log 10.

        >>> q = Proposal(("a",), np.array([2.0]), np.array([[1.0]]))
        >>> q.log_ratio(np.array([[0.0, 2.0, -9.0]])).round(3).tolist()
        [1.506, -1.91, 2.303]
        """
        from scipy.linalg import solve_triangular

        standard = solve_triangular(self.root, z - self.mean[:, None], lower=True)
        moved = -0.5 * (standard**2).sum(axis=0) - np.log(np.diag(self.root)).sum()
        prior = -0.5 * (z**2).sum(axis=0)
        part = 1.0 / PRIOR_EVERY
        mixture = np.logaddexp(np.log1p(-part) + moved - prior, np.log(part))
        return np.asarray(-mixture, np.float64)


def density_ratio(proposal: Proposal, parameters: Sequence[Parameter], seed: int, batches: int) -> Sighting:
    """The ratio of prior to proposal, as a sighting on the first day that weighs every trajectory of a batch alike."""
    moved = proposal.move(scores(len(parameters), seed, batches))
    return Sighting(EARLIEST, lambda _: True, proposal.log_ratio(moved))


def effective(log_weight: Floats) -> float:
    """Effective number of weights given by their logs: (Σw)²/Σw².

    >>> effective(np.array([0.0, 0.0, -800.0]))
    2.0
    """
    w = np.exp(log_weight - log_weight.max())
    return float(w.sum() ** 2 / (w**2).sum())


def fitted(names: tuple[str, ...], z: Floats, log_weight: Floats) -> Proposal:
    """The proposal that weighted scores suggest: z (d, batches), log_weight (batches,)."""
    tempered = _tempered(log_weight, min(TEMPERED, 0.5 * len(log_weight)))
    w = np.exp(tempered - tempered.max())
    w /= w.sum()
    n, d = 1.0 / float((w**2).sum()), len(z)
    alone, together = 2 * np.log(max(d, 2)), 2 * np.log(max(d * (d - 1) / 2, 2))
    mean = _garrote(z @ w, alone / n)
    centred = z - (z @ w)[:, None]
    covariance = (centred * w) @ centred.T * n / max(n - 1, 1.0)
    variance = np.maximum(1.0 + _garrote(np.diag(covariance) - 1.0, 2 * alone / n), NARROWEST)
    scale = np.sqrt(np.diag(covariance))
    correlation = _garrote(covariance / np.outer(scale, scale), together / n)
    np.fill_diagonal(correlation, 1.0)
    values, vectors = np.linalg.eigh(correlation)
    correlation = (vectors * np.maximum(values, NARROWEST)) @ vectors.T
    moved = (mean != 0) | (variance != 1.0) | (np.abs(correlation - np.diag(np.diag(correlation))).max(axis=1) > 1e-9)
    spread = np.sqrt(variance) * np.where(moved, WIDER, 1.0)
    root = np.linalg.cholesky(correlation * np.outer(spread, spread))
    return Proposal(names, mean, np.where(np.abs(root) > 1e-12, root, 0.0))


def _garrote(x: Floats, bound: float) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(x * np.maximum(0.0, 1.0 - bound / np.where(x == 0, np.inf, x**2)))


def _tempered(log_weight: Floats, wanted: float) -> Floats:
    log_weight = np.maximum(log_weight - log_weight.max(), -1e6)
    if effective(log_weight) >= wanted:
        return log_weight
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if effective(middle * log_weight) >= wanted else (low, middle)
    return low * log_weight


def search(
    names: tuple[str, ...], seed: int, pilot: Callable[[int, Proposal | None], tuple[Floats, Floats]]
) -> Proposal | None:
    """The proposal under which half of the draws are effective, or the best of five; None where the prior's draws do.

    Parameters
    ----------
    names
        The parameters.
    seed
        Of the run; each pilot gets another.
    pilot
        Given a seed and a proposal, the scores of the batches (d, batches) and their log-weights, ratio included.
    """
    z, log_weight = pilot(_seed(seed, 0), None)
    batches = log_weight.size
    before = best = effective(log_weight) / batches
    if before >= LOW or not names:
        return None
    found: Proposal | None = None
    for k in range(1, PASSES + 1):
        proposal = fitted(names, z, log_weight)
        z, log_weight = pilot(_seed(seed, k), proposal)
        share = effective(log_weight) / batches
        if share > best:
            best, found = share, Proposal(names, proposal.mean, proposal.root, share, before)
        if share >= ENOUGH:
            break
    return found


def _seed(seed: int, k: int) -> int:
    return (seed + (k + 1) * _SEEDS) % 2**64


def by_batch(log_weight: Floats, size: int) -> Floats:
    """Log of the mean weight of each batch of `size` trajectories: the log evidence for its parameters.

    >>> by_batch(np.log([1.0, 3.0, 2.0, 2.0]), 2).round(6).tolist()
    [0.693147, 0.693147]
    """
    weights = log_weight.reshape(-1, size)
    top = weights.max(axis=1)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(weights - safe[:, None]).mean(axis=1)) + safe)
