"""How fast a ledger takes and gives: forecasts entered in batches, read as columns, verified. Processor time of this program.

    python bench/ledger.py                                       100,000 forecasts over 1,000 questions
    python bench/ledger.py --forecasts 1000000 --ledger URL      a million, elsewhere (an empty ledger)

On PostgreSQL the server's time is not in these figures; the last column, by the clock, has it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from brumaire.ledger import Draft, Ledger, open_ledger, question_id

AT = datetime(2026, 1, 2, tzinfo=UTC)
OPENS = date(2020, 1, 1)


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
    print(f"{what:38} {cpu:8.2f} s {number / cpu:12,.0f} /s {clock:8.2f} s {number / clock:12,.0f} /s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forecasts", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    rng = random.Random(1)
    asked = [question(place) for place in range(max(1, options.forecasts // 100))]
    print(f"{'':38} {'processor':>10} {'':>15} {'clock':>10}")
    with tempfile.TemporaryDirectory() as folder, open_ledger(options.ledger or Path(folder) / "ledger.db") as ledger:
        enter(ledger, asked, options.forecasts, options.batch, rng)
        measured("read as columns", options.forecasts, ledger.columns)
        measured("verified", len(ledger), ledger.verify)


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
