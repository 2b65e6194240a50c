"""Questions asked of futures: probability, Monte Carlo error, and the interval over the parameters.

Questions on the time and manner of leaving alone are answered from the exact masses, all others from the weighted futures.
The futures of a trajectory are not independent, so errors are worked out on sums per trajectory: with A the weight in which
event and condition hold and B that in which the condition does, P = ΣA/ΣB, and its error is that of the mean of
(A − P·B)/mean(B) (the delta method), from the sums of batches: those of one batch share a draw of the parameters. See adr/0007.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import after, day_number
from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.questions import ExitOnly, evaluate, is_exit_only, to_text
from brumaire.records.forecast import Answer
from brumaire.records.futures import Futures
from brumaire.records.outside_view import MANNERS
from brumaire.records.question import Between, By, Question, Within


@dataclass(frozen=True, slots=True)
class Sums:
    """Weight by trajectory in which event and condition hold, and in which the condition does."""

    yes: Floats
    base: Floats

    @property
    def ratio(self) -> float:
        """P(event | condition)."""
        return float(self.yes.sum() / self.base.sum())


def ask(futures: Futures, question: Question, *, roles: Mapping[str, str] | None = None) -> Answer:
    """The model's answer to a question.

    Parameters
    ----------
    futures
        Futures that reach as far as the question.
    question
        Any question without `given do(...)`; for that, simulate with the lever set.
    roles
        Roles of the case's actors, places and persons by key, see `brumaire.questions.roles`.

    Notes
    -----
    `interval` runs from the 5th to the 95th percentile, weighed, of P(question | parameters). The estimates of
    batches scatter more than the probabilities that they estimate; they are drawn toward the mean by the
    root of the share of their variance that lies between batches, which removes the simulation's part.

    Raises
    ------
    QuestionError
        The question looks past the horizon, or names what nothing in the model realises.
    FuturesError
        The condition holds in no future.
    """
    sums = sums_of(futures, question, roles=roles)
    if not sums.base.sum() > 0:
        raise FuturesError(
            f"the condition of {to_text(question)!r} holds in no future",
            rule="P(event | condition) needs the condition to be possible",
            mend="ask with more --runs, or of a condition that is less rare",
        )
    p = sums.ratio
    low, high = interval(futures, sums)
    return Answer(
        question=question,
        text=to_text(question),
        probability=p,
        monte_carlo_error=monte_carlo_error(futures.batch, _residual(sums)),
        interval=(low, high),
        effective=float(sums.base.sum() ** 2 / (sums.base**2).sum()),
    )


def share(futures: Futures, question: Question, weights: Floats, *, roles: Mapping[str, str] | None = None) -> float:
    """P(question) under other weights of the futures, such as those of a tilt: (futures,)."""
    outcome = evaluate(question, futures, roles=roles)
    base = weights if outcome.condition is None else weights * outcome.condition
    if not base.sum() > 0:
        raise FuturesError(f"the condition of {to_text(question)!r} holds in no future", mend="ask without it")
    return float((base * outcome.event).sum() / base.sum())


def difference(
    baseline: Futures, other: Futures, question: Question, *, roles: Mapping[str, str] | None = None
) -> tuple[float, float, float, float]:
    """What another run of the same model changes: (baseline, probability, difference, its error).

    The difference is paired, on the trajectories that both runs have; the probability is the baseline's, on all its
    trajectories, plus the difference (or the other run's own, where that would leave [0, 1]).
    """
    one, two = sums_of(baseline, question, roles=roles), sums_of(other, question, roles=roles)
    if baseline.identity is None or other.identity is None:
        raise FuturesError("these futures do not say which trajectories they share", mend="simulate them again")
    _, at, to = np.intersect1d(baseline.identity, other.identity, assume_unique=True, return_indices=True)
    if not len(at):
        raise FuturesError("the two runs share no trajectory", mend="use the same seed")
    before, then = Sums(one.yes[at], one.base[at]), Sums(two.yes[to], two.base[to])
    moved = then.ratio - before.ratio
    error = monte_carlo_error(baseline.batch[at], _residual(then) - _residual(before))
    whole = one.ratio
    if 0.0 <= whole + moved <= 1.0:
        return whole, whole + moved, moved, error
    return before.ratio, then.ratio, moved, error


def sums_of(futures: Futures, question: Question, *, roles: Mapping[str, str] | None = None) -> Sums:
    """The weights of a question by trajectory, from exact masses where they answer it."""
    only = is_exit_only(question) if question.given is None else None
    window = _window(futures, only) if only is not None else None
    if only is not None and window is not None:
        exact = _masses(futures, only, window)
        if exact is not None:
            yes = exact * futures.evidence
            if set(only.manners) != set(MANNERS) and not announced_truly(futures):
                yes = _as_told(futures, question, only, window, yes=yes, roles=roles)
            return Sums(futures.evidence - yes if only.negated else yes, futures.evidence)
    outcome = evaluate(question, futures, roles=roles)
    held = futures.weight if outcome.condition is None else futures.weight * outcome.condition
    return Sums(_by_trajectory(futures, held * outcome.event), _by_trajectory(futures, held))


def _by_trajectory(futures: Futures, values: Floats) -> Floats:
    return np.asarray(np.bincount(futures.trajectory, values, futures.trajectories), np.float64)


def _window(futures: Futures, only: ExitOnly) -> tuple[int, int] | None:
    """The days after the start over which exits count: after the first, up to the last; None where it has no such."""
    first, last = futures.as_of, futures.horizon
    match only.window:
        case By(day):
            last = day
        case Between(opens, closes):
            first, last = max(first, opens - timedelta(days=1)), closes
        case Within(duration, relation, _):
            if relation is not None:
                return None
            last = after(futures.as_of, duration)
        case None:
            pass
    if last > futures.horizon or first > last:
        return None
    return day_number(first, futures.start), day_number(last, futures.start)


def _masses(futures: Futures, only: ExitOnly, window: tuple[int, int]) -> Floats | None:
    """Probability of leaving by the manners that count, for each trajectory; None where no cut lies at the window's ends."""
    since, until = cumulative(futures, window[0]), cumulative(futures, window[1])
    if since is None or until is None:
        return None
    columns = [k for k, manner in enumerate(futures.exits.manners) if manner in only.manners]
    return np.asarray((until - since)[:, columns].sum(axis=1))


def _as_told(
    futures: Futures,
    question: Question,
    only: ExitOnly,
    window: tuple[int, int],
    *,
    yes: Floats,
    roles: Mapping[str, str] | None,
) -> Floats:
    """The weight of leaving by a manner as it is told, from the masses `yes` of truly leaving by it.

    The masses keep their small error. Of the weighted futures only two things are read: which share of those who
    truly left by the manner are told so, and who is told so and left otherwise.
    """
    log = futures.log
    kinds = [k for k, kind in enumerate(log.kinds) if kind.name == "leader_exit" and kind.get("manner") in only.manners]
    rows = np.isin(log.kind, kinds) & (log.day > window[0]) & (log.day <= window[1])
    truly = np.zeros(len(futures.weight), bool)
    truly[log.future[rows]] = True
    told = evaluate(question, futures, roles=roles).event != only.negated
    left = futures.weight[truly].sum()
    share_told = futures.weight[truly & told].sum() / left if left > 0 else 1.0
    return yes * share_told + _by_trajectory(futures, futures.weight * (told & ~truly))


def cumulative(futures: Futures, day: int) -> Floats | None:
    """Exact masses up to a day: (trajectories, manners); zero up to the asking date, None where no cut lies there."""
    if day <= day_number(futures.as_of, futures.start):
        return np.zeros((futures.trajectories, len(futures.exits.manners)))
    at = np.flatnonzero(futures.exits.days == day)
    return futures.exits.cumulative[:, int(at[0]), :] if len(at) else None


def announced_truly(futures: Futures) -> bool:
    """Whether in all futures the manner of leaving that is announced is the true one."""
    return all(k.get("manner") == k.get("announced") for k in futures.log.kinds if k.name == "leader_exit")


def _residual(sums: Sums) -> Floats:
    return np.asarray((sums.yes - sums.ratio * sums.base) / sums.base.mean())


def monte_carlo_error(batch: NDArray[np.integer], residual: Floats) -> float:
    """Standard error of a mean over trajectories, as it would scatter over seeds: batches are independent, a batch's trajectories are not.

    They share their draw of the parameters, and perhaps ancestors of a filter; so the sums of batches are what scatters. Where there
    is one batch only, its trajectories are.
    """
    n = len(residual)
    _, place = np.unique(batch, return_inverse=True)
    sums = np.bincount(place, residual - residual.mean())
    if len(sums) < 2:
        return float(residual.std() / np.sqrt(n))
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)) / n)


def interval(futures: Futures, sums: Sums) -> tuple[float, float]:
    """5th and 95th percentile of P(question | parameters), the simulation's variance removed."""
    p = sums.ratio
    batches = by_batch(futures, sums)
    weight = batches.weight / batches.weight.sum()
    estimate = batches.estimate
    total = float((weight * (estimate - p) ** 2).sum())
    if total <= 0 or not batches.noise_known:
        return (p, p) if total <= 0 else percentiles(estimate, weight)
    noise = float((weight * batches.noise).sum())
    kept = np.sqrt(max(0.0, 1.0 - noise / total))
    return percentiles(p + kept * (estimate - p), weight)


@dataclass(frozen=True, slots=True)
class Batches:
    """What each batch in which the condition holds says: P(question | its parameters).

    batch : rows of the parameter draws. estimate, weight : (batches,). noise : variance of each estimate from finite
    simulation; `noise_known` is false where batches have one trajectory.
    """

    batch: NDArray[np.intp]
    estimate: Floats
    weight: Floats
    noise: Floats
    noise_known: bool


def by_batch(futures: Futures, sums: Sums) -> Batches:
    """The estimates of batches, each of which has one draw of the parameters."""
    numbers, place, count = np.unique(futures.batch, return_inverse=True, return_counts=True)
    yes, base = np.bincount(place, sums.yes), np.bincount(place, sums.base)
    residual = sums.yes - sums.ratio * sums.base
    mean = np.bincount(place, residual) / count
    within = np.bincount(place, (residual - mean[place]) ** 2) / np.maximum(count - 1, 1) * count
    held = base > 0
    return Batches(
        batch=numbers[held].astype(np.intp),
        estimate=yes[held] / base[held],
        weight=np.asarray(base[held], np.float64),
        noise=within[held] / base[held] ** 2,
        noise_known=bool(count.max() >= 2),
    )


def percentiles(values: Floats, weight: Floats) -> tuple[float, float]:
    """5th and 95th percentile of weighed values; the weights sum to 1."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weight[order]) - weight[order] / 2
    low, high = np.interp([0.05, 0.95], middle, values[order])
    return float(low), float(high)
