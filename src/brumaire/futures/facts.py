"""Which single fact, if it were learnt, would move an answer most.

A fact is that a kind of event happens within so many days after the asking date, or, where the case does not record it and the
model draws it unseen (a plot, discontent that nobody has heard of), that it has happened already since the start. Whether it does is
read from the future of each trajectory in which the leader stays, and holds for all its futures: read from each future alone, every event
would seem to keep him in office, since he who leaves early has had less time for it. With weights w of the futures in which the
question's condition holds, s the fact's truth and y the answer's,

    chance = Σws/Σw,   if true = Σwsy/Σws,   if not = Σw(1−s)y/Σw(1−s),

and the expected movement, chance·|if true − baseline| + (1 − chance)·|if not − baseline|, is twice the absolute covariance of s and y. Its error is
that of the simulation, by the delta method on sums per trajectory and batch. All is read from the one stored run.

Attempts, ultimatums and killings are left out: that an attempt comes is hardly a fact apart from the answer, and the others are not for
a tool to rank (design.md, "Model files"). So is what can only happen once he has left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import day_number
from brumaire.errors import FuturesError
from brumaire.futures.ask import monte_carlo_error
from brumaire.futures.base import Floats
from brumaire.questions import evaluate, event_names, to_text
from brumaire.records.forecast import FactEffect
from brumaire.records.futures import EventKind, Futures
from brumaire.records.question import Argument, Event, Question, Term

Bools = NDArray[np.bool_]

DAYS = 182
TELLING = ("by", "terms", "to", "weapon")
"""Arguments that make a fact of their own beside the event without them; the others are details."""

LEFT_OUT = frozenset(
    {
        "leader_exit",
        "coup_attempt",
        "coup_success",
        "ultimatum",
        "leader_killed",
        "concealment",
        "exposure",
        "successor",
        "successor_harder",
        "successor_softer",
    }
)
SECRET = frozenset({"plot", "officer_meetings", "elite_discontent"})
"""What may have happened before the asking date without anybody's writing it into the case."""

FEWEST = 100.0
"""Effective trajectories on each side of a fact below which nothing is said of it."""

RESOLVED = 2.0
"""Standard errors by which an expected movement must exceed zero."""


def facts(
    futures: Futures, question: Question, *, days: int = DAYS, roles: Mapping[str, str] | None = None
) -> tuple[FactEffect, ...]:
    """The facts that would move an answer, the one with the largest expected movement first.

    Facts with fewer than 100 effective trajectories on either side, and those whose movement does not exceed two of its
    standard errors, are left out. Of two kinds that happen in the same futures the shorter text is kept.

    Raises
    ------
    FuturesError
        The condition of the question holds in no future.
    """
    outcome = evaluate(question, futures, roles=roles)
    held = futures.weight if outcome.condition is None else futures.weight * outcome.condition
    whole = float(held.sum())
    text = to_text(question)
    if not whole > 0:
        raise FuturesError(f"the condition of {text!r} holds in no future", mend="ask without it, or with more --runs")
    event = outcome.event.astype(float)
    baseline = float(held @ event) / whole
    named = set(event_names(question))
    found: list[FactEffect] = []
    seen: set[tuple[bool, bytes]] = set()
    last = min(futures.as_of + timedelta(days=days), futures.horizon)
    for hidden, first, end in (
        (False, futures.as_of + timedelta(days=1), last),
        (True, futures.start + timedelta(days=1), futures.as_of),
    ):
        for kind, happens in _happened(futures, first, end):
            key = (hidden, happens.tobytes())
            if kind.name in LEFT_OUT | named or key in seen or (hidden and kind.name not in SECRET):
                continue
            seen.add(key)
            s = happens[futures.trajectory].astype(float)
            if min(_effective(futures, held * s), _effective(futures, held * (1 - s))) < FEWEST:
                continue
            chance = float(held @ s) / whole
            together = float((held * (s - chance)) @ (event - baseline)) / whole
            influence = held * ((s - chance) * (event - baseline) - together)
            mean = whole / futures.trajectories
            by_trajectory = np.bincount(futures.trajectory, influence, futures.trajectories) / mean
            error = 2 * monte_carlo_error(futures.batch, by_trajectory)
            if 2 * abs(together) <= RESOLVED * error:
                continue
            found.append(
                FactEffect(
                    event=_text(kind),
                    first=first,
                    last=end,
                    hidden=hidden,
                    question=text,
                    baseline=baseline,
                    if_true=float((held * s) @ event) / (whole * chance),
                    if_not=float((held * (1 - s)) @ event) / (whole * (1 - chance)),
                    chance=chance,
                    expected_movement=2 * abs(together),
                    error=error,
                    effective=_effective(futures, held * s),
                )
            )
    return tuple(sorted(found, key=lambda fact: (-fact.expected_movement, fact.event)))


def _happened(futures: Futures, first: date, last: date) -> Iterator[tuple[EventKind, Bools]]:
    """For each kind of event, plain and with one argument, in which trajectories it happens within a span if he stays."""
    log = futures.log
    opens, closes = day_number(first, futures.start) - 1, day_number(last, futures.start)
    inside = (log.day > opens) & (log.day <= closes) & ~futures.leaves[log.future]
    trajectory, kind = futures.trajectory[log.future[inside]], log.kind[inside]
    for narrower in kinds_of(log.kinds):
        happens = np.zeros(futures.trajectories, np.bool_)
        happens[trajectory[np.isin(kind, [k for k, other in enumerate(log.kinds) if _is(other, narrower)])]] = True
        if happens.any():
            yield narrower, happens


def kinds_of(kinds: tuple[EventKind, ...]) -> list[EventKind]:
    """The events of a log without arguments, then with each value of one telling argument.

    >>> plots = (EventKind("plot", (("by", "guard"),)), EventKind("plot", (("by", "army"), ("rank", "top"))))
    >>> [(kind.name, kind.args) for kind in kinds_of(plots)]
    [('plot', ()), ('plot', (('by', 'army'),)), ('plot', (('by', 'guard'),))]
    """
    plain = {EventKind(kind.name) for kind in kinds}
    narrow = {
        EventKind(kind.name, ((key, value),))
        for kind in kinds
        for key in TELLING
        if isinstance(value := kind.get(key), str)
    }
    return sorted(plain | narrow, key=lambda kind: (len(kind.args), kind.name, str(kind.args)))


def _is(kind: EventKind, wanted: EventKind) -> bool:
    return kind.name == wanted.name and all(kind.get(key) == value for key, value in wanted.args)


def _text(kind: EventKind) -> str:
    args = tuple(Argument(key, (str(value),)) for key, value in kind.args)
    return to_text(Question(Term(Event(kind.name, args))))


def _effective(futures: Futures, weight: Floats) -> float:
    by_trajectory = np.bincount(futures.trajectory, weight)
    squares = float((by_trajectory**2).sum())
    return float(by_trajectory.sum() ** 2) / squares if squares > 0 else 0.0
