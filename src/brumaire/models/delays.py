"""Delays and pulses, as levels and states that the engine already knows.

*A delayed shift* of a level x by A passes through n hidden levels without noise, each of which follows the one before
with time constant τ = lag/n. What leaves the last is spread over a gamma law with shape n and mean lag; it enters x by a
term of its target. Several shifts on their way at once add up, since all of it is linear.

The term's coefficient makes the whole of A arrive. On steps of Δ days a hidden level keeps e^(−Δ/τ) and x keeps
2^(−Δ/h), so a shift A in the first hidden level sums to A/(1 − e^(−Δ/τ)) over the steps of the last, and x takes the part
1 − 2^(−Δ/h) of its target at each: the coefficient is (1 − e^(−Δ/τ))/(1 − 2^(−Δ/h)) with Δ = 7 days. Each stage adds about
half a week to the lag, since levels move by the week.

*A pulse* is a hidden level with a half-life of its own, added to the target of x; it is pushed at once or after a delay.

*`later`* is a hidden state that passes through n stages at rate n/lag each and then does what it holds. One such affair
is on its way at a time: what starts it again begins anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from brumaire.models.base import (
    Effect,
    Level,
    MoveLevel,
    Rate,
    Realised,
    SetState,
    State,
    Term,
    Transition,
)
from brumaire.models.expressions import Arithmetic, Call, Expression, Number, Read, StateIn
from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node

STAGES = 3
"""Stages where a file says nothing: the lag's standard deviation is then lag/√3."""
STEP = 7.0
"""Days of the step for which the size of a delayed shift is exact."""


@dataclass(frozen=True, slots=True)
class Delay:
    """A mean lag of `lag` × `days` days, gone through in stages."""

    lag: Expression
    days: float
    stages: int


def delayed_shift(reader: Reader, move: MoveLevel, delay: Delay, path: str, node: Node) -> MoveLevel:
    """The effect that starts a delayed shift; the hidden levels and the term are kept in the reader."""
    names = [_fresh(reader, f"{_plain(path)}_stage_{k + 1}", node) for k in range(delay.stages)]
    before: str | None = None
    for k, name in enumerate(names):
        why = f"{move.level}, on its way: stage {k + 1} of {delay.stages}"
        feed = () if before is None else (Term(Read(before, "level"), Number(1.0)),)
        days = delay.days * math.log(2) / delay.stages
        reader.hidden_levels.append(_memory(name, feed, (delay.lag, days), why, node))
        before = name
    note = f"all that arrives through {names[-1]}"
    reader.fed.setdefault(move.level, []).append(
        lambda level: Term(Arithmetic("*", Read(names[-1], "level"), _coefficient(level, delay)), Number(1.0), note)
    )
    return MoveLevel(names[0], move.operator, move.amount)


def pulse(
    reader: Reader,
    move: MoveLevel,
    half_life: tuple[Expression, float],
    delay: Delay | None,
    *,
    path: str,
    node: Node,
) -> MoveLevel:
    """The effect that starts a pulse in the target of a level."""
    name = _fresh(reader, f"{_plain(path)}_pulse", node)
    reader.hidden_levels.append(_memory(name, (), half_life, f"a pulse in what {move.level} tends to", node))
    reader.fed.setdefault(move.level, []).append(lambda _: Term(Read(name, "level"), Number(1.0), name))
    own = MoveLevel(name, move.operator, move.amount)
    return own if delay is None else delayed_shift(reader, own, delay, path, node)


def complete(reader: Reader, levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """The levels of a file, fed by what is on its way to them, and then the hidden ones."""
    every = (*levels, *reader.hidden_levels)
    return tuple(
        replace(level, terms=(*level.terms, *(make(level) for make in reader.fed[level.name])))
        if level.name in reader.fed
        else level
        for level in every
    )


def later(
    reader: Reader,
    path: str,
    delay: Delay,
    then: tuple[tuple[Realised, ...], tuple[Effect, ...]],
    *,
    why: str,
    source: str,
    node: Node,
) -> SetState:
    """The effect that starts what happens later; its hidden state and transitions are kept in the reader."""
    name = _fresh(reader, f"{_plain(path)}_later", node)
    values = ("idle", *(f"stage_{k + 1}" for k in range(delay.stages)))
    reader.hidden_states.append(State(name, values, {"idle": 1.0}, latent=True, where=node.where, why=why))
    for k in range(1, delay.stages + 1):
        last = k == delay.stages
        onward: Effect = SetState(name, "idle" if last else f"stage_{k + 1}")
        reader.hidden_transitions.append(
            Transition(
                name=f"{name}_{k}",
                realises=then[0] if last else (),
                when=StateIn(name, (f"stage_{k}",)),
                rate=Rate(Number(1.0), delay.days),
                schedule=None,
                at_exit=False,
                ratios=(),
                factor=Arithmetic("/", Number(float(delay.stages)), delay.lag),
                effects=(onward, *then[1]) if last else (onward,),
                exit=None,
                branches=(),
                why=f"{why}: stage {k} of {delay.stages} of the delay",
                source=source,
                where=node.where,
            )
        )
    return SetState(name, "stage_1")


def _memory(name: str, feed: tuple[Term, ...], half_life: tuple[Expression, float], why: str, node: Node) -> Level:
    return Level(
        name=name,
        target=None,
        terms=feed,
        half_life=half_life[0],
        half_life_days=half_life[1],
        noise=Number(0.0),
        mean=Number(0.0),
        spread=None,
        persists=False,
        why=why,
        source="",
        where=node.where,
    )


def _coefficient(level: Level, delay: Delay) -> Expression:
    stage = _left(STEP * delay.stages / delay.days, delay.lag)
    return Arithmetic("/", stage, _left(STEP * math.log(2) / level.half_life_days, level.half_life))


def _left(numerator: float, span: Expression) -> Expression:
    """1 − exp(−numerator/span)."""
    if isinstance(span, Number):
        return Number(-math.expm1(-numerator / span.value))
    return Arithmetic("-", Number(1.0), Call("exp", (Arithmetic("/", Number(-numerator), span),)))


def _plain(path: str) -> str:
    return path.replace(".effect.", "_").replace(".", "_")


def _fresh(reader: Reader, name: str, node: Node) -> str:
    taken = {level.name for level in reader.hidden_levels} | {state.name for state in reader.hidden_states}
    if name in taken or name in reader.scope.states or name in reader.scope.quantities:
        reader.error("E105", f"{name} is already declared", node, rule="a delay keeps a level or state of that name")
    return name
