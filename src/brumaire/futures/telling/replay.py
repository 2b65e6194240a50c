"""A future of a run again: its batch is simulated once more alone, and told.

Every random number is named by seed, trajectory and use, so a trajectory comes out the same without the others. Before the
asking date the trajectories of one batch may have been resampled among each other: the batch is therefore what is run again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import Calendar
from brumaire.errors import FuturesError
from brumaire.futures.base import BATCH_STRIDE, Anchor, Floats
from brumaire.futures.reference import make_plan, run_piece
from brumaire.futures.running import BlockResult, Plan
from brumaire.futures.telling.reasons import Teller
from brumaire.futures.telling.witness import FIRST_NUMBER, Note, Notebook
from brumaire.models.base import Model
from brumaire.records.case import Case, Observation
from brumaire.records.futures import EventKind, Futures
from brumaire.records.outside_view import ExitManner
from brumaire.records.story import Scene, Story

SAME_MOMENT = 0.05
"""Days by which two engines may differ on the moment of one event."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The log of one future: days and numbers of kinds, notes among them."""

    day: Floats
    kind: NDArray[np.int32]


def replay(
    futures: Futures,
    number: int,
    model: Model,
    case: Case,
    *,
    anchor: Anchor | None = None,
    seen: Sequence[Observation] = (),
    leaves_by_manner: Sequence[ExitManner] = (),
    calendar: Calendar | None = None,
) -> Story:
    """The story of one future.

    Parameters
    ----------
    futures, number
        A run, and the future of it that is told.
    model, case, anchor, seen, leaves_by_manner, calendar
        What `simulate` was given for that run.

    Raises
    ------
    FuturesError
        The run was made with another model or case.
    """
    if (futures.model, futures.case, futures.start) != (model.hash, case.name, case.start):
        raise FuturesError(
            f"these futures are of {futures.case} under model {futures.model}, not of {case.name} under {model.hash}",
            rule="a future is replayed with the model and case that it was simulated with",
            mend="give those",
        )
    plan, kinds = make_plan(
        model,
        case,
        as_of=futures.as_of,
        horizon=futures.horizon,
        runs=futures.trajectories,
        seed=futures.seed,
        anchor=anchor or Anchor(model.hash),
        levers=futures.levers,
        seen=seen,
        leaves_by_manner=leaves_by_manner,
        calendar=calendar,
    )
    notebook = Notebook()
    plan = replace(plan, witness=notebook.write)
    trajectory = int(futures.trajectory[number])
    batch = int(futures.batch[trajectory])
    member = trajectory - int(np.searchsorted(futures.batch, batch, "left"))
    result = run_piece(plan, np.array([batch]))
    # Of the futures in which he leaves, those of a trajectory stand in the order of what was kept of it.
    place = int((futures.leaves[:number] & (futures.trajectory[:number] == trajectory)).sum())
    rows = _of_leaver(result, member, place) if futures.leaves[number] else _of_stayer(result, member)
    names = {k: kind for kind, k in kinds.numbers.items()}
    # Quantities at the start are those of the path on which he stayed, also where he then leaves.
    begun = result.account.block.start_derived[:, member].copy()
    notes = [replace(note, start_derived=begun) if note.departs else note for note in notebook.notes]
    scenes = tuple(_scenes(plan, rows, names, notes))
    story = Story(
        future=number,
        trajectory=batch * BATCH_STRIDE + member,
        weight=float(futures.weight[number] / futures.weight.sum()),
        leaves=bool(futures.leaves[number]),
        faithful=True,
        scenes=scenes,
    )
    return replace(story, faithful=_same(story, futures, number))


def _of_stayer(result: BlockResult, member: int) -> _Rows:
    owner, day, kind = result.account.block.log.rows()
    return _Rows(day[owner == member], kind[owner == member])


def _of_leaver(result: BlockResult, member: int, place: int) -> _Rows:
    leavers = result.leavers
    assert leavers is not None
    mine = np.flatnonzero(leavers.of == member)
    mine = mine[np.argsort(leavers.reservoir[mine], kind="stable")]
    if place >= len(mine):
        raise FuturesError(
            "this future cannot be found again",
            rule="a future is replayed with the manners that its run kept apart",
            mend="give the run's `leaves_by_manner`",
        )
    before, one = _of_stayer(result, member), int(mine[place])
    earlier = before.day < leavers.moment[one]
    owner, day, kind = leavers.log.rows()
    own = owner == one
    return _Rows(np.concatenate([before.day[earlier], day[own]]), np.concatenate([before.kind[earlier], kind[own]]))


def _scenes(plan: Plan, rows: _Rows, names: dict[int, EventKind], notes: list[Note]) -> Iterator[Scene]:
    """The rows of a log, cut at its notes; the row `leader_exit`, which comes last of its moment, stands alone."""
    note: Note | None = None
    departure: Note | None = None
    events: list[EventKind] = []
    order = np.argsort(rows.day, kind="stable")
    for day, kind in [*zip(rows.day[order].tolist(), rows.kind[order].tolist(), strict=True), (math.inf, FIRST_NUMBER)]:
        is_exit = kind < FIRST_NUMBER and names[kind].name == "leader_exit"
        if kind < FIRST_NUMBER and not is_exit:
            events.append(names[kind])
            continue
        if note is not None and (events or not note.departs):
            yield _scene(plan, note, events)
            departure = None if note is departure else departure
        note, events = None, []
        if is_exit:
            reason = Teller(plan, departure).reason() if departure is not None else None
            yield Scene(_date(plan, day), day, (names[kind],), (), reason)
        elif day < math.inf:
            note = notes[kind - FIRST_NUMBER]
            departure = note if note.departs else departure


def _scene(plan: Plan, note: Note, events: list[EventKind]) -> Scene:
    teller = Teller(plan, note)
    return Scene(_date(plan, note.day), note.day, tuple(events), teller.changes(), teller.reason())


def _date(plan: Plan, day: float) -> date:
    # A moment belongs to the day that ends at or after it.
    return plan.case.start + timedelta(days=math.ceil(day))


def _same(story: Story, futures: Futures, number: int) -> bool:
    mine = futures.log.future == number
    days = futures.log.day[mine]
    kinds = [futures.log.kinds[k] for k in futures.log.kind[mine].tolist()]
    told = story.events
    return [kind for _, kind in told] == kinds and bool(
        np.allclose(np.array([day for day, _ in told]), days, rtol=0.0, atol=SAME_MOMENT)
    )
