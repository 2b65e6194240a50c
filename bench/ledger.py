"""How fast a ledger takes and gives: forecasts entered in batches, read as columns, scored, ranked, verified. Processor time.

    python bench/ledger.py                                       100,000 forecasts over 1,000 questions
    python bench/ledger.py --forecasts 1000000 --ledger URL      a million, elsewhere (an empty ledger, or the one of the last time)

The command is timed as a user runs it, from its start to its end, with the greatest memory that it held. On PostgreSQL the server's time
is not in these figures; the last columns, by the clock, have it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from brumaire.ledger import Draft, Ledger, open_ledger, question_id
from brumaire.ledger.drafts import resolution_draft
from brumaire.ledger.standings import standings

AT = datetime(2026, 1, 2, tzinfo=UTC)
OPENS = date(2020, 1, 1)
ON = date(2027, 1, 1)


def question(place: int) -> Draft:
    closes = OPENS + timedelta(days=366 + place % 2000)
    case, text = f"case-{place // 2000}", f"coup_attempt by {closes}"
    body = {"case": case, "text": text, "opens": OPENS.isoformat(), "closes": closes.isoformat()}
    return Draft("question", {"id": question_id(case, text, OPENS), **body})


def forecasts(asked: list[Draft], start: int, stop: int, rng: random.Random) -> list[Draft]:
    return [
        Draft("forecast", {
            "id": f"{rng.getrandbits(64):016x}", "question": asked[n % len(asked)].body["id"], "by": f"forecaster {n // len(asked)}",
            "sort": "expert", "made": f"2020-02-{1 + n % 28:02}", "form": {"kind": "point", "p": rng.random()}, "basis": {},
        })
        for n in range(start, stop)
    ]  # fmt: skip


def measured(what: str, number: int, run: Callable[[], Any]) -> None:
    cpu, clock = time.process_time(), time.perf_counter()
    run()
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    line(what, number, cpu, clock)


def line(what: str, number: int, cpu: float, clock: float) -> None:
    print(f"{what:38} {cpu:8.3f} s {number / cpu:12,.0f} /s {clock:8.3f} s {number / clock:12,.0f} /s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forecasts", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    rng = random.Random(1)
    asked = [question(place) for place in range(max(1, options.forecasts // 100))]
    print(f"{'':38} {'processor':>10} {'':>15} {'clock':>10}")
    with tempfile.TemporaryDirectory() as folder:
        url = options.ledger or str(Path(folder) / "ledger.db")
        with open_ledger(url) as ledger:
            if not len(ledger):
                enter(ledger, asked, options.forecasts, options.batch, rng)
                ledger.append(outcomes(asked, rng), at=AT, author="bench")
            # An entry more, so that no board is kept.
            ledger.append([Draft("comment", {"about": "bench", "text": str(len(ledger))})], at=AT, author="bench")
            measured("read as columns", options.forecasts, ledger.columns)
            measured("board, worked out", options.forecasts, lambda: standings(ledger.database, ON))
            measured("board, kept", 1, lambda: standings(ledger.database, ON))
        command("score", url, options.forecasts)
        command("board", url, options.forecasts)
        with open_ledger(url) as ledger:
            measured("verified, with its board", len(ledger), ledger.verify)


def outcomes(asked: list[Draft], rng: random.Random) -> list[Draft]:
    """A base rate and a resolution for each question."""
    drafts = []
    for draft in asked:
        body = {"question": draft.body["id"], "by": "history", "sort": "base_rate", "made": "2020-01-01"}
        body |= {"id": f"{rng.getrandbits(64):016x}", "form": {"kind": "point", "p": 0.1}, "basis": {}}
        drafts.append(Draft("forecast", body))
        known, came = date.fromisoformat(draft.body["closes"]), "yes" if rng.random() < 0.1 else "no"
        drafts.append(resolution_draft(draft.body["id"], came, known=known, evidence="a table", rule="a rule"))
    return drafts


def command(verb: str, url: str, number: int) -> None:
    words = [sys.executable, "-m", "brumaire", "ledger", verb, "--ledger", url, "--on", str(ON)]
    clock = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    clock, cpu = time.perf_counter() - clock, used.ru_utime + used.ru_stime
    assert status == 0, words
    line(f"brumaire ledger {verb} ({used.ru_maxrss / 1024:,.0f} MiB)", number, cpu, clock)


def enter(ledger: Ledger, asked: list[Draft], number: int, batch: int, rng: random.Random) -> None:
    ledger.append(asked, at=AT, author="bench")
    # Small batches first, as many hands add them; then the rest as a file is loaded.
    small = min(number // 10, 5_000)
    drafts = forecasts(asked, 0, small, rng)
    measured(
        "added in batches of 100", small,
        lambda: [ledger.append(drafts[n : n + 100], at=AT, author="bench") for n in range(0, small, 100)],
    )  # fmt: skip
    drafts = forecasts(asked, small, number, rng)
    measured(
        f"added in batches of {batch:,}", number - small,
        lambda: [ledger.append(drafts[n : n + batch], at=AT, author="bench") for n in range(0, len(drafts), batch)],
    )  # fmt: skip


if __name__ == "__main__":
    main()
