"""Readings: what an indicator that measures has read, weighed by its normal density.

A value y of day d is weighed, where the model's quantity is x at noon of that day (or `delay` days before), by

    log N(y; x, s²) = −½·((y − x)/s)² − log s − ½·log 2π.

Levels move at the beginning of each step of the calendar, so x holds the level of the step in which the moment lies: on weekly steps that of
up to a week before. Of k members of a group that tell something in a week each sighting counts with exponent 1/√k; a reading's s is multiplied
by k^¼, which gives its log-density the same exponent but keeps it a density. Nothing bounds what a reading can do: far from all
trajectories it leaves none, which is an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats, Index
from brumaire.futures.evaluation import Function, View
from brumaire.futures.hazards import Draws
from brumaire.futures.program import Program
from brumaire.models.base import Model, Reading
from brumaire.models.expressions import Number, Read
from brumaire.records.case import Observation

EARLIEST = 0.5
"""The first day whose state can be weighed."""
_HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A reading and its value on a day (number after the start), `here` telling in which batches it is that day."""

    reading: Reading
    value: float
    day: int
    here: NDArray[np.bool_]

    @property
    def week(self) -> int:
        """The week after the start in which it was taken."""
        return (self.day - 1) // 7


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A value to be weighed on a day: by batch its standard deviation, and whether it counts there; `what` names it."""

    day: float
    of: Function
    value: float
    error: Floats
    here: NDArray[np.bool_]
    what: str
    where: str

    def log_likelihood(self, view: View, batch: Index) -> Floats:
        """Of the trajectories of a view, whose parameters are those of `batch`; arrays that broadcast with it will do.

        Raises
        ------
        FuturesError
            What it reads is no finite number.
        """
        level = np.asarray(self.of(view), np.float64)
        if not np.isfinite(level).all():
            level, draw = np.broadcast_arrays(level, batch)
            bad = np.argwhere(~np.isfinite(level))[0]
            raise FuturesError(
                f"{self.what} meets a quantity that is {level[tuple(bad)]:g}",
                where=f"{self.where}, week {int(self.day) // 7 + 1}, parameter draw {draw[tuple(bad)]}",
                rule="what is read is a finite number",
                mend="mend what it reads: a division by zero, or the logarithm or root of what may be negative",
            )
        error = self.error[batch]
        density = -0.5 * ((self.value - level) / error) ** 2 - np.log(error) - _HALF_LOG_TWO_PI
        return np.where(self.here[batch], density, 0.0)


def measured(program: Program, taken: Taken, count: NDArray[np.intp], draws: Draws) -> Measured:
    """A reading that was taken, ready to be weighed, of whose group `count` members tell something that week."""
    reading = taken.reading
    if isinstance(reading.error, Number):
        error = np.full(draws.batches, reading.error.value)
    else:
        assert isinstance(reading.error, Read)
        error = draws[reading.error.name]
    return Measured(
        day=max(taken.day - 0.5 - reading.delay, EARLIEST),
        of=program.setting.evaluator.function(reading.reads),
        value=taken.value,
        error=error * np.maximum(count, 1) ** 0.25,
        here=taken.here,
        what=f"{reading.name} at {taken.value:g}",
        where=reading.where,
    )


def once(observations: Iterable[Observation], model: Model, where: str) -> Iterator[Observation]:
    """Observations, without readings that stand twice.

    Raises
    ------
    FuturesError
        A reading has two values on one day.
    """
    known: dict[tuple[str, date, date | None], float] = {}
    for observation in observations:
        if observation.value is None or observation.indicator not in model.readings:
            yield observation
            continue
        place = (observation.indicator, observation.day, observation.until)
        if place not in known:
            known[place] = observation.value
            yield observation
        elif known[place] != observation.value:
            raise FuturesError(
                f"{observation.indicator} of {observation.day} read {known[place]:g} and {observation.value:g}",
                where=where,
                rule="a reading has one value on one day",
                mend="keep one, or declare a second indicator in the same group",
            )
