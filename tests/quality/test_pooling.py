"""The default pool keeps up with the best standard method on both public pools, and learns nothing from the question itself."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

import pooling

QUALITY = Path(pooling.__file__).parent


def test_the_default_is_within_one_paired_standard_error(shared):
    run = subprocess.run(
        [sys.executable, str(QUALITY / "pooling.py"), str(shared / "data/pooling")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "is within one paired standard error" in run.stdout
    assert run.stdout.count(pooling.DEFAULT) == 2


def test_a_folder_without_pools_is_an_error_of_one_line(tmp_path):
    run = subprocess.run(
        [sys.executable, str(QUALITY / "pooling.py"), str(tmp_path / "none")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1


def made(came):
    """Two forecasters on eight questions, one of whom knows."""
    questions = len(came) // 2
    said = np.array([[0.9, 0.6] if yes else [0.1, 0.4] for yes in came])
    cell = np.repeat(np.arange(2 * questions), 2)
    return pooling.pool(
        "made",
        said.ravel(),
        cell,
        np.tile([0, 1], 2 * questions),
        np.zeros(cell.size),
        np.arange(2 * questions) // 2,
        came,
    )


def test_a_question_does_not_teach_its_own_pool():
    data = made([1.0, 0.0] * 8)
    turned = dataclasses.replace(data, came=np.concatenate((1 - data.came[:2], data.came[2:])))
    for name, p in pooling.pooled(data).items():
        np.testing.assert_array_equal(p[:2], pooling.pooled(turned)[name][:2])
    weighted = pooling.pooled(data)
    assert weighted[pooling.DEFAULT][0] > weighted["geometric mean of odds"][0]
