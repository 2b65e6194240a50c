"""The model of a target: regressions stacked and calibrated on forecasts that they made for years after their training.

Every third January since 1968 is an origin: the regressions are fitted on what was over by then and forecast the next three years.
The stack's log-odds are the mean of the regressions' plus a + Σ c_k·(log-odds_k), fitted to the outcomes of those forecasts that
are over, recent ones counting more; a and c are drawn to 0, the plain mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.features import FeatureMatrix
from brumaire.history.hazards.component import Component, fit_component
from brumaire.history.hazards.logistic import fit_logistic, sigmoid
from brumaire.history.hazards.recipes import Recipe, recipes
from brumaire.history.hazards.sampling import trainable
from brumaire.history.panel.axis import Bools, Floats, Ints, month_index
from brumaire.history.panel.build import Panel
from brumaire.history.panel.windows import Windows, windows

FIRST_ORIGIN = 1968
ORIGIN_YEARS = 3
_HALF_LIFE = 15.0
_TO_MEAN = 4.0
_TO_NO_SHIFT = 3.0
_STRIDE = 3


@dataclass(frozen=True, slots=True)
class Stacked:
    """A fitted model. `shift`, `slopes` and `middle` are a, c and the mean log-odds about which c turns."""

    components: tuple[Component, ...]
    shift: float
    slopes: Floats
    middle: float

    def predict(self, columns: FeatureMatrix, gwcode: Ints, rows: Ints) -> Floats:
        """Probability of at least one event in the window of each row."""
        odds = np.column_stack([one.log_odds(columns, gwcode, rows) for one in self.components])
        return sigmoid(odds.mean(axis=1) + self.shift + (odds - self.middle) @ self.slopes)


@dataclass(slots=True)
class Fitter:
    """Fits models of one target and horizon, and keeps the origins' forecasts, which later fits use again.

    Examples
    --------
    See `brumaire.history.backtest`.
    """

    panel: Panel
    columns: FeatureMatrix
    target: str
    horizon: int
    _window: Windows = field(init=False)
    _origins: dict[int, tuple[Ints, Floats]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._window = windows(self.panel, self.target, self.horizon)

    @property
    def window(self) -> Windows:
        """The windows of the target and horizon."""
        return self._window

    def components(self, until: int) -> tuple[Component, ...]:
        """The regressions on windows that end by the month `until`.

        Raises
        ------
        HistoryError
            Too few events by then.
        """
        return tuple(self._fit(recipe, until) for recipe in recipes(self.target))

    def fit(self, until: int) -> Stacked:
        """The stacked model on windows that end by the month `until`.

        Raises
        ------
        HistoryError
            Too few events by then.
        """
        made = self.components(until)
        rows, odds = self._past_forecasts(until)
        if not len(rows):
            return Stacked(made, 0.0, np.zeros(len(made)), 0.0)
        weight = 0.5 ** ((until - self.panel.month[rows]) / 12.0 / _HALF_LIFE) * self._stride / self.horizon
        middle = float(np.average(odds.mean(axis=1), weights=weight))
        fit = fit_logistic(
            np.column_stack([np.ones(len(rows)), odds - middle]),
            self._window.happened[rows].astype(float),
            weight,
            np.array([_TO_NO_SHIFT] + [_TO_MEAN] * len(made)),
            offset=odds.mean(axis=1),
        )
        return Stacked(made, float(fit.coefficients[0]), fit.coefficients[1:], middle)

    @property
    def _stride(self) -> int:
        return _STRIDE if self.horizon >= _STRIDE else 1

    def _fit(self, recipe: Recipe, until: int) -> Component:
        return fit_component(self.panel, self.columns, self._window, horizon=self.horizon, until=until, recipe=recipe)

    def _past_forecasts(self, until: int) -> tuple[Ints, Floats]:
        taken: list[tuple[Ints, Floats]] = []
        over = trainable(self._window, until)
        for year in range(FIRST_ORIGIN, (until + 1) // 12, ORIGIN_YEARS):
            if year not in self._origins:
                self._origins[year] = self._from_origin(year)
            rows, odds = self._origins[year]
            on = over[rows]
            taken.append((rows[on], odds[on]))
        if not taken:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 0))
        return np.concatenate([rows for rows, _ in taken]), np.vstack([odds for _, odds in taken])

    def _from_origin(self, year: int) -> tuple[Ints, Floats]:
        first = month_index(year, 1)
        following = self.panel.month + 1
        on: Bools = (following >= first) & (following < first + 12 * ORIGIN_YEARS) & self._window.observed
        rows = np.flatnonzero(on & ((self.panel.month + self.panel.gwcode) % self._stride == 0))
        number = len(recipes(self.target))
        try:
            made = self.components(first - 1)
        except HistoryError:  # too few events so early: this origin has no forecasts
            return np.zeros(0, dtype=np.int64), np.zeros((0, number))
        return rows, np.column_stack([one.log_odds(self.columns, self.panel.gwcode, rows) for one in made])
