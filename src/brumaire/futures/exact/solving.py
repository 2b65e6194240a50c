"""`solve`: from a model and a case to its exact solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

import numpy as np

from brumaire.dates import Calendar, day_number
from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor, batches_of
from brumaire.futures.evidence import gather
from brumaire.futures.exact.building import build_chain
from brumaire.futures.exact.chain import Node, changed
from brumaire.futures.exact.fitness import MOST_NODES, check_discrete, not_exact
from brumaire.futures.exact.imposing import check_record
from brumaire.futures.exact.solution import Solution, check_indicators, conditioned, fixed_of
from brumaire.futures.hazards import Draws
from brumaire.futures.intervene import changed as under_levers
from brumaire.futures.intervene import pulled
from brumaire.futures.program import Kinds, build
from brumaire.futures.reference import deviations, draw_parameters
from brumaire.futures.scheduling import merged, timetable
from brumaire.models.base import Model
from brumaire.records.case import Case, Observation


def solve(
    model: Model,
    case: Case,
    *,
    as_of: date,
    horizon: date,
    anchor: Anchor | None = None,
    levers: Mapping[str, str] | None = None,
    seen: Sequence[Observation] = (),
    parameters: Mapping[str, float] | None = None,
    runs: int | None = None,
    seed: int = 0,
    calendar: Calendar | None = None,
) -> Solution:
    """Solve a small model of states exactly, given all that is known up to `as_of`.

    Parameters
    ----------
    model, case, as_of, horizon, anchor, levers, seen, calendar
        As for `simulate`.
    parameters
        Values of uncertain parameters, by name: the solution is for these alone.
    runs, seed
        Instead of values: the draws that `simulate` would make with them; the answer is the mean over the draws.

    Notes
    -----
    Joint states form a Markov chain with generator Q, constant within a step of the calendar; the law over them is
    carried by exp(Qt). Before the asking date, what is known not to have happened loses its probability, and what did
    happen is imposed at its density.

    Raises
    ------
    FuturesError
        The model is not all discrete or not small; a parameter is uncertain and neither a value nor runs are given; an
        event on record cannot be imposed exactly.
    """
    if not case.start <= as_of < horizon:
        raise FuturesError(
            f"start {case.start}, asking date {as_of}, horizon {horizon}",
            where=case.path or case.name,
            rule="the start is not after the asking date, which is before the horizon",
            mend="give dates in that order",
        )
    check_discrete(model)
    anchor = anchor or Anchor(model.hash)
    draws = _draws(model, anchor, parameters, runs, seed)
    program, gone = (build(model, case, anchor, phase, Kinds()) for phase in ("in_office", "gone"))
    check_indicators(program, {o.indicator for o in (*case.observations, *seen) if o.day <= as_of})
    for observation in (*case.observations, *seen):
        if observation.until is not None and observation.day <= as_of:
            raise not_exact(
                f"{observation.indicator} was seen on some day from {observation.day} to {observation.until}",
                case.path or case.name,
                "give its day, or leave --exact away to simulate it",
            )
    at = pulled(program, levers)
    draws = under_levers(draws, tuple(p for p in at if p.lever.at_start))
    evidence = gather(program, case, as_of, seen, draws)
    check_record(evidence, case)
    start = _start(model, case, anchor)
    chain = build_chain(model, fixed_of(case), [*start], [p.value.effects for p in at])
    for lever in at:
        if lever.lever.at_start:
            moved: dict[tuple[str, ...], float] = {}
            for values, probability in start.items():
                after = changed(chain, values, lever.value.effects, chain.states_at(Node(values)))
                moved[after] = moved.get(after, 0.0) + probability
            start = moved
    end = day_number(horizon, case.start)
    return conditioned(
        chain,
        case,
        as_of=as_of,
        horizon=horizon,
        anchor=anchor,
        draws=draws,
        program=program,
        evidence=evidence,
        start=start,
        levers=[p for p in at if not p.lever.at_start],
        due=merged(timetable(program, case, end), timetable(gone, case, end)),
        calendar=calendar or case.calendar,
    )


def _draws(model: Model, anchor: Anchor, parameters: Mapping[str, float] | None, runs: int | None, seed: int) -> Draws:
    """The parameters' values: given ones, or those that `simulate` would draw."""
    if runs is not None:
        drawn = draw_parameters(model, anchor, seed, batches_of(runs)[0])
        certain = not anchor.spread and all(p.low == p.high for p in model.parameters)
        return Draws(1, {name: values[:1] for name, values in drawn.values.items()}) if certain else drawn
    given = dict(parameters or {})
    values = {p.name: np.array([given.pop(p.name, p.low)]) for p in model.parameters}
    open_ = [p.name for p in model.parameters if p.low != p.high and p.name not in (parameters or {})]
    if open_ or given:
        raise FuturesError(
            f"no value is given for {', '.join(open_)}" if open_ else f"there is no parameter {next(iter(given))}",
            where=model.path,
            rule="an exact solution is for given values of the parameters",
            mend="give a value for each uncertain parameter, or `runs` for the draws of a simulation",
        )
    return Draws(1, values)


def _start(model: Model, case: Case, anchor: Anchor) -> dict[tuple[str, ...], float]:
    """The law over joint states at the case's start."""
    _, settled = deviations(model, case)
    stationary = [
        (dict(zip(anchor.stationary_states, values, strict=True)), p)
        for values, p in anchor.stationary
        if all(settled.get(n, v) == v for n, v in zip(anchor.stationary_states, values, strict=True))
    ] or [({}, 1.0)]
    whole = sum(p for _, p in stationary)
    law: dict[tuple[str, ...], float] = {}
    for known, probability in stationary:
        parts = []
        for state in model.states:
            if state.name in settled:
                parts.append([(settled[state.name], 1.0)])
            elif state.initial is not None:
                parts.append([(v, p) for v, p in state.initial.items() if p > 0])
            elif state.name in known:
                parts.append([(known[state.name], 1.0)])
            else:
                raise FuturesError(
                    f"{state.name} starts from its stationary law", where=model.path, mend="solve the anchor first"
                )
        for chosen in product(*parts):
            values = tuple(v for v, _ in chosen)
            law[values] = law.get(values, 0.0) + probability / whole * float(np.prod([p for _, p in chosen]))
            if len(law) > MOST_NODES:
                raise not_exact(f"the model {model.name} starts from more than {MOST_NODES} joint states", model.path)
    return law
