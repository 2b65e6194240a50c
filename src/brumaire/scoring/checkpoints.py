"""When a forecast may be scored: rules that keep the outcome from deciding when, or whether, anything is counted.

- A single probability "by D" is scored on D and not before, also after an early yes. Were it scored at the yes, the
  questions scored on any day would hold all early yeses and none of the noes still to come.
- A distribution over dates is scored at fixed checkpoints that have passed, the same for all, also after the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from brumaire.dates import day_number
from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, probabilities


def may_be_scored(deadline: date, as_of: date) -> bool:
    """Whether a question "by `deadline`" may be scored on `as_of`: when its final date is over.

    >>> may_be_scored(date(2025, 12, 31), date(2025, 12, 31)), may_be_scored(date(2025, 12, 31), date(2025, 6, 1))
    (True, False)
    """
    return as_of >= deadline


def passed(checkpoints: Sequence[date], as_of: date) -> int:
    """How many of the rising checkpoints are over on `as_of`. Raises `ScoreError` where they do not rise.

    >>> passed([date(2023, 6, 30), date(2023, 12, 31)], date(2023, 7, 1))
    1
    """
    if any(b <= a for a, b in pairwise(checkpoints)):
        raise ScoreError("checkpoints do not rise", rule="each is later than the one before")
    return sum(may_be_scored(day, as_of) for day in checkpoints)


def checkpoint_brier(by: ArrayLike, checkpoints: Sequence[date], happened_on: date | None, as_of: date) -> Floats:
    """Brier scores of P(by checkpoint) at each checkpoint that is over, shape (..., passed).

    Parameters
    ----------
    by
        P(happened by the end of each checkpoint), shape (..., checkpoints).
    checkpoints
        Rising dates, fixed when the question was asked.
    happened_on
        The day of the event; None where it has not come by `as_of`.
    as_of
        The day of scoring.

    Raises
    ------
    ScoreError
        Where shapes do not fit, checkpoints do not rise, or the event lies after `as_of`.

    >>> days = [date(2023, 6, 30), date(2023, 12, 31)]
    >>> checkpoint_brier([0.1, 0.3], days, date(2023, 8, 1), date(2024, 1, 1)).round(4).tolist()
    [0.01, 0.49]
    """
    p = probabilities(by)
    if p.shape[-1:] != (len(checkpoints),):
        raise ScoreError(f"{p.shape[-1:]} probabilities for {len(checkpoints)} checkpoints")
    if happened_on is not None and happened_on > as_of:
        raise ScoreError(f"the event of {happened_on} is later than {as_of}", mend="score on a later day")
    count = passed(checkpoints, as_of)
    came = [happened_on is not None and day_number(day, happened_on) >= 0 for day in checkpoints[:count]]
    return np.asarray((p[..., :count] - np.asarray(came, dtype=np.float64)) ** 2)
