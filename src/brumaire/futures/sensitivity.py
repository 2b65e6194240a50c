"""Which uncertain parameters move an answer: Sobol indices from the batches of one stored run.

Each batch has one draw of the parameters and an estimate of P(question | parameters), weighed by its evidence. The variance V of that
probability over the parameters is the variance between batches less the mean variance within them, as for `interval`. An
index is a share of V:

    first order   S_i = Var(E[P | parameter i]) / V       what knowing it alone would take away
    total         T_i = S_i + Σ_j S_ij                    with what it does together with each other parameter

Both are read from a sparse polynomial in the ranks of the parameters (`futures.surrogate`), its coefficients' squares freed of their errors;
nothing is simulated anew. Interactions of three, and those that do not stand out from chance, are not in T_i: they are in
`unexplained`. Where evidence has made parameters depend on each other, what two share counts for whichever entered the polynomial first.

Errors are standard deviations over 200 Bayesian bootstraps of the batches (weights from a unit exponential) with the terms of the polynomial
held. They are right for parameters that matter and too wide, by up to 1.7, for those that do nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.ask import Batches, by_batch, sums_of
from brumaire.futures.base import Floats
from brumaire.futures.surrogate import Surrogate, explained, fit
from brumaire.questions import to_text
from brumaire.random_streams import Stream, uniforms
from brumaire.records.forecast import ParameterEffect, Sensitivity
from brumaire.records.futures import Futures
from brumaire.records.question import Question

FEWEST_DRAWS = 50
REPLICATES = 200
RESOLVED = 2.0
"""How many standard errors the parameters' part of the variance must stand above zero."""


def sensitivity(futures: Futures, question: Question, *, roles: Mapping[str, str] | None = None) -> Sensitivity:
    """First-order and total indices of a question to each uncertain parameter of the model.

    Parameters
    ----------
    futures
        A stored run that reaches as far as the question; nothing is simulated.
    question
        Any question without `given do(...)`; for that, give futures simulated with the lever set.
    roles
        As for `ask`.

    Raises
    ------
    FuturesError
        The model has no uncertain parameter; the condition holds in no future; fewer than 50 effective parameter draws are left;
        or the scatter of the simulation hides what the parameters do.
    """
    text = to_text(question)
    sums = sums_of(futures, question, roles=roles)
    if not sums.base.sum() > 0:
        raise FuturesError(
            f"the condition of {text!r} holds in no future",
            mend="ask with more --runs, or of a condition that is less rare",
        )
    batches = by_batch(futures, sums)
    values = futures.parameters.values[batches.batch]
    varies = np.flatnonzero(np.ptp(values, axis=0) > 0) if len(values) else np.empty(0, np.intp)
    if not len(varies):
        raise FuturesError("the model has no uncertain parameter", mend="write a number as its 90 % interval, `a to b`")
    share = batches.weight / batches.weight.sum()
    draws = float(1.0 / (share**2).sum())
    if draws < FEWEST_DRAWS:
        raise FuturesError(
            f"{text!r} rests on {draws:.0f} effective parameter draws",
            rule=f"sensitivity needs {FEWEST_DRAWS}",
            mend="ask with more --runs, or of a condition that is less rare",
        )
    if not batches.noise_known:
        raise FuturesError("each batch has one trajectory", rule="its noise must be known", mend="ask with more --runs")
    surrogate = fit(values[:, varies], batches.estimate, batches.weight)
    replicates = -np.log(uniforms(futures.seed, Stream.BOOTSTRAP, batches.batch, 0, REPLICATES))
    total, noise = variances(batches, batches.weight)
    spread = np.array([np.subtract(*variances(batches, batches.weight * g)) for g in replicates])
    if not total - noise > RESOLVED * spread.std():
        raise FuturesError(
            f"what the parameters do to {text!r} is hidden by the scatter of the simulation",
            rule=f"between batches it varies by {np.sqrt(total):.2g}, of which noise {np.sqrt(noise):.2g}",
            mend="ask with more --runs",
        )
    first, pairs = _indices(surrogate, batches, batches.weight)
    again = [_indices(surrogate, batches, batches.weight * g) for g in replicates]
    whole = _with_pairs(first, pairs)
    first_error = np.std([one for one, _ in again], axis=0)
    whole_error = np.std([_with_pairs(*one) for one in again], axis=0)
    names = [futures.parameters.names[k] for k in varies]
    low, high = _ends(values[:, varies], batches.estimate, share)
    effects = [
        ParameterEffect(name, *(float(x[k]) for x in (first, first_error, whole, whole_error, low, high)))
        for k, name in enumerate(names)
    ]
    return Sensitivity(
        question=question,
        text=text,
        probability=sums.ratio,
        spread=float(np.sqrt(total - noise)),
        resolved=float(1.0 - noise / total),
        draws=draws,
        parameters=tuple(sorted(effects, key=lambda e: (-e.total, e.parameter))),
        pairs=tuple((names[i], names[j], s) for (i, j), s in sorted(pairs.items(), key=lambda item: -item[1])),
        unexplained=float(1.0 - first.sum() - sum(pairs.values())),
    )


def variances(batches: Batches, weight: Floats) -> tuple[float, float]:
    """The variance between batches under some weights, and the mean variance within them."""
    share = weight / weight.sum()
    mean = share @ batches.estimate
    between = share @ (batches.estimate - mean) ** 2 / (1.0 - (share**2).sum())
    return float(between), float(share @ batches.noise)


def _indices(surrogate: Surrogate, batches: Batches, weight: Floats) -> tuple[Floats, dict[tuple[int, int], float]]:
    total, noise = variances(batches, weight)
    alone, pairs = explained(surrogate, batches.estimate, weight)
    # A replicate in which the noise happens to exceed the whole must not turn signs.
    left = max(total - noise, 0.01 * total)
    return alone / left, {pair: v / left for pair, v in pairs.items()}


def _with_pairs(first: Floats, pairs: Mapping[tuple[int, int], float]) -> Floats:
    whole = first.copy()
    for (i, j), value in pairs.items():
        whole[i] += value
        whole[j] += value
    return whole


def _ends(values: Floats, estimate: Floats, share: Floats) -> tuple[Floats, Floats]:
    """The mean answer in the fifth of the draws in which each parameter is lowest, and highest."""
    low, high = np.empty(values.shape[1]), np.empty(values.shape[1])
    for k, column in enumerate(values.T):
        order = np.argsort(column, kind="stable")
        upper = np.cumsum(share[order])
        for end, inside in ((low, upper - share[order] / 2 <= 0.2), (high, upper - share[order] / 2 >= 0.8)):
            some = order[inside] if inside.any() else order[[0 if end is low else -1]]
            end[k] = share[some] @ estimate[some] / share[some].sum()
    return low, high
