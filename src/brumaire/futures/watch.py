"""What to watch: what seeing an indicator in the weeks after the asking date would do to a question.

All from the one stored run, for any question. In a future in which the state that an indicator points to holds in k of W weeks, it is
seen at least once with probability s = 1 − (1 − e₁)^k·(1 − f)^(W−k), with e₁ and f its weekly rates in that state and elsewhere. With
weights w of the futures in which the condition holds, and y where the event does,

    chance = Σws/Σw,   if seen = Σwsy/Σws,   if not = Σw(1−s)y/Σw(1−s),

and by the law of total probability the expected movement, chance·|if seen − baseline| + (1 − chance)·|if not − baseline|, is twice the
absolute covariance of s and y. Errors are those of the simulation, by the delta method on sums per trajectory and batch.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.ask import monte_carlo_error
from brumaire.futures.base import Floats
from brumaire.futures.sightings import raised
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
        The futures do not say in how many weeks the states held, or for another span; or the condition holds in no future.
    """
    if futures.weeks is None or futures.model != model.hash:
        raise FuturesError("these futures do not hold the indicators of this model", mend="simulate them again")
    span = 7 * futures.watch_weeks
    if abs(days - span) > 3:
        raise FuturesError(f"indicators were followed for {span} days, not {days}", mend=f"ask for {span} days")
    outcome = evaluate(question, futures, roles=roles)
    held = futures.weight if outcome.condition is None else futures.weight * outcome.condition
    whole = float(held.sum())
    text = to_text(question)
    if not whole > 0:
        raise FuturesError(f"the condition of {text!r} holds in no future", mend="ask without it, or with more --runs")
    event = outcome.event.astype(float)
    baseline = float(held @ event) / whole
    mean = whole / futures.trajectories

    def error(influence: Floats) -> float:
        by_trajectory = np.bincount(futures.trajectory, held * influence, futures.trajectories) / mean
        return monte_carlo_error(futures.batch, by_trajectory)

    effects = []
    for name, weeks in zip(futures.watched, futures.weeks.T, strict=True):
        seen = _seen(futures, model.indicators[name], weeks.astype(float))
        chance = float(held @ seen) / whole
        if_seen = float((held * seen) @ event) / (whole * chance)
        if_not = float((held * (1 - seen)) @ event) / (whole * (1 - chance)) if chance < 1 else baseline
        together = float((held * (seen - chance)) @ (event - baseline)) / whole
        by_trajectory = np.bincount(futures.trajectory, held * seen)
        effects.append(
            IndicatorEffect(
                indicator=name,
                question=text,
                baseline=baseline,
                if_seen=if_seen,
                if_not_seen=if_not,
                chance=chance,
                expected_movement=2 * abs(together),
                effective=float(by_trajectory.sum() ** 2 / (by_trajectory**2).sum()),
                if_seen_error=error(seen * (event - if_seen) / chance),
                if_not_seen_error=error((1 - seen) * (event - if_not) / (1 - chance)) if chance < 1 else 0.0,
                chance_error=error(seen - chance),
                expected_movement_error=2 * error((seen - chance) * (event - baseline) - together),
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
    alarms: Floats | float = indicator.false_alarms
    if indicator.exponent:
        column = futures.parameters.names.index(indicator.exponent)
        exponent = futures.parameters.values[futures.batch[futures.trajectory], column]
        emission, alarms = raised(emission, indicator.false_alarms, exponent, indicator.usual)
    silence = (1.0 - emission) ** weeks * (1.0 - alarms) ** (futures.watch_weeks - weeks)
    return np.asarray(1.0 - silence)
