"""How wide an interval over the parameters can be at most, where the scatter of the simulation hides how wide it is.

`ask` draws the estimates of the batches together by the share of their variance that noise explains. For a rare event, or one under a
rare condition, noise may explain all of it: the interval then shrinks to a point, which says that nothing was resolved and
not that the parameters do nothing. What the batches do say is how much of their variance the parameters can have at most. With V the
variance between batches less the mean noise within them and e its standard error over Bayesian bootstraps of the batches,
V + 1.645·e is exceeded in one case of twenty. The interval given is that of a beta distribution with the answer as its mean and
that variance: the family is a judgement, its mean and its variance are not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brumaire.futures.ask import by_batch, sums_of
from brumaire.futures.sensitivity import REPLICATES, variances
from brumaire.random_streams import Stream, uniforms
from brumaire.records.futures import Futures
from brumaire.records.question import Question

ONE_IN_TWENTY = 1.645
FEWEST_BATCHES = 20


def at_most(
    futures: Futures, question: Question, *, roles: Mapping[str, str] | None = None
) -> tuple[float, float] | None:
    """An interval that the 90 % interval over the parameters does not exceed, at 95 % confidence.

    None where fewer than 20 effective batches speak of the question, or where no future or every future comes out yes.
    """
    sums = sums_of(futures, question, roles=roles)
    if not 0 < sums.yes.sum() < sums.base.sum():
        return None
    batches = by_batch(futures, sums)
    share = batches.weight / batches.weight.sum()
    if not batches.noise_known or 1 / float((share**2).sum()) < FEWEST_BATCHES:
        return None
    replicates = -np.log(uniforms(futures.seed, Stream.BOOTSTRAP, batches.batch, 0, REPLICATES))
    total, noise = variances(batches, batches.weight)
    spread = float(np.std([np.subtract(*variances(batches, batches.weight * g)) for g in replicates]))
    return beta_interval(sums.ratio, max(total - noise, 0.0) + ONE_IN_TWENTY * spread)


def beta_interval(mean: float, variance: float) -> tuple[float, float]:
    """5th and 95th percentile of the beta distribution with a mean inside (0, 1) and a variance.

    A variance that no distribution on [0, 1] with that mean can have is taken down to nearly the largest.

    >>> [round(end, 3) for end in beta_interval(0.5, 1 / 12)]
    [0.05, 0.95]
    >>> [round(end, 3) for end in beta_interval(0.3, 0.0001)]
    [0.284, 0.317]
    """
    from scipy.special import betaincinv

    largest = mean * (1.0 - mean)
    scale = largest / min(max(variance, 1e-16), 0.99 * largest) - 1.0
    low, high = betaincinv(mean * scale, (1.0 - mean) * scale, np.array([0.05, 0.95]))
    return float(low), float(high)
