"""A million forecasts over 10,000 questions are scored within the time and memory that the bench states."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench/scoring.py"


@pytest.mark.parametrize(
    "size", [("20000", "200", "200"), pytest.param(("1000000", "10000", "2000"), marks=pytest.mark.soak)]
)
def test_scoring_keeps_to_its_limits(size):
    forecasts, questions, forecasters = size
    run = subprocess.run(
        [
            sys.executable,
            str(BENCH),
            "--forecasts",
            forecasts,
            "--questions",
            questions,
            "--forecasters",
            forecasters,
            "--repeat",
            "1",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "all, CPU" in run.stdout
