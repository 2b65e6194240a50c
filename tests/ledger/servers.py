"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket alone, gone when they end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

PASSWORD = "swordfish-7"  # of the one user who needs it


class Server:
    """A running server. `schema()` makes an empty schema, which is quicker than a database, and gives its URL."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder, self._names = binaries, folder, count(1)

    def url(self, database: str, *, user: str = "brumaire", password: str | None = None) -> str:
        who = user if password is None else f"{user}:{password}"
        return f"postgresql://{who}@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def schema(self) -> str:
        name = f"ledger{os.getpid()}_{next(self._names)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}&options=-csearch_path%3D{name}"

    def process(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])


def installed() -> Path | None:
    """The folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).resolve().parent if beside else None


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    # A socket's path must be short, so the folder is not under pytest's.
    folder = Path(tempfile.mkdtemp(prefix="brumaire-pg-"))
    # The server refuses to run as root; its package makes a user, and any system has nobody.
    as_user = []
    if os.geteuid() == 0:
        user = next(name for name in ("postgres", "nobody") if _user(name))
        shutil.chown(folder, user)
        as_user = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    server = Server(binaries, folder)

    def call(program: str, *words: str) -> None:
        subprocess.run(
            [*as_user, str(binaries / program), *words],
            check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip

    data = str(folder / "data")
    try:
        call("initdb", "-D", data, "-U", "brumaire", "-A", "trust", "-E", "UTF8", "--locale=C")
        (folder / "data" / "pg_hba.conf").write_text("local all asked scram-sha-256\nlocal all all trust\n")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=60 -c shared_buffers=32MB"
        )
        call("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            server.run(f"CREATE ROLE asked LOGIN PASSWORD '{PASSWORD}'")
            yield server
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
