"""The README shows what the program prints, figures aside."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def words(line: str) -> str:
    """A line without its figures, bars and spacing."""
    return " ".join(re.sub(r"[0-9.,+−–±%█▉▊▋▌▍▎▏]|under|not resolved|–", " ", line).split())


def test_the_sample_is_what_the_demo_prints(tmp_path):
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0].splitlines()
    done = subprocess.run(
        [sys.executable, "-m", "brumaire", "demo"],
        env={**os.environ, "COLUMNS": "110", "BRUMAIRE_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    printed = {words(line) for line in done.stdout.splitlines()}
    missing = [line for line in shown if line != "…" and words(line) not in printed]
    assert not missing
    assert len(shown) > 30
