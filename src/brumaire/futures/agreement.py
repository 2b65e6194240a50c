"""Too few trajectories agree with what is known: an error that names the week in which they were lost, and to what.

The run that failed is repeated up to the asking date and watched week by week; nobody else pays for the watching.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.futures.block import Block
from brumaire.futures.running import BlockResult, Plan
from brumaire.futures.survival import Account

FEWEST = 10.0
SHARE = 0.01
"""Effective trajectories that must be left, and their share of a small run."""


class DisagreementError(FuturesError):
    """The evidence up to the asking date leaves too few trajectories to answer anything."""


def until_asked(plan: Plan) -> Plan:
    """A plan that ends at its asking date and keeps nothing but weights."""
    asked = int(plan.as_of)
    return replace(
        plan,
        boundaries=(*(b for b in plan.boundaries if b < asked), asked),
        follow=False,
        reservoirs=(),
        cuts=(),
        watch_days=(),
        indicators=(),
    )


def check_agreement(plan: Plan, results: Sequence[BlockResult], again: Callable[[Plan], Sequence[BlockResult]]) -> None:
    """Refuse a run of which hardly anything agrees with what is known; `again` runs a plan.

    Raises
    ------
    DisagreementError
        Fewer than ten effective trajectories are left, or than a hundredth of a small run.
    """
    log_weight = np.concatenate([result.account.log_weight for result in results])
    left = _effective(*_moments(log_weight))
    if left >= min(FEWEST, SHARE * len(log_weight)):
        return
    seen: dict[int, list[tuple[float, float, float]]] = {}

    def listen(_: Block, account: Account, day: int) -> None:
        seen.setdefault(day, []).append(_moments(account.log_weight))

    short = until_asked(plan)
    ended = again(replace(short, listen=listen))
    seen[short.boundaries[-1]] = [_moments(result.account.log_weight) for result in ended]
    days = sorted(seen)
    course = np.array([_effective(*_joined(seen[day])) for day in days])
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = np.nan_to_num(np.diff(np.log(course)), nan=0.0)
    lost = int(np.argmax(course == 0) - 1) if not course.all() else int(np.argmin(fall)) if len(fall) else 0
    first, last = days[max(lost, 0)], days[min(max(lost, 0) + 1, len(days) - 1)]
    start = plan.case.start
    # Week numbers count from one, as people's do.
    when = f"week {first // 7 + 1}, {start + timedelta(days=first + 1)} to {start + timedelta(days=last)}"
    number = f"{left:.1f} effective trajectories of {len(log_weight)} are" if left else "no trajectory is"
    raise DisagreementError(
        f"{number} left that agree with the record; most were lost to {_what(plan, first, last)}",
        where=f"{plan.case.path or plan.case.name}, {when}",
        rule="what is known up to the asking date must be possible, and not too unlikely, under the model",
        mend="check the dates of what happened, or ask with more --runs",
    )


def _what(plan: Plan, first: int, last: int) -> str:
    happened = [i.happened.event for i in plan.evidence.imposed if first <= i.day < last]
    seen = [s.what for s in plan.evidence.sightings if first < s.day <= last and s.what]
    told = [*dict.fromkeys(happened), *dict.fromkeys(seen)]
    return ", ".join(told) if told else "the leader's staying in office while nothing else is on record"


def _moments(log_weight: Floats) -> tuple[float, float, float]:
    """The greatest log-weight, and relative to it Σw and Σw²."""
    top = float(log_weight.max())
    if not np.isfinite(top):
        return -np.inf, 0.0, 0.0
    w = np.exp(log_weight - top)
    return top, float(w.sum()), float((w**2).sum())


def _joined(parts: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    top = max(part[0] for part in parts)
    if not np.isfinite(top):
        return top, 0.0, 0.0
    total = sum(one * np.exp(t - top) for t, one, _ in parts)
    return top, float(total), float(sum(two * np.exp(2 * (t - top)) for t, _, two in parts))


def _effective(_: float, total: float, squares: float) -> float:
    return total**2 / squares if squares > 0 else 0.0
