"""Brumaire's part of bench/engine.py: one process a measurement, so that memory and the start are its own.

    python bench/engine_ours.py weekly compiled|reference RUNS [THREADS]
    python bench/engine_ours.py stays  compiled|reference RUNS [THREADS]
    python bench/engine_ours.py leader compiled|reference RUNS [THREADS]
    python bench/engine_ours.py first  weekly|leader

`weekly` is `simulate` from the call to the finished futures: the path on which he stays, the futures in which he leaves, the log. `stays` is the first of
these alone, which is all that masses need. `leader` is leader_at_war on the example case of Russia from its start, so that
nothing has been observed, with parameters and the anchor's constants uncertain. `first` does one small run and ends.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
START = date(2022, 1, 1)
WEEKS = (26, 52, 104)
MANNERS = ("coup", "natural_death", "regular")
REPEAT = 3
FIRST = 4_000


def weekly(engine: str, runs: int, threads: int, *, follow: bool):
    """A function that runs the bench model once and returns the mean masses, weeks × manners."""
    from brumaire.futures import Anchor, simulate
    from brumaire.futures.reference import make_plan, run_blocks
    from brumaire.models import load
    from brumaire.records import Case, Leader, War

    model = load(HERE / "models" / "weekly.yaml")
    case = Case(
        name="weekly",
        title="Weekly",
        country="Nowhere",
        leader=Leader("L", date(1950, 1, 1), date(2000, 1, 1), "personal"),
        war=War("interstate", date(2021, 7, 1), initiator=True),
        model="weekly",
        start=START,
    )
    cuts = [START + timedelta(weeks=w) for w in WEEKS]
    given = {"as_of": START, "horizon": cuts[-1], "runs": runs, "seed": 1, "cuts": cuts[:-1], "engine": engine}

    def whole():
        futures = simulate(model, case, threads=threads, **given)
        columns = [futures.exits.manners.index(m) for m in MANNERS]
        return futures.exits.cumulative.mean(axis=0)[:, columns]

    def stays():
        plan, _ = make_plan(model, case, anchor=Anchor(model.hash), **given)
        plan = replace(plan, follow=False)
        results = run_blocks(plan, threads=threads)
        columns = [plan.manners.index(m) for m in MANNERS]
        return sum(r.account.cumulative.sum(axis=0) for r in results)[:, columns] / runs

    return whole if follow else stays


def leader(engine: str, runs: int, threads: int):
    """A function that runs leader_at_war once and returns the mean mass of leaving at each cut."""
    from brumaire.dates import Calendar
    from brumaire.futures import simulate
    from brumaire.pipeline.forecast import Settings, prepare
    from brumaire.pipeline.read import load_case

    case = load_case(HERE.parent / "examples" / "russia-2023" / "case.yaml")
    case = replace(case, as_of=case.start, observations=(), questions=(), calendar=Calendar())
    ready = prepare(case, [], as_of=case.start, settings=Settings())
    cuts = [case.start + timedelta(weeks=w) for w in WEEKS]

    def run():
        futures = simulate(
            ready.model, case, as_of=case.start, horizon=cuts[-1], runs=runs, seed=1, anchor=ready.anchor,
            cuts=cuts[:-1], threads=threads, engine=engine,
        )  # fmt: skip
        return futures.exits.cumulative.mean(axis=0).sum(axis=1)

    return run


def timed(run, repeat: int) -> dict:
    """Best wall and CPU seconds of some calls after a first one, the first one's, and peak memory in MB."""
    begun = time.perf_counter()
    answers = run()
    cold = time.perf_counter() - begun
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": min(walls), "cpu": min(cpus), "first": cold, "memory": memory, "answers": answers.tolist()}


def main(job: str, *words: str) -> None:
    """Measure one thing and print it as JSON."""
    if job == "first":
        made = weekly("compiled", FIRST, 1, follow=True) if words[0] == "weekly" else leader("compiled", FIRST, 1)
        print(json.dumps({"answers": made().tolist()}))
        return
    engine, runs, threads = words[0], int(words[1]), int(words[2]) if len(words) > 2 else 1
    run = leader(engine, runs, threads) if job == "leader" else weekly(engine, runs, threads, follow=job == "weekly")
    # The anchor's futures are in none of the figures, and its memory would be where it is solved here.
    print(json.dumps({"runs": runs, "threads": threads} | timed(run, REPEAT if engine == "compiled" else 1)))


if __name__ == "__main__":
    main(*sys.argv[1:])
