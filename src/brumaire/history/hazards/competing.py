"""Competing risks of a leader in office: for each manner of exit the hazard of the month ahead, with draws that say how sure it is.

The numbers are in `fitted.json`, written by training/history/fit.py; nothing but NumPy reads them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from brumaire.errors import HistoryError
from brumaire.history.hazards.leader import NAMES
from brumaire.history.hazards.logistic import sigmoid
from brumaire.history.panel.axis import Floats
from brumaire.records import MANNERS

KINDS: tuple[str, ...] = (*(manner for manner in MANNERS if manner != "coup"), "attempt", "success")
"""What is fitted: each its own regression."""


@dataclass(frozen=True, slots=True)
class Risks:
    """Logistic hazards a month.

    kinds
        `KINDS`: the manners of exit but for coups, then "attempt" and "success" (the chance that an attempt unseats the leader, which is
        no hazard). A coup is an attempt that does.
    centre, scale
        Of the columns, by which they are standardised; missing ones stand at the mean.
    coefficients
        (kinds, 1 + columns), intercept first.
    draws
        (draws, kinds, 1 + columns): the same for countries drawn anew.
    about
        Data with checksums, fit date, code hash, events a kind.
    """

    kinds: tuple[str, ...]
    centre: Floats
    scale: Floats
    coefficients: Floats
    draws: Floats
    about: dict[str, Any]

    def standard(self, columns: Floats) -> Floats:
        """Rows of `covariates`, standardised, with a leading one."""
        z = np.nan_to_num((columns - self.centre) / self.scale)
        return np.hstack([np.ones((len(z), 1)), z])

    def monthly(self, columns: Floats) -> Floats:
        """Probabilities of the month ahead, (rows, 11): the nine manners in their order, an attempt, and its success."""
        return _with_coups(sigmoid(self.standard(columns) @ self.coefficients.T))

    def drawn(self, columns: Floats) -> Floats:
        """The same for each draw, (draws, rows, 11)."""
        return _with_coups(sigmoid(np.einsum("rc,dkc->drk", self.standard(columns), self.draws, optimize=True)))


def _with_coups(found: Floats) -> Floats:
    coup = found[..., KINDS.index("attempt")] * found[..., KINDS.index("success")]
    return np.insert(found, MANNERS.index("coup"), coup, axis=-1)


def incidence(monthly: Floats) -> Floats:
    """Cumulative incidence of the nine manners, (..., months, 9), from their hazards in each month ahead of the same shape.

    Exits of one month share its total 1 − Π(1 − h) in proportion to −ln(1 − h), so that incidences and staying sum to one.

    >>> round(float(incidence(np.full((2, 9), 0.01))[1].sum()), 6) == round(1 - 0.99**18, 6)
    True
    """
    rate = -np.log1p(-monthly)
    total = rate.sum(axis=-1, keepdims=True)
    stays = np.exp(-np.cumsum(total, axis=-2))
    before = np.concatenate([np.ones_like(stays[..., :1, :]), stays[..., :-1, :]], axis=-2)
    found: Floats = np.cumsum((before - stays) * rate / total, axis=-2)
    return found


@cache
def fitted_risks() -> Risks:
    """The risks that come with Brumaire.

    Raises
    ------
    HistoryError
        The file is not there or made by another version of the columns.
    """
    try:
        text = resources.files("brumaire.history").joinpath("fitted.json").read_text(encoding="utf-8")
    except OSError:
        raise HistoryError("fitted.json is not there", mend="make it with `make history`") from None
    return read_risks(json.loads(text))


def read_risks(data: dict[str, Any]) -> Risks:
    """The risks of a file's content. Raises `HistoryError` where its columns are not this version's."""
    if tuple(data["names"]) != NAMES or tuple(data["kinds"]) != KINDS:
        raise HistoryError("fitted.json is of another version of the columns", mend="make it anew with `make history`")
    return Risks(
        kinds=tuple(data["kinds"]),
        centre=np.array(data["centre"]),
        scale=np.array(data["scale"]),
        coefficients=np.array(data["coefficients"]),
        draws=np.array(data["draws"], dtype=float) / data["draws_unit"],
        about=data["about"],
    )
