"""Indicators seen, and watched for and not seen, up to the asking date.

Seen: log(e₁/f); watched for during a week and not seen: log((1 − e₁)/(1 − f)), with e₁ and f the weekly probabilities in the state that the
indicator points to and in all others. Within a week k members of a group count with exponent 1/√k, and are scaled so that no two states
differ by more than a factor of 100 (domain.md section 4). What is published late tells of the state `delay` days before the day on which it is
seen.

*Days that are not known.* An indicator seen once, some day between two, has the mean of the likelihoods of these days. Each batch of trajectories
draws one of the days beside its parameters, so that the mean over batches is the mean over days, the order of things within a
trajectory stays exact, and the weights of the batches are the law of the day given all else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import day_number
from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.futures.block import Block
from brumaire.futures.evaluation import Function
from brumaire.futures.hazards import Draws
from brumaire.futures.program import Program
from brumaire.futures.survival import Account
from brumaire.models.base import Indicator, Model
from brumaire.models.expressions import Number
from brumaire.random_streams import Stream, uniforms
from brumaire.records.case import Case, Observation

EARLIEST = 0.5
"""The first day whose state can be weighed."""
LARGEST_FACTOR = math.log(100.0)
UNTOLD, UNSEEN, SEEN = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Sighting:
    """An indicator seen, or watched for and not seen: log-likelihood where its state holds, by batch; `what` names it."""

    day: float
    when: Function
    log_factor: Floats
    what: str = ""


@dataclass(slots=True)
class _Week:
    """What is known of one indicator in one week: by batch whether it was seen, and of which moment that tells."""

    indicator: Indicator
    told: NDArray[np.int8]
    moment: Floats


@dataclass(slots=True)
class _Weeks:
    """All weeks, by week and group; `of` finds an indicator's."""

    batches: int
    groups: dict[tuple[int, str], list[_Week]] = field(default_factory=dict)

    def of(self, week: int, indicator: Indicator) -> _Week:
        members = self.groups.setdefault((week, indicator.group or indicator.name), [])
        for member in members:
            if member.indicator.name == indicator.name:
                return member
        members.append(_Week(indicator, np.full(self.batches, UNTOLD, np.int8), np.zeros(self.batches)))
        return members[-1]


def with_days(draws: Draws, case: Case, as_of: date, seen: Sequence[Observation], seed: int) -> Draws:
    """The draws with, for each observation whose day is not known, one of its days (day number) for each batch."""
    values = dict(draws.values)
    batches = np.arange(draws.batches, dtype=np.uint32)
    for k, observation in enumerate(_of_unknown_day((*case.observations, *seen), case, as_of)):
        first, last = _span(observation, case)
        u = uniforms(seed, Stream.PARAMETERS, batches, 1 + k, 1)[0]
        values[day_key(observation)] = first + np.floor(u * (last - first + 1))
    return draws if len(values) == len(draws.values) else replace(draws, values=values)


def day_key(observation: Observation) -> str:
    """The name under which the drawn day of an observation stands among the parameters.

    >>> day_key(Observation("units", date(2022, 3, 1), until=date(2022, 3, 9)))
    'day of units, 2022-03-01 to 2022-03-09'
    """
    return f"day of {observation.indicator}, {observation.day} to {observation.until}"


def _of_unknown_day(observations: Iterable[Observation], case: Case, as_of: date) -> list[Observation]:
    # One that may lie after the asking date was not known then.
    spans = {
        day_key(o): o for o in observations if o.until is not None and o.until > o.day and case.start < o.until <= as_of
    }
    return list(spans.values())


def _span(observation: Observation, case: Case) -> tuple[int, int]:
    assert observation.until is not None
    return max(day_number(observation.day, case.start), 1), day_number(observation.until, case.start)


def observations(
    program: Program,
    model: Model,
    case: Case,
    as_of: date,
    *,
    seen: Sequence[Observation],
    draws: Draws,
) -> list[Sighting]:
    """All sightings of a case, as log-likelihood ratios of the state that each points to against all others.

    Raises
    ------
    FuturesError
        The model has no such indicator; the day of one that was not seen is uncertain, or ends before it begins.
    """
    last = day_number(as_of, case.start)
    weeks = _Weeks(draws.batches)
    for observation in (*case.observations, *seen):
        indicator = _indicator(model, case, observation)
        for day, here in _days(observation, case, draws, last):
            week = weeks.of((day - 1) // 7, indicator)
            # What was seen stands against what was not seen in the same week, and the first sighting against later ones.
            take = here & (week.told != SEEN) if observation.seen else here & (week.told == UNTOLD)
            week.told[take] = SEEN if observation.seen else UNSEEN
            # Before the start there is nothing to weigh: what is reported late tells of the start then.
            week.moment[take] = max(day - 0.5 - indicator.delay, EARLIEST)
    for indicator in model.indicators.values():
        for whole in range(last // 7 if indicator.always_watched else 0):
            told = 7.0 * (whole + 1.0) - indicator.delay
            if told > 0:
                week = weeks.of(whole, indicator)
                silent = week.told == UNTOLD
                week.told[silent], week.moment[silent] = UNSEEN, told
    made = [s for (_, _), members in sorted(weeks.groups.items()) for s in _together(program, members, draws)]
    return sorted(made, key=lambda sighting: sighting.day)


def _indicator(model: Model, case: Case, observation: Observation) -> Indicator:
    where = case.path or case.name
    if observation.indicator not in model.indicators:
        near = get_close_matches(observation.indicator, model.indicators, n=3)
        raise FuturesError(
            f"the model {model.name} has no indicator {observation.indicator!r}",
            where=where,
            mend=f"did you mean {', '.join(near)}?" if near else "see model explain for its indicators",
        )
    if observation.until is not None and (observation.until < observation.day or not observation.seen):
        raise FuturesError(
            f"{observation.indicator} from {observation.day} to {observation.until}",
            where=where,
            rule="only what was seen has an uncertain day, which ends after it begins",
            mend="note every week in which it was not seen by itself",
        )
    return model.indicators[observation.indicator]


def _days(observation: Observation, case: Case, draws: Draws, last: int) -> list[tuple[int, NDArray[np.bool_]]]:
    """The days on which an observation falls, with the batches in which it does."""
    everywhere = np.ones(draws.batches, bool)
    first = day_number(observation.day, case.start)
    if observation.until is None or observation.until == observation.day:
        return [(first, everywhere)] if 0 < first <= last else []
    first, until = _span(observation, case)
    if not first <= until <= last:
        return []
    drawn = draws.values.get(day_key(observation))
    if drawn is None:
        raise FuturesError(
            f"the day of {observation.indicator} between {observation.day} and {observation.until} is not certain",
            where=case.path or case.name,
            mend="simulate, or give the day",
        )
    return [(day, drawn == day) for day in range(first, until + 1)]


def _together(program: Program, members: list[_Week], draws: Draws) -> list[Sighting]:
    """The sightings of one group in one week."""
    count = np.sum([week.told != UNTOLD for week in members], axis=0)
    root = np.sqrt(np.maximum(count, 1))
    factors = []
    for week in members:
        seen, unseen = _log_factors(week.indicator, draws)
        factors.append(np.select([week.told == SEEN, week.told == UNSEEN], [seen, unseen], 0.0) / root)
    spread = np.sum([np.abs(factor) for factor in factors], axis=0)
    scale = np.minimum(1.0, LARGEST_FACTOR / np.where(spread > 0, spread, 1.0))
    made = []
    for week, factor in zip(members, factors, strict=True):
        when = program.setting.evaluator.function(week.indicator.when)
        told = week.told != UNTOLD
        for moment, was_seen in sorted(
            set(zip(week.moment[told].tolist(), (week.told[told] == SEEN).tolist(), strict=True))
        ):
            here = told & (week.moment == moment) & ((week.told == SEEN) == was_seen)
            what = f"{week.indicator.name} {'seen' if was_seen else 'not seen'}"
            made.append(Sighting(moment, when, np.where(here, factor * scale, 0.0), what))
    return made


def _log_factors(indicator: Indicator, draws: Draws) -> tuple[Floats, Floats]:
    """Log-likelihood ratios of seeing and of not seeing an indicator, by batch."""
    emission = (
        np.full(draws.batches, indicator.emission.value)
        if isinstance(indicator.emission, Number)
        else draws[f"{indicator.name}.emission"]
    )
    alarms = indicator.false_alarms
    return np.log(emission / alarms), np.log1p(-emission) - math.log1p(-alarms)


def sight(sighting: Sighting, block: Block, account: Account) -> None:
    """Weigh all trajectories by a sighting."""
    holds = np.broadcast_to(sighting.when(block.view()), (block.size,))
    account.log_weight += np.where(holds, sighting.log_factor[block.batch], 0.0)
