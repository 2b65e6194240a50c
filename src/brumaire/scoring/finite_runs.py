"""What a simulation may say when an event came in none, or all, of its runs.

k of n runs with k = 0 do not show that a thing is impossible. Such a forecast is registered as (k + ½)/(n + 1), the
posterior mean under Jeffreys' prior, with n the effective number of runs, and the rule is recorded with it. It is said
before the outcome is known, so it is a forecast like any other; scores themselves change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brumaire.errors import ScoreError
from brumaire.scoring.base import probabilities

RULE = "(k+½)/(n_eff+1)"


@dataclass(frozen=True, slots=True)
class Registered:
    """The probability to enter in the ledger and the rule by which it was changed, empty where it was not."""

    p: float
    rule: str


def from_runs(p: float, effective: float, *, structural: bool = False) -> Registered:
    """The forecast to register for a share `p` of `effective` runs.

    Parameters
    ----------
    p
        Weighted share of runs in which the question came out yes.
    effective
        Effective number of runs, above 0.
    structural
        True where 0 or 1 follows from the question and the model and not from the count of runs; it then stands.

    Raises
    ------
    ScoreError
        For a share outside [0, 1], or a number of runs that is not positive.

    >>> from_runs(0.0, 999.0)
    Registered(p=0.0005, rule='(k+½)/(n_eff+1)')
    >>> from_runs(0.25, 999.0)
    Registered(p=0.25, rule='')
    """
    share = float(probabilities(p))
    if not (np.isfinite(effective) and effective > 0):
        raise ScoreError(f"{effective} is no effective number of runs", rule="above 0")
    if structural or 0 < share < 1:
        return Registered(share, "")
    return Registered((share * effective + 0.5) / (effective + 1), RULE)
