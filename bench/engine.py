"""How fast the engine is, beside what others would use: one model, ten ways, one table, in one run.

    python bench/engine.py [--peers PYTHON] [--runs 100000]

The model is bench/models/weekly.yaml: twelve states, eight hazards, three normal numbers and a uniform a week, 104 weeks. It is run by both engines of Brumaire,
by a kernel written by hand for Numba with the same contract (engine_by_hand.py), by NumPy written by hand (engine_numpy.py), and, where
`--peers` names the interpreter of an environment with requirements/peers.txt (`make bench` makes it), by Mesa (Apache-2.0), SimPy (MIT) and
starsim (MIT), which run fewer trajectories. Each is a process of its own with one thread. Answers are the shares that have left by each
manner at three dates, so that one sees that all simulate the same. Ratios are of CPU seconds a trajectory.

Also: the floor (random numbers, normals and exponentials and nothing else), process start to first answer, leader_at_war, and what
weighing exits gains over drawing them, at equal CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
WEEKS = (26, 52, 104)
MANNERS = ("coup", "natural death", "voted out")
PEERS = {"Mesa": ("mesa", 2_000), "SimPy": ("simpy", 2_000), "starsim": ("starsim", 20_000)}


def child(python: str | Path, script: str, *words: object, cache: str = "") -> dict:
    """What a process of its own measured."""
    settings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    if cache:
        settings["BRUMAIRE_CACHE"] = cache
    command = [str(python), str(HERE / script), *map(str, words)]
    done = subprocess.run(command, env=settings, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> str:
    """The processor and what runs on it."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass
    packages = ", ".join(f"{p} {version(p)}" for p in ("numpy", "numba", "llvmlite"))
    return f"{name}, {os.cpu_count()} cores; {platform.system()}, Python {platform.python_version()}, {packages}"


def row(name: str, found: dict, unit: float) -> str:
    """One line of the table."""
    n = found["runs"]
    shares = "   ".join(" ".join(f"{x:6.4f}" for x in at) for at in found["answers"])
    speed = f"{n:>8}{n / found['wall']:>11.0f}{n / found['cpu']:>11.0f}{found['cpu'] / n / unit:>8.2f}"
    return f"{name:34}{speed}{found['memory']:>7.0f}   {shares}"


def table(runs: int, peers: Path | None, cache: str) -> None:
    """All implementations, and the floor."""
    small = runs // 5
    ours = child(sys.executable, "engine_ours.py", "weekly", "compiled", runs, cache=cache)
    unit = ours["cpu"] / ours["runs"]
    rows = {
        "Brumaire, compiled": ours,
        "  of that, the path in office": child(
            sys.executable, "engine_ours.py", "stays", "compiled", runs, cache=cache
        ),
        "Numba by hand, weighed": child(sys.executable, "engine_by_hand.py", "weighed", runs),
        "Numba by hand, drawn exits": child(sys.executable, "engine_by_hand.py", "sampled", runs),
        "NumPy by hand, drawn exits": child(sys.executable, "engine_numpy.py", small),
        "Brumaire, reference (NumPy)": child(
            sys.executable, "engine_ours.py", "weekly", "reference", small, cache=cache
        ),
        "  the reference, in office only": child(
            sys.executable, "engine_ours.py", "stays", "reference", small, cache=cache
        ),
    }
    lines = [row(name, found, unit) for name, found in rows.items()]
    if peers and peers.exists():
        for name, (word, count) in PEERS.items():
            lines.append(row(f"{name}, drawn exits", child(peers, "engine_peers.py", word, count), unit))
    else:
        lines.append("no environment of the peers (make bench makes it): Mesa, SimPy and starsim are not measured")
    print(
        f"{'':34}{'runs':>8}{'per s':>11}{'per CPU s':>11}{'ratio':>8}{'MB':>7}   shares at weeks {WEEKS}: {', '.join(MANNERS)}"
    )
    print("\n".join(lines))
    print(
        "ratio: CPU seconds a trajectory over those of Brumaire, compiled; each after a first call, best of several\n"
    )
    floor = child(sys.executable, "engine_floor.py", runs)
    print("floor, ns a trajectory and week:", end=" ")
    scale = 1e9 / runs / 104
    total = floor["words and normals"] + floor["exponentials"]
    print(
        f"{floor['words'] * scale:.1f} random words, {(floor['words and normals'] - floor['words']) * scale:.1f} three normals, "
        f"{floor['exponentials'] * scale:.1f} eight exponentials; sum {total * scale:.1f}"
    )
    for name, found in list(rows.items())[:3]:
        print(f"  {name.strip():32}{found['cpu'] * scale:6.1f} = {found['cpu'] / total:.1f} × floor")
    weighing(rows["Numba by hand, weighed"], rows["Numba by hand, drawn exits"])


def weighing(weighed: dict, drawn: dict) -> None:
    """Variance of drawn exits over that of weighed ones, at equal CPU."""
    cost = (drawn["cpu"] / drawn["runs"]) / (weighed["cpu"] / weighed["runs"])
    print(
        f"\nvariance of drawn exits over weighed ones, at equal CPU (a drawn trajectory costs {cost:.2f} of a weighed one)"
    )
    for k, manner in enumerate(MANNERS):
        gains = [drawn["variance"][w][k] / weighed["variance"][w][k] * cost for w in range(3)]
        cells = "".join(f"{weighed['answers'][w][k]:10.3f} ×{gains[w]:<8.1f}" for w in range(3))
        print(f"  {manner:16}{cells}")


def start(cache: str) -> None:
    """From the start of a process to its first answer, with the kernel and the anchor in the cache."""
    print("\nprocess start to first answer, 4,000 trajectories, kernel in the cache (median of 5)")
    for name in ("weekly", "leader"):
        child(sys.executable, "engine_ours.py", "first", name, cache=cache)
        taken, used = [], []
        for _ in range(5):
            begun, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            child(sys.executable, "engine_ours.py", "first", name, cache=cache)
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(time.perf_counter() - begun)
            used.append(now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime)
        print(f"  {name:16}{statistics.median(taken):6.2f} s, {statistics.median(used):5.2f} s of CPU")


def leader(runs: int, cache: str) -> None:
    """leader_at_war with uncertain parameters."""
    print(f"\nleader_at_war, {runs} trajectories of 104 weeks, parameters uncertain, nothing observed")
    for engine, count, threads in (("compiled", runs, 1), ("compiled", runs, 2), ("reference", runs // 10, 1)):
        found = child(sys.executable, "engine_ours.py", "leader", engine, count, threads, cache=cache)
        shares = " ".join(f"{x:.4f}" for x in found["answers"])
        print(
            f"  {engine:10} {count:>7} with {threads} thread{'s' if threads > 1 else ' '}: {found['wall']:6.2f} s, {found['cpu']:6.2f} s of CPU, "
            f"{found['memory']:4.0f} MB; left at {WEEKS}: {shares}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--cache", help="a folder with kernels and anchors; left out: a fresh one, filled first")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        cache = given.cache or folder
        for name in ("weekly", "leader"):
            begun = time.perf_counter()
            child(sys.executable, "engine_ours.py", "first", name, cache=cache)
            print(
                f"first run of {name}: {time.perf_counter() - begun:.1f} s (kernel compiled, anchor solved, where not cached)"
            )
        print()
        table(given.runs, given.peers, cache)
        start(cache)
        leader(given.runs, cache)


if __name__ == "__main__":
    main()
