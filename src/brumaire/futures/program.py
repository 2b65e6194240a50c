"""A model made ready to run for one case: rows for levels and states, functions for rates, effects and events.

There are two programs of a model: one for the path on which the leader stays, one for what follows after he left. They
share their rows and the numbers of their transitions; in each, guards that can never hold have been put away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from brumaire.futures.base import Anchor, Floats, Index, Phase, changed, fixed_states, hazard_expressions
from brumaire.futures.evaluation import Evaluator, Function, View
from brumaire.futures.hazards import Constants, Setting, branch_shares, hazard_of
from brumaire.models.base import (
    NOBODY,
    Effect,
    Exit,
    FromState,
    Model,
    MoveLevel,
    Realised,
    SetState,
    Transition,
)
from brumaire.models.expressions import Expression, Read, reads
from brumaire.records.case import Case
from brumaire.records.futures import EventKind
from brumaire.records.outside_view import MANNERS

EVENT_ATTEMPT = "coup_attempt"


class Kinds:
    """The kinds of events that occur in a log, each with a number."""

    def __init__(self) -> None:
        self.numbers: dict[EventKind, int] = {}
        self._lock = Lock()

    def number(self, kind: EventKind) -> int:
        """The number of a kind, a new one where it is new."""
        with self._lock:
            return self.numbers.setdefault(kind, len(self.numbers))


@dataclass(slots=True)
class EventWriter:
    """An event that is realised: the number of its kind, by the values of the states in its arguments."""

    realised: Realised
    table: NDArray[np.int32]
    rows: tuple[tuple[int, int], ...]  # (row of the state, how many values it has)

    def kinds(self, states: NDArray[np.int8], index: Index) -> NDArray[np.int32]:
        """The kind of this event in each of some trajectories."""
        if not self.rows:
            return np.full(len(index), self.table[0], np.int32)
        code = np.zeros(len(index), np.intp)
        for row, size in self.rows:
            code = code * size + states[row][index]
        return self.table[code]


@dataclass(slots=True)
class EffectRunner:
    """What an outcome changes: states by constant or by table, levels by amount."""

    states: list[tuple[int, int | None, int, NDArray[np.int8] | None]]
    levels: list[tuple[int, str, Function]]


@dataclass(slots=True)
class Outcome:
    """Something that a transition can turn into: its probability, events, effects and exit."""

    name: str
    probability: Function | None
    events: list[EventWriter]
    effects: EffectRunner
    exit: Exit | None
    attempt: bool


@dataclass(slots=True)
class Rule:
    """A transition ready to run. `number` is its place in the model, by which its random numbers are named."""

    number: int
    transition: Transition
    guard: Function | None
    hazard: Function | None
    events: list[EventWriter]
    effects: EffectRunner
    exit: Exit | None
    branches: list[Outcome]
    shares: Callable[[View, int], Floats] | None
    attempt: bool
    reads: frozenset[str]
    writes: frozenset[str]

    @property
    def name(self) -> str:
        """The transition's name."""
        return self.transition.name


@dataclass(slots=True)
class Program:
    """All that a phase needs, see the module."""

    model: Model
    phase: Phase
    levels: Mapping[str, int]
    states: Mapping[str, tuple[int, tuple[str, ...]]]
    setting: Setting
    kinds: Kinds
    exits: list[Rule] = field(default_factory=list)
    sampled: list[Rule] = field(default_factory=list)
    scheduled: list[Rule] = field(default_factory=list)
    at_exit: list[Rule] = field(default_factory=list)
    touches: NDArray[np.bool_] = field(default_factory=lambda: np.empty((0, 0), bool))

    def link(self) -> None:
        """Work out which hazards each firing changes: (sampled rules, sampled rules and then exits)."""
        read = [rule.reads for rule in (*self.sampled, *self.exits)]
        self.touches = np.array([[bool(rule.writes & names) for names in read] for rule in self.sampled], bool).reshape(
            len(self.sampled), len(read)
        )

    def row(self, state: str) -> int:
        """The row of a state."""
        return self.states[state][0]

    def code(self, state: str, value: str) -> int:
        """The code of a value of a state."""
        return self.states[state][1].index(value)

    def effects(self, effects: Sequence[Effect]) -> EffectRunner:
        """Effects ready to run (of levers too)."""
        runner = EffectRunner([], [])
        for effect in effects:
            if isinstance(effect, MoveLevel):
                runner.levels.append(
                    (self.levels[effect.level], effect.operator, self.setting.evaluator.function(effect.amount))
                )
            else:
                runner.states.append(self._set(effect))
        return runner

    def _set(self, effect: SetState) -> tuple[int, int | None, int, NDArray[np.int8] | None]:
        row, values = self.states[effect.state]
        if isinstance(effect.value, str):
            return row, values.index(effect.value), -1, None
        source, from_values = self.states[effect.value.state]
        return row, None, source, np.array([values.index(v) for v in from_values], np.int8)


def build(
    model: Model, case: Case, anchor: Anchor, phase: Phase, kinds: Kinds, *, constants: Constants | None = None
) -> Program:
    """The program of a model for a case and phase; both phases of a run share their kinds and constants.

    Raises
    ------
    FuturesError
        A rate waits for the anchor, and the anchor does not have it.
    """
    levels = {level.name: k for k, level in enumerate(model.levels)}
    states: dict[str, tuple[int, tuple[str, ...]]] = {s.name: (k, s.values) for k, s in enumerate(model.states)}
    for name in ("exit", "announced"):
        states[name] = (len(states), ("none", *MANNERS))
    constants = constants or Constants()

    def parameter(expression: Expression) -> int:
        assert isinstance(expression, Read)
        return constants.add(("value", expression), lambda draws: draws[expression.name])

    evaluator = Evaluator(
        levels, {d.name: d.value for d in model.derived}, states, fixed_states(case, phase), parameter
    )
    for name in changed(model):
        evaluator.change_of(name)
    program = Program(model, phase, levels, states, Setting(evaluator, constants, anchor), kinds)
    for number, transition in enumerate(model.transitions):
        rule = _rule(program, number, transition)
        if rule is None:
            continue
        if transition.at_exit:
            program.at_exit.append(rule)
        elif transition.schedule is not None:
            program.scheduled.append(rule)
        elif transition.exit is not None:
            program.exits.append(rule)
        else:
            program.sampled.append(rule)
    program.link()
    return program


def _rule(program: Program, number: int, transition: Transition) -> Rule | None:
    if transition.at_exit != (program.phase == "gone") and transition.at_exit:
        return None
    if transition.leaves and program.phase == "gone":
        return None
    guard = program.setting.evaluator.simplify(transition.when)
    if guard is False:
        return None
    branches = [
        Outcome(
            branch.name,
            None,
            [_writer(program, r) for r in branch.realises],
            program.effects(branch.effects),
            branch.exit,
            any(r.event == EVENT_ATTEMPT for r in branch.realises),
        )
        for branch in transition.branches
    ]
    shares = branch_shares(program.setting, transition) if branches else None
    return Rule(
        number=number,
        transition=transition,
        guard=None if guard is True else program.setting.evaluator.function(guard),
        hazard=hazard_of(program.setting, transition) if transition.rate is not None else None,
        events=[_writer(program, r) for r in transition.realises],
        effects=program.effects(transition.effects),
        exit=transition.exit,
        branches=branches,
        shares=shares,
        attempt=any(r.event == EVENT_ATTEMPT for r in transition.realises),
        reads=_reads(program.model, transition),
        writes=_writes(transition),
    )


def _reads(model: Model, transition: Transition) -> frozenset[str]:
    """The states and levels that a hazard rests on."""
    derived = {d.name: d.value for d in model.derived}
    waiting = [name for e in hazard_expressions(transition) for name in reads(e)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += reads(derived[name]) if name in derived else ()
    return frozenset(found)


def _writes(transition: Transition) -> frozenset[str]:
    effects = [*transition.effects, *(e for b in transition.branches for e in b.effects)]
    return frozenset(e.level if isinstance(e, MoveLevel) else e.state for e in effects)


def _writer(program: Program, realised: Realised) -> EventWriter:
    rows = tuple(
        (program.states[value.state][0], len(program.states[value.state][1]))
        for _, value in realised.args
        if isinstance(value, FromState)
    )
    values = [
        program.states[value.state][1] if isinstance(value, FromState) else (value,) for _, value in realised.args
    ]
    table = []
    for chosen in product(*values):
        args = tuple((key, value) for (key, _), value in zip(realised.args, chosen, strict=True) if value not in NOBODY)
        table.append(program.kinds.number(EventKind(realised.event, args)))
    return EventWriter(realised, np.array(table, np.int32), rows)
