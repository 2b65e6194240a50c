"""How long a brief takes: cold (nothing solved yet) and warm (the anchor in the cache), beside what Python alone takes.

    python bench/cold_and_warm.py [--runs 20000] [--repeat 3] [--case CASE.yaml ARTICLE...]

Each run is a process of its own, as a user starts it. Seconds depend on the machine; the ratio to importing NumPy and SciPy in a
bare interpreter, measured in the same run, depends on it less.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall-clock seconds of one process."""
    begin = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    brumaire = [sys.executable, "-m", "brumaire"]
    if arguments.case:
        brief = [*brumaire, "brief", *map(str, arguments.articles), "--case", str(arguments.case)]
    else:
        brief = [*brumaire, "demo"]
    brief += ["--json", "--runs", str(arguments.runs)]
    rows: list[tuple[str, list[float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        cached = {**os.environ, "BRUMAIRE_CACHE": folder}
        reference = [sys.executable, "-c", "import numpy, scipy.optimize"]
        seconds(reference, cached)
        rows.append(("import numpy and scipy", [seconds(reference, cached) for _ in range(arguments.repeat)]))
        rows.append(("brumaire --help", [seconds([*brumaire, "--help"], cached) for _ in range(arguments.repeat)]))
        cold = []
        for k in range(arguments.repeat):
            cold.append(seconds(brief, {**os.environ, "BRUMAIRE_CACHE": str(Path(folder) / f"cold{k}")}))
        rows.append((f"brief, {arguments.runs} futures, cold", cold))
        seconds(brief, cached)
        rows.append(
            (f"brief, {arguments.runs} futures, warm", [seconds(brief, cached) for _ in range(arguments.repeat)])
        )
    unit = statistics.median(rows[0][1])
    print(f"{'':36}{'median s':>10}{'min':>8}{'max':>8}{'ratio':>8}")
    for name, values in rows:
        middle = statistics.median(values)
        print(f"{name:36}{middle:10.2f}{min(values):8.2f}{max(values):8.2f}{middle / unit:8.1f}")


if __name__ == "__main__":
    main()
