"""Brier score of cumulative incidence when some cases are still open: weighed by the inverse probability of being seen.

P(left by manner k up to t) against 1{left by k up to t}. A case that was not followed to t, without an exit, is unknown at t and counts
0; those that are known count for it, each with 1/P(followed long enough to be known). The mean over *all* cases, unknown
ones included, then estimates the mean Brier score without censoring.

- *Known* law of censoring: proper for any number of cases.
- *Administrative* censoring, when it is known for every case how long it is followed, exit or not: only cases followed to t count,
  with weight 1, `administrative_brier`. Proper; needs no law.
- *Estimated* law (`kaplan_meier_censoring`): proper only as cases become many.

Source: Graf, Schmoor, Sauerbrei and Schumacher 1999; for competing risks Schoop, Beyersmann, Schumacher and Binder 2011 (both
recalled, unchecked).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, finite, outcomes, probabilities
from brumaire.scoring.censoring import Censoring


def incidence_brier(
    by: ArrayLike, at: ArrayLike, day: ArrayLike, left: ArrayLike, censoring: Censoring, *, seen: ArrayLike
) -> Floats:
    """Weighed Brier scores; their mean over cases is the score.

    Parameters
    ----------
    by
        P(left by the manner up to `at`), shape (cases, times).
    at
        Day numbers at which incidence is scored, shape (times,).
    day
        Day of exit or of the end of following, shape (cases,).
    left
        1 where the case left by the manner that is scored, shape (cases,).
    censoring
        The law of censoring, known or estimated.
    seen
        1 where the case left, by any manner; 0 where following ended first.

    Returns
    -------
    Shape (cases, times); 0 for a case that is unknown at that time.

    Raises
    ------
    ScoreError
        Where shapes do not fit, or the law says that a case which was followed could not be.

    >>> law = Censoring(np.array([5.0]), np.array([0.5]))
    >>> incidence_brier([[0.2], [0.2], [0.2]], [10], [4, 5, 12], [1, 0, 0], law, seen=[1, 0, 0]).round(4).ravel().tolist()
    [0.64, 0.0, 0.08]
    """
    p, t, d, mine, gone = _cases(by, at, day, left, seen)
    exited = (gone[:, None] == 1) & (d[:, None] <= t)
    stayed = ~exited & (d[:, None] >= t)
    followed = np.where(exited, censoring.followed_to(d)[:, None], np.where(stayed, censoring.followed_to(t), 1.0))
    if (followed == 0).any():
        raise ScoreError(
            "a case was followed longer than the law of censoring allows", rule="P(followed) > 0 for what was seen"
        )
    loss = (p - (exited & (mine[:, None] == 1))) ** 2
    return np.asarray(np.where(exited | stayed, loss / followed, 0.0))


def administrative_brier(
    by: ArrayLike, at: ArrayLike, day: ArrayLike, left: ArrayLike, followed_to: ArrayLike, *, seen: ArrayLike
) -> Floats:
    """Brier scores of the cases that were due to be followed to `at`, nan for others: take the mean with `np.nanmean`.

    An exit seen before `at` in a case that was due to be followed for less time does not count either: its like that stayed could
    not have been seen to.

    Parameters as `incidence_brier`, with `followed_to` the day, of shape (cases,), to which a case is followed whether it left or not.

    >>> administrative_brier([[0.2], [0.2]], [10], [4, 4], [1, 1], [12, 8], seen=[1, 1]).round(4).ravel().tolist()
    [0.64, nan]
    """
    p, t, d, mine, gone = _cases(by, at, day, left, seen)
    end = finite(followed_to, what="end of following")
    if end.shape != d.shape:
        raise ScoreError(f"{end.shape} ends of following for {d.shape} cases")
    wrong = ((gone == 1) & (d > end)) | ((gone == 0) & (d != end))
    if wrong.any():
        raise ScoreError(
            "a case left after it was followed, or was lost before",
            where=f"case {int(np.argmax(wrong))}",
            rule="exit ≤ end of following; without exit, the day is the end",
        )
    exited = (gone[:, None] == 1) & (d[:, None] <= t)
    loss = (p - (exited & (mine[:, None] == 1))) ** 2
    return np.asarray(np.where(end[:, None] >= t, loss, np.nan))


def _cases(
    by: ArrayLike, at: ArrayLike, day: ArrayLike, left: ArrayLike, seen: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    p, t, d = probabilities(by), finite(at, what="day"), finite(day, what="day")
    mine, gone = outcomes(left), outcomes(seen)
    if t.ndim != 1 or d.ndim != 1 or p.shape != (d.size, t.size) or not d.shape == mine.shape == gone.shape:
        raise ScoreError(f"incidence {p.shape}, times {t.shape}, days {d.shape}, exits {mine.shape} and {gone.shape}")
    if (mine > gone).any():
        raise ScoreError("a case left by a manner without having left", rule="left ≤ seen")
    return p, t, d, mine, gone
