"""Does a predictor know the future? Change everything that was published after a month, and see whether anything before it moves.

What is changed: events after the month are made up, moved or taken away; yearly values whose publication lies after the month
are put upside down. The regime's type is left alone where the regime began before the month: that it is coded in
hindsight is one of the assumptions in docs/reference/history-data.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from brumaire.history.codes import gw_code
from brumaire.history.panel.axis import last_day, month_index
from brumaire.history.panel.build import Panel
from brumaire.history.tables import Tables

# Yearly tables: the fields that hold values, and the honest delay in months after the year's end. Written out here once more, so
# that a delay which is made too short in publication.py is caught.
_YEARLY = {
    "gdp": (("per_head", "growth", "growth_per_head"), 9),
    "population": (("thousands",), 9),
    "infant_mortality": (("deaths",), 12),
    "polity": (("polity2", "durable", "xconst"), 6),
    "vdem": (("polyarchy", "liberal"), 4),
    "battle_deaths": (("best",), 6),
}


def another_future(tables: Tables, month: int) -> Tables:
    """The same tables to the end of a month, and another world after it."""
    end = last_day(month)
    year = end.year
    changed: dict[str, tuple[Any, ...]] = {}
    for name, (values, delay) in _YEARLY.items():
        changed[name] = tuple(
            _upside_down(row, values) if month_index(row.year, 12) + delay > month else row for row in tables.of(name)
        )
    changed["archigos"] = tuple(_other_exit(row, end) for row in tables.of("archigos") if row.entered <= end)
    changed["reign_leaders"] = tuple(
        # One month more: REIGN dates some entries a month later than Archigos, and a career is no news of that month.
        row
        for row in tables.of("reign_leaders")
        if row.entered_year * 12 + row.entered_month - 1 <= month + 1
    )
    made_up = [row for row in tables.of("powell_thyne") if row.day <= end]
    changed["powell_thyne"] = (
        *made_up,
        *(replace(row, day=end + timedelta(days=30 + n % 300)) for n, row in enumerate(made_up)),
    )
    changed["reign_elections"] = tuple(
        row for row in tables.of("reign_elections") if (row.year, row.month) <= (year, end.month)
    )
    changed["reign_regimes"] = tuple(
        replace(row, ended=max(end + timedelta(days=1), date(2020, 12, 31))) if row.ended > end else row
        for row in tables.of("reign_regimes")
        if row.began <= end
    )
    changed["ucdp_conflicts"] = tuple(
        replace(row, intensity=2 if month_index(row.year, 12) > month else row.intensity)
        for row in tables.of("ucdp_conflicts")
        if row.year <= year and (row.episode_began is None or row.episode_began <= end)
    )
    changed["cow_interstate"] = tuple(
        replace(row, outcome="lost" if row.outcome == "won" else "won") if last_year > year else row
        for row, last_year in _with_last_year(tables)
        if row.year <= year
    )
    return tables.with_rows(**changed)


def moved(before: Panel, after: Panel, month: int) -> tuple[str, ...]:
    """Names of the columns in which two panels differ in rows up to a month, "rows" among them where rows came or went."""
    first, second = (np.flatnonzero(panel.month <= month) for panel in (before, after))
    one = before.gwcode[first] * 100_000 + before.month[first]
    other = after.gwcode[second] * 100_000 + after.month[second]
    found = [] if np.array_equal(one, other) else ["rows"]
    shared = np.intersect1d(one, other)
    places = (first[np.searchsorted(one, shared)], second[np.searchsorted(other, shared)])
    for name in before.columns:
        if not np.array_equal(before[name][places[0]], after[name][places[1]], equal_nan=True):
            found.append(name)
    return tuple(found)


def _upside_down(row: Any, names: tuple[str, ...]) -> Any:
    return replace(
        row,
        **{
            name: abs(7 - getattr(row, name))
            for name in names
            if getattr(row, name) is not None and _number(getattr(row, name))
        },
    )


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _other_exit(row: Any, end: date) -> Any:
    if row.left <= end:
        return row
    later = min(end + timedelta(days=45), date(2015, 12, 31)) if end < date(2015, 12, 31) else row.left
    return replace(
        row, left=max(later, row.entered), exit="Irregular", code="Removed by Rebels, without Foreign Support"
    )


def _with_last_year(tables: Tables) -> list[tuple[Any, int]]:
    last: dict[tuple[int, int, int], int] = {}
    rows = tables.of("cow_interstate")
    for row in rows:
        pair = (row.war, gw_code(row.ccode, date(row.year, 1, 1)), gw_code(row.against, date(row.year, 1, 1)))
        last[pair] = max(last.get(pair, 0), row.year)
    return [
        (row, last[row.war, gw_code(row.ccode, date(row.year, 1, 1)), gw_code(row.against, date(row.year, 1, 1))])
        for row in rows
    ]
