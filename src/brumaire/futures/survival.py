"""The leader's survival along a trajectory on which he stays: exact masses of leaving, and the moment that is kept.

While the hazards λ_m of the manners of exit stand still for τ days, manner m gains the mass
S·λ_m/λ·(1 − exp(−λτ)), λ = Σ λ_m, and S loses the sum. An attempt that succeeds with probability p gives S·p at once.

For the future in which he leaves, one moment is drawn in proportion to the masses by a reservoir: the kept moment is
replaced when the mass gathered so far passes M/u, where M is the mass at the last replacement and u is uniform, for a
moment is the latest kept one among mass M′ with probability M/M′. No number is drawn in between, and neither cuts nor
steps change what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.draws import four
from brumaire.futures.firing import choose
from brumaire.futures.program import Rule
from brumaire.random_streams import Stream
from brumaire.records.outside_view import ExitManner

FIRST_MASS = 1e-9
"""The reservoir is filled once this much has been gathered; a smaller total yields no future in which he leaves."""


@dataclass(slots=True)
class Kept:
    """The moment kept by one reservoir, and the trajectory as it was then.

    rule : number of the transition, −1 while nothing is kept. branch : −1 for a direct exit.
    """

    manners: frozenset[ExitManner]
    gathered: Floats
    threshold: Floats
    draws: NDArray[np.int64]
    moment: Floats
    rule: NDArray[np.int32]
    branch: NDArray[np.int32]
    levels: Floats
    states: NDArray[np.int8]
    weeks: NDArray[np.uint8]


@dataclass(slots=True)
class Account:
    """Weights, survival and masses of a block's trajectories.

    conditioning
        Before the asking date: the leader is known to stay, so hazards of leaving (and of what is known not to have
        happened) go into the weight instead of splitting it.
    silent, closed
        Numbers of the transitions, and by transition the branches, that did not happen before the asking date.
    attempts, successes, tried
        Masses of a first attempt and of attempts that succeed, and whether there was one already: the anchor's, and kept by the reference
        engine alone.
    masses : (manners, n). cumulative : (n, cuts, manners), filled as cuts are passed.
    stacked : the arrays of `kept`, of all reservoirs together: the same memory.
    """

    block: Block
    manners: tuple[ExitManner, ...]
    cuts: tuple[float, ...]
    conditioning: bool
    log_weight: Floats
    alive: Floats
    masses: Floats
    cumulative: Floats
    kept: list[Kept]
    attempts: Floats
    successes: Floats
    tried: NDArray[np.bool_]
    weeks: NDArray[np.uint8]
    silent: frozenset[int] = frozenset()
    closed: Mapping[int, NDArray[np.bool_]] = field(default_factory=dict)
    pending: Sequence[int] = ()
    stacked: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def begin(self) -> None:
        """The asking date: from here on he may leave."""
        self.conditioning = False
        everyone = np.arange(self.block.size)
        for r, kept in enumerate(self.kept):
            kept.threshold[:] = FIRST_MASS * self._uniforms(r, everyone)[0]

    def advance(self, index: Index | None, exits: Floats, silent: Floats | None, day: Floats, until: Floats) -> None:
        """Hazards stand still from `day` until `until`: `exits` is (direct exits, m) per day."""
        tau = until - day
        total = exits.sum(axis=0)
        where = slice(None) if index is None else index
        if self.conditioning:
            gone = total if silent is None else total + silent
            self.log_weight[where] -= gone * tau
            return
        alive = self.alive[where]
        decline = -np.expm1(-total * tau)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(total > 0, alive * decline / total, 0.0)
        self._cut(where, exits, total=total, alive=alive, day=day, until=until)
        rules = self.block.program.exits
        for row, rule in zip(exits, rules, strict=True):
            assert rule.exit is not None
            assert rule.exit.manner is not None
            gained = row * share
            self.masses[self.manners.index(rule.exit.manner)][where] += gained
            if rule.attempt:
                # An exit that is itself an attempt (a mutiny that reaches the capital) is one that succeeded.
                self.attempts[where] += np.where(self.tried[where], 0.0, gained)
                self.successes[where] += gained
        everyone = np.arange(self.block.size) if index is None else index
        for r, kept in enumerate(self.kept):
            mine = [k for k, rule in enumerate(rules) if rule.exit and rule.exit.manner in kept.manners]
            hazard = total if len(mine) == len(rules) else exits[mine].sum(axis=0)
            before = kept.gathered[where]
            after = before + hazard * share
            at = np.flatnonzero(kept.threshold[where] <= after)
            if len(at):
                self._keep_direct(
                    r,
                    everyone[at],
                    exits[:, at],
                    mine=mine,
                    gathered=(before[at], after[at], alive[at]),
                    day=day[at],
                    until=until[at],
                )
            kept.gathered[where] = after
        self.alive[where] = alive * (1.0 - decline)

    def _cut(
        self,
        where: slice | Index,
        exits: Floats,
        *,
        total: Floats,
        alive: Floats,
        day: Floats,
        until: Floats,
    ) -> None:
        for c in self.pending:
            cut = self.cuts[c]
            inside = np.flatnonzero((day < cut) & (cut <= until))
            if not len(inside):
                continue
            place = inside if isinstance(where, slice) else where[inside]
            rate = total[inside]
            part = -np.expm1(-rate * (cut - day[inside]))
            with np.errstate(divide="ignore", invalid="ignore"):
                share = np.where(rate > 0, alive[inside] * part / rate, 0.0)
            made = self.masses[:, place].copy()
            for row, rule in zip(exits, self.block.program.exits, strict=True):
                assert rule.exit is not None
                assert rule.exit.manner is not None
                made[self.manners.index(rule.exit.manner)] += row[inside] * share
            self.cumulative[place, c, :] = made.T

    def _uniforms(self, r: int, index: Index) -> Floats:
        kept, block = self.kept[r], self.block
        u = four(block.seed, Stream.EXIT, block.trajectory[index], kept.draws[index], r)
        kept.draws[index] += 1
        return u

    def _next(self, r: int, index: Index) -> Floats:
        """Set the next thresholds; returns the uniforms that choose among exits."""
        kept = self.kept[r]
        u = self._uniforms(r, index)
        # The first moment lies anywhere within the first mass, which counts as gathered whole.
        base = np.where(kept.rule[index] < 0, FIRST_MASS, kept.threshold[index])
        kept.threshold[index] = base / u[0]
        return np.asarray(u[1])

    def _keep_direct(
        self,
        r: int,
        index: Index,
        exits: Floats,
        *,
        mine: list[int],
        gathered: tuple[Floats, Floats, Floats],
        day: Floats,
        until: Floats,
    ) -> None:
        kept = self.kept[r]
        before, after, alive = gathered
        shares = exits[mine]
        hazard, total = shares.sum(axis=0), exits.sum(axis=0)
        numbers = np.array([self.block.program.exits[k].number for k in mine], np.int32)
        at = np.arange(len(index))
        while len(at):
            place = index[at]
            part = (kept.threshold[place] - before[at]) * total[at] / (alive[at] * hazard[at])
            tau = -np.log1p(-np.minimum(part, 1.0 - 1e-16)) / total[at]
            u = self._next(r, place)
            kept.moment[place] = np.clip(day[at] + tau, day[at], until[at])
            chosen = choose(shares[:, at] / hazard[at], u)
            kept.rule[place] = numbers[chosen]
            kept.branch[place] = -1
            at = at[kept.threshold[place] <= after[at]]
        self._snapshot(kept, index)

    def attempt(self, rule: Rule, index: Index, shares: Floats, day: Floats) -> None:
        """An attempt splits the weight of some trajectories; `shares` is (branches, m)."""
        leaving = [(k, b.exit.manner) for k, b in enumerate(rule.branches) if b.exit is not None and b.exit.manner]
        if self.conditioning:
            return
        alive = self.alive[index]
        success = np.zeros(len(index))
        for k, manner in leaving:
            self.masses[self.manners.index(manner)][index] += alive * shares[k]
            success += shares[k]
        fresh = np.where(self.tried[index], 0.0, alive)
        if rule.attempt:
            self.attempts[index] += fresh
            self.successes[index] += alive * success
            self.tried[index] = True
        for k, _ in leaving:
            if rule.branches[k].attempt and not rule.attempt:
                self.attempts[index] += fresh * shares[k]
                self.successes[index] += alive * shares[k]
        if not leaving:
            return
        for r, kept in enumerate(self.kept):
            mine = [k for k, manner in leaving if manner in kept.manners]
            if not mine:
                continue
            gained = alive * shares[mine].sum(axis=0)
            after = kept.gathered[index] + gained
            at = np.flatnonzero((kept.threshold[index] <= after) & (gained > 0))
            if len(at):
                self._keep_attempt(
                    r, index[at], shares[:, at], mine=mine, after=after[at], day=day[at], number=rule.number
                )
            kept.gathered[index] = after
        # Shares add up to one but for rounding.
        self.alive[index] = alive * np.maximum(0.0, 1.0 - success)

    def _keep_attempt(
        self,
        r: int,
        index: Index,
        shares: Floats,
        *,
        mine: list[int],
        after: Floats,
        day: Floats,
        number: int,
    ) -> None:
        kept = self.kept[r]
        at = np.arange(len(index))
        while len(at):
            place = index[at]
            u = self._next(r, place)
            kept.moment[place] = day[at]
            part = shares[mine][:, at]
            kept.rule[place] = number
            kept.branch[place] = np.array(mine, np.int32).take(choose(part / part.sum(axis=0), u))
            at = at[kept.threshold[place] <= after[at]]
        self._snapshot(kept, index)

    def _snapshot(self, kept: Kept, index: Index) -> None:
        kept.levels[:, index] = self.block.levels[:, index]
        kept.states[:, index] = self.block.states[:, index]
        kept.weeks[:, index] = self.weeks[:, index]

    def allowed(self, rule: Rule) -> NDArray[np.bool_]:
        """The branches that may be taken while he stays."""
        stays = np.array([branch.exit is None for branch in rule.branches])
        if self.conditioning and rule.number in self.closed:
            return np.asarray(stays & ~self.closed[rule.number])
        return stays

    def weigh(self, index: Index, share: Floats) -> None:
        """Before the asking date, what is known not to have happened goes into the weight."""
        if self.conditioning:
            with np.errstate(divide="ignore"):
                self.log_weight[index] += np.log(share)


def open_account(
    block: Block,
    *,
    manners: tuple[ExitManner, ...],
    cuts: tuple[float, ...],
    reservoirs: Sequence[frozenset[ExitManner]],
    indicators: int,
) -> Account:
    """An account of a block at its start, still conditioning."""
    n, count = block.size, len(reservoirs)
    stacked: dict[str, NDArray[Any]] = {
        "gathered": np.zeros((count, n)),
        "threshold": np.full((count, n), np.inf),
        "draws": np.zeros((count, n), np.int64),
        "moment": np.full((count, n), np.nan),
        "rule": np.full((count, n), -1, np.int32),
        "branch": np.full((count, n), -1, np.int32),
        "levels": np.zeros((count, *block.levels.shape), block.levels.dtype),
        "states": np.zeros((count, *block.states.shape), block.states.dtype),
        "weeks": np.zeros((count, indicators, n), np.uint8),
    }
    return Account(
        block=block,
        manners=manners,
        cuts=cuts,
        conditioning=True,
        log_weight=np.zeros(n),
        alive=np.ones(n),
        masses=np.zeros((len(manners), n)),
        cumulative=np.zeros((n, len(cuts), len(manners))),
        kept=[
            Kept(manners=group, **{name: rows[r] for name, rows in stacked.items()})
            for r, group in enumerate(reservoirs)
        ],
        attempts=np.zeros(n),
        successes=np.zeros(n),
        tried=np.zeros(n, bool),
        weeks=np.zeros((indicators, n), np.uint8),
        stacked=stacked,
    )
