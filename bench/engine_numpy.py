"""The bench model in plain NumPy, as somebody would write it by hand: all trajectories in vectors, exits drawn like all other events.

    python bench/engine_numpy.py RUNS

Several events of a week come at their exact times: while any lane has an event left, those lanes go on. Random numbers are those of NumPy
(SFC64), so answers agree with the other implementations as far as chance lets them.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np

WEEKS = (26, 52, 104)
LAST = 104
WEEKLY = np.array([0.010, 0.10, 0.030, 0.040, 0.0007, 0.0010, 0.006, 0.020])
RATIO = np.array(
    [
        [-0.3, 0.1, -0.2, 0.2, 0.0, -0.4, -0.2, -0.3],
        [-0.5, 0.2, -0.4, 0.3, 0.0, -0.5, -0.3, 0.2],
        [0.9, 0.2, 0.5, -0.3, 0.1, 0.8, 0.2, -0.1],
    ]
).T
FORMS, FOUND, COUP, FAILS, DIES, VOTED, CEASES, RESUMES = range(8)
TABLE = np.column_stack([np.log(WEEKLY), RATIO])
EXIT_OF = np.array([-1, -1, 0, -1, 1, 2, -1, -1])


def hazards(f, mo, g, plot, fought):
    """Hazards per week: (8, lanes)."""
    found = np.exp(TABLE @ np.stack([np.ones_like(f), f, mo, g]))
    found[FORMS] *= ~plot
    found[[FOUND, COUP, FAILS]] *= plot
    found[CEASES] *= fought
    found[RESUMES] *= ~fought
    return found


def run(n: int, seed: int) -> np.ndarray:
    """Manner (−1 while in office) and week of leaving as exits up to each date: (weeks, manners)."""
    rng = np.random.Generator(np.random.SFC64(seed))
    f, e, mo, o, rep, age = (np.zeros(n) for _ in range(6))
    lo, g = np.full(n, 0.2), np.full(n, 0.2)
    shock = rng.standard_normal(n)
    plot, fought, here = np.zeros(n, bool), np.ones(n, bool), np.arange(n)
    manner, moment = np.full(n, -1), np.full(n, np.inf)
    for week in range(LAST):
        if week:
            z = rng.standard_normal((3, len(here)))
            f_old, o_old, e_old = f, o, e
            f = 0.95 * f_old + np.where(fought, 0.15, 0.03) * shock
            e = 0.98 * e_old - np.where(fought, 0.01, 0.0) + 0.05 * z[1]
            o = 0.92 * o_old + 0.08 * (0.6 * f_old + 0.3 * mo - 0.2 * rep)
            mo = 0.9 * mo + 0.1 * (0.5 * f_old - 0.8 * lo) + 0.05 * z[2]
            lo = 0.98 * lo + np.where(fought, 0.05 + 0.05 * np.maximum(0, -f_old), 0.0)
            g = 0.94 * g + 0.06 * (-0.5 * o_old - 0.5 * e_old + 0.4 * rep)
            rep, age, shock = 0.95 * rep, age + 0.005, z[0]
        left, who = np.ones(len(here)), np.arange(len(here))
        while len(who):
            cumulative = hazards(f[who], mo[who], g[who], plot[who], fought[who]).cumsum(axis=0)
            wait = rng.standard_exponential(len(who)) / cumulative[-1]
            hit = np.flatnonzero(wait < left[who])
            chosen = rng.random(len(hit)) * cumulative[-1, hit]
            event = np.minimum((cumulative[:, hit] <= chosen).sum(axis=0), 7)
            who = who[hit]
            left[who] -= wait[hit]
            plot[who] = np.where(event == FORMS, True, np.where((event == FOUND) | (event == FAILS), False, plot[who]))
            rep[who] += np.where(event == FOUND, 0.5, np.where(event == FAILS, 1.0, 0.0))
            fought[who] = np.where(event == CEASES, False, np.where(event == RESUMES, True, fought[who]))
            gone = EXIT_OF[event] >= 0
            manner[here[who[gone]]] = EXIT_OF[event[gone]]
            moment[here[who[gone]]] = week + 1 - left[who[gone]]
            who = who[~gone]
        stays = manner[here] < 0
        if not stays.all():
            f, e, mo, o, rep, age, lo, g, shock, plot, fought, here = (
                a[stays] for a in (f, e, mo, o, rep, age, lo, g, shock, plot, fought, here)
            )
    return np.array([[((manner == k) & (moment <= week)).mean() for k in range(3)] for week in WEEKS])


def main(runs: str) -> None:
    """Measure and print as JSON."""
    n, size = int(runs), 10_000
    run(1000, 0)
    walls, cpus = [], []
    found = np.empty(0)
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        found = np.mean([run(min(size, n), 1 + k) for k in range(max(1, n // size))], axis=0)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"runs": n, "wall": min(walls), "cpu": min(cpus), "memory": memory, "answers": found.tolist()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
