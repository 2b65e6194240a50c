"""Writers that are killed: one process imports all once and forks a writer for each line that it reads.

A line is: what (batches | shared), URL, file of acknowledgements, name, seed, number of batches. It answers with the writer's process number.
A writer puts a line "name place size" into the file when a batch is acknowledged, "ready" when the ledger is open, "end" at the end.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import UTC, date, datetime

from brumaire.errors import LedgerError
from brumaire.ledger import Draft, identifier, open_ledger, question_id

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OPENS, CLOSES = date(2023, 1, 25), date(2025, 1, 31)
TEXT = "coup_attempt by 2025-01-31"
QUESTION = Draft("question", {
    "id": question_id("russia-2023", TEXT, OPENS), "case": "russia-2023", "text": TEXT,
    "opens": OPENS.isoformat(), "closes": CLOSES.isoformat(),
})  # fmt: skip


def forecast(name: str, place: int, member: int) -> Draft:
    """The forecast of a writer's batch: known by its names alone, so that the test can tell what must be there."""
    body = {
        "question": QUESTION.body["id"],
        "by": name,
        "sort": "member",
        "made": "2023-02-01",
        "form": {"kind": "point", "p": 0.25},
    }
    return Draft("forecast", {"id": identifier([name, place, member]), **body, "basis": {"batch": place}})


def write(what: str, url: str, said: int, name: str, seed: int, batches: int) -> None:
    rng = random.Random(seed)
    with open_ledger(url) as ledger:
        os.write(said, b"ready\n")
        for place in range(batches):
            size = rng.choice((1, 2, 10, 100)) if what == "batches" else 3
            who = name if what == "batches" or place % 2 else "everybody"
            # The question goes in again each time: it is there once in the end.
            ledger.append([QUESTION, *(forecast(who, place, n) for n in range(size))], at=AT, author=name)
            os.write(said, f"{who} {place} {size}\n".encode())
    os.write(said, b"end\n")


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    import alembic.operations
    import alembic.script
    import psycopg
    import sqlalchemy.dialects.postgresql.psycopg
    import sqlalchemy.dialects.sqlite.pysqlite

    del alembic, psycopg, sqlalchemy
    for line in sys.stdin:
        what, url, path, name, seed, batches = line.split()
        process = os.fork()
        if process == 0:
            said = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            try:
                write(what, url, said, name, int(seed), int(batches))
            except LedgerError as error:
                os.write(said, f"error {error}\n".encode())
            os._exit(0)
        print(process, flush=True)


if __name__ == "__main__":
    main()
