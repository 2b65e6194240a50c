"""Facts that analogies are checked against."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from brumaire.history import facts_source, find_leader


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Leonid Brezhnev", date(1982, 11, 10)),
        ("Yuri Andropov", date(1984, 2, 9)),
        ("Konstantin Chernenko", date(1985, 3, 10)),
    ],
)
def test_three_natural_deaths(name, left):
    (fact,) = find_leader(name)
    assert (fact.natural, fact.left, fact.died) == (True, left, left)
    assert fact.source.startswith("archigos.csv RUS-198") or fact.source == "archigos.csv RUS-1964"


def test_a_junta_drops_its_general():
    (fact,) = find_leader("General Leopoldo Galtieri")
    assert (fact.left, fact.exit, fact.state) == (date(1982, 6, 17), "Irregular", "Argentina")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Nicolae CEAUŞESCU", ["RUM-1965"]),
        ("Slobodan Milošević", ["YUG-1989"]),
        ("Muammar Gaddafi", ["LIB-1969"]),
        ("Franklin D. Roosevelt", ["USA-1933"]),
        ("Idi Amin", ["UGA-1971", "AFG-1979-1"]),
        ("Nobody", []),
        ("", []),
        ("de la", []),
    ],
)
def test_names_as_the_press_writes_them(name, keys):
    assert [fact.key for fact in find_leader(name)] == keys


def test_a_leader_still_in_office_has_not_left():
    assert [fact.left for fact in find_leader("Robert Mugabe")] == [None]


def test_the_table_is_small_and_says_where_it_comes_from():
    file = resources.files("brumaire.history").joinpath("leaders.json")
    assert len(file.read_bytes()) < 300_000
    assert "Archigos" in facts_source()
