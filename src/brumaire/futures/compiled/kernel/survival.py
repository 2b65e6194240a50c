"""The account of survival of one lane: masses gained, and the moment that is kept."""

import math

from brumaire.futures.compiled.kernel.arithmetic import (
    EXIT_STREAM,
    FEW,
    FIRST_MASS,
    SANE,
    exactly,
    f8,
    i8,
    inside,
    kernel,
    lost,
    of_lost,
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


@exactly
def while_there(total, tau):
    """How many of `tau` days a leader lasts under a hazard, on average; as `survive` has it, so that a lane's way does not matter."""
    x = total * tau
    return tau * of_lost(x) if x < FEW else lost(x) / total


@inside
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
            part = alive * while_there(total, cut - day)
            for m in range(account.masses.shape[0]):
                account.cumulative[i, c, m] = account.masses[m, i]
            for x in range(DIRECT):
                if account.manner[x] >= 0:
                    account.cumulative[i, c, account.manner[x]] += f8(hazards[x]) * part
    if total == 0.0:
        return
    share = alive * while_there(total, tau)
    for x in range(DIRECT):
        gained = f8(hazards[x]) * share
        if account.manner[x] >= 0:
            account.masses[account.manner[x], i] += gained
    for r in range(account.gathered.shape[0]):
        mine = 0.0
        for x in range(DIRECT):
            if account.mine[r, x]:
                mine += f8(hazards[x])
        before = account.gathered[r, i]
        after = before + mine * share
        if account.threshold[r, i] <= after:
            crossed, u = 0.0, 0.0
            while account.threshold[r, i] <= after:
                crossed = account.threshold[r, i]
                u = next_threshold(account, world, r, i, k0, k1)
                account.kept_rule[r, i] = account.exit_rule[0]
            # Only the last moment that is kept matters.
            part = (crossed - before) * total / (alive * mine)
            wait = -math.log1p(-min(part, 1.0 - 1e-16)) / total
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
    # The difference of two numbers that are nearly equal may be negative; the exponential never is.
    account.alive[i] = alive - total * share if total * tau < FEW else alive * math.exp(-total * tau)


@kernel
def survive(account, begins, lo, m, H, on, held, start, end, least, total, share, gain, busy):
    """Survival of the lanes of a batch until `end`, all at once; `busy` are those left to `leave`: something fires, or is kept.

    What a busy lane gains here is 0, so that no loop asks which lanes are busy.
    """
    bad = 0
    for i in range(m):
        total[i] = 0.0
        busy[i] = 0 if least[i] > f4(0.0) else 1
    for x in range(DIRECT):
        if on[SAMPLED + x]:
            h = H[SAMPLED + x]
            for i in range(m):
                bad += 0 if (h[i] >= f4(0.0)) & (h[i] < SANE) else 1
                total[i] += f8(h[i])
    if bad > 0:
        for i in range(m):
            busy[i] = 1
        return
    if account.conditioning:
        log_weight = account.log_weight[lo : lo + m]
        for i in range(m):
            lost_here = (total[i] + held[i]) * (end - max(begins[i], start))
            log_weight[i] -= 0.0 if busy[i] != 0 else lost_here
        return
    alive = account.alive[lo : lo + m]
    for i in range(m):
        tau = end - max(begins[i], start)
        x = total[i] * tau
        busy[i] |= 0 if x < FEW else 1
        share[i] = alive[i] * (tau * of_lost(x))
    for c in account.pending:
        # What a busy lane has here, `leave` will write anew.
        cut = account.cuts[c]
        if not start < cut <= end:
            continue
        for k in range(account.masses.shape[0]):
            for i in range(m):
                account.cumulative[lo + i, c, k] = account.masses[k, lo + i]
        for x in range(DIRECT):
            if on[SAMPLED + x] and account.manner[x] >= 0:
                h, k = H[SAMPLED + x], account.manner[x]
                for i in range(m):
                    until = cut - max(begins[i], start)
                    part = alive[i] * (until * of_lost(total[i] * until))
                    account.cumulative[lo + i, c, k] += f8(h[i]) * part
    for r in range(account.gathered.shape[0]):
        mine = gain[r]
        for i in range(m):
            mine[i] = 0.0
        for x in range(DIRECT):
            if on[SAMPLED + x] and account.mine[r, x]:
                h = H[SAMPLED + x]
                for i in range(m):
                    mine[i] += f8(h[i])
        gathered, threshold = account.gathered[r, lo : lo + m], account.threshold[r, lo : lo + m]
        for i in range(m):
            busy[i] |= 1 if threshold[i] <= gathered[i] + mine[i] * share[i] else 0
    for i in range(m):
        share[i] = 0.0 if busy[i] != 0 else share[i]
    for r in range(account.gathered.shape[0]):
        mine, gathered = gain[r], account.gathered[r, lo : lo + m]
        for i in range(m):
            gathered[i] += mine[i] * share[i]
    for x in range(DIRECT):
        if on[SAMPLED + x]:
            h = H[SAMPLED + x]
            if account.manner[x] >= 0:
                mass = account.masses[account.manner[x], lo : lo + m]
                for i in range(m):
                    mass[i] += f8(h[i]) * share[i]
    for i in range(m):
        alive[i] -= total[i] * share[i]


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
    if not leaving:
        return
    for r in range(account.gathered.shape[0]):
        mine = 0.0
        last = -1
        for k in range(count):
            if account.branch_manner[rule, k] >= 0 and account.branch_mine[r, rule, k]:
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
                    if account.branch_manner[rule, k] >= 0 and account.branch_mine[r, rule, k]:
                        upper += share[k] / mine
                        if chosen < 0 and share[k] > 0 and upper > u:
                            chosen = k
                keep(account, world, r, i, day, rule, chosen if chosen >= 0 else last)
            snapshot(account, world, r, i)
        account.gathered[r, i] = after
    account.alive[i] = alive * max(0.0, 1.0 - success)  # shares add up to one but for rounding
