"""No predictor moves when the world after its month is another one; and the test can see a leak."""

from __future__ import annotations

import pytest

from brumaire.history.leakage import another_future, moved
from brumaire.history.panel import Panel, build, month_index
from brumaire.history.panel.publication import DELAY_MONTHS
from brumaire.history.tables import Tables

SOME = {2, 41, 160, 200, 220, 345, 365, 432, 434, 471, 616, 625, 630, 645, 690, 696, 750, 770, 800, 811}


@pytest.fixture(scope="module")
def some(shared_tables: Tables) -> Tables:
    """Twenty states of the shared tables, wars and coups among them."""
    kept = {}
    for name, rows in shared_tables.rows.items():
        key = next((k for k in ("gwcode", "ccode") if rows and hasattr(rows[0], k)), None)
        kept[name] = rows if key is None else tuple(row for row in rows if getattr(row, key) in SOME)
    return Tables(kept, (), ())


@pytest.fixture(scope="module")
def true(some: Tables) -> Panel:
    return build(some)


@pytest.mark.parametrize("month", [(1965, 3), (1982, 5), (1991, 2), (2003, 4), (2014, 12), (2018, 8)])
def test_no_predictor_knows_what_is_published_later(some: Tables, true: Panel, month: tuple[int, int]):
    now = month_index(*month)
    assert moved(true, build(another_future(some, now)), now) == ()


def test_another_future_is_another_one(some: Tables, true: Panel):
    now = month_index(1991, 2)
    changed = moved(true, build(another_future(some, now)), now + 60)
    assert {"attempt_years", "income", "tenure", "polity", "near_attempts"} <= set(changed)


def test_a_leak_is_caught(some: Tables, monkeypatch: pytest.MonkeyPatch):
    """Income published a year before its time moves, and nothing else does."""
    monkeypatch.setitem(DELAY_MONTHS, "income", -3)
    now = month_index(1991, 2)
    assert moved(build(some), build(another_future(some, now)), now) == ("income", "growth")


@pytest.mark.soak
@pytest.mark.parametrize("year", range(1952, 2021, 4))
def test_no_predictor_of_any_state_knows_what_is_published_later(shared_tables: Tables, shared_panel, year: int):
    now = month_index(year, 1 + year % 12)
    assert moved(shared_panel, build(another_future(shared_tables, now)), now) == ()
