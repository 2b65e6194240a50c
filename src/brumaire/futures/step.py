"""One step: transitions at their exact times, on common reaction paths.

Each sampled transition of each trajectory has a clock, what is left of a unit exponential. While hazards stand still
the clock runs down by λ·dt; the transition fires when it has run out, and draws a fresh one. (This is Anderson's
modified next reaction method, recalled, unchecked; adr/0003 says why it was chosen.) After a firing the hazards are worked
out again for the trajectories concerned, and the rest of the step goes on for them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.evaluation import Value, View
from brumaire.futures.faults import no_hazard, no_rest, week_of
from brumaire.futures.firing import fire, new_clocks
from brumaire.futures.program import Rule
from brumaire.futures.survival import Account

MOST_ROUNDS = 2_000
TRACE = 1e-300
SPARSE = 0.4
"""A hazard whose guard holds in a smaller share of trajectories is worked out for those alone."""


def hazards(block: Block, rules: Sequence[Rule], view: View, out: Floats) -> None:
    """Fill `out` (rules, n) with the hazards of rules per day, 0 where the guard does not hold."""
    for k, rule in enumerate(rules):
        out[k] = hazard(rule, view, out.shape[1])
    if out.size and not (out.min() >= 0.0 and out.max() < np.inf):
        _complain(block, rules, view, out)


def hazard(rule: Rule, view: View, n: int) -> Value:
    """The hazard of a rule per day in a view of n trajectories: an array, or one number for all."""
    assert rule.hazard is not None
    if rule.guard is None:
        return rule.hazard(view)
    holds = rule.guard(view)
    if not isinstance(holds, np.ndarray) or holds.ndim == 0:
        return rule.hazard(view) if holds else 0.0
    count = int(np.count_nonzero(holds))
    if count == 0:
        return 0.0
    if count == n:
        return rule.hazard(view)
    if view.index is None and count < SPARSE * n:
        at = np.flatnonzero(holds)
        row = np.zeros(n)
        row[at] = rule.hazard(view.at(at))
        return row
    return np.where(holds, rule.hazard(view), 0.0)


def _complain(block: Block, rules: Sequence[Rule], view: View, out: Floats) -> None:
    k, at = np.argwhere(~((out >= 0) & (out < np.inf)))[0]
    place = at if view.index is None else view.index[at]
    raise no_hazard(rules[k].transition, float(out[k, at]), week_of(view.moment), block.batch[place])


class Stretch:
    """A stretch of time in which levels stand still, and the hazards of all trajectories at its moment."""

    def __init__(self, block: Block, account: Account | None, count: int | None = None) -> None:
        self.block, self.account = block, account
        self.n = block.size if count is None else count
        self.exits = np.zeros((len(block.program.exits) if account is not None else 0, self.n))
        self.silent = np.zeros(self.n)
        self._held = np.zeros(block.hazard.shape if account is not None else (0, 0))

    def refresh(self, index: Index | None = None) -> None:
        """Work the hazards out again, for all or for some."""
        block = self.block
        if index is not None and not len(index):
            return
        if index is None:
            view = block.view(count=self.n)
            sampled, exits = block.hazard[:, : self.n], self.exits
        else:
            view = block.view(index)
            sampled = np.empty((len(block.program.sampled), len(index)))
            exits = np.empty((len(self.exits), len(index)))
        hazards(block, block.program.sampled, view, sampled)
        if self.account is not None:
            hazards(block, block.program.exits, view, exits)
        silent = self._silence(sampled, index)
        if index is None:
            self.silent = silent
        else:
            block.hazard[:, index] = sampled
            self.exits[:, index] = exits
            self.silent[index] = silent

    def _silence(self, sampled: Floats, index: Index | None) -> Floats:
        # Known not to have happened: the hazard goes into the weight, and nothing fires.
        total = np.zeros(sampled.shape[1])
        for k, rule in enumerate(self.block.program.sampled if self.account is not None else ()):
            if self._is_silent(rule):
                total += sampled[k]
                self._held[k, slice(None) if index is None else index] = sampled[k]
                sampled[k] = 0.0
        return total

    def after(self, hit: Index, first: Index) -> None:
        """Work out again the hazards that the firing of rule `first` changed in the trajectories `hit`."""
        program = self.block.program
        touched = program.touches[first]
        view = self.block.view(hit)
        sampled = len(program.sampled)
        for k in np.flatnonzero(touched.any(axis=0)).tolist():
            rule = program.sampled[k] if k < sampled else program.exits[k - sampled]
            if k >= sampled and self.account is None:
                break
            at = np.flatnonzero(touched[:, k])
            part, index = (view, hit) if len(at) == len(hit) else (self.block.view(hit[at]), hit[at])
            row = np.empty((1, len(index)))
            row[0] = hazard(rule, part, len(index))
            if not (row.min() >= 0.0 and row.max() < np.inf):
                _complain(self.block, [rule], part, row)
            if k >= sampled:
                self.exits[k - sampled, index] = row[0]
            elif self._is_silent(rule):
                self.silent[index] += row[0] - self._held[k, index]
                self._held[k, index] = row[0]
            else:
                self.block.hazard[k, index] = row[0]

    def _is_silent(self, rule: Rule) -> bool:
        return self.account is not None and self.account.conditioning and rule.number in self.account.silent

    def run(self, start: float, end: float) -> None:
        """Let time go from `start` to `end`."""
        block, n = self.block, self.n
        since = np.maximum(block.begins[:n], start)
        spans = np.maximum(end - since, 0.0)
        clock, rates = block.clock[:, :n], block.hazard[:, :n]
        rows = [k for k in range(len(rates)) if rates[k].any()]
        need, due, hits = np.empty(n), np.empty(n, bool), np.zeros(n, bool)
        for k in rows:
            np.less_equal(clock[k], np.multiply(rates[k], spans, out=need), out=due)
            np.logical_or(hits, due, out=hits)
        hit = np.flatnonzero(hits)
        until = np.full(n, end)
        first = np.empty(0, np.intp)
        before, current = clock[:, hit], rates[:, hit]
        for k in rows:
            clock[k] -= np.multiply(rates[k], spans, out=need)
        if len(hit):
            first, wait = _earliest(before, current)
            until[hit] = np.minimum(since[hit] + wait, end)
            clock[:, hit] = _run_down(before, current, until[hit] - since[hit])
        if self.account is not None:
            self.account.advance(None, self.exits, self.silent, since, until)
        rounds = 0
        while len(hit):
            rounds += 1
            if rounds > MOST_ROUNDS:
                self._complain(hit, first, start)
            now = until[hit]
            self._fire(hit, first, now)
            self.after(hit, first)
            clocks, current = block.clock[:, hit], block.hazard[:, hit]
            left = end - now
            again = np.flatnonzero((clocks <= current * left).any(axis=0))
            then = np.full(len(hit), end)
            if len(again):
                first, wait = _earliest(clocks[:, again], current[:, again])
                then[again] = np.minimum(now[again] + wait, end)
            if self.account is not None:
                self.account.advance(hit, self.exits[:, hit], self.silent[hit], now, then)
            block.clock[:, hit] = _run_down(clocks, current, then - now)
            until[hit] = then
            hit = hit[again]

    def _fire(self, hit: Index, first: Index, now: Floats) -> None:
        u = new_clocks(self.block, first, hit)[1]
        for position in np.unique(first).tolist():
            at = np.flatnonzero(first == position)
            fire(self.block, self.account, self.block.program.sampled[position], hit[at], now[at], u=u[at])

    def _complain(self, hit: Index, first: Index, start: float) -> None:
        rule = self.block.program.sampled[int(first[0])]
        raise no_rest(rule.transition, MOST_ROUNDS, int(start // 7), self.block.batch[hit[0]])


def _run_down(clock: Floats, hazard: Floats, days: Floats) -> Floats:
    # Rounding must not run out a clock that is not the first: it keeps a trace, and fires when its hazard lasts.
    return np.maximum(clock - hazard * days, TRACE)


def _earliest(clock: Floats, hazard: Floats) -> tuple[Index, Floats]:
    """Which clock runs out first, and after how many days."""
    wait = np.where(hazard > 0, clock / hazard, np.inf)
    first = wait.argmin(axis=0)
    return first, wait[first, np.arange(wait.shape[1])]
