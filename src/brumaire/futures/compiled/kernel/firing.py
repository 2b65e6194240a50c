"""What happens in a lane when a transition fires, and which fires first."""

import math

import numpy as np

from brumaire.futures.compiled.kernel.arithmetic import SANE, TRACE, f4, f8, i8, inside, kernel
from brumaire.futures.compiled.kernel.survival import attempt, pick

# --- kernel ---


@kernel
def branch_of(account, staying, world, numbers, rule, b, i, u, day, share, k0, k1):
    """The branch that a firing takes, −1 without branches, −2 where a probability is no number; on the path on which he stays, exits only take their weight."""
    count = shares(
        rule,
        b,
        i,
        world.levels,
        world.states,
        world.start,
        world.start_derived,
        numbers.constants,
        numbers.clocks,
        numbers.means,
        numbers.fixed,
        share,
    )
    if count == 0:
        return i8(-1)
    for k in range(count):
        if not share[k] >= 0.0:
            return i8(-2)
    if staying:
        if not account.conditioning:
            attempt(account, world, i, rule, share, count, day, k0, k1)
        left = 0.0
        every = True
        for k in range(count):
            if account.allowed[rule, k]:
                left += share[k]
            else:
                share[k] = 0.0
                every = False
        if not every:
            if account.conditioning:
                account.log_weight[i] += math.log(left)
            for k in range(count):
                share[k] /= left if left > 0 else 1.0
    return pick(share, count, u)


@kernel
def record(log, day, i, kinds, count):
    """Note events in the log, which has room for them."""
    for k in range(count):
        row = log.used[0]
        log.owner[row] = i
        log.day[row] = day
        log.kind[row] = kinds[k]
        log.used[0] = row + 1


@kernel
def fire(account, staying, world, numbers, log, rule, b, i, u, day, share, found, k0, k1):
    """Let a transition happen in a lane; returns the branch, as `branch_of`."""
    count = events(rule, i8(-1), i, world.states, numbers.kinds, found)
    if count > 0:
        record(log, day, i, found, count)
    branch = branch_of(account, staying, world, numbers, rule, b, i, u, day, share, k0, k1)
    if branch == -2:
        return branch
    if branch >= 0:
        count = events(rule, branch, i, world.states, numbers.kinds, found)
        if count > 0:
            record(log, day, i, found, count)
    effects(
        rule,
        branch,
        b,
        i,
        world.levels,
        world.states,
        world.start,
        world.start_derived,
        numbers.constants,
        numbers.clocks,
        numbers.means,
        numbers.fixed,
    )
    return branch


@inside
def earliest(world, hazard, row_of, i):
    """Which clock of a lane runs out first, and after how many days."""
    first, wait = -1, np.inf
    for q in range(SAMPLED):
        row = row_of[q]
        if row >= 0 and hazard[q] > f4(0.0):
            days = f8(world.clock[row, i]) / f8(hazard[q])
            if days < wait:
                first, wait = q, days
    return first, wait


@inside
def run_down(world, hazard, row_of, i, days):
    """Let the clocks of a lane run for some days; rounding leaves a trace in those that were not the first."""
    for q in range(SAMPLED):
        row = row_of[q]
        if row >= 0 and hazard[q] > f4(0.0):
            world.clock[row, i] = max(f4(f8(world.clock[row, i]) - f8(hazard[q]) * days), TRACE)


@inside
def sane(hazard, row_of, fault):
    """Whether all hazards of a lane are finite and not negative; else which is not."""
    for k in range(SAMPLED + DIRECT):
        if row_of[k] >= 0 and not ((hazard[k] >= f4(0.0)) & (hazard[k] < SANE)):
            fault[1] = k
            return False
    return True
