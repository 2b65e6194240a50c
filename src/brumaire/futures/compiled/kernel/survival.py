"""The account of survival of one lane: masses gained, attempts, and the moment that is kept."""

import math

import numpy as np

from brumaire.futures.compiled.kernel.arithmetic import (
    EXIT_STREAM,
    FIRST_MASS,
    exactly,
    f8,
    i8,
    kernel,
    lost,
    philox,
    u4,
    uniform,
)

# --- kernel ---


@exactly
def pick(share, count, u):
    """The branch that a uniform falls on."""
    last = 0
    below = 0
    upper = 0.0
    for k in range(count):
        upper += share[k]
        if share[k] > 0:
            last = k
        if upper <= u:
            below += 1
    return i8(min(below, last))


@kernel
def keep(account, world, r, i, moment, rule, branch):
    """Keep a moment of leaving, and the lane as it is."""
    account.kept_moment[r, i] = moment
    account.kept_rule[r, i] = rule
    account.kept_branch[r, i] = branch


@kernel
def snapshot(account, world, r, i):
    """Keep levels, states and weeks of a lane as they are."""
    for k in range(world.levels.shape[0]):
        account.kept_levels[r, k, i] = world.levels[k, i]
    for k in range(world.states.shape[0]):
        account.kept_states[r, k, i] = world.states[k, i]
    for k in range(account.weeks.shape[0]):
        account.kept_weeks[r, k, i] = account.weeks[k, i]


@kernel
def next_threshold(account, world, r, i, k0, k1):
    """Set the next threshold of a reservoir; returns the uniform that chooses among exits."""
    a, b, _, _ = philox(world.trajectory[i], u4(account.draws[r, i]), u4(r), u4(EXIT_STREAM), u4(k0), u4(k1))
    account.draws[r, i] += 1
    base = FIRST_MASS if account.kept_rule[r, i] < 0 else account.threshold[r, i]
    account.threshold[r, i] = base / uniform(a)
    return uniform(b)


@kernel
def leave(account, world, i, hazards, held, day, until, k0, k1):
    """Hazards of leaving (`hazards`, direct exits; `held`, of what did not happen) stand still from `day` until `until`."""
    total = 0.0
    for x in range(DIRECT):
        total += f8(hazards[x])
    tau = until - day
    if account.conditioning:
        account.log_weight[i] -= (total + held) * tau
        return
    alive = account.alive[i]
    for c in account.pending:
        cut = account.cuts[c]
        if (day < cut) & (cut <= until):
            part = alive * lost(total * (cut - day)) / total if total > 0.0 else 0.0
            for m in range(account.masses.shape[0]):
                account.cumulative[i, c, m] = account.masses[m, i]
            for x in range(DIRECT):
                if account.manner[x] >= 0:
                    account.cumulative[i, c, account.manner[x]] += f8(hazards[x]) * part
    if total == 0.0:
        return
    decline = lost(total * tau)
    share = alive * decline / total
    for x in range(DIRECT):
        gained = f8(hazards[x]) * share
        if account.manner[x] >= 0:
            account.masses[account.manner[x], i] += gained
        if account.is_attempt[x]:
            account.attempts[i] += gained
            account.successes[i] += gained
    for r in range(account.gathered.shape[0]):
        mine = 0.0
        for x in range(DIRECT):
            if account.mine[r, x]:
                mine += f8(hazards[x])
        before = account.gathered[r, i]
        after = before + mine * share
        if account.threshold[r, i] <= after:
            while account.threshold[r, i] <= after:
                part = (account.threshold[r, i] - before) * total / (alive * mine)
                wait = -math.log1p(-min(part, 1.0 - 1e-16)) / total
                u = next_threshold(account, world, r, i, k0, k1)
                upper, chosen, last = 0.0, -1, 0
                for x in range(DIRECT):
                    if account.mine[r, x]:
                        upper += f8(hazards[x]) / mine
                        if hazards[x] > 0:
                            last = x
                        if chosen < 0 and upper > u:
                            chosen = x
                if chosen < 0:
                    chosen = last
                keep(account, world, r, i, min(max(day + wait, day), until), account.exit_rule[chosen], -1)
            snapshot(account, world, r, i)
        account.gathered[r, i] = after
    account.alive[i] = alive * (1.0 - decline)


@kernel
def attempt(account, world, i, rule, share, count, day, k0, k1):
    """An attempt splits the weight of a lane: branches that are exits gain their share, the rest goes on."""
    alive = account.alive[i]
    success = 0.0
    leaving = False
    for k in range(count):
        manner = account.branch_manner[rule, k]
        if manner >= 0:
            leaving = True
            account.masses[manner, i] += alive * share[k]
            success += share[k]
    if account.rule_attempt[rule]:
        account.attempts[i] += alive
        account.successes[i] += alive * success
    else:
        for k in range(count):
            if account.branch_manner[rule, k] >= 0 and account.branch_attempt[rule, k]:
                account.attempts[i] += alive * share[k]
                account.successes[i] += alive * share[k]
    if not leaving:
        return
    part = np.zeros(MOST_BRANCHES)
    for r in range(account.gathered.shape[0]):
        mine = 0.0
        last = -1
        for k in range(count):
            part[k] = 0.0
            if account.branch_manner[rule, k] >= 0 and account.branch_mine[r, rule, k]:
                part[k] = share[k]
                mine += share[k]
                last = k
        if last < 0:
            continue
        gained = alive * mine
        after = account.gathered[r, i] + gained
        if account.threshold[r, i] <= after and gained > 0:
            while account.threshold[r, i] <= after:
                u = next_threshold(account, world, r, i, k0, k1)
                upper, chosen = 0.0, -1
                for k in range(count):
                    upper += part[k] / mine
                    if chosen < 0 and part[k] > 0 and upper > u:
                        chosen = k
                keep(account, world, r, i, day, rule, chosen if chosen >= 0 else last)
            snapshot(account, world, r, i)
        account.gathered[r, i] = after
    account.alive[i] = alive * (1.0 - success)
