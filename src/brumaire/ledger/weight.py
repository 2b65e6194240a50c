"""The weight that commentators have earned: what their claims may move the headline, by their record before its date.

    α = n/(n + 20) · max(0, skill), at most ½

n resolved questions, skill the mean Brier improvement on the base rate, at the worse end of what the words may mean. Only
resolutions count that were known before the brief's date, and never the questions of the claims that are being shown. No
record, no weight. The headline is then one mixture for all questions: (1 − α) of the model's weights and α of the weights
under which the speaker's claims hold; with several speakers each has his own part, and together at most ½.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import LedgerError
from brumaire.ledger.board import difference
from brumaire.ledger.records import RecordedResolution
from brumaire.ledger.scores import score
from brumaire.ledger.standing import Rows
from brumaire.scoring import weight_earned

Floats = NDArray[np.float64]
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Earned:
    """What one speaker has earned. `skill` is None where no resolved question of his has a base rate to compare with."""

    speaker: str
    resolved: int
    skill: float | None
    alpha: float

    def in_words(self) -> str:
        """One sentence for a brief.

        >>> Earned("Richard Kemp", 0, None, 0.0).in_words()
        'Richard Kemp: no resolved forecasts before this date, so no weight'
        >>> Earned("Richard Kemp", 3, -0.02, 0.0).in_words()
        'Richard Kemp: 3 resolved forecasts, Brier score 0.020 worse than the base rate: no weight'
        """
        if self.skill is None:
            return f"{self.speaker}: no resolved forecasts before this date, so no weight"
        many = f"{self.resolved} resolved forecast{'' if self.resolved == 1 else 's'}"
        sort = "better" if self.skill > 0 else "worse"
        apart = (
            f"Brier score {abs(self.skill):.3f} {sort} than the base rate"
            if self.skill
            else "no better than the base rate"
        )
        gained = f"weight {self.alpha:.4f}" if self.alpha > 0 else "no weight"
        return f"{self.speaker}: {many}, {apart}: {gained}"


def earned(
    rows: Rows,
    resolutions: Sequence[RecordedResolution],
    speakers: Sequence[str],
    *,
    as_of: date,
    shown: Collection[str] = (),
) -> tuple[Earned, ...]:
    """What each speaker has earned before a brief's date.

    Parameters
    ----------
    rows, resolutions
        The ledger's.
    speakers
        Whose claims the brief shows.
    as_of
        The brief's date; what could be known on it or later does not count.
    shown
        Identifiers of the questions of the claims that are shown; they never count.

    >>> from brumaire.ledger.standing import rows_of
    >>> earned(rows_of((), ()), (), ["Richard Kemp"], as_of=date(2023, 2, 1))[0].alpha
    0.0
    """
    counted = [r for r in resolutions if r.question not in shown]
    found = score(rows, counted, as_of - timedelta(days=1))
    names = np.array([name for name, _ in rows.forecasters], np.str_)
    told = []
    for speaker in speakers:
        own = (names == speaker)[found.standing.forecaster] if names.size else np.zeros(0, np.bool_)
        apart = difference(found, own)
        n = int((own & ~np.isnan(found.base)).sum())
        skill = None if apart is None else -apart[1]
        alpha = 0.0 if skill is None else float(weight_earned(skill, n))
        told.append(Earned(speaker, n, skill, alpha))
    return tuple(told)


def mixture(model: Floats, tilted: Mapping[str, Floats], alpha: Mapping[str, float]) -> tuple[Floats, float]:
    """The weights of the headline, and how much of them is commentary.

    Parameters
    ----------
    model
        The model's weights of futures, shape (futures,).
    tilted
        For each speaker the weights under which his claims hold, with the same total.
    alpha
        What each has earned; those without any, or without claims that were imposed, change nothing. Together at most ½:
        where they would pass it, each keeps his share of it.

    Raises
    ------
    LedgerError
        Weights of other futures, or a weight earned outside [0, ½].

    >>> weights, share = mixture(np.array([0.5, 0.5]), {"A": np.array([0.1, 0.9])}, {"A": 0.25})
    >>> weights.round(3).tolist(), share
    ([0.4, 0.6], 0.25)
    """
    use = {name: alpha[name] for name in tilted if alpha.get(name, 0.0) > 0}
    for name, value in use.items():
        if not value <= MOST:
            raise LedgerError(f"{name} has a weight of {value}", rule="at most ½")
        if tilted[name].shape != model.shape:
            raise LedgerError(f"{name}: weights of {tilted[name].shape} futures for {model.shape}")
    together = sum(use.values())
    scale = MOST / together if together > MOST else 1.0
    share = together * scale
    mixed = (1.0 - share) * np.asarray(model, np.float64)
    for name, value in use.items():
        mixed = mixed + value * scale * np.asarray(tilted[name], np.float64)
    return (np.asarray(model, np.float64) if not use else mixed), share
