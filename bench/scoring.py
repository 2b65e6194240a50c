"""How long scoring takes: a million forecasts over 10,000 questions, each step alone and all together, with the memory at its peak.

    python bench/scoring.py [--forecasts 1000000] [--questions 10000] [--forecasters 2000] [--repeat 3]

CPU seconds of this process, the least of the repeats, and the wall clock of the whole. The peak is that of the process, NumPy and SciPy
and the data themselves included. Random numbers are drawn outside the measured steps, as they are arguments.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from brumaire import scoring
from brumaire.scoring import pooling

# What the whole may take.
SECONDS, MEBIBYTES = 3.0, 1024.0


def steps(forecasts: int, questions: int, forecasters: int) -> dict[str, Callable[[], object]]:
    """Everything that a board asks, in its order."""
    rng = np.random.default_rng(1)
    truth = rng.beta(0.6, 1.4, questions)
    y = (rng.uniform(size=questions) < truth).astype(np.float64)
    # One forecast a pair of forecaster and question.
    pair = np.sort(rng.choice(forecasters * questions, forecasts, replace=False))
    who, question = np.divmod(pair, questions)
    z = np.log(truth / (1 - truth))[question] + rng.normal(0, 0.8, forecasts)
    p = 1 / (1 + np.exp(-z))
    p[::2] = p[::2].round(2)  # half say whole per cents, half are a model's, with all digits
    day = rng.integers(0, 300, forecasts).astype(np.float64)
    came, base = y[question], np.full(forecasts, 0.3)
    opened, closed = np.zeros(questions), np.full(questions, 365.0)
    uniforms = rng.uniform(size=(1_000, questions))
    sample = min(50_000, forecasts)
    band = rng.uniform(size=(20, sample))
    low, high = np.maximum(p - 0.1, 0), np.minimum(p + 0.1, 1)
    kept: dict[str, np.ndarray] = {}

    def keep(name: str, value: np.ndarray) -> np.ndarray:
        kept[name] = value
        return value

    def pool() -> None:
        skill, resolved = scoring.skills(kept["peer"], who, forecasters)
        everyone = pooling.Forecasts.of(p, question, questions)
        for method in (pooling.mean, pooling.median, pooling.odds):
            method(everyone)
        pooling.default_pool(everyone, skill=skill[who], resolved=resolved[who], age=365 - day)

    def by_question() -> np.ndarray:
        return np.bincount(question, kept["difference"], questions) / np.bincount(question, minlength=questions)

    return {
        "Brier score": lambda: keep("brier", scoring.brier(p, came)),
        "log score, its mean and count": lambda: scoring.log_summary(keep("log", scoring.log_score(p, came))),
        "spherical score": lambda: scoring.spherical(p, came),
        "difference from the base rate": lambda: keep("difference", scoring.brier_difference(p, base, came)),
        "difference from the crowd": lambda: scoring.brier_difference(
            p, np.nan_to_num(scoring.crowd_without_own(p, question, questions), nan=0.3), came
        ),
        "peer scores": lambda: keep("peer", scoring.peer(-kept["brier"], question, questions)),
        "skill and weight earned": lambda: scoring.weight_earned(*scoring.skills(kept["peer"], who, forecasters)),
        "time-averaged scores": lambda: scoring.time_averaged(
            kept["brier"], day, np.arange(forecasts), opened[question], closed[question]
        ),
        "peer scores over time": lambda: scoring.peer_over_time(
            -kept["brier"], day, who, question, opened=opened, closed=closed, forecasters=forecasters
        ),
        "range of words": lambda: scoring.brier_range(low, high, came),
        "CORP, Brier and log": lambda: (scoring.corp(p, came), scoring.corp(p, came, loss="log")),
        "Murphy's parts": lambda: scoring.murphy(p, came),
        "diagram with band, up to 50,000 of them": lambda: scoring.reliability_diagram(p[:sample], came[:sample], band),
        "t and bootstrap intervals by question": lambda: (
            scoring.t_interval(kept["difference"], question),
            scoring.bootstrap_interval(kept["difference"], uniforms, question),
        ),
        "paired tests over questions": lambda: (
            scoring.paired_t(by_question()),
            scoring.sign_flip(by_question(), uniforms[:200]),
        ),
        "four pools": pool,
    }


def peak_memory() -> float:
    """MiB that this program needed at most; `getrusage` would count what the process that started it held before."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return float(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forecasts", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--forecasters", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    begin = time.perf_counter()
    todo = steps(given.forecasts, given.questions, given.forecasters)
    made = time.perf_counter() - begin
    best: dict[str, float] = {}
    wall = []
    for _ in range(given.repeat):
        begin = time.perf_counter()
        for name, step in todo.items():
            cpu = time.process_time()
            step()
            best[name] = min(best.get(name, float("inf")), time.process_time() - cpu)
        wall.append(time.perf_counter() - begin)
    print(f"{given.forecasts:,} forecasts, {given.questions:,} questions, {given.forecasters:,} forecasters\n")
    for name, seconds in best.items():
        print(f"{name:40}{seconds:8.3f} s")
    total, peak = sum(best.values()), peak_memory()
    print(f"\n{'all, CPU':40}{total:8.3f} s   (wall {min(wall):.2f} s; may take {SECONDS:g} s)")
    print(f"{'peak memory':40}{peak:8.0f} MiB (may take {MEBIBYTES:g} MiB; data made in {made:.1f} s)")
    # Seconds are told and not judged: machines differ.
    raise SystemExit(peak > MEBIBYTES)


if __name__ == "__main__":
    main()
