"""From columns to the matrix of a regression: an intercept, standardised columns with gaps at their mean, and flags for the gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.history.features import FeatureMatrix
from brumaire.history.panel.axis import Bools, Floats, Ints

_FLAGGED = 0.02
"""A column missing in more than this share of the training rows has a flag."""


@dataclass(frozen=True, slots=True)
class Design:
    """What the training rows say of the columns: nothing else may.

    names
        Columns, in order.
    centre, scale
        Mean and standard deviation of each; the scale is infinite where a column does not vary, so that it enters as 0.
    flagged
        Which columns have a 0/1 column for missing values, after all others.
    """

    names: tuple[str, ...]
    centre: Floats
    scale: Floats
    flagged: Bools

    @classmethod
    def of(cls, columns: FeatureMatrix, names: tuple[str, ...], rows: Ints) -> Design:
        """The design of some columns as seen in some rows."""
        values = columns.values[np.ix_(rows, _places(columns, names))]
        there = ~np.isnan(values)
        number = np.maximum(there.sum(axis=0), 1)
        centre = np.where(there, values, 0.0).sum(axis=0) / number
        spread = np.sqrt((np.where(there, values - centre, 0.0) ** 2).sum(axis=0) / number)
        scale = np.where(spread > 1e-6, spread, np.inf)
        return cls(names, centre, scale, there.mean(axis=0) < 1.0 - _FLAGGED)

    @property
    def width(self) -> int:
        """Number of columns of the matrix, the intercept among them."""
        return 1 + len(self.names) + int(self.flagged.sum())

    def matrix(self, columns: FeatureMatrix, rows: Ints) -> Floats:
        """The matrix for some rows, (rows, width): no row is dropped, a gap stands at the mean."""
        values = columns.values[np.ix_(rows, _places(columns, self.names))]
        missing = np.isnan(values)
        standard = np.where(missing, 0.0, (values - self.centre) / self.scale)
        return np.hstack([np.ones((len(rows), 1)), standard, missing[:, self.flagged].astype(float)])


def _places(columns: FeatureMatrix, names: tuple[str, ...]) -> Ints:
    return np.array([columns.names.index(name) for name in names], dtype=np.int64)
