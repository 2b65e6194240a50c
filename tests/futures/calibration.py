"""Simulation-based calibration: worlds that the engine makes, conditioned on by the engine, and the ranks of what was true in them.

Parameters drawn from the prior and a path that the engine simulates under them are a world. What a watcher would have known of it after half a
year (he is still in office, mutinies with their days, which indicator was seen in which week) goes into a case, and the case through `rejuvenate` and
`simulate`, as anybody's would. If the sampler is right, the posterior probability of "less than the true value" is uniform over worlds, for every
quantity (Cook, Gelman and Rubin 2006; Talts and others 2018; recalled, unchecked).

A sampler that returns the prior whatever was seen passes that. So the rank of the plot is also turned round in worlds where little was seen in the last
weeks: what had to move with the data then shows that it did not (quantities that hang on the data:
Modrák and others 2023; recalled, unchecked).

Both sides are the engine: what is wrong in both alike is not seen here, but by the exact solutions and the watcher of test_filtering.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.futures import rejuvenate, simulate
from brumaire.futures.survival import Account
from brumaire.models import Model
from brumaire.records import Case, Futures, Happened, Observation

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

START = date(2022, 1, 1)
AHEAD = 91
MODEL = """\
schema: brumaire.model/1
name: watched
states:
  plot: {values: [none, ready], initial: none, latent: true}
transitions:
  forms: {realises: plot, when: plot == none and leader == in_office, rate: 2 to 12 per year, effect: {plot: ready}, why: x, source: judged}
  fades: {realises: purge, when: plot == ready, rate: 3 per year, effect: {plot: none}, why: x, source: judged}
  rises:
    realises: armed_mutiny
    when: plot == ready
    rate: 0.5 to 5 per year
    branches:
      won: {probability: 0.1, exit: coup}
      lost: {probability: rest, effect: {plot: none}}
    why: x
    source: judged
  topples: {exit: uprising, rate: 0.5 to 15 per year, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 2 to 12, false_alarms: 0.05, source: judged}
  signals: {when: plot == ready, ratio: 3, false_alarms: 0.1, source: judged}
"""
PARAMETERS = ("forms.rate", "rises.rate", "topples.rate", "units.emission")
QUANTITIES = (*PARAMETERS, "plot at the asking date", "day of leaving", "plot, turned round")
RISES = {"plot"}
FALLS = {"purge", "armed_mutiny"}
INDICATORS = ("units", "signals")
ALARMS = np.array([0.05, 0.1])


@dataclass(frozen=True)
class World:
    """One true course of things.

    truth : the parameters. seen : bool (weeks, indicators). mutinies : day numbers. ready : whether the plot stood at the asking
    date. left : day number on which he left, infinite where he stayed to the horizon.
    """

    truth: dict[str, float]
    seen: Bools
    mutinies: Floats
    ready: bool
    left: float

    def case(self, make: Callable[..., Case]) -> Case:
        """What was known of it at the asking date."""
        weeks = len(self.seen)
        return make(
            observations=tuple(
                Observation(name, START + timedelta(days=7 * (week + 1)), seen=bool(self.seen[week, k]))
                for week in range(weeks)
                for k, name in enumerate(INDICATORS)
            ),
            happened=tuple(
                Happened(START + timedelta(days=int(np.ceil(day))), "armed_mutiny", {}, "made") for day in self.mutinies
            ),
        )


def ready_at(futures: Futures, days: Floats) -> Bools:
    """Whether the plot stands in each future at given days, read from the log: (futures, days)."""
    names = np.array([kind.name for kind in futures.log.kinds])
    change = (np.isin(names, [*RISES]).astype(int) - np.isin(names, [*FALLS]))[futures.log.kind]
    # It begins as none and rises and falls by turns, so its value is the sum of all changes so far.
    table = np.zeros((len(futures.weight), len(days)), int)
    for k, day in enumerate(days):
        before = futures.log.day <= day
        table[:, k] = np.bincount(futures.log.future[before], change[before], len(futures.weight))
    return table > 0


def left_on(futures: Futures) -> Floats:
    """Day number on which he leaves in each future, infinite where he stays."""
    leaves = np.array([kind.name == "leader_exit" for kind in futures.log.kinds])[futures.log.kind]
    day = np.full(len(futures.weight), np.inf)
    day[futures.log.future[leaves]] = futures.log.day[leaves]
    return day


def days_of(weeks: int) -> dict[str, date]:
    """The asking date after some weeks, and the horizon a quarter later."""
    as_of = START + timedelta(days=7 * weeks)
    return {"as_of": as_of, "horizon": as_of + timedelta(days=AHEAD)}


def worlds(model: Model, make: Callable[..., Case], *, count: int, weeks: int, seed: int) -> list[World]:
    """Worlds in which he is in office at the asking date, each with parameters of its own from the prior."""
    rng = np.random.default_rng(seed)
    made: list[World] = []
    noons, last, horizon = 7.0 * np.arange(1, weeks + 1) - 0.5, 7.0 * weeks, days_of(weeks)["horizon"]
    while len(made) < count:
        # 500 batches of one trajectory each.
        futures = simulate(
            model, make(), as_of=START, horizon=horizon, runs=500, seed=int(rng.integers(2**32)), engine="reference"
        )
        ready, left = ready_at(futures, np.append(noons, last)), left_on(futures)
        mutiny = np.array([kind.name == "armed_mutiny" for kind in futures.log.kinds])[futures.log.kind]
        for trajectory in range(futures.trajectories):
            mine = np.flatnonzero(futures.trajectory == trajectory)
            future = rng.choice(mine, p=futures.weight[mine] / futures.weight[mine].sum())
            if left[future] <= last:
                continue
            truth = dict(zip(futures.parameters.names, futures.parameters.values[trajectory], strict=True))
            emission = np.array([truth["units.emission"], 3 * ALARMS[1]])
            chance = np.where(ready[future, :-1, None], emission, ALARMS)
            days = futures.log.day[mutiny & (futures.log.future == future)]
            made.append(
                World(
                    truth,
                    rng.random((weeks, len(INDICATORS))) < chance,
                    days[days <= last],
                    bool(ready[future, -1]),
                    float(left[future]),
                )
            )
    return made[:count]


def ranks(futures: Futures, world: World, rng: np.random.Generator) -> Floats:
    """Posterior probability of less than the truth, for each of QUANTITIES but the last; ties are broken by a uniform number."""
    weight = np.bincount(futures.batch, futures.evidence)
    weight = weight / weight.sum()
    values = dict(zip(futures.parameters.names, futures.parameters.values.T, strict=True))
    found = [float(weight @ (values[name] < world.truth[name])) for name in PARAMETERS]
    future_weight = futures.weight / futures.weight.sum()
    ready = ready_at(futures, np.array([7.0 * len(world.seen)]))[:, 0]
    left = left_on(futures)
    for drawn, true in ((ready.astype(float), float(world.ready)), (left, world.left)):
        less, same = float(future_weight @ (drawn < true)), float(future_weight @ (drawn == true))
        found.append(less + rng.random() * same)
    return np.clip(found, 0.0, 1.0)


def calibrate(
    model: Model, make: Callable[..., Case], *, replicates: int, weeks: int, runs: int, seed: int, pilots: int = 0
) -> Floats:
    """Ranks (replicates, QUANTITIES).

    pilots : trajectories of the pilots that move the parameters; 0 leaves them at the prior's draws.
    """
    rng = np.random.default_rng(seed + 1)
    rows, often, asked = [], [], days_of(weeks)["as_of"]
    for k, world in enumerate(worlds(model, make, count=replicates, weeks=weeks, seed=seed)):
        case = world.case(make)
        proposal = rejuvenate(model, case, as_of=asked, seed=1_000 * seed + k, runs=pilots) if pilots else None
        futures = simulate(
            model,
            case,
            **days_of(weeks),
            runs=runs,
            seed=1_000_000 + 1_000 * seed + k,
            proposal=proposal,
            engine="reference",
        )
        rows.append(ranks(futures, world, rng))
        often.append(world.seen[-4:].sum())
    made = np.array(rows)
    plot = made[:, QUANTITIES.index("plot at the asking date")]
    return np.column_stack([made, np.where(np.array(often) > np.median(often), plot, 1.0 - plot)])


@contextmanager
def without_survival() -> Iterator[None]:
    """A sampler for which staying in office says nothing of the hazards of leaving."""
    advance = Account.advance

    def blind(self, index, exits, silent, day, until):
        advance(self, index, 0 * exits if self.conditioning else exits, silent, day, until)

    Account.advance = blind
    try:
        yield
    finally:
        Account.advance = advance


def distance(ranks: Floats) -> Floats:
    """Kolmogorov's distance of each column from the uniform law, times √n: above 1.63 one time in a hundred, above 1.95 one in a thousand."""
    n = len(ranks)
    ordered = np.sort(ranks, axis=0)
    at = np.arange(1, n + 1)[:, None] / n
    return np.asarray(np.maximum(at - ordered, ordered - at + 1 / n).max(axis=0) * np.sqrt(n))


def lean(ranks: Floats) -> Floats:
    """How many standard errors the mean of each column lies off one half: a whole law that is shifted shows here first."""
    return np.asarray((ranks.mean(axis=0) - 0.5) * np.sqrt(12 * len(ranks)))


def chi_square(ranks: Floats, bins: int) -> Floats:
    """Pearson's statistic of each column in equal bins, with bins − 1 degrees of freedom."""
    counts = np.array([np.histogram(column, bins, (0.0, 1.0))[0] for column in ranks.T])
    expected = len(ranks) / bins
    return np.asarray(((counts - expected) ** 2 / expected).sum(axis=1))


def ecdf(ranks: Floats, at: Floats) -> Floats:
    """Share of the ranks up to each place."""
    return np.searchsorted(np.sort(ranks), at, "right") / len(ranks)


def band(n: int, level: float, *, samples: int = 20_000) -> tuple[Floats, Floats, Floats]:
    """Places, and the bounds between which the ECDF of n uniform ranks stays at all of them with probability `level`.

    Bounds are quantiles of the binomial law at each place, with the one coverage of each place at which that share of simulated samples
    stays within all (Säilynoja, Bürkner and Vehtari 2022; recalled, unchecked).
    """
    from scipy.stats import binom

    at = np.linspace(0, 1, min(n, 100) + 1)[1:-1]
    counts = np.random.default_rng(0).multinomial(n, np.full(len(at) + 1, 1 / (len(at) + 1)), samples)[:, :-1]
    below = np.cumsum(counts, axis=1)
    # How far out each sample lies at its farthest place, as the probability of one tail there.
    count = np.arange(n + 1)[:, None]
    tails = np.minimum(binom.cdf(count, n, at), binom.sf(count - 1, n, at))
    tail = tails[below, np.arange(len(at))].min(axis=1)
    outer = np.quantile(tail, 1 - level)
    return at, binom.ppf(outer, n, at) / n, binom.isf(outer, n, at) / n
