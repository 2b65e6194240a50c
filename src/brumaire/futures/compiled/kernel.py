"""The kernel as it stands, without a model: random numbers, the step, and the account of survival, one lane a trajectory.

`cache.py` writes this text and the functions of one model (from `generate.py`) into one file, which Numba compiles and keeps; nothing runs
this module as it is. Lanes of one batch lie side by side and share their parameters. Loops over lanes come first, in single precision, so
that the compiler can turn them into vector instructions; the few lanes in which something fires are then finished one by one.

Every lane does the same arithmetic wherever its batch stands, so results do not depend on blocks or threads.
"""

import math

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from brumaire.futures.compiled.arrays import Log

f4, f8, i4, i8, u4, u8 = np.float32, np.float64, np.int32, np.int64, np.uint32, np.uint64
SWIFT = {"contract", "nsz", "arcp"}
kernel = njit(fastmath=SWIFT, error_model="numpy", nogil=True, cache=True)
small = njit(fastmath=SWIFT, error_model="numpy", nogil=True, forceinline=True)
exactly = njit(error_model="numpy", nogil=True, forceinline=True)

NOISE_BLOCK, CLOCK_BLOCK, AT_EXIT_BLOCK, EXIT_STREAM = 0, 1024, 16384, 4
FOLD = 1 << 17
FIRST_MASS = 1e-9
MOST_ROUNDS = 2000
TRACE = f4(1e-30)
SANE = f4(1e30)
FINE, BAD_HAZARD, TOO_MANY = 0, 1, 2


@intrinsic
def float_of(context, bits):
    """The float32 with the bits of an int32."""
    from llvmlite import ir

    def make(_, builder, __, arguments):
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), make


@intrinsic
def bits_of(context, number):
    """The bits of a float32 as an int32."""
    from llvmlite import ir

    def make(_, builder, __, arguments):
        return builder.bitcast(arguments[0], ir.IntType(32))

    return types.int32(types.float32), make


@small
def lower(a, b):
    """The smaller of two numbers; what is no number stays so."""
    return a if (a < b) | (a != a) else b  # noqa: PLR0124 -- only what is no number differs from itself


@small
def higher(a, b):
    """The larger of two numbers; what is no number stays so."""
    return a if (a > b) | (a != a) else b  # noqa: PLR0124


@small
def expf(x):
    """Exp in single precision: 2ⁿ times a polynomial on [−ln 2/2, ln 2/2]; the argument is kept within ±87.

    Coefficients: the Taylor series to the sixth power, whose rest is below 2⁻²³ there. What is no number stays so: Numba's max
    and min give the first argument where they cannot compare.
    """
    x = max(x, f4(-87.0))
    x = min(x, f4(87.0))
    n = np.floor(x * f4(1.4426950408889634) + f4(0.5))
    r = x - n * f4(0.693359375)
    r = r + n * f4(2.12194440e-4)
    p = f4(1.0 / 720.0)
    p = p * r + f4(1.0 / 120.0)
    p = p * r + f4(1.0 / 24.0)
    p = p * r + f4(1.0 / 6.0)
    p = p * r + f4(0.5)
    p = p * r + f4(1.0)
    p = p * r + f4(1.0)
    return p * float_of(i4((i4(n) + i4(127)) << i4(23)))


@small
def halves(x):
    """The natural logarithm of a positive number in single precision, from its exponent and 2·artanh of the rest."""
    bits = bits_of(x)
    e = i4((bits >> i4(23)) - i4(127))
    m = float_of(i4((bits & i4(0x7FFFFF)) | i4(0x3F800000)))
    large = m > f4(1.4142135)
    m = m * f4(0.5) if large else m
    power = f4(e) + (f4(1.0) if large else f4(0.0))
    s = (m - f4(1.0)) / (m + f4(1.0))
    q = s * s
    p = f4(2.0 / 9.0)
    p = p * q + f4(2.0 / 7.0)
    p = p * q + f4(2.0 / 5.0)
    p = p * q + f4(2.0 / 3.0)
    p = p * q + f4(2.0)
    return s * p + power * f4(0.6931471805599453)


@small
def logf(x):
    """The natural logarithm; −∞ at 0 and no number below."""
    return f4(math.log(f8(x))) if x > f4(0.0) else (f4(-np.inf) if x == f4(0.0) else f4(np.nan))


@small
def sqrtf(x):
    """The square root."""
    return f4(np.sqrt(x))


@small
def logisticf(x):
    """1/(1 + exp(−x))."""
    return f4(1.0) / (f4(1.0) + expf(-x))


@small
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox 4×32."""
    for _ in range(10):
        p0 = u8(0xD2511F53) * u8(c0)
        p1 = u8(0xCD9E8D57) * u8(c2)
        c0, c1, c2, c3 = u4(u4(p1 >> u8(32)) ^ c1 ^ k0), u4(p1), u4(u4(p0 >> u8(32)) ^ c3 ^ k1), u4(p0)
        k0 = u4(k0 + u4(0x9E3779B9))
        k1 = u4(k1 + u4(0xBB67AE85))
    return c0, c1, c2, c3


@exactly
def uniform(word):
    """A word as a number in (0, 1)."""
    return (f8(word) + 0.5) * 2.0**-32


@small
def normal(word):
    """A standard normal number from a word, by the inverse distribution function.

    Giles's polynomials for the inverse error function in single precision (recalled, unchecked; a test holds them to the exact function).
    Both tails are measured from their own end, so that they keep their precision.
    """
    left = (f4(word) + f4(0.5)) * f4(2.0**-32)
    right = (f4(word ^ u4(0xFFFFFFFF)) + f4(0.5)) * f4(2.0**-32)
    w = -halves(f4(4.0) * left * right)
    w = max(f4(0.0), w)
    a = w - f4(2.5)
    p = f4(2.81022636e-08)
    p = p * a + f4(3.43273939e-07)
    p = p * a + f4(-3.5233877e-06)
    p = p * a + f4(-4.39150654e-06)
    p = p * a + f4(0.00021858087)
    p = p * a + f4(-0.00125372503)
    p = p * a + f4(-0.00417768164)
    p = p * a + f4(0.246640727)
    p = p * a + f4(1.50140941)
    s = np.sqrt(w) - f4(3.0)
    q = f4(-0.000200214257)
    q = q * s + f4(0.000100950558)
    q = q * s + f4(0.00134934322)
    q = q * s + f4(-0.00367342844)
    q = q * s + f4(0.00573950773)
    q = q * s + f4(-0.0076224613)
    q = q * s + f4(0.00943887047)
    q = q * s + f4(1.00167406)
    q = q * s + f4(2.83297682)
    return f4(1.4142135) * (left - right) * (p if w < f4(5.0) else q)


@exactly
def lost(x):
    """1 − exp(−x), to full precision for small x."""
    if x < 0.02:
        return x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x * (1.0 / 120.0 - x / 720.0)))))
    return -math.expm1(-x)


# --- the model ---


@kernel
def draw(z, slot_block, trajectory, fold, lo, hi, day, stream, k0, k1):
    """Four rows of standard normal numbers for the lanes of a batch."""
    z0, z1, z2, z3 = z[0], z[1], z[2], z[3]
    for i in range(hi - lo):
        a, b, c, d = philox(
            trajectory[lo + i], u4(day + fold[lo + i] * FOLD), u4(slot_block), u4(stream), u4(k0), u4(k1)
        )
        z0[i] = normal(a)
        z1[i] = normal(b)
        z2[i] = normal(c)
        z3[i] = normal(d)


@kernel
def move(world, numbers, speed, noise, slots, shift, wanted, active, day, stream, k0, k1):
    """Move the levels of the active lanes of each batch over a step that ends on `day`.

    speed, noise : float32 (levels, batches), d and σ·√(1 − d²). slots : number of each level's noise, −1 for none.
    """
    L, S, Z, Y = world.levels, world.states, world.start, world.start_derived
    widest = 1
    for b in range(len(active)):
        widest = max(widest, active[b])
    DV = np.empty((DERIVED, widest), np.float32)
    GOAL = np.empty((max(1, LEVELS), widest), np.float32)
    drawn = np.empty((4, widest), np.float32)
    for b in range(len(active)):
        lo = world.first[b]
        hi = lo + active[b]
        if hi == lo:
            continue
        targets(
            b,
            lo,
            hi,
            L,
            S,
            Z,
            Y,
            numbers.constants,
            numbers.clocks,
            numbers.means,
            numbers.fixed,
            shift,
            wanted,
            DV,
            GOAL,
        )
        ready = -1
        for k in range(LEVELS):
            if not wanted[k]:
                continue
            x = L[k, lo:hi]
            g = GOAL[k]
            d = speed[k, b]
            if slots[k] < 0:
                for i in range(hi - lo):
                    x[i] = g[i] + (x[i] - g[i]) * d
                continue
            if slots[k] // 4 != ready:
                ready = slots[k] // 4
                draw(drawn, ready, world.trajectory, world.fold, lo, hi, day, stream, k0, k1)
            z = drawn[slots[k] % 4]
            s = noise[k, b]
            for i in range(hi - lo):
                x[i] = g[i] + (x[i] - g[i]) * d + s * z[i]


@kernel
def highest(L):
    """Whether every level is a number below the largest allowed."""
    for k in range(L.shape[0]):
        row = L[k]
        bad = 0
        for i in range(len(row)):
            bad += 0 if (row[i] < f4(1e6)) & (row[i] > f4(-1e6)) else 1
        if bad > 0:
            return False
    return True


@kernel
def begin_clocks(world, rules, stream, k0, k1):
    """The first clock of every sampled transition of every lane; `rules` are their numbers by row."""
    for row in range(len(rules)):
        for i in range(world.clock.shape[1]):
            new_clock(world, row, rules[row], i, stream, k0, k1)


@kernel
def new_clock(world, row, rule, i, stream, k0, k1):
    """Draw a fresh clock for a transition of a lane; returns the uniform that chooses among branches."""
    used = world.occurrence[row, i]
    a, b, _, _ = philox(
        world.trajectory[i], u4(used + world.fold[i] * FOLD), u4(CLOCK_BLOCK + rule), u4(stream), u4(k0), u4(k1)
    )
    world.occurrence[row, i] = used + 1
    world.clock[row, i] = f4(-math.log(uniform(a)))
    return uniform(b)


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


@kernel
def branch_of(account, staying, world, numbers, rule, b, i, u, day, share, k0, k1):
    """The branch that a firing takes, −1 without branches; on the path on which he stays, exits only take their weight."""
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
    """Note events in the log, which grows where it is full."""
    owners, days, names, used = log
    if used[0] + count > len(owners):
        size = 2 * (len(owners) + count)
        wider = np.empty(size, np.int32), np.empty(size, np.float64), np.empty(size, np.int32)
        wider[0][: used[0]] = owners[: used[0]]
        wider[1][: used[0]] = days[: used[0]]
        wider[2][: used[0]] = names[: used[0]]
        owners, days, names = wider
    for k in range(count):
        owners[used[0]] = i
        days[used[0]] = day
        names[used[0]] = kinds[k]
        used[0] += 1
    return Log(owners, days, names, used)


@kernel
def fire(account, staying, world, numbers, log, rule, b, i, u, day, share, found, k0, k1):
    """Let a transition happen in a lane."""
    count = events(rule, i8(-1), i, world.states, numbers.kinds, found)
    if count > 0:
        log = record(log, day, i, found, count)
    branch = branch_of(account, staying, world, numbers, rule, b, i, u, day, share, k0, k1)
    if branch >= 0:
        count = events(rule, branch, i, world.states, numbers.kinds, found)
        if count > 0:
            log = record(log, day, i, found, count)
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
    return log, branch


@kernel
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


@kernel
def run_down(world, hazard, row_of, i, days):
    """Let the clocks of a lane run for some days; rounding leaves a trace in those that were not the first."""
    for q in range(SAMPLED):
        row = row_of[q]
        if row >= 0 and hazard[q] > f4(0.0):
            world.clock[row, i] = max(f4(f8(world.clock[row, i]) - f8(hazard[q]) * days), TRACE)


@kernel
def sane(hazard, row_of, fault):
    """Whether all hazards of a lane are finite and not negative; else which is not."""
    for k in range(SAMPLED + DIRECT):
        if row_of[k] >= 0 and not ((hazard[k] >= f4(0.0)) & (hazard[k] < SANE)):
            fault[1] = k
            return False
    return True


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


@kernel
def mark(leaving, world, rule, branch, i):
    """Put in what an exit says of a lane: manner, announced manner, fate, cover, by whom; and the states that tell of it."""
    say = leaving.says[rule, branch + 1]
    if say[0] >= 0:
        leaving.said[0, i] = say[0]
        leaving.said[1, i] = say[0]
        leaving.said[2, i] = say[5]
    if say[1] >= 0:
        leaving.said[1, i] = say[1]
    if say[2] >= 0:
        leaving.said[2, i] = say[2]
    if say[3] != -2:
        leaving.said[3, i] = say[3]
    if say[6] >= 0:
        leaving.said[4, i] = leaving.words[rule, branch + 1, world.states[say[6], i]]
    elif say[4] != -2:
        leaving.said[4, i] = say[4]
    world.states[leaving.exit_row, i] = leaving.said[0, i] + 1
    world.states[leaving.exit_row + 1, i] = leaving.said[1, i] + 1


@kernel
def depart(account, leaving, world, numbers, log, lanes_from, lanes_to, stream, k0, k1):
    """The moment of leaving of some lanes of each batch: the exit's events and effects, then what fires at it."""
    L, S, Z, Y, C = world.levels, world.states, world.start, world.start_derived, numbers.constants
    T, M, F = numbers.clocks, numbers.means, numbers.fixed
    share = np.zeros(MOST_BRANCHES)
    found = np.zeros(MOST_EVENTS, np.int32)
    for b in range(len(lanes_to)):
        for i in range(world.first[b] + lanes_from[b], world.first[b] + lanes_to[b]):
            rule, branch, day = i8(leaving.rule[i]), i8(leaving.branch[i]), world.begins[i]
            count = events(rule, i8(-1), i, S, numbers.kinds, found)
            if count > 0:
                log = record(log, day, i, found, count)
            if branch >= 0:
                count = events(rule, branch, i, S, numbers.kinds, found)
                if count > 0:
                    log = record(log, day, i, found, count)
            mark(leaving, world, rule, branch, i)
            effects(rule, branch, b, i, L, S, Z, Y, C, T, M, F)
            for k in range(len(leaving.at_exit)):
                rule = i8(leaving.at_exit[k])
                if not holds(rule, b, i, L, S, Z, Y, C, T, M, F):
                    continue
                _, second, _, _ = philox(
                    world.trajectory[i], u4(world.fold[i] * FOLD), u4(AT_EXIT_BLOCK + rule), u4(stream), u4(k0), u4(k1)
                )
                u = uniform(second)
                log, branch = fire(account, False, world, numbers, log, rule, b, i, u, day, share, found, k0, k1)
                if leaving.says[rule, 0, 7] == 1:
                    mark(leaving, world, rule, i8(-1), i)
                if branch >= 0 and leaving.says[rule, branch + 1, 7] == 1:
                    mark(leaving, world, rule, branch, i)
            found[0] = -1
            log = record(log, day, i, found, 1)
    return log
