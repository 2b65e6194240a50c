"""Time, for the lanes of each batch: first all together, then those in which something fires."""

import numpy as np

from brumaire.futures.compiled.arrays import BAD_HAZARD, BAD_SHARE, FINE, MOST_ROUNDS, TOO_MANY
from brumaire.futures.compiled.kernel.arithmetic import SANE, f4, f8, kernel
from brumaire.futures.compiled.kernel.firing import earliest, fire, run_down, sane
from brumaire.futures.compiled.kernel.motion import new_clock
from brumaire.futures.compiled.kernel.survival import leave, survive

# --- kernel ---


@kernel
def pass_quietly(
    account,
    staying,
    world,
    numbers,
    b,
    m,
    start,
    end,
    DV,
    H,
    mask,
    on,
    least,
    span,
    held,
    leaving,
    gained,
    gain,
    busy,
    fault,
):
    """Hazards of a batch, and a step of the lanes in which nothing fires; whether that is all of them, else `busy` are left."""
    lo = world.first[b]
    P = numbers.rows
    rates(
        b,
        lo,
        lo + m,
        world.levels,
        world.states,
        world.start,
        world.start_derived,
        numbers.constants,
        numbers.clocks,
        numbers.means,
        numbers.fixed,
        numbers.growth,
        P,
        DV,
        H,
        mask,
        on,
    )
    for k in range(SAMPLED + DIRECT):
        if not on[k]:
            h = H[k]
            for i in range(m):
                h[i] = f4(0.0)
    for i in range(m):
        held[i] = 0.0
    if staying and account.conditioning:
        for q in range(SAMPLED):
            if on[q] and account.silent[q]:
                h = H[q]
                wrong = 0
                for i in range(m):
                    wrong += 0 if (h[i] >= f4(0.0)) & (h[i] < SANE) else 1
                    held[i] += f8(h[i])
                if wrong > 0:
                    for i in range(m):
                        if not ((h[i] >= f4(0.0)) & (h[i] < SANE)):
                            fault[0], fault[1], fault[2] = BAD_HAZARD, q, lo + i
                            return False
                for i in range(m):
                    h[i] = f4(0.0)
    begins = world.begins[lo : lo + m]
    for i in range(m):
        span[i] = f4(max(end - max(begins[i], start), 0.0))
        least[i] = f4(1.0)
    for q in range(SAMPLED):
        if on[q]:
            h = H[q]
            clock = world.clock[P[q], lo : lo + m]
            for i in range(m):
                left = clock[i] - h[i] * span[i]
                left = left if h[i] >= f4(0.0) else f4(-1.0)
                least[i] = left if not (left >= least[i]) else least[i]
    for q in range(SAMPLED):
        if on[q]:
            h = H[q]
            clock = world.clock[P[q], lo : lo + m]
            for i in range(m):
                clock[i] = clock[i] - h[i] * span[i] if least[i] > f4(0.0) else clock[i]
    if staying:
        survive(account, begins, lo, m, H, on, held, start, end, least, leaving, gained, gain, busy)
    else:
        for i in range(m):
            busy[i] = 0 if least[i] > f4(0.0) else 1
    some = 0
    for i in range(m):
        some += busy[i]
    return some == 0


@kernel
def pass_alone(
    account, staying, world, numbers, log, rules, b, j, m, start, end, H, least, held, busy, hazard, share, found, stream, k0, k1,
    fault,
):  # fmt: skip
    """A step of the busy lanes of a batch from the j-th on, one by one and firing by firing.

    Returns the lane to go on with once the log has more room, m when all is done, −1 where something is wrong. Lanes are passed
    together and exits are weighed in one place, since handing over so many arrays costs more than a lane's arithmetic.
    """
    L, S, Z, Y, C = world.levels, world.states, world.start, world.start_derived, numbers.constants
    T, M, F, G, P = numbers.clocks, numbers.means, numbers.fixed, numbers.growth, numbers.rows
    exits = hazard[SAMPLED:]
    for k in range(j, m):
        if busy[k] == 0:
            continue
        if log.used[0] + 2 * MOST_EVENTS * (MOST_ROUNDS + 1) > len(log.owner):
            return k
        i = world.first[b] + k
        for q in range(SAMPLED + DIRECT):
            hazard[q] = H[q, k]
        calm = least[k] > f4(0.0)
        silence = held[k]
        now = max(world.begins[i], start)
        rounds = 0
        while True:
            if not sane(hazard, P, fault):
                fault[0], fault[2] = BAD_HAZARD, i
                return -1
            first, wait = -1, np.inf
            if not calm:
                first, wait = earliest(world, hazard, P, i)
            then = min(now + wait, end)
            if staying:
                leave(account, world, i, exits, silence, now, then, k0, k1)
            if calm:
                break
            run_down(world, hazard, P, i, then - now)
            due = first >= 0 and now + wait <= end
            now = then
            if not due:
                break
            rounds += 1
            if rounds > MOST_ROUNDS:
                fault[0], fault[1], fault[2] = TOO_MANY, first, i
                return -1
            u = new_clock(world, P[first], rules[first], i, stream, k0, k1)
            if fire(account, staying, world, numbers, log, rules[first], b, i, u, now, share, found, k0, k1) == -2:
                fault[0], fault[1], fault[2] = BAD_SHARE, rules[first], i
                return -1
            rates_at(b, i, L, S, Z, Y, C, T, M, F, G, P, hazard)
            silence = 0.0
            if staying and account.conditioning:
                if not sane(hazard, P, fault):
                    fault[0], fault[2] = BAD_HAZARD, i
                    return -1
                for q in range(SAMPLED):
                    if account.silent[q]:
                        silence += f8(hazard[q])
                        hazard[q] = f4(0.0)
    return m


@kernel
def advance(account, world, numbers, log, scratch, step):
    """Let time go for the active lanes of each batch; returns how many of them are done, fewer than all where the log is full.

    What has been begun of a batch lies in `scratch`, and `step.place` tells where to go on once the log has room again.
    """
    stream, k0, k1 = step.key[0], step.key[1], step.key[2]
    start, end = step.time[0], step.time[1]
    for b in range(step.place[0], len(step.active)):
        m = step.active[b]
        if m == 0:
            continue
        j = step.place[1]
        if j == 0:
            if log.used[0] + 2 * MOST_EVENTS * (MOST_ROUNDS + 1) > len(log.owner):
                step.place[0] = b
                return b
            if pass_quietly(
                account,
                step.staying,
                world,
                numbers,
                b,
                m,
                start,
                end,
                scratch.derived,
                scratch.hazards,
                scratch.mask,
                scratch.on,
                scratch.least,
                scratch.span,
                scratch.held,
                scratch.leaving,
                scratch.gained,
                scratch.gain,
                scratch.busy,
                step.fault,
            ):
                continue
            if step.fault[0] != FINE:
                return b
        step.place[1] = 0
        j = pass_alone(
            account, step.staying, world, numbers, log, step.rules, b, j, m, start, end, scratch.hazards, scratch.least, scratch.held,
            scratch.busy, scratch.hazard, scratch.share, scratch.found, stream, k0, k1, step.fault,
        )  # fmt: skip
        if j < 0:
            return b
        if j < m:
            step.place[0], step.place[1] = b, j
            return b
    return len(step.active)
