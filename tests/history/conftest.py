"""The tables of the shared folder, read once, and a small world of made-up ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brumaire.history.panel import build
from brumaire.history.sources.archigos import Spell
from brumaire.history.sources.gdp import IncomeYear
from brumaire.history.sources.powell_thyne import Attempt
from brumaire.history.sources.reign_leaders import Spell as ReignSpell
from brumaire.history.sources.reign_regimes import Regime
from brumaire.history.sources.states import State
from brumaire.history.tables import Tables, load


@pytest.fixture(scope="session")
def shared_tables(shared: Path) -> Tables:
    return load(shared / "data" / "history")


@pytest.fixture(scope="session")
def shared_panel(shared_tables: Tables):
    return build(shared_tables)


@pytest.fixture
def world() -> Tables:
    """Benin (434): A to a coup on 1963-10-28, B by it until he dies on 1970-05-10, C from that day and on in 2016."""

    def spell(line: int, name: str, entered: str, left: str, entry: str, exit_: str, code: str = "Regular") -> Spell:
        return Spell(
            "archigos.csv",
            line,
            f"BEN-{line}",
            434,
            name,
            1900 + 10 * line,
            "M",
            date.fromisoformat(entered),
            date.fromisoformat(left),
            entry,
            exit_,
            code,
        )

    military = "Removed by Military, without Foreign Support"
    return Tables(
        {
            "archigos": (
                spell(2, "A", "1960-08-01", "1963-10-28", "Regular", "Irregular", military),
                spell(3, "B", "1963-10-28", "1970-05-10", "Irregular", "Natural Death"),
                spell(4, "C", "1970-05-10", "2015-12-31", "Regular", "Still in Office"),
            ),
            "states": (State("gw_states.csv", 2, 434, "BEN", "Benin", date(1960, 8, 1), date(2017, 12, 31)),),
            "reign_leaders": (
                ReignSpell("reign.csv", 2, "r-1", 434, "C", 1970, 5, 10, 2016, 4, 1940, True, 1.0),
                ReignSpell("reign.csv", 3, "r-2", 434, "D", 2016, 4, 6, None, None, 1960, True, 0.0),
            ),
            "powell_thyne": (
                Attempt("pt.csv", 2, "Benin", "BJ", date(1963, 10, 28), True, None, None),
                Attempt("pt.csv", 3, "Benin", "BJ", date(1972, 2, 23), False, None, None),
                Attempt("pt.csv", 4, "Benin", "BJ", date(2025, 12, 7), False, None, None),
            ),
            "reign_regimes": (
                Regime("regimes.csv", 2, 434, "one", date(1960, 8, 1), date(1963, 10, 28), "party"),
                Regime("regimes.csv", 3, 434, "two", date(1963, 10, 28), date(2020, 12, 31), "military"),
            ),
            "gdp": tuple(IncomeYear("gdp.csv", y, 434, y, 1000.0 + y, 1.0, float(y - 1990)) for y in range(1985, 2000)),
        },
        (),
        (),
    )
