"""The chain: all joint states that can be reached, the ways of having left among them, and what leads from one to the next.

A node in office is the values of all states; a node after the leader's exit also says how he left, and goes on. An edge
carries the events that it realises, and its rate as a product of *factors*: a hazard, a guard, the share of a branch.
A factor is named by its transition and the states that it reads, so that it is worked out once however many edges share it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from brumaire.futures.exact.fitness import MEND, MOST_NODES, moves_in_time, not_exact, states_read
from brumaire.futures.exact.values import Place, value
from brumaire.models.base import NOBODY, Effect, FromState, Model, Realised, SetState, Transition
from brumaire.models.expressions import Expression, Read, walk
from brumaire.records.futures import EventKind
from brumaire.records.outside_view import ExitManner

Kind = Literal["hazard", "guard", "unguarded", "branch"]


class Node(NamedTuple):
    """A joint state; `departure` is how he left, as the log says it, None in office."""

    values: tuple[str, ...]
    departure: EventKind | None = None


class Factor(NamedTuple):
    """A part of a rate or probability: what of which transition (and branch), at which values of the states it reads."""

    kind: Kind
    transition: int
    branch: int
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another: factors whose product is the rate per day (at a schedule: the probability), and events.

    `transition`, `branch` : what fires, −1 without branches. `leaves` : the manner of an exit.
    """

    source: int
    target: int
    factors: tuple[int, ...]
    events: tuple[EventKind, ...]
    transition: int
    branch: int
    leaves: ExitManner | None = None


@dataclass(slots=True)
class Chain:
    """Nodes, edges, and by scheduled transition the jumps it makes; `varies` tells which factors change with the calendar."""

    model: Model
    fixed: Mapping[str, str]
    nodes: list[Node] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    jumps: dict[int, list[Edge]] = field(default_factory=dict)
    numbers: dict[Node, int] = field(default_factory=dict)
    factor_numbers: dict[Factor, int] = field(default_factory=dict)

    def states_at(self, node: Node) -> dict[str, str]:
        """The values of all states at a node, built-in ones too."""
        states = dict(zip((s.name for s in self.model.states), node.values, strict=True))
        return {**self.fixed, **states, **said(node.departure)}

    def number(self, node: Node) -> int:
        """The number of a node, a new one where it is new."""
        if node not in self.numbers:
            if len(self.nodes) >= MOST_NODES:
                raise not_exact(
                    f"the model {self.model.name} has more than {MOST_NODES} joint states, which is not small",
                    self.model.path,
                    f"take out states that nothing rests on, or {MEND}",
                )
            self.numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return self.numbers[node]

    def factor(self, kind: Kind, transition: int, branch: int, states: Mapping[str, str]) -> int:
        """The number of a factor."""
        t = self.model.transitions[transition]
        read = tuple((name, states[name]) for name in sorted(states_read(t, self.derived)))
        made = Factor(kind, transition, branch, read)
        if made not in self.factor_numbers:
            self.factor_numbers[made] = len(self.factors)
            self.factors.append(made)
        return self.factor_numbers[made]

    @property
    def derived(self) -> dict[str, Expression]:
        """The derived quantities by name."""
        return {d.name: d.value for d in self.model.derived}

    @property
    def kinds(self) -> tuple[EventKind, ...]:
        """Every event that can be realised, as the log would say it."""
        every = [*self.edges, *(e for some in self.jumps.values() for e in some)]
        return tuple(dict.fromkeys(kind for edge in every for kind in edge.events))


def said(departure: EventKind | None) -> dict[str, str]:
    """What expressions can read of how he left, or that he is in office."""
    if departure is None:
        return {"leader": "in_office", "exit": "none", "announced": "none"}
    return {"leader": "gone", "exit": str(departure.get("manner")), "announced": str(departure.get("announced"))}


def changed(
    chain: Chain, values: tuple[str, ...], effects: Sequence[Effect], states: Mapping[str, str]
) -> tuple[str, ...]:
    """The values after some effects, all of which read `states` as they were before."""
    names = [s.name for s in chain.model.states]
    after = list(values)
    for effect in effects:
        if isinstance(effect, SetState):
            new = states[effect.value.state] if isinstance(effect.value, FromState) else effect.value
            after[names.index(effect.state)] = new
    return tuple(after)


def never(t: Transition, states: Mapping[str, str], derived: dict[str, Expression]) -> bool:
    """Whether a guard that rests on states alone does not hold; one that rests on more may hold at some time."""
    if t.when is None or not settled(t.when):
        return False
    return not value(t.when, Place(states, {}, {}, {}, derived))


def event_kind(realised: Realised, states: Mapping[str, str]) -> EventKind:
    """An event as the log says it, its arguments read from the states."""
    args = [(key, states[v.state] if isinstance(v, FromState) else v) for key, v in realised.args]
    return EventKind(realised.event, tuple((key, v) for key, v in args if v not in NOBODY))


def varying(chain: Chain, growth: frozenset[str]) -> list[bool]:
    """By factor: whether it changes with the calendar."""
    moves = [moves_in_time(t, chain.derived, growth) for t in chain.model.transitions]
    return [moves[f.transition] for f in chain.factors]


def settled(expression: Expression) -> bool:
    """Whether an expression rests on states alone, not on the day or the draw of the parameters."""
    return not any(isinstance(part, Read) for part in walk(expression))
