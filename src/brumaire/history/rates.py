"""Rates from counts: a gamma posterior whose prior is worth one event, and its 90 % interval."""

from __future__ import annotations

import math

from brumaire.history.figures import Counts

_TAIL = 0.05


def smoothed(counts: Counts, prior: float, *, worth: float = 1.0) -> tuple[float, float, float]:
    """Mean, 5th and 95th percentile of a rate: Gamma(events + worth, exposure + worth / prior).

    Parameters
    ----------
    counts
        Events and exposure.
    prior
        Rate that holds where nothing was counted, per unit of exposure.
    worth
        Events that the prior weighs.

    Examples
    --------
    >>> [round(x, 4) for x in smoothed(Counts(5, 996, "counted"), 0.0057)]
    [0.0051, 0.0022, 0.009]
    """
    shape = counts.events + worth
    exposure = counts.exposure + worth / prior
    return shape / exposure, gamma_quantile(shape, _TAIL) / exposure, gamma_quantile(shape, 1 - _TAIL) / exposure


def gamma_quantile(shape: float, p: float) -> float:
    """Quantile of the gamma distribution with scale 1, by bisection on the incomplete gamma function.

    scipy has the same (`gammaincinv`), at the price of an import that the command line would feel.

    >>> round(gamma_quantile(1.0, 0.95), 4)
    2.9957
    """
    low, high = 0.0, shape + 1.0
    while _incomplete_gamma(shape, high) < p:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if _incomplete_gamma(shape, middle) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_gamma(shape: float, x: float) -> float:
    """Regularised lower incomplete gamma function by its series, exact enough for the shapes of counts."""
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    n = 0
    while term > total * 1e-13:
        n += 1
        term *= x / (shape + n)
        total += term
    return min(1.0, total * math.exp(-x + shape * math.log(x) - math.lgamma(shape)))


def share_interval(yes: float, no: float) -> tuple[float, float]:
    """90 % interval of a share by the normal approximation on the log-odds (both counts above zero).

    >>> [round(x, 2) for x in share_interval(15.8, 34.2)]
    [0.22, 0.43]
    """
    centre, spread = math.log(yes / no), 1.645 * math.sqrt(1 / yes + 1 / no)
    return tuple(1 / (1 + math.exp(-(centre + sign * spread))) for sign in (-1, 1))  # type: ignore[return-value]
