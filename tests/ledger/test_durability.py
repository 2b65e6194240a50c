"""A writer killed while writing loses nothing that was acknowledged; writers at once lose nothing. Long: tests/soak."""

from __future__ import annotations

from itertools import count

import pytest

from .killing import kill_often, write_at_once


@pytest.fixture
def new_url(ledger_url, request, tmp_path):
    if "://" in ledger_url:
        return request.getfixturevalue("postgresql").schema
    numbers = count()
    return lambda: str(tmp_path / f"{next(numbers)}.db")


def test_three_kills(new_url, tmp_path):
    assert kill_often(new_url, tmp_path, kills=3, seed=11)["acknowledged"] > 0


def test_four_writers_at_once(new_url, tmp_path):
    write_at_once(new_url(), tmp_path, number=4, batches=6)
