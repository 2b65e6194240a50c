"""The team's pool on a question, by the one rule that needs no setting, with the model's forecast and the base rate beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from brumaire.ledger.records import RecordedResolution
from brumaire.ledger.scores import NOT_OF_THE_CROWD, Scores, score
from brumaire.ledger.standing import Floats, Forecaster, Rows, outcomes, standing
from brumaire.scoring import peer, skills
from brumaire.scoring.pooling import Forecasts, default_pool

NOT_POOLED = (*NOT_OF_THE_CROWD, "model")


@dataclass(frozen=True, slots=True)
class Voice:
    """A forecast as it stands, its age in days, and the record behind it: mean improvement on peers over `resolved` questions."""

    forecaster: Forecaster
    p: float
    age: int
    skill: float
    resolved: int


@dataclass(frozen=True, slots=True)
class Pooled:
    """One question on a day. `pool` is None where nobody named a number; `without` are those who used words without a middle."""

    pool: float | None
    voices: tuple[Voice, ...]
    model: float | None
    base_rate: float | None
    without: tuple[Forecaster, ...]


def pooled(
    rows: Rows, resolutions: Sequence[RecordedResolution], question: str, on: date, *, sorts: Sequence[str] = ()
) -> Pooled:
    """Pool what stands on a question on a day.

    Parameters
    ----------
    rows, resolutions
        The ledger's.
    question
        The question's identifier.
    on
        The day; later forecasts and resolutions do not count.
    sorts
        Sorts of forecasters to pool; all but the model, pools and base rates when left out.
    """
    place = next(k for k, q in enumerate(rows.questions) if q.id == question)
    found = score(rows, resolutions, on)
    skill, many = _records(found)
    now = standing(rows, outcomes(rows.questions, (), on), only_scored=False)
    parts = now.segments
    voices, without = [], []
    model = base = None
    for at, series in zip(parts.row[parts.last], parts.series[parts.last], strict=True):
        if now.question[series] != place:
            continue
        k = int(now.forecaster[series])
        who, p = rows.forecasters[k], float(rows.p[at])
        if who[1] == "model":
            model = p
        if who[1] == "base_rate":
            base = p
        if who[1] not in sorts if sorts else who[1] in NOT_POOLED:
            continue
        if np.isnan(p):
            without.append(who)
            continue
        age = on.toordinal() - int(rows.day[at])
        voices.append(Voice(who, p, age, float(skill[k]), int(many[k])))
    told = None
    if voices:
        forecasts = Forecasts.of([v.p for v in voices], [0] * len(voices), 1)
        told = float(
            default_pool(
                forecasts,
                skill=[v.skill for v in voices],
                resolved=[v.resolved for v in voices],
                age=[v.age for v in voices],
            )[0]
        )
    return Pooled(told, tuple(voices), model, base, tuple(without))


def _records(found: Scores) -> tuple[Floats, Floats]:
    """Mean improvement on peers and number of questions of each forecaster, from what was resolved by then."""
    names = len(found.rows.forecasters)
    point = ~np.isnan(found.final)
    if not point.any():
        return np.zeros(names), np.zeros(names)
    better = peer(-found.brier_high[point], found.standing.question[point], len(found.rows.questions))
    return skills(better, found.standing.forecaster[point], names)
