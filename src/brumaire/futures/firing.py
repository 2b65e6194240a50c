"""What happens when a transition fires: events into the log, a branch chosen, effects applied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.draws import CLOCK, four
from brumaire.futures.evaluation import View
from brumaire.futures.faults import no_share, week_of
from brumaire.futures.program import EffectRunner, EventWriter, Rule


class Survival(Protocol):
    """Keeps account of the leader's survival; what follows after he left has none."""

    def attempt(self, rule: Rule, index: Index, shares: Floats, day: Floats) -> None:
        """An attempt splits the weight; `shares` is (branches, n)."""
        ...

    def allowed(self, rule: Rule) -> NDArray[np.bool_]:
        """Which branches may be taken on the path on which the leader stays."""
        ...

    def weigh(self, index: Index, share: Floats) -> None:
        """Multiply weights by the share of the branches that are allowed."""
        ...


def new_clocks(block: Block, position: NDArray[np.intp] | int, index: Index) -> Floats:
    """Draw a fresh clock for a rule (its place among the sampled ones) of each trajectory given.

    Returns the four uniforms of each firing; the first has become the clock.
    """
    places = np.broadcast_to(np.asarray(position, np.intp), (len(index),))
    numbers = np.array([rule.number for rule in block.program.sampled], np.uint32)
    used = block.occurrence[places, index]
    u = four(block.seed, block.stream, block.trajectory[index], used, CLOCK + numbers[places], fold=block.fold[index])
    block.occurrence[places, index] = used + 1
    block.clock[places, index] = -np.log(u[0])
    return u


def fire(
    block: Block,
    survival: Survival | None,
    rule: Rule,
    index: Index,
    day: Floats,
    *,
    u: Floats,
    branch: NDArray[np.intp] | None = None,
) -> NDArray[np.intp]:
    """Let a transition happen in some trajectories at some days; returns the branch taken in each, −1 without branches.

    `u` is a uniform for each, which chooses the branch; `branch` gives branches that are already settled.
    """
    view = block.view(index)
    if not rule.branches:
        branch = np.full(len(index), -1, np.intp)
        if block.witness is not None:
            block.witness(block, rule, index, day, branch)
        write(block, rule.events, index, day)
        run_effects(block, [rule.effects], index, view)
        return branch
    if branch is None:
        shares = shares_of(block, rule, index, view)
        if survival is not None:
            survival.attempt(rule, index, shares, day)
            allowed = survival.allowed(rule)
            if not allowed.all():
                shares = shares * allowed[:, None]
                left = shares.sum(axis=0)
                survival.weigh(index, left)
                shares = shares / np.where(left > 0, left, 1.0)
        branch = choose(shares, u)
    if block.witness is not None:
        block.witness(block, rule, index, day, branch)
    write(block, rule.events, index, day)
    for k, outcome in enumerate(rule.branches):
        at = np.flatnonzero(branch == k)
        if not len(at):
            continue
        chosen = index[at]
        write(block, outcome.events, chosen, day[at])
        run_effects(block, [rule.effects, outcome.effects], chosen, block.view(chosen))
    return branch


def shares_of(block: Block, rule: Rule, index: Index, view: View) -> Floats:
    """Probabilities of a rule's branches in some trajectories: (branches, n).

    Raises
    ------
    FuturesError
        One of them is not a number.
    """
    if rule.shares is None:
        return np.ones((1, len(index)))
    shares = rule.shares(view, len(index))
    if shares.size and not shares.min() >= 0.0:
        at = int(np.flatnonzero(~(shares >= 0.0).all(axis=0))[0])
        raise no_share(rule.transition, week_of(view.moment), block.batch[index[at]])
    return shares


def choose(shares: Floats, u: Floats) -> NDArray[np.intp]:
    """The branch that a uniform falls on: shares are (branches, n), columns sum to one.

    >>> choose(np.array([[0.3, 0.3], [0.7, 0.7]]), np.array([0.2, 0.9])).tolist()
    [0, 1]
    """
    upper = np.cumsum(shares, axis=0)
    last = len(shares) - 1 - np.argmax(shares[::-1] > 0, axis=0)
    return np.asarray(np.minimum((upper <= u).sum(axis=0), last), np.intp)


def write(block: Block, events: Sequence[EventWriter], index: Index, day: Floats) -> None:
    """Note events in the log."""
    for event in events:
        block.log.write(index, day, event.kinds(block.states, index))


def run_effects(block: Block, effects: Sequence[EffectRunner], index: Index, view: View) -> None:
    """Apply effects; all values are worked out before anything changes."""
    states: list[tuple[int, NDArray[np.int8] | np.int8]] = []
    levels = []
    for runner in effects:
        for row, code, source, table in runner.states:
            if code is not None:
                states.append((row, np.int8(code)))
            else:
                assert table is not None
                states.append((row, table[view.row(view.states, source)]))
        for row, operator, amount in runner.levels:
            levels.append((row, operator, amount(view)))
    for row, value in states:
        block.states[row][index] = value
    for row, operator, amount in levels:
        if operator == "=":
            block.levels[row][index] = amount
        elif operator == "+":
            block.levels[row][index] += amount
        else:
            block.levels[row][index] -= amount
