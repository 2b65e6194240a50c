"""The outside view as it would have spoken at the time: fitted on what was over by then, asked about the months after.

`date` is the first day of the first month of a window, and a forecast for it reads the panel's row of the month before. A training row
enters only if its whole window ends by `train_until`, or with yearly refits by the December before the year of `date`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.codes import REGIONS, region
from brumaire.history.features import FeatureMatrix
from brumaire.history.hazards.baselines import by_regime, climatology
from brumaire.history.hazards.component import fit_component
from brumaire.history.hazards.recipes import PLAIN
from brumaire.history.hazards.stacked import Fitter, Stacked
from brumaire.history.panel.axis import Bools, Floats, Ints, first_day, month_index
from brumaire.history.panel.build import Panel

Unit = Literal["country-month", "country-year"]
BASELINES = ("climatology", "regime type", "plain logistic")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Months are indices (`panel.axis.month_index`).

    target, horizon
        As in `panel.windows`.
    train_until
        Last month that a training window may reach.
    first, last
        Bounds of `date`'s month, both included.
    yearly
        Fit anew for each year of `date`, on what was over by the December before.
    unit
        "country-month", or "country-year": January to December.
    rows
        (state, month of `date`) pairs asked for; None for all states of the panel.
    """

    target: str
    horizon: int
    train_until: int
    first: int
    last: int
    yearly: bool = False
    unit: Unit = "country-month"
    rows: Sequence[tuple[int, int]] | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise HistoryError(f"from {first_day(self.first)} to {first_day(self.last)}", mend="swap them")
        if self.first <= self.train_until:
            raise HistoryError(
                f"forecasts from {first_day(self.first):%Y-%m}, trained until {first_day(self.train_until):%Y-%m}",
                rule="forecasts begin after the last month of training",
                mend="train until an earlier month",
            )
        if self.unit == "country-year" and self.horizon != 12:
            raise HistoryError(
                f"a horizon of {self.horizon} months in country-years", rule="a year has twelve", mend="--horizon 12"
            )


@dataclass(frozen=True, slots=True)
class Backtest:
    """Forecasts, one entry a row in all arrays, sorted by state and month.

    gwcode, month
        State, and month of `date`.
    p
        Probability of at least one event in the window.
    happened, observed
        Whether there was one, and whether the sources see the whole window; `happened` says nothing where they do not.
    in_panel
        False for a row that was asked for and of which the panel has nothing (no such state in that month): its forecast is that of a state of the
        region with everything missing.
    baselines
        Forecasts of climatology, regime type and the plain logistic.
    """

    gwcode: Ints
    month: Ints
    p: Floats
    happened: Bools
    observed: Bools
    in_panel: Bools
    baselines: dict[str, Floats]


def backtest(panel: Panel, columns: FeatureMatrix, request: Request, *, baselines: bool = True) -> Backtest:
    """Run a request.

    Parameters
    ----------
    panel, columns
        The panel and its `terms`.
    request
        What is asked.
    baselines
        Whether to make the baselines' forecasts too.

    Raises
    ------
    HistoryError
        An unknown target, no rows in the bounds, or too few events to train on.
    """
    fitter = Fitter(panel, columns, request.target, request.horizon)
    pairs, places = _asked(panel, request)
    window = fitter.window
    p = np.zeros(len(pairs))
    others = {name: np.zeros(len(pairs)) for name in BASELINES} if baselines else {}
    for until, on in _origins(request, pairs[:, 1]):
        model = fitter.fit(until)
        known = on[places[on] >= 0]
        rows = places[known]
        p[known] = model.predict(columns, panel.gwcode, rows)
        unknown = on[places[on] < 0]
        p[unknown] = [_without_a_row(model, columns, int(pairs[n, 0]), int(pairs[n, 1])) for n in unknown]
        if baselines:
            plain = fit_component(panel, columns, window, horizon=request.horizon, until=until, recipe=PLAIN)
            constant = climatology(window, until, on)
            others["climatology"][on] = constant
            others["regime type"][on] = constant
            others["regime type"][known] = by_regime(panel, window, until, rows)
            others["plain logistic"][on] = p[on]
            others["plain logistic"][known] = 1 / (1 + np.exp(-plain.log_odds(columns, panel.gwcode, rows)))
    inside = places >= 0
    at = np.where(inside, places, 0)
    return Backtest(
        gwcode=pairs[:, 0],
        month=pairs[:, 1],
        p=p,
        happened=window.happened[at] & inside,
        observed=window.observed[at] & inside,
        in_panel=inside,
        baselines=others,
    )


def _asked(panel: Panel, request: Request) -> tuple[Ints, Ints]:
    """Pairs (state, month of `date`), sorted, and the panel's row for each, −1 where there is none."""
    if request.rows is None:
        on = (panel.month + 1 >= request.first) & (panel.month + 1 <= request.last)
        if request.unit == "country-year":
            on &= (panel.month + 1) % 12 == 0
        places = np.flatnonzero(on)
        pairs = np.column_stack([panel.gwcode[places], panel.month[places] + 1])
    else:
        wanted = sorted({(s, m) for s, m in request.rows if request.first <= m <= request.last})
        if request.unit == "country-year" and any(month % 12 for _, month in wanted):
            raise HistoryError("rows that do not begin in January", rule="a country-year runs from January to December")
        pairs = np.array(wanted, dtype=np.int64).reshape(-1, 2)
        found = [panel.row(state, month - 1) for state, month in wanted]
        places = np.array([-1 if row is None else row for row in found], dtype=np.int64)
    if not len(pairs):
        raise HistoryError(
            f"no rows from {first_day(request.first):%Y-%m} to {first_day(request.last):%Y-%m}",
            mend=f"the panel's dates run from {first_day(int(panel.month.min()) + 1):%Y-%m} to {first_day(int(panel.month.max()) + 1):%Y-%m}",
        )
    return pairs, places


def _origins(request: Request, months: Ints) -> list[tuple[int, Ints]]:
    """For each fit the last month of training, and the places of the rows that it forecasts."""
    if not request.yearly:
        return [(request.train_until, np.arange(len(months)))]
    years = months // 12
    return [
        (max(request.train_until, month_index(int(year), 1) - 1), np.flatnonzero(years == year))
        for year in np.unique(years)
    ]


def _without_a_row(model: Stacked, columns: FeatureMatrix, gwcode: int, month: int) -> float:
    values = np.full((1, len(columns.names)), np.nan)
    for name, value in (
        ("decades", ((month / 12 - 1950) - 40.0) / 10.0),
        ("after_cold_war", month >= month_index(1990, 1)),
    ):
        values[0, columns.names.index(name)] = float(value)
    for one in REGIONS:
        values[0, columns.names.index(f"region {one}")] = float(one == region(gwcode))
    blank = FeatureMatrix(values, columns.names)
    return float(model.predict(blank, np.array([gwcode]), np.zeros(1, dtype=np.int64))[0])
