"""What indicators tell up to the asking date: seen, watched for and not seen, or (`brumaire.futures.readings`) the value that one read.

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

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import day_number
from brumaire.errors import FuturesError
from brumaire.futures.base import Floats, Index
from brumaire.futures.block import Block
from brumaire.futures.evaluation import Function, View
from brumaire.futures.hazards import Draws
from brumaire.futures.program import Program
from brumaire.futures.readings import EARLIEST, Measured, Taken, measured, once
from brumaire.futures.survival import Account
from brumaire.models.base import Indicator, Model
from brumaire.models.expressions import Number
from brumaire.models.observable import fault
from brumaire.random_streams import Stream, uniforms
from brumaire.records.case import Case, Observation

LARGEST_FACTOR = math.log(100.0)
UNTOLD, UNSEEN, SEEN = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Sighting:
    """An indicator seen, or watched for and not seen: log-likelihood where its state holds, by batch; `what` names it.

    `elsewhere` is the log-likelihood in all other states, against the false alarms of the file: 0 unless an exponent moves them.
    """

    day: float
    when: Function
    log_factor: Floats
    what: str = ""
    elsewhere: Floats = field(default_factory=lambda: np.zeros(1))

    def log_likelihood(self, view: View, batch: Index) -> Floats:
        """Of the trajectories of a view, whose parameters are those of `batch`; arrays that broadcast with it will do."""
        both = self.elsewhere[batch] if len(self.elsewhere) > 1 else self.elsewhere[0]
        return np.asarray(np.where(self.when(view), self.log_factor[batch], 0.0) + both)


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
    taken: list[Taken] = field(default_factory=list)

    def of(self, week: int, indicator: Indicator) -> _Week:
        members = self.groups.setdefault((week, indicator.group or indicator.name), [])
        for member in members:
            if member.indicator.name == indicator.name:
                return member
        members.append(_Week(indicator, np.full(self.batches, UNTOLD, np.int8), np.zeros(self.batches)))
        return members[-1]

    def count(self, week: int, group: str) -> NDArray[np.intp]:
        """How many of a group tell something in a week, by batch."""
        told = [member.told != UNTOLD for member in self.groups.get((week, group), [])]
        told += [t.here for t in self.taken if t.week == week and t.reading.group == group]
        return np.sum(told, axis=0, dtype=np.intp) if told else np.zeros(self.batches, np.intp)


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
) -> list[Sighting | Measured]:
    """All sightings of a case, as log-likelihood ratios of the state that each points to against all others, and readings.

    Raises
    ------
    FuturesError
        The model has no such indicator; the day of one that was not seen is uncertain, or ends before it begins; a reading
        without a finite value, or with two on one day.
    """
    last = day_number(as_of, case.start)
    weeks = _Weeks(draws.batches)
    where = case.path or case.name
    for observation in once((*case.observations, *seen), model, where):
        _check(model, where, observation)
        for day, here in _days(observation, case, draws, last):
            if observation.value is not None:
                weeks.taken.append(Taken(model.readings[observation.indicator], observation.value, day, here))
                continue
            indicator = model.indicators[observation.indicator]
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
    made: list[Sighting | Measured] = []
    for (week_number, group), members in sorted(weeks.groups.items()):
        made += _together(program, members, weeks.count(week_number, group), draws)
    for taken in weeks.taken:
        group_of = taken.reading.group
        k = weeks.count(taken.week, group_of) if group_of is not None else np.ones(draws.batches, np.intp)
        made.append(measured(program, taken, k, draws))
    return sorted(made, key=lambda sighting: sighting.day)


def _check(model: Model, where: str, observation: Observation) -> None:
    wrong = fault(model, observation)
    if wrong is not None:
        raise FuturesError(wrong.what, where=where, rule=wrong.rule, mend=wrong.mend)


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


def _together(program: Program, members: list[_Week], count: NDArray[np.intp], draws: Draws) -> list[Sighting]:
    """The sightings of one group in one week, of which `count` members tell something."""
    root = np.sqrt(np.maximum(count, 1))
    factors, common = [], []
    for week in members:
        seen, unseen, *elsewhere = _log_factors(week.indicator, draws)
        told = [week.told == SEEN, week.told == UNSEEN]
        factors.append(np.select(told, [seen, unseen], 0.0) / root)
        common.append(np.select(told, elsewhere, 0.0) / root)
    spread = np.sum([np.abs(factor) for factor in factors], axis=0)
    scale = np.minimum(1.0, LARGEST_FACTOR / np.where(spread > 0, spread, 1.0))
    made = []
    for week, factor, both in zip(members, factors, common, strict=True):
        when = program.setting.evaluator.function(week.indicator.when)
        told = week.told != UNTOLD
        for moment, was_seen in sorted(
            set(zip(week.moment[told].tolist(), (week.told[told] == SEEN).tolist(), strict=True))
        ):
            here = told & (week.moment == moment) & ((week.told == SEEN) == was_seen)
            what = f"{week.indicator.name} {'seen' if was_seen else 'not seen'}"
            made.append(
                Sighting(moment, when, np.where(here, factor * scale, 0.0), what, np.where(here, both * scale, 0.0))
            )
    return made


def _log_factors(indicator: Indicator, draws: Draws) -> tuple[Floats, Floats, Floats, Floats]:
    """Log-likelihood ratios of seeing and of not seeing an indicator, and what both states have in common of either, by batch."""
    emission = (
        np.full(draws.batches, indicator.emission.value)
        if isinstance(indicator.emission, Number)
        else draws[f"{indicator.name}.emission"]
    )
    alarms: Floats | float = indicator.false_alarms
    if indicator.exponent:
        emission, alarms = raised(emission, indicator.false_alarms, draws[indicator.exponent], indicator.usual)
    given = indicator.false_alarms
    return (
        np.log(emission / alarms),
        np.log1p(-emission) - np.log1p(-alarms),
        np.log(alarms / given) + np.zeros(draws.batches),
        np.log1p(-alarms) - math.log1p(-given) + np.zeros(draws.batches),
    )


def raised(emission: Floats, alarms: float, exponent: Floats, usual: float) -> tuple[Floats, Floats]:
    """Weekly rates in the state and elsewhere whose odds stand to one another as those given do, to the power of an exponent.

    Were the state to hold in a share `usual` of weeks, the sightings of all weeks would stay as many: else sightings, of which only those
    that happened get written down, would teach of the exponent that it is large. Odds, unlike rates, can be raised without passing 1.

    >>> [x.round(6).tolist() for x in raised(np.array([0.04]), 0.01, np.array([1.0]), 0.2)]
    [[0.04], [0.01]]
    """
    from_alarms = math.log(alarms) - math.log1p(-alarms)
    gap = np.log(emission) - np.log1p(-emission) - from_alarms
    lower = np.log1p(usual * np.expm1(exponent * gap)) - np.log1p(usual * np.expm1(gap))
    elsewhere = from_alarms - lower
    return 1.0 / (1.0 + np.exp(-(elsewhere + exponent * gap))), 1.0 / (1.0 + np.exp(-elsewhere))


def sight(sighting: Sighting | Measured, block: Block, account: Account) -> None:
    """Weigh all trajectories by a sighting or reading."""
    account.log_weight += sighting.log_likelihood(block.view(), block.batch)
