"""Who is in office at a month's end, and what is known of him then."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.history.panel import COLUMNS, MANNERS, build, month_index, next_exit, windows
from brumaire.history.panel.regimes import FAMILIES
from brumaire.history.tables import Tables


def at(panel, year: int, month: int) -> int:
    row = panel.row(434, month_index(year, month))
    assert row is not None
    return row


def who(panel, year: int, month: int) -> str:
    return panel.spells[panel.spell[at(panel, year, month)]].name


def test_the_leader_of_a_row_is_the_one_at_the_months_end(world: Tables):
    panel = build(world)
    assert [who(panel, 1963, m) for m in (9, 10, 11)] == ["A", "B", "B"]
    assert [who(panel, 1970, m) for m in (4, 5)] == ["B", "C"]
    assert panel.row(434, month_index(1960, 7)) is None
    assert panel.row(434, month_index(1960, 8)) is not None
    assert all(len(panel[name]) == len(panel) for name in COLUMNS)


def test_one_spell_goes_on_from_archigos_into_reign(world: Tables):
    panel = build(world)
    assert who(panel, 2016, 3) == "C"
    assert who(panel, 2016, 4) == "D"
    assert panel["tenure"][at(panel, 2016, 3)] == pytest.approx(45.9, abs=0.05)
    assert panel.leader_known[at(panel, 2016, 4)]
    assert not panel.leader_known[at(panel, 2016, 5)]  # nothing says that D is still there


def test_age_tenure_and_entry(world: Tables):
    panel = build(world)
    row = at(panel, 1964, 1)
    assert panel["age"][row] == pytest.approx((date(1964, 1, 31) - date(1930, 7, 1)).days / 365.25)
    assert panel["tenure"][row] == pytest.approx((date(1964, 1, 31) - date(1963, 10, 28)).days / 365.25)
    assert panel["entry_irregular"][row] == 1.0
    assert panel["attempt_years"][row] == panel["tenure"][row]
    assert math.isnan(panel["attempt_years"][at(panel, 1963, 9)])


def test_a_regimes_type_takes_three_months_and_its_age_none(world: Tables):
    panel = build(world)
    kinds = [FAMILIES[int(panel["regime"][at(panel, y, m)])] for y, m in ((1963, 9), (1963, 10), (1963, 12), (1964, 1))]
    assert kinds == ["party", "party", "party", "military"]
    assert [panel["regime_new"][at(panel, y, m)] for y, m in ((1963, 9), (1963, 10), (1964, 1))] == [0.0, 1.0, 0.0]
    assert panel["regime_age"][at(panel, 1963, 10)] == pytest.approx(3 / 365.25)
    assert panel["regime_carried"][at(panel, 2020, 12)] == 0.0
    assert panel["regime_carried"][at(panel, 2021, 1)] == 1.0


def test_income_of_a_year_is_known_nine_months_after_it(world: Tables):
    panel = build(world)
    assert math.isnan(panel["income"][at(panel, 1986, 8)])
    assert panel["income"][at(panel, 1986, 9)] == pytest.approx(math.log(1000.0 + 1985))
    assert panel["income"][at(panel, 1987, 8)] == pytest.approx(math.log(1000.0 + 1985))
    assert panel["income_age"][at(panel, 2009, 1)] == 10.0
    assert math.isnan(panel["income"][at(panel, 2010, 1)])


def test_what_becomes_of_the_leader_next_month(world: Tables):
    panel = build(world)
    gone, observed = next_exit(panel)
    manners = {
        (int(panel.month[n]) // 12, int(panel.month[n]) % 12 + 1): MANNERS[gone[n]] for n in np.flatnonzero(gone >= 0)
    }
    assert manners == {(1963, 9): "coup", (1970, 4): "natural_death", (2016, 3): "unknown"}
    assert observed[at(panel, 2016, 3)]
    assert not observed[at(panel, 2016, 4)]


def test_a_coup_after_the_leaders_table_puts_an_unknown_leader_in_office(world: Tables):
    attempts = world.of("powell_thyne")
    taken = replace(attempts[-1], day=date(2022, 3, 5), success=True)
    panel = build(world.with_rows(powell_thyne=(*attempts, taken)))
    row = at(panel, 2022, 3)
    assert panel.spells[panel.spell[row]].name == "unknown"
    assert math.isnan(panel["age"][row])
    assert panel["tenure"][row] == pytest.approx(26 / 365.25)


def test_order_of_the_files_rows_makes_no_difference(world: Tables):
    turned = Tables({name: rows[::-1] for name, rows in world.rows.items()}, (), ())
    one, other = build(world), build(turned)
    for name in COLUMNS:
        np.testing.assert_array_equal(one[name], other[name])


def test_reign_goes_on_where_archigos_loses_sight(world: Tables):
    first, second, third = world.of("archigos")
    gone = replace(third, left=date(2014, 8, 6), exit="Regular")
    last, new = world.of("reign_leaders")
    reign = (
        replace(last, left_year=2014, left_month=8),
        replace(new, entered_year=2014, entered_month=8, entered_day=6),
    )
    panel = build(world.with_rows(archigos=(first, second, gone), reign_leaders=reign))
    assert [who(panel, 2014, m) for m in (7, 8)] == ["C", "D"]
    exits = windows(panel, "irregular_exit", 1)
    assert exits.observed[at(panel, 2014, 7)]
    assert not exits.observed[at(panel, 2014, 8)]


def test_an_exit_on_archigoss_last_day_is_not_believed_of_whom_reign_has_later(world: Tables):
    first, second, third = world.of("archigos")
    wrong = replace(third, exit="Natural Death")
    panel = build(world.with_rows(archigos=(first, second, wrong)))
    assert who(panel, 2016, 3) == "C"
    assert next_exit(panel)[0][at(panel, 2015, 11)] == -1
    assert windows(panel, "natural_death", 1).happened[at(panel, 2015, 11)]  # the target keeps its source's label
    assert not windows(panel, "any_exit", 1).happened[at(panel, 2015, 11)]
