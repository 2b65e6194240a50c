"""The exact solution of a small model of states: conditioned up to the asking date, then carried to any later day."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import Calendar, day_number
from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor, Floats, fixed_states
from brumaire.futures.evaluation import Moment, View
from brumaire.futures.evidence import Evidence, Imposed, Measured, Sighting
from brumaire.futures.exact.chain import Chain, Edge, Node, changed
from brumaire.futures.exact.fitness import not_exact, unfolded
from brumaire.futures.exact.imposing import imposed
from brumaire.futures.exact.propagation import carried, flow, jumped
from brumaire.futures.exact.rates import Rates
from brumaire.futures.hazards import Draws
from brumaire.futures.intervene import Pulled
from brumaire.futures.intervene import changed as under_levers
from brumaire.futures.program import Program
from brumaire.futures.scheduling import Due
from brumaire.models.expressions import Read
from brumaire.records.case import Case
from brumaire.records.outside_view import MANNERS, ExitManner

Hits = Callable[[Edge], bool]


@dataclass(frozen=True, slots=True)
class Solution:
    """A model solved for a case, given all that is known up to `as_of`.

    law : (draws, nodes), the law over nodes at `as_of`, each row summing to 1.
    weight : (draws,), the evidence up to `as_of` under each draw of the parameters, mean 1.
    boundaries : days of the steps; due : what is scheduled.
    """

    chain: Chain
    case: Case
    as_of: date
    horizon: date
    rates: Rates
    law: Floats
    weight: Floats
    log_evidence: float
    boundaries: tuple[int, ...]
    due: tuple[Due, ...]
    notes: tuple[str, ...]

    @property
    def manners(self) -> tuple[ExitManner, ...]:
        """The manners by which he can leave."""
        found = {
            leaving.manner
            for t in self.chain.model.transitions
            if t.leaves
            for leaving in (t.exit, *(b.exit for b in t.branches))
            if leaving is not None
        }
        return tuple(manner for manner in MANNERS if manner in found)

    def day(self, day: date) -> int:
        """The day number of a date between the asking date and the horizon."""
        if not self.as_of <= day <= self.horizon:
            raise FuturesError(
                f"{day} lies outside {self.as_of} to {self.horizon}", mend="solve from an earlier date or further"
            )
        return day_number(day, self.case.start)


def conditioned(
    chain: Chain,
    case: Case,
    *,
    as_of: date,
    horizon: date,
    anchor: Anchor,
    draws: Draws,
    program: Program,
    evidence: Evidence,
    start: Mapping[tuple[str, ...], float],
    levers: Sequence[Pulled],
    due: tuple[Due, ...],
    calendar: Calendar,
) -> Solution:
    """Carry the law from the start to the asking date, given what did not happen and what was seen."""
    law = np.zeros((draws.batches, len(chain.nodes)))
    for values, probability in start.items():
        law[:, chain.numbers[Node(values)]] = probability
    begun = Solution(
        chain,
        case,
        as_of,
        horizon,
        Rates(chain, case, anchor, draws),
        law,
        np.ones(draws.batches),
        0.0,
        tuple(calendar.steps(case.start, horizon)),
        due,
        tuple(evidence.notes),
    )

    def known(edge: Edge) -> bool:
        shut = evidence.closed.get(edge.transition)
        return not (
            edge.leaves is not None
            or edge.transition in evidence.silent
            or (shut is not None and edge.branch >= 0 and shut[edge.branch])
        )

    now, last = 0.0, float(day_number(as_of, case.start))
    # Of one moment, what happened comes before what was seen.
    facts: list[Imposed | Sighting | Measured] = [*evidence.imposed, *evidence.sightings]
    facts = sorted((f for f in facts if f.day <= last), key=lambda fact: fact.day)
    for fact in facts:
        law = carry(begun, law, now, fact.day, kept=known, unheard=evidence.silent)
        now = fact.day
        if isinstance(fact, Imposed):
            law = imposed(law, fact, chain, begun.rates.of(chain.edges, _step(begun, now)[0]))
        else:
            law = law * np.exp(fact.log_likelihood(_nodes(chain, program), np.arange(draws.batches)[:, None]))
    law = carry(begun, law, now, last, kept=known, unheard=evidence.silent)
    total = law.sum(axis=1)
    if not total.mean() > 0:
        raise FuturesError(
            "no path agrees with the record",
            where=case.path or case.name,
            rule="the evidence up to the asking date must be possible under the model",
            mend="check the dates of what happened",
        )
    law = law / np.where(total > 0, total, 1.0)[:, None]
    later = Rates(chain, case, anchor, under_levers(draws, tuple(levers)))
    return replace(
        begun,
        rates=later,
        law=_pulled(chain, law, levers),
        weight=total / total.mean(),
        log_evidence=math.log(total.mean()),
    )


def carry(
    solution: Solution,
    law: Floats,
    first: float,
    last: float,
    *,
    kept: Hits | None = None,
    unheard: frozenset[int] = frozenset(),
    hits: Hits | None = None,
) -> Floats:
    """The law after the time from `first` until `last`, what is due at `last` too.

    kept
        Edges that are known to have been taken or not: those for which it is false take their probability away.
    unheard
        Scheduled transitions that are known not to have fired.
    hits
        With it the law is (draws, 2·nodes), and the second half is where an edge that hits has been taken.
    """
    chain, rates, n = solution.chain, solution.rates, len(solution.chain.nodes)
    edges = _doubled(chain.edges, n, hits)
    held = _mask(chain.edges, kept)
    if hits is not None:
        held = np.concatenate([held, held])
    due = [d for d in solution.due if first < d.day <= last]
    generator, made_for = None, math.nan
    now = first
    for day, item in [*((d.day, d) for d in due), (last, None)]:
        while now < day:
            step, until = _step(solution, now)
            if generator is None or (made_for != step and not rates.stand_still):
                rate = rates.of(chain.edges, step)
                if hits is not None:
                    rate = np.concatenate([rate, rate], axis=1)
                generator, made_for = flow(*edges, rate, law.shape[1], kept=held), step
            until = day if rates.stand_still else min(until, day)
            law = carried(law, generator, until - now)
            now = until
        if item is not None and item.number in chain.jumps and not (kept is not None and item.number in unheard):
            jumps = chain.jumps[item.number]
            share = rates.of(jumps, _step(solution, now)[0])
            allowed = _mask(jumps, kept)
            if hits is not None:
                share, allowed = np.concatenate([share, share], axis=1), np.concatenate([allowed, allowed])
            law = jumped(law, *_doubled(jumps, n, hits), share, allowed)
    return law


def _step(solution: Solution, now: float) -> tuple[float, float]:
    """The step of the calendar in which a moment lies: its first and last day."""
    at = int(np.searchsorted(solution.boundaries, now, "right")) - 1
    at = min(max(at, 0), len(solution.boundaries) - 2)
    return float(solution.boundaries[at]), float(solution.boundaries[at + 1])


def _doubled(edges: Sequence[Edge], n: int, hits: Hits | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    source = np.array([e.source for e in edges], np.intp)
    target = np.array([e.target for e in edges], np.intp)
    if hits is None:
        return source, target
    moved = np.array([n * hits(e) for e in edges], np.intp)
    return np.concatenate([source, source + n]), np.concatenate([target + moved, target + n])


def _mask(edges: Sequence[Edge], kept: Hits | None) -> NDArray[np.bool_]:
    return np.array([kept is None or kept(e) for e in edges], np.bool_)


def _nodes(chain: Chain, program: Program) -> View:
    """The states at all nodes; those before the asking date are in office."""
    n = len(chain.nodes)
    states = np.zeros((len(program.states), n), np.int8)
    for i, node in enumerate(chain.nodes):
        known = chain.states_at(node)
        for name, (row, values) in program.states.items():
            states[row, i] = values.index(known[name])
    nothing = np.zeros((0, n))
    return View(nothing, nothing, nothing, states, nothing, Moment({}, {}))


def check_indicators(program: Program, used: Container[str]) -> None:
    """Refuse indicators that point to more than states, and those of the readings `used` that read more."""
    derived = {d.name: d.value for d in program.model.derived}
    for indicator in program.model.indicators.values():
        for part in unfolded(indicator.when, derived):
            if isinstance(part, Read) and part.kind != "derived":
                raise not_exact(
                    f"the indicator {indicator.name} points to {part.name}, which is no state", indicator.where
                )
    for reading in program.model.readings.values():
        for part in unfolded(reading.reads, derived):
            if reading.name in used and isinstance(part, Read) and part.kind != "derived":
                raise not_exact(f"the indicator {reading.name} reads {part.name}, which is no state", reading.where)


def _pulled(chain: Chain, law: Floats, levers: Sequence[Pulled]) -> Floats:
    for lever in levers:
        moved = np.zeros_like(law)
        for i, node in enumerate(chain.nodes):
            target = i
            if node.departure is None:
                target = chain.numbers[Node(changed(chain, node.values, lever.value.effects, chain.states_at(node)))]
            moved[:, target] += law[:, i]
        law = moved
    return law


def fixed_of(case: Case) -> dict[str, str]:
    """The built-in states that a case settles for good."""
    return {k: v for k, v in fixed_states(case, "gone").items() if k != "leader"}
