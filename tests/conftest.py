"""What all tests share: where the shared folder is, and what may be skipped when it is missing."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run: a red build means that the code changed. `make soak` draws new ones.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
settings.register_profile("soak", settings.get_profile("steady"), derandomize=False, max_examples=2_000)
settings.load_profile(os.environ.get("BRUMAIRE_HYPOTHESIS", "steady"))

if "BRUMAIRE_CACHE" not in os.environ:
    # No test finds what another run solved or compiled.
    os.environ["BRUMAIRE_CACHE"] = tempfile.mkdtemp(prefix="brumaire-tests-")
    atexit.register(shutil.rmtree, os.environ["BRUMAIRE_CACHE"], ignore_errors=True)

REPOSITORY = Path(__file__).resolve().parents[1]


def missing(what: str, reason: str) -> None:
    """Skip the test, or fail it where BRUMAIRE_REQUIRE says that `what` must be there."""
    if what in os.environ.get("BRUMAIRE_REQUIRE", "").split(","):
        pytest.fail(f"BRUMAIRE_REQUIRE asks for {what}: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data and articles beside the checkout."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "seeds").is_dir():
        missing("shared", "../shared is not there: the real articles and data are not part of the repository")
    return folder


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server of this session's own."""
    from .ledger.servers import installed, running

    binaries = installed()
    if binaries is None:
        missing("postgresql", "no PostgreSQL server on this machine")
    with running(binaries) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request, tmp_path):
    """Where a new ledger may be made: in a file, and on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    return request.getfixturevalue("postgresql").schema()
