"""The bench model written by hand for Numba, as somebody would who writes one model only: same contract, same random numbers.

    python bench/engine_by_hand.py weighed|sampled RUNS [THREADS]

Events at their exact time inside the week, hazards worked out again after each, survival as a weight with exact masses at three dates, one
kept moment of leaving with the levels at that moment, a log of events, Philox counters, levels in single precision, blocks of lanes
(struct of arrays). What it may do and a generated kernel may not: the model's numbers stand in the code, everything is known before, what nobody
reads is left out of a step, and the mass gathered is 1 − S. `sampled` is the same with exits that are drawn like all other events, 0 or 1.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from engine_arithmetic import CLOCK, EXIT, STAYS, SWIFT, block, draw, expf, f4, f8, i4, of_lost, philox, u4
from numba import njit

WEEKS = (26, 52, 104)
LAST = 104
LANES = 1000
# Rows of the levels, and numbers of the transitions, in the order of models/weekly.yaml.
SHOCK, FORTUNE, LOSSES, ECONOMY, MORALE, OPINION, GRIP, AGE, REPRESSION = range(9)
FORMS, FOUND, COUP, FAILS, DIES, VOTED, CEASES, RESUMES = range(8)
WEEKLY = (0.010, 0.10, 0.030, 0.040, 0.0007, 0.0010, 0.006, 0.020)
ON_FORTUNE = (-0.3, 0.1, -0.2, 0.2, 0.0, -0.4, -0.2, -0.3)
ON_MORALE = (-0.5, 0.2, -0.4, 0.3, 0.0, -0.5, -0.3, 0.2)
ON_GRIP = (0.9, 0.2, 0.5, -0.3, 0.1, 0.8, 0.2, -0.1)
NUMBERS = np.array([np.log(np.array(WEEKLY) / 7), ON_FORTUNE, ON_MORALE, ON_GRIP]).T.astype(np.float32)
# Exits have rows of their own behind the five others, so that the vector loops over clocks need no test.
CLOCK_OF = np.array([0, 1, 5, 2, 6, 7, 3, 4])
ORDER = np.array([FORMS, FOUND, FAILS, CEASES, RESUMES, COUP, DIES, VOTED])


@block
def move(m, x, war, z0, z1, z2):
    """One week of the levels, all from the values before it."""
    shock, f, lo, e, mo, o, g, age, rep = x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]
    for i in range(m):
        fought = war[i] == 0
        f0, l0, e0, m0, o0, r0 = f[i], lo[i], e[i], mo[i], o[i], rep[i]
        f[i] = f4(0.95) * f0 + (f4(0.15) if fought else f4(0.03)) * shock[i]
        shock[i] = z0[i]
        lo[i] = f4(0.98) * l0 + (f4(0.05) + f4(0.05) * max(f4(0.0), -f0) if fought else f4(0.0))
        e[i] = f4(0.98) * e0 - (f4(0.01) if fought else f4(0.0)) + f4(0.05) * z1[i]
        mo[i] = f4(0.9) * m0 + f4(0.1) * (f4(0.5) * f0 - f4(0.8) * l0) + f4(0.05) * z2[i]
        o[i] = f4(0.92) * o0 + f4(0.08) * (f4(0.6) * f0 + f4(0.3) * m0 - f4(0.2) * r0)
        g[i] = f4(0.94) * g[i] + f4(0.06) * (f4(-0.5) * o0 - f4(0.5) * e0 + f4(0.4) * r0)
        age[i] += f4(0.005)
        rep[i] = f4(0.95) * r0


@block
def hazards(m, x, plot, war, number, h):
    """Hazards per day of all lanes."""
    f, mo, g = x[FORTUNE], x[MORALE], x[GRIP]
    for k in range(8):
        a, b, c, d = number[k, 0], number[k, 1], number[k, 2], number[k, 3]
        row = h[k]
        for i in range(m):
            row[i] = expf(a + b * f[i] + c * mo[i] + d * g[i])
    for i in range(m):
        h[FORMS, i] = h[FORMS, i] if plot[i] == 0 else f4(0.0)
        h[CEASES, i] = h[CEASES, i] if war[i] == 0 else f4(0.0)
        h[RESUMES, i] = h[RESUMES, i] if war[i] != 0 else f4(0.0)
    for i in range(m):
        ready = plot[i] != 0
        h[FOUND, i] = h[FOUND, i] if ready else f4(0.0)
        h[COUP, i] = h[COUP, i] if ready else f4(0.0)
        h[FAILS, i] = h[FAILS, i] if ready else f4(0.0)


@block
def wait(m, clocks, h, clock, order, least):
    """Run down the clocks of the lanes in which none runs out within the week."""
    for i in range(m):
        least[i] = f4(1.0)
    for c in range(clocks):
        t, row = clock[c], h[order[c]]
        for i in range(m):
            least[i] = min(least[i], t[i] - row[i] * f4(7.0))
    for c in range(clocks):
        t, row = clock[c], h[order[c]]
        for i in range(m):
            t[i] = t[i] - row[i] * f4(7.0) if least[i] > f4(0.0) else t[i]


@block
def survive(m, h, mass, alive, threshold, least, share, busy):
    """Masses of the lanes in which nothing fires and no moment is kept; the others are `busy`."""
    for i in range(m):
        total = f8(h[COUP, i]) + f8(h[DIES, i]) + f8(h[VOTED, i])
        x = total * 7.0
        part = alive[i] * 7.0 * of_lost(x)
        calm = (least[i] > f4(0.0)) & (x < 0.25) & (threshold[i] > 1.0 - alive[i] + part * total)
        busy[i] = 0 if calm else 1
        share[i] = part if calm else 0.0
    for i in range(m):
        mass[0, i] += share[i] * f8(h[COUP, i])
        mass[1, i] += share[i] * f8(h[DIES, i])
        mass[2, i] += share[i] * f8(h[VOTED, i])
        alive[i] -= share[i] * (f8(h[COUP, i]) + f8(h[DIES, i]) + f8(h[VOTED, i]))


@block
def new_clock(c, rule, i, name, clock, used, k0, k1):
    """A fresh clock."""
    a, _, _, _ = philox(name[i], u4(used[c, i]), u4(CLOCK + rule), u4(STAYS), k0, k1)
    used[c, i] += 1
    clock[c, i] = f4(-math.log((f8(a) + 0.5) * 2.0**-32))


@block
def gather(i, h, tau, day, name, mass, alive, threshold, drawn, kept, kept_x, x, k0, k1):
    """Hazards of leaving stand still for some days in one lane."""
    total = f8(h[COUP]) + f8(h[DIES]) + f8(h[VOTED])
    fall = -math.expm1(-total * tau)
    share = alive[i] * fall / total
    mass[0, i] += share * f8(h[COUP])
    mass[1, i] += share * f8(h[DIES])
    mass[2, i] += share * f8(h[VOTED])
    before = 1.0 - alive[i]
    after = before + alive[i] * fall
    if threshold[i] <= after:
        crossed, u = 0.0, 0.0
        while threshold[i] <= after:
            crossed = threshold[i]
            a, b, _, _ = philox(name[i], u4(drawn[i]), u4(0), u4(EXIT), k0, k1)
            drawn[i] += 1
            threshold[i] = (crossed if kept[1, i] >= 0.0 else 1e-9) / ((f8(a) + 0.5) * 2.0**-32)
            kept[1, i] = 0.0
            u = (f8(b) + 0.5) * 2.0**-32
        kept[0, i] = day - math.log1p(-min((crossed - before) / alive[i], 1.0 - 1e-16)) / total
        u *= total
        kept[1, i] = 0.0 if u < f8(h[COUP]) else (1.0 if u < f8(h[COUP]) + f8(h[DIES]) else 2.0)
        for k in range(9):
            kept_x[k, i] = x[k, i]
    alive[i] *= 1.0 - fall


@block
def lane(i, week, weigh, x, plot, war, h, lam, number, name, clock, used, order, account, log, k0, k1):
    """One lane for a week, event by event; returns how many rows the log has."""
    mass, alive, threshold, drawn, kept, kept_x, owner, when, what, gone = account
    day, end, rows = 7.0 * week, 7.0 * week + 7.0, log
    for k in range(8):
        lam[k] = h[k, i]
    clocks = 5 if weigh else 8
    while True:
        first, least = -1, np.inf
        for c in range(clocks):
            if lam[order[c]] > f4(0.0):
                t = f8(clock[c, i]) / f8(lam[order[c]])
                if t < least:
                    first, least = c, t
        then = min(day + least, end)
        if weigh:
            gather(i, lam, then - day, day, name, mass, alive, threshold, drawn, kept, kept_x, x, k0, k1)
        for c in range(clocks):
            clock[c, i] = max(f4(f8(clock[c, i]) - f8(lam[order[c]]) * (then - day)), f4(1e-30))
        if day + least > end:
            return rows
        day = then
        rule = order[first]
        new_clock(first, rule, i, name, clock, used, k0, k1)
        owner[rows], when[rows], what[rows] = name[i], day, rule
        rows += 1
        if rule == FORMS:
            plot[i] = 1
        elif rule == FOUND:
            plot[i] = 0
            x[REPRESSION, i] += f4(0.5)
        elif rule == FAILS:
            plot[i] = 0
            x[REPRESSION, i] += f4(1.0)
        elif rule == CEASES:
            war[i] = 1
        elif rule == RESUMES:
            war[i] = 0
        else:
            gone[0, i] = day
            gone[1, i] = 0.0 if rule == COUP else (1.0 if rule == DIES else 2.0)
            return rows
        for k in range(8):
            z = number[k, 0] + number[k, 1] * x[FORTUNE, i] + number[k, 2] * x[MORALE, i] + number[k, 3] * x[GRIP, i]
            lam[k] = expf(z)
        ready = plot[i] != 0
        if ready:
            lam[FORMS] = f4(0.0)
        else:
            lam[FOUND] = lam[COUP] = lam[FAILS] = f4(0.0)
        if war[i] == 0:
            lam[RESUMES] = f4(0.0)
        else:
            lam[CEASES] = f4(0.0)


@njit(fastmath=SWIFT, error_model="numpy", nogil=True, cache=True)
def run_block(names, number, order, weigh, k0, k1, at_weeks):
    """All weeks of one block: cumulative masses (or exits, 0 and 1) at three dates, kept moments, the log."""
    n = len(names)
    x, h, clock = np.zeros((9, n), f4), np.zeros((8, n), f4), np.zeros((8, n), f4)
    used, name = np.zeros((8, n), i4), names.copy()
    plot, war, busy, drawn = np.zeros(n, i4), np.zeros(n, i4), np.zeros(n, i4), np.zeros(n, i4)
    least, lam, z = np.zeros(n, f4), np.zeros(8, f4), np.zeros((3, n), f4)
    mass, alive, threshold, share = np.zeros((3, n)), np.ones(n), np.zeros(n), np.zeros(n)
    kept, kept_x, gone = np.full((2, n), -1.0), np.zeros((9, n), f4), np.full((2, n), -1.0)
    owner, when, what, rows = np.empty(64 * n, u4), np.empty(64 * n), np.empty(64 * n, i4), 0
    account = (mass, alive, threshold, drawn, kept, kept_x, owner, when, what, gone)
    cumulative = np.zeros((n, 3, 3))
    place = np.arange(n)
    clocks = 5 if weigh else 8
    for i in range(n):
        x[LOSSES, i] = x[GRIP, i] = f4(0.2)
        for c in range(clocks):
            new_clock(c, order[c], i, name, clock, used, k0, k1)
        a, _, _, _ = philox(name[i], u4(0), u4(0), u4(EXIT), k0, k1)
        drawn[i] = 1
        threshold[i] = 1e-9 * ((f8(a) + 0.5) * 2.0**-32)
    draw(n, name, 0, z[0], z[1], z[2], k0, k1)
    x[SHOCK] = z[0]
    m, cut = n, 0
    for week in range(at_weeks[2]):
        if week > 0:
            draw(m, name, 7 * week, z[0], z[1], z[2], k0, k1)
            move(m, x, war, z[0], z[1], z[2])
        hazards(m, x, plot, war, number, h)
        wait(m, clocks, h, clock, order, least)
        if weigh:
            survive(m, h, mass, alive, threshold, least, share, busy)
        else:
            for i in range(m):
                busy[i] = 0 if least[i] > f4(0.0) else 1
        for i in range(m):
            if busy[i] != 0:
                if least[i] > f4(0.0):
                    for k in range(8):
                        lam[k] = h[k, i]
                    gather(
                        i, lam, 7.0, 7.0 * week, name, mass, alive, threshold, drawn, kept, kept_x, x, k0, k1
                    )  # fmt: skip
                else:
                    rows = lane(
                        i, week, weigh, x, plot, war, h, lam, number, name, clock, used, order, account, rows, k0, k1
                    )
        if not weigh:
            q = 0
            for i in range(m):
                if gone[1, i] >= 0.0:
                    for c in range(cut, 3):
                        cumulative[place[i], c, int(gone[1, i])] = 1.0
                    continue
                if q != i:
                    for k in range(9):
                        x[k, q] = x[k, i]
                    for k in range(8):
                        clock[k, q], used[k, q] = clock[k, i], used[k, i]
                    plot[q], war[q], name[q], place[q] = plot[i], war[i], name[i], place[i]
                    gone[0, q], gone[1, q] = gone[0, i], gone[1, i]
                q += 1
            m = q
        if week + 1 == at_weeks[cut]:
            if weigh:
                for i in range(n):
                    for k in range(3):
                        cumulative[i, cut, k] = mass[k, i]
            cut += 1
    return cumulative, kept, kept_x, owner[:rows].copy(), when[:rows].copy(), what[:rows].copy()


def run(runs: int, *, weigh: bool, threads: int = 1, seed: int = 1) -> np.ndarray:
    """Masses (or exits) of each trajectory: array (runs, dates, manners). Trajectories are numbered as the engine numbers them."""
    batches = max(min(500, runs), runs // 100)
    size = max(1, runs // batches)
    name = (np.repeat(np.arange(batches), size) * 100 + np.tile(np.arange(size), batches)).astype(u4)
    pieces = [name[k : k + LANES] for k in range(0, len(name), LANES)]

    def one(piece: np.ndarray) -> tuple:
        return run_block(piece, NUMBERS, ORDER, weigh, u4(seed & 0xFFFFFFFF), u4(seed >> 32), np.array(WEEKS))

    if threads == 1:
        return np.concatenate([one(piece)[0] for piece in pieces])
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate([found[0] for found in pool.map(one, pieces)])


def main(kind: str, runs: str, threads: str = "1") -> None:
    """Measure and print as JSON: best of three after a first call."""
    weigh, n = kind == "weighed", int(runs)
    begun = time.perf_counter()
    run(2 * LANES, weigh=weigh)
    first = time.perf_counter() - begun
    walls, cpus = [], []
    found = np.empty(0)
    for _ in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        found = run(n, weigh=weigh, threads=int(threads))
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"runs": n, "wall": min(walls), "cpu": min(cpus), "first": first, "memory": memory}
    print(json.dumps(figures | {"answers": found.mean(axis=0).tolist(), "variance": found.var(axis=0).tolist()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
