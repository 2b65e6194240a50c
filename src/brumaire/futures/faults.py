"""What a model can do that nobody can simulate: errors that name the week, the transition or level, and the parameter draw.

Both engines raise them from here, so that they say the same.
"""

from __future__ import annotations

from brumaire.dates import DAYS_PER_YEAR
from brumaire.errors import FuturesError
from brumaire.futures.evaluation import Moment
from brumaire.models.base import Level, Transition


def week_of(moment: Moment) -> int:
    """The week since the case's start in which a moment lies, the first being 0.

    >>> week_of(Moment({"years": 189 / 365.25}, {}))
    27
    """
    return int(round(moment.clocks.get("years", 0.0) * DAYS_PER_YEAR, 6) // 7)


def no_hazard(transition: Transition, value: float, week: int, draw: int) -> FuturesError:
    """A hazard (per day) that is negative, infinite or no number."""
    return FuturesError(
        f"the hazard of {transition.name} is {value:g} a day",
        where=_where(transition.where, week, draw),
        rule="a hazard is finite and not negative",
        mend="bound its factor and the levels behind its ratios",
    )


def no_share(transition: Transition, week: int, draw: int) -> FuturesError:
    """Probabilities of branches that are no numbers."""
    return FuturesError(
        f"the branches of {transition.name} have probabilities that are not numbers",
        where=_where(transition.where, week, draw),
        rule="a probability is a number from 0 to 1",
        mend="bound what its shifts read",
    )


def no_rest(transition: Transition, most: int, week: int, draw: int) -> FuturesError:
    """A transition that makes itself fire without end."""
    return FuturesError(
        f"{transition.name} fires more than {most} times within a step",
        where=_where(transition.where, week, draw),
        rule="a transition changes what makes it fire",
        mend="lower its rate, or let its effect end its guard",
    )


def no_level(level: Level, value: float, largest: float, week: int, draw: int) -> FuturesError:
    """A level that has left all bounds, or is no number."""
    return FuturesError(
        f"the level {level.name} runs away to {value:g}",
        where=_where(level.where, week, draw),
        rule=f"levels stay below {largest:g}",
        mend="lower the coefficients of its target, or those of the levels that feed on one another",
    )


def _where(place: str, week: int, draw: int) -> str:
    return f"{place}, week {week}, parameter draw {draw}"
