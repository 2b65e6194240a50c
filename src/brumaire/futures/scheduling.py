"""Transitions on a schedule: they fire at given days where their guard holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brumaire.dates import day_number
from brumaire.futures.base import Index
from brumaire.futures.block import Block
from brumaire.futures.draws import SCHEDULE, four
from brumaire.futures.firing import fire
from brumaire.futures.program import Program
from brumaire.futures.survival import Account
from brumaire.records.case import Case


@dataclass(frozen=True, slots=True)
class Due:
    """A scheduled transition (by its number) and a day on which it is due."""

    day: float
    number: int


def timetable(program: Program, case: Case, last: float) -> tuple[Due, ...]:
    """All that is scheduled between the start and the last day, in order.

    A date means noon of that day; what is due before the start never fires.
    """
    found: list[Due] = []
    for rule in program.scheduled:
        schedule = rule.transition.schedule
        assert schedule is not None
        if schedule.on is not None:
            found.append(Due(day_number(schedule.on, case.start) - 0.5, rule.number))
            continue
        day = float(round(schedule.first or 0.0))
        every = max(1.0, float(round(schedule.every))) if schedule.every else np.inf
        while day < last:
            found.append(Due(day, rule.number))
            day += every
    return tuple(sorted((d for d in found if 0 < d.day < last), key=lambda d: (d.day, d.number)))


def run_scheduled(due: Due, block: Block, account: Account | None, count: int | None = None) -> Index:
    """Fire what is due where its guard holds; returns the trajectories in which it fired."""
    n = block.size if count is None else count
    rule = next((r for r in block.program.scheduled if r.number == due.number), None)
    if rule is None or (account is not None and account.conditioning and rule.number in account.silent):
        return np.empty(0, np.intp)
    holds = np.broadcast_to(rule.guard(block.view(count=n)), (n,)) if rule.guard is not None else np.ones(n, bool)
    index = np.flatnonzero(holds & (block.begins[:n] < due.day))
    if len(index):
        u = four(
            block.seed,
            block.stream,
            block.trajectory[index],
            int(due.day),
            SCHEDULE + rule.number,
            fold=block.fold[index],
        )
        fire(block, account, rule, index, np.full(len(index), due.day), u=u[1])
    return index


def merged(*parts: Sequence[Due]) -> tuple[Due, ...]:
    """Several timetables in one, in order, each entry once."""
    return tuple(sorted({d for part in parts for d in part}, key=lambda d: (d.day, d.number)))
