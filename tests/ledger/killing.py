"""Start writers, kill them at drawn moments, and compare what they were told with what the ledger holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from brumaire.ledger import Ledger, identifier, open_ledger

WRITER = Path(__file__).parent / "writer.py"


class Writers:
    """The process that forks writers."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder, self._count = process, folder, 0

    def start(self, url: str, *, what: str, seed: int, batches: int) -> tuple[int, Path]:
        self._count += 1
        path = self._folder / f"said{self._count}"
        self._process.stdin.write(f"{what} {url} {path} writer{self._count} {seed} {batches}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()), path


@contextmanager
def writers(folder: Path) -> Iterator[Writers]:
    process = subprocess.Popen([sys.executable, str(WRITER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        yield Writers(process, folder)
        process.stdin.close()


def said(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def wait_for(path: Path, word: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not any(line.split()[0] in {word, "error"} for line in said(path)):
        assert time.monotonic() < until, f"{path.name} did not say {word}: {said(path)[-1:]}"
        time.sleep(0.002)


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    while True:  # its locks go when it is gone
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.001)


def kill_often(url_of_new, folder: Path, *, kills: int, seed: int, instead=None) -> dict[str, int]:
    """Kill `kills` writers at drawn moments, ten on one ledger, and check the ledger after each; counts of what was met.

    `instead(n)` may do something else than killing the writer, such as crashing the server; it says whether it did.
    """
    rng = random.Random(seed)
    met = {"acknowledged": 0, "before the first": 0, "unacknowledged there": 0}
    with writers(folder) as nursery:
        for n in range(kills):
            if n % 10 == 0:
                url, told, silent = url_of_new(), [], 0
            process, path = nursery.start(url, what="batches", seed=rng.getrandbits(32), batches=10_000)
            if n % 10:
                wait_for(path, "ready")
            # The first of ten is killed while it makes the ledger, or soon after.
            time.sleep(rng.uniform(0, 0.25))
            if instead is None or not instead(n):
                kill(process)
            else:
                wait_for(path, "error")
                kill(process)
            lines = [line for line in said(path) if line not in {"ready", "end"} and not line.startswith("error")]
            told += lines
            met["acknowledged"] += len(lines)
            met["before the first"] += not lines
            before, silent = silent, check(url, told)
            met["unacknowledged there"] += silent - before
    return met


def check(url: str, told: list[str]) -> int:
    """Everything acknowledged is there, no batch is there by half, the chain verifies. How many unacknowledged batches are there."""
    with open_ledger(url) as ledger:
        verification = ledger.verify()
        assert verification.sound, verification.problems
        held = batches_of(ledger)
    for line in told:
        name, place, size = line.split()
        ids = {identifier([name, int(place), member]) for member in range(int(size))}
        assert held.pop((name, int(place))) == ids, f"acknowledged, but not there as it was: {line}"
    # What is left was on the disk when its writer was killed, before it could say so: whole, and the last of its writer.
    for (name, place), ids in held.items():
        assert len(ids) in {1, 2, 10, 100}
        assert ids == {identifier([name, place, member]) for member in range(len(ids))}
    names = [name for name, _ in held]
    assert len(names) == len(set(names))
    return len(held)


def batches_of(ledger: Ledger) -> dict[tuple[str, int], set[str]]:
    held: dict[tuple[str, int], set[str]] = {}
    for entry in ledger.entries(kind="forecast"):
        ids = held.setdefault((entry.body["by"], entry.body["basis"]["batch"]), set())
        assert entry.body["id"] not in ids
        ids.add(entry.body["id"])
    return held


def write_at_once(url: str, folder: Path, *, number: int, batches: int) -> None:
    """Many writers on one ledger that none of them has made yet; half of what they write is the same for all."""
    with writers(folder) as nursery:
        started = [nursery.start(url, what="shared", seed=n, batches=batches)[1] for n in range(number)]
        for path in started:
            wait_for(path, "end", seconds=500)
    errors = [line for path in started for line in said(path) if line.startswith("error")]
    assert errors == []
    with open_ledger(url) as ledger:
        verification = ledger.verify()
        assert verification.sound, verification.problems
        held = batches_of(ledger)
        assert len(ledger.questions()) == 1
    own = {
        (name, place)
        for path in started
        for name, place, _ in (line.split() for line in said(path) if line.count(" ") == 2)
    }
    assert set(held) == {(name, int(place)) for name, place in own}
    assert {name for name, _ in held} == {"everybody", *(f"writer{n + 1}" for n in range(number))}
    assert all(len(ids) == 3 for ids in held.values())
    assert verification.entries == 1 + 3 * (batches // 2 * number + (batches + 1) // 2)
