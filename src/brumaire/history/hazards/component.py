"""One regression among those that are stacked: a design, coefficients, and effects of states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.features import FeatureMatrix
from brumaire.history.hazards.design import Design
from brumaire.history.hazards.logistic import fit_logistic
from brumaire.history.hazards.recipes import Recipe
from brumaire.history.hazards.sampling import sample
from brumaire.history.panel.axis import Floats, Ints
from brumaire.history.panel.build import Panel
from brumaire.history.panel.windows import Windows

LEAST_EVENTS = 5


@dataclass(frozen=True, slots=True)
class Component:
    """A fitted regression.

    effects
        By state; a state that was not in training has 0.
    """

    design: Design
    coefficients: Floats
    effects: Mapping[int, float]

    def log_odds(self, columns: FeatureMatrix, gwcode: Ints, rows: Ints) -> Floats:
        """Log-odds of the rows."""
        effects = np.array([self.effects.get(int(state), 0.0) for state in gwcode[rows]])
        found: Floats = self.design.matrix(columns, rows) @ self.coefficients + effects
        return found


def fit_component(
    panel: Panel,
    columns: FeatureMatrix,
    window: Windows,
    *,
    horizon: int,
    until: int,
    recipe: Recipe,
) -> Component:
    """Fit on the windows that end by the month `until`.

    Raises
    ------
    HistoryError
        Fewer than five windows with an event, or none without.
    """
    rows, weight = sample(panel, window, until, horizon, recipe.half_life)
    came = window.happened[rows].astype(float)
    if came.sum() < LEAST_EVENTS or came.sum() == len(came):
        raise HistoryError(
            f"only {int(came.sum())} of {len(came)} training windows have an event",
            rule=f"a model needs {LEAST_EVENTS} or more, and some without",
            mend="train until a later month, or give more data",
        )
    names = recipe.names or columns.names
    design = Design.of(columns, names, rows)
    penalty = np.full(design.width, recipe.penalty)
    penalty[0] = 0.0
    for name in recipe.free:
        penalty[1 + names.index(name)] = recipe.free_penalty
    states, groups = np.unique(panel.gwcode[rows], return_inverse=True)
    fit = fit_logistic(
        design.matrix(columns, rows),
        came,
        weight,
        penalty,
        groups=groups.astype(np.int64) if recipe.state_penalty else None,
        group_penalty=recipe.state_penalty or 1.0,
    )
    effects = dict(zip(states.tolist(), fit.effects.tolist(), strict=True)) if recipe.state_penalty else {}
    return Component(design, fit.coefficients, effects)
