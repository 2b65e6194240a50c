"""What to watch: what seeing an indicator in the weeks after the asking date would do to a question.

All from the one stored run. In a future in which the state that an indicator points to holds in k of W weeks, it is
seen at least once with probability 1 − (1 − e₁)^k·(1 − f)^(W−k), with e₁ and f its weekly rates in that state and elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.models.base import Indicator, Model
from brumaire.models.expressions import Number
from brumaire.questions import evaluate, to_text
from brumaire.records.forecast import IndicatorEffect
from brumaire.records.futures import Futures
from brumaire.records.question import Question


def watch(
    futures: Futures, model: Model, question: Question, *, days: int = 30, roles: Mapping[str, str] | None = None
) -> tuple[IndicatorEffect, ...]:
    """The answer if each indicator is seen, and if it is not, in the days after the asking date.

    Ordered by how much the answer is expected to move.

    Raises
    ------
    FuturesError
        The futures do not say in how many weeks the states held, or for another span.
    """
    if futures.weeks is None or futures.model != model.hash:
        raise FuturesError("these futures do not hold the indicators of this model", mend="simulate them again")
    if abs(days - 7 * futures.watch_weeks) > 3:
        raise FuturesError(
            f"indicators were followed for {7 * futures.watch_weeks} days, not {days}", mend="ask for 30 days or fewer"
        )
    outcome = evaluate(question, futures, roles=roles)
    held = futures.weight if outcome.condition is None else futures.weight * outcome.condition
    baseline = float((held * outcome.event).sum() / held.sum())
    text = to_text(question)
    effects = []
    for name, weeks in zip(futures.watched, futures.weeks.T, strict=True):
        seen = held * _seen(futures, model.indicators[name], weeks.astype(float))
        unseen = held - seen
        chance = float(seen.sum() / held.sum())
        if_seen = float((seen * outcome.event).sum() / seen.sum())
        if_not = float((unseen * outcome.event).sum() / unseen.sum()) if unseen.sum() > 0 else baseline
        by_trajectory = np.bincount(futures.trajectory, seen)
        effects.append(
            IndicatorEffect(
                indicator=name,
                question=text,
                baseline=baseline,
                if_seen=if_seen,
                if_not_seen=if_not,
                chance=chance,
                expected_movement=chance * abs(if_seen - baseline) + (1 - chance) * abs(if_not - baseline),
                effective=float(by_trajectory.sum() ** 2 / (by_trajectory**2).sum()),
            )
        )
    return tuple(sorted(effects, key=lambda e: (-e.expected_movement, e.indicator)))


def _seen(futures: Futures, indicator: Indicator, weeks: Floats) -> Floats:
    """Probability of seeing the indicator at least once in each future."""
    if isinstance(indicator.emission, Number):
        emission = np.full(len(weeks), indicator.emission.value)
    else:
        column = futures.parameters.names.index(f"{indicator.name}.emission")
        emission = futures.parameters.values[futures.batch[futures.trajectory], column]
    silence = (1.0 - emission) ** weeks * (1.0 - indicator.false_alarms) ** (futures.watch_weeks - weeks)
    return np.asarray(1.0 - silence)
