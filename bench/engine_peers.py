"""The bench model as a user of Mesa, SimPy and starsim would write it; run by the interpreter of their environment (requirements/peers.txt).

    python bench/engine_peers.py mesa|simpy|starsim RUNS

Same dynamics, numbers and exact times inside the week; exits are drawn, 0 or 1. Mesa (Apache-2.0): an agent a trajectory, one step a week. SimPy (MIT): a
process a trajectory, a timeout to each event and each week's end. starsim (MIT): one module, an agent a trajectory, its
states and distributions, weekly steps in vectors, those who leave requested dead. No text of theirs is here.
"""

from __future__ import annotations

import json
import math
import random
import resource
import sys
import time

WEEKS = (26, 52, 104)
LAST = 104
WEEKLY = (0.010, 0.10, 0.030, 0.040, 0.0007, 0.0010, 0.006, 0.020)
TABLE = [
    (math.log(rate), a, b, c)
    for rate, a, b, c in zip(
        WEEKLY,
        (-0.3, 0.1, -0.2, 0.2, 0.0, -0.4, -0.2, -0.3),
        (-0.5, 0.2, -0.4, 0.3, 0.0, -0.5, -0.3, 0.2),
        (0.9, 0.2, 0.5, -0.3, 0.1, 0.8, 0.2, -0.1),
        strict=True,
    )
]
FORMS, FOUND, COUP, FAILS, DIES, VOTED, CEASES, RESUMES = range(8)
EXIT_OF = {COUP: 0, DIES: 1, VOTED: 2}
IDLE, READY = (FORMS, DIES, VOTED), (FOUND, COUP, FAILS, DIES, VOTED)


class Country:
    """One trajectory, in plain Python: what Mesa's agent and SimPy's process have in common."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.shock = rng.gauss(0, 1)
        self.f = self.e = self.mo = self.o = self.rep = self.age = 0.0
        self.lo = self.g = 0.2
        self.plot, self.fought = False, True
        self.manner, self.moment = -1, math.inf

    def move(self) -> None:
        """One week of the levels."""
        gauss, fought, f, e, o = self.rng.gauss, self.fought, self.f, self.e, self.o
        self.g = 0.94 * self.g + 0.06 * (-0.5 * o - 0.5 * e + 0.4 * self.rep)
        self.o = 0.92 * o + 0.08 * (0.6 * f + 0.3 * self.mo - 0.2 * self.rep)
        self.mo = 0.9 * self.mo + 0.1 * (0.5 * f - 0.8 * self.lo) + 0.05 * gauss(0, 1)
        self.lo = 0.98 * self.lo + (0.05 + 0.05 * max(0.0, -f) if fought else 0.0)
        self.e = 0.98 * e - (0.01 if fought else 0.0) + 0.05 * gauss(0, 1)
        self.f = 0.95 * f + (0.15 if fought else 0.03) * self.shock
        self.shock = gauss(0, 1)
        self.rep *= 0.95
        self.age += 0.005

    def next(self) -> tuple[float, int]:
        """How many weeks until the next event, and which it is."""
        rules = (*(READY if self.plot else IDLE), CEASES if self.fought else RESUMES)
        f, mo, g = self.f, self.mo, self.g
        rates = [math.exp(a + b * f + c * mo + d * g) for a, b, c, d in (TABLE[k] for k in rules)]
        total = sum(rates)
        return self.rng.expovariate(total), self.rng.choices(rules, rates)[0]

    def happen(self, event: int, moment: float) -> None:
        """What an event changes."""
        if event == FORMS:
            self.plot = True
        elif event in (FOUND, FAILS):
            self.plot = False
            self.rep += 0.5 if event == FOUND else 1.0
        elif event in EXIT_OF:
            self.manner, self.moment = EXIT_OF[event], moment
        else:
            self.fought = event == RESUMES

    def week(self, week: int) -> None:
        """All that happens in a week at its exact time."""
        now = 0.0
        while self.manner < 0:
            wait, event = self.next()
            now += wait
            if now >= 1.0:
                return
            self.happen(event, week + now)


def shares(left: list[tuple[int, float]]) -> list[list[float]]:
    """Share that has left by each manner, up to each date."""
    return [[sum(m == k and t <= week for m, t in left) / len(left) for k in range(3)] for week in WEEKS]


def by_mesa(n: int) -> list[list[float]]:
    """Mesa: agents are shuffled by no one, since they do not meet."""
    import mesa

    class Agent(mesa.Agent):
        def __init__(self, model: mesa.Model) -> None:
            super().__init__(model)
            self.country = Country(model.random)

        def step(self) -> None:
            country, week = self.country, self.model.week
            if week:
                country.move()
            country.week(week)
            if country.manner >= 0:
                self.model.left.append((country.manner, country.moment))
                self.remove()

    class Model(mesa.Model):
        def __init__(self) -> None:
            super().__init__(seed=1)
            self.week, self.left = 0, []
            Agent.create_agents(self, n)

        def step(self) -> None:
            self.agents.do("step")
            self.week += 1

    model = Model()
    for _ in range(LAST):
        model.step()
    return shares(model.left + [(-1, math.inf)] * len(model.agents))


def by_simpy(n: int) -> list[list[float]]:
    """SimPy: time is weeks."""
    import simpy

    rng = random.Random(1)
    left = []

    def life(env):
        country = Country(rng)
        for week in range(LAST):
            if week:
                country.move()
            while country.manner < 0:
                wait, event = country.next()
                if env.now + wait >= week + 1:
                    yield env.timeout(max(0.0, week + 1 - env.now))
                    break
                yield env.timeout(wait)
                country.happen(event, env.now)
            if country.manner >= 0:
                break
        left.append((country.manner, country.moment))

    env = simpy.Environment()
    for _ in range(n):
        env.process(life(env))
    env.run()
    return shares(left)


def by_starsim(n: int) -> list[list[float]]:
    """Starsim: states are arrays by agent, random numbers come from its distributions."""
    import numpy as np
    import starsim as ss

    table = np.array(TABLE)

    class Leaders(ss.Module):
        def __init__(self):
            super().__init__()
            names = ("shock", "f", "e", "mo", "o", "rep", "age")
            self.define_states(
                *(ss.FloatArr(name, default=0.0) for name in names),
                ss.FloatArr("lo", default=0.2),
                ss.FloatArr("g", default=0.2),
                ss.BoolArr("plot_ready", default=False),
                ss.BoolArr("fought", default=True),
            )
            self.z1, self.z2, self.z3 = ss.normal(0, 1), ss.normal(0, 1), ss.normal(0, 1)
            self.wait, self.which = ss.expon(1.0), ss.random()

        def init_post(self):
            super().init_post()
            self.shock[self.sim.people.auids] = self.z1.rvs(self.sim.people.auids)

        def step(self):
            who = self.sim.people.auids
            if self.ti:
                self.move(who)
            left = np.ones(len(who))
            while len(who):
                covariates = np.stack([np.ones(len(who)), self.f[who], self.mo[who], self.g[who]])
                rates = np.exp(table @ covariates)
                plot, fought = np.asarray(self.plot_ready[who]), np.asarray(self.fought[who])
                rates[FORMS] *= ~plot
                rates[[FOUND, COUP, FAILS]] *= plot
                rates[CEASES] *= fought
                rates[RESUMES] *= ~fought
                rates = rates.cumsum(axis=0)
                wait = self.wait.rvs(who) / rates[-1]
                hit = np.flatnonzero(wait < left)
                if not len(hit):
                    break
                event = (rates[:, hit] <= self.which.rvs(who)[hit] * rates[-1, hit]).sum(axis=0)
                who, left = who[hit], left[hit] - wait[hit]
                self.happen(who, event, self.ti + 1 - left)
                stays = ~np.isin(event, tuple(EXIT_OF))
                who, left = who[stays], left[stays]

        def happen(self, who, event, moment):
            self.plot_ready[who[event == FORMS]] = True
            self.plot_ready[who[(event == FOUND) | (event == FAILS)]] = False
            self.rep[who[event == FOUND]] += 0.5
            self.rep[who[event == FAILS]] += 1.0
            self.fought[who[event == CEASES]] = False
            self.fought[who[event == RESUMES]] = True
            for exit_, manner in EXIT_OF.items():
                gone = event == exit_
                left.extend((manner, float(t)) for t in moment[gone])
                self.sim.people.request_death(who[gone])

        def move(self, who):
            f, e, o, mo, lo, rep = (np.asarray(x[who]) for x in (self.f, self.e, self.o, self.mo, self.lo, self.rep))
            fought = np.asarray(self.fought[who])
            self.f[who] = 0.95 * f + np.where(fought, 0.15, 0.03) * self.shock[who]
            self.shock[who] = self.z1.rvs(who)
            self.lo[who] = 0.98 * lo + np.where(fought, 0.05 + 0.05 * np.maximum(0, -f), 0.0)
            self.e[who] = 0.98 * e - np.where(fought, 0.01, 0.0) + 0.05 * self.z2.rvs(who)
            self.mo[who] = 0.9 * mo + 0.1 * (0.5 * f - 0.8 * lo) + 0.05 * self.z3.rvs(who)
            self.o[who] = 0.92 * o + 0.08 * (0.6 * f + 0.3 * mo - 0.2 * rep)
            self.g[who] = 0.94 * self.g[who] + 0.06 * (-0.5 * o - 0.5 * e + 0.4 * rep)
            self.rep[who] = 0.95 * rep
            self.age[who] += 0.005

    left: list[tuple[int, float]] = []
    # The unit of time does not matter: 104 steps of 1.
    sim = ss.Sim(modules=Leaders(), n_agents=n, start=2000, dur=LAST - 1, dt=1, use_aging=False, rand_seed=1, verbose=0)
    sim.run()
    return shares(left + [(-1, math.inf)] * (n - len(left)))


def main(which: str, runs: str) -> None:
    """Measure and print as JSON."""
    n = int(runs)
    run = {"mesa": by_mesa, "simpy": by_simpy, "starsim": by_starsim}[which]
    run(50)
    wall, cpu = time.perf_counter(), time.process_time()
    answers = run(n)
    figures = {"runs": n, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "answers": answers}
    print(json.dumps(figures | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
