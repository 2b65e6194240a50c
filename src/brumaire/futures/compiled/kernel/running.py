"""Time, for the lanes of each batch: first all together, then those in which something fires."""

import numpy as np

from brumaire.futures.compiled.kernel.arithmetic import BAD_HAZARD, MOST_ROUNDS, SANE, TOO_MANY, f4, f8, kernel
from brumaire.futures.compiled.kernel.firing import earliest, fire, run_down, sane
from brumaire.futures.compiled.kernel.motion import new_clock
from brumaire.futures.compiled.kernel.survival import leave

# --- kernel ---


@kernel
def advance(account, staying, world, numbers, log, rules, active, start, end, stream, k0, k1, fault):
    """Let time go from `start` to `end` for the active lanes of each batch; returns the log.

    rules : number of each sampled transition in the model. fault : (what, which hazard, lane), left alone where all is well.
    """
    L, S, Z, Y, C = world.levels, world.states, world.start, world.start_derived, numbers.constants
    T, M, F, G, P = numbers.clocks, numbers.means, numbers.fixed, numbers.growth, numbers.rows
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
    for b in range(len(active)):
        lo = world.first[b]
        m = active[b]
        if m == 0:
            continue
        rates(b, lo, lo + m, L, S, Z, Y, C, T, M, F, G, P, DV, H, mask, on)
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
                                return log
                    for i in range(m):
                        h[i] = f4(0.0)
        for i in range(m):
            since = max(world.begins[lo + i], start)
            span[i] = f4(max(end - since, 0.0))
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
        for j in range(m):
            i = lo + j
            now = max(world.begins[i], start)
            if least[j] > f4(0.0):
                if staying:
                    total = f4(0.0)
                    for x in range(DIRECT):
                        hazard[x] = H[SAMPLED + x, j]
                        total += hazard[x]
                        if not (hazard[x] >= f4(0.0)):
                            total = f4(np.inf)
                    if not (total < SANE):
                        fault[0], fault[1], fault[2] = BAD_HAZARD, SAMPLED, i
                        for x in range(DIRECT):
                            if not ((hazard[x] >= f4(0.0)) & (hazard[x] < SANE)):
                                fault[1] = SAMPLED + x
                        return log
                    leave(account, world, i, hazard, held[j], now, end, k0, k1)
                continue
            for k in range(SAMPLED + DIRECT):
                hazard[k] = H[k, j]
            rounds = 0
            silence = held[j]
            while True:
                if not sane(hazard, P, fault):
                    fault[0], fault[2] = BAD_HAZARD, i
                    return log
                first, wait = earliest(world, hazard, P, i)
                then = min(now + wait, end)
                if staying:
                    leave(account, world, i, hazard[SAMPLED:], silence, now, then, k0, k1)
                run_down(world, hazard, P, i, then - now)
                due = first >= 0 and now + wait <= end
                now = then
                if not due:
                    break
                rounds += 1
                if rounds > MOST_ROUNDS:
                    fault[0], fault[1], fault[2] = TOO_MANY, first, i
                    return log
                u = new_clock(world, P[first], rules[first], i, stream, k0, k1)
                log, _ = fire(account, staying, world, numbers, log, rules[first], b, i, u, now, share, found, k0, k1)
                rates_at(b, i, L, S, Z, Y, C, T, M, F, G, P, hazard)
                silence = 0.0
                if staying and account.conditioning:
                    if not sane(hazard, P, fault):
                        fault[0], fault[2] = BAD_HAZARD, i
                        return log
                    for q in range(SAMPLED):
                        if account.silent[q]:
                            silence += f8(hazard[q])
                            hazard[q] = f4(0.0)
    return log
