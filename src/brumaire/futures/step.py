"""One step: transitions at their exact times, on common reaction paths.

Each sampled transition of each trajectory has a clock, what is left of a unit exponential. While hazards stand still
the clock runs down by λ·dt; the transition fires when it has run out, and draws a fresh one. (This is Anderson's
modified next reaction method, recalled, unchecked; adr/0003 says why it was chosen.) After a firing the hazards are worked
out again for the trajectories concerned, and the rest of the step goes on for them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.evaluation import View
from brumaire.futures.firing import fire, new_clocks
from brumaire.futures.program import Rule
from brumaire.futures.survival import Account

MOST_ROUNDS = 2_000
SPARSE = 0.4
"""A hazard whose guard holds in a smaller share of trajectories is worked out for those alone."""


def hazards(block: Block, rules: Sequence[Rule], view: View, out: Floats) -> None:
    """Fill `out` (rules, n) with the hazards of rules per day, 0 where the guard does not hold."""
    n = out.shape[1]
    for k, rule in enumerate(rules):
        assert rule.hazard is not None
        row = out[k]
        if rule.guard is None:
            row[:] = rule.hazard(view)
            _check(block, rule, view, row)
            continue
        holds = np.broadcast_to(rule.guard(view), (n,))
        count = int(np.count_nonzero(holds))
        if count == n:
            row[:] = rule.hazard(view)
            _check(block, rule, view, row)
        elif count == 0:
            row[:] = 0.0
        elif view.index is None and count < SPARSE * n:
            at = np.flatnonzero(holds)
            part = view.at(at)
            value = np.broadcast_to(rule.hazard(part), (count,))
            _check(block, rule, part, value)
            row[:] = 0.0
            row[at] = value
        else:
            np.copyto(row, np.where(holds, rule.hazard(view), 0.0))
            _check(block, rule, view, row)


def _check(block: Block, rule: Rule, view: View, row: Floats) -> None:
    if not row.size or (row.min() >= 0.0 and row.max() < np.inf):
        return
    at = int(np.flatnonzero(~((row >= 0) & (row < np.inf)))[0])
    place = at if view.index is None else int(view.index[at])
    week = int(view.moment.clocks.get("years", 0.0) * 365.25 // 7)
    raise FuturesError(
        f"the hazard of {rule.name} is {row[at]:g} a day",
        where=f"{rule.transition.where}, week {week}, parameter draw {block.batch[place]}",
        rule="a hazard is finite and not negative",
        mend="bound its factor and the levels behind its ratios",
    )


class Stretch:
    """A stretch of time in which levels stand still, and the hazards of all trajectories at its moment."""

    def __init__(self, block: Block, account: Account | None, count: int | None = None) -> None:
        self.block, self.account = block, account
        self.n = block.size if count is None else count
        self.exits = np.zeros((len(block.program.exits) if account is not None else 0, self.n))
        self.silent = np.zeros(self.n)

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
        silent = self._silence(sampled)
        if index is None:
            self.silent = silent
        else:
            block.hazard[:, index] = sampled
            self.exits[:, index] = exits
            self.silent[index] = silent

    def _silence(self, sampled: Floats) -> Floats:
        # Known not to have happened: the hazard goes into the weight, and nothing fires.
        total = np.zeros(sampled.shape[1])
        if self.account is not None and self.account.conditioning:
            for k, rule in enumerate(self.block.program.sampled):
                if rule.number in self.account.silent:
                    total += sampled[k]
                    sampled[k] = 0.0
        return total

    def run(self, start: float, end: float) -> None:
        """Let time go from `start` to `end`."""
        block, n = self.block, self.n
        since = np.maximum(block.begins[:n], start)
        spans = np.maximum(end - since, 0.0)
        clock, hazard = block.clock[:, :n], block.hazard[:, :n]
        due = (clock <= hazard * spans) & (hazard > 0)
        hit = np.flatnonzero(due.any(axis=0) & (spans > 0)) if due.size else np.empty(0, np.intp)
        until = np.full(n, end)
        first = np.empty(0, np.intp)
        if len(hit):
            first, wait = _earliest(clock[:, hit], hazard[:, hit])
            until[hit] = np.minimum(since[hit] + wait, end)
        if self.account is not None:
            self.account.advance(None, self.exits, self.silent, since, until)
        clock -= hazard * np.maximum(until - since, 0.0)
        rounds = 0
        while len(hit):
            rounds += 1
            if rounds > MOST_ROUNDS:
                self._complain(hit, first, start)
            now = until[hit]
            self._fire(hit, first, now)
            self.refresh(hit)
            clocks, rates = block.clock[:, hit], block.hazard[:, hit]
            left = end - now
            due = (clocks <= rates * left) & (rates > 0)
            again = np.flatnonzero(due.any(axis=0))
            then = np.full(len(hit), end)
            if len(again):
                following, wait = _earliest(clocks[:, again], rates[:, again])
                then[again] = np.minimum(now[again] + wait, end)
            if self.account is not None:
                self.account.advance(hit, self.exits[:, hit], self.silent[hit], now, then)
            block.clock[:, hit] = clocks - rates * (then - now)
            until[hit] = then
            hit = hit[again]
            first = following if len(again) else np.empty(0, np.intp)

    def _fire(self, hit: Index, first: Index, now: Floats) -> None:
        for position in np.unique(first):
            at = np.flatnonzero(first == position)
            index = hit[at]
            u = new_clocks(self.block, int(position), index)
            fire(self.block, self.account, self.block.program.sampled[position], index, now[at], u=u[1])

    def _complain(self, hit: Index, first: Index, start: float) -> None:
        rule = self.block.program.sampled[int(first[0])]
        raise FuturesError(
            f"{rule.name} fires more than {MOST_ROUNDS} times within a step",
            where=f"{rule.transition.where}, week {int(start // 7)}, parameter draw {self.block.batch[hit[0]]}",
            rule="a transition changes what makes it fire",
            mend="lower its rate, or let its effect end its guard",
        )


def _earliest(clock: Floats, hazard: Floats) -> tuple[Index, Floats]:
    """Which clock runs out first, and after how many days."""
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.where(hazard > 0, np.maximum(clock, 0.0) / hazard, np.inf)
    first = wait.argmin(axis=0)
    return first, wait[first, np.arange(wait.shape[1])]
