"""Time, for the lanes of each batch: first all together, then those in which something fires."""

import numpy as np

from brumaire.futures.compiled.kernel.arithmetic import (
    BAD_HAZARD,
    BAD_SHARE,
    FINE,
    MOST_ROUNDS,
    SANE,
    TOO_MANY,
    f4,
    f8,
    kernel,
    making,
)
from brumaire.futures.compiled.kernel.firing import earliest, fire, roomy, run_down, sane
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


@making
def advance(account, staying, world, numbers, log, rules, active, start, end, stream, k0, k1, fault):
    """Let time go from `start` to `end` for the active lanes of each batch; returns the log.

    rules : number of each sampled transition in the model. fault : (what, which hazard, or which transition where its branches
    are wrong, lane), left alone where all is well.
    """
    widest = 1
    for b in range(len(active)):
        widest = max(widest, active[b])
    DV = np.empty((DERIVED, widest), np.float32)
    H = np.zeros((SAMPLED + DIRECT, widest), np.float32)
    mask = np.empty(widest, np.int32)
    on = np.zeros(SAMPLED + DIRECT, np.bool_)
    least = np.empty(widest, np.float32)
    span = np.empty(widest, np.float32)
    held = np.zeros(widest, np.float64)
    hazard = np.zeros(SAMPLED + DIRECT, np.float32)
    share = np.zeros(MOST_BRANCHES)
    found = np.zeros(MOST_EVENTS, np.int32)
    busy = np.ones(widest, np.int64)
    leaving, gained = np.empty(widest), np.empty(widest)
    gain = np.empty((account.gathered.shape[0], widest))
    for b in range(len(active)):
        m = active[b]
        if m == 0:
            continue
        if pass_quietly(
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
            continue
        if fault[0] != FINE:
            return log
        j = 0
        while j < m:
            log = roomy(log, 2 * MOST_EVENTS * (MOST_ROUNDS + 1))
            j = pass_alone(
                account, staying, world, numbers, log, rules, b, j, m, start, end, H, least, held, busy, hazard, share, found,
                stream, k0, k1, fault,
            )  # fmt: skip
            if j < 0:
                return log
    return log
