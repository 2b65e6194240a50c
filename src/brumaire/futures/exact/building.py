"""Building the chain: from the joint states at the start along every transition, until nothing new is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from brumaire.futures.exact.chain import Chain, Edge, Node, changed, event_kind, never
from brumaire.futures.exact.departure import departed, opened
from brumaire.futures.exact.fitness import check_discrete
from brumaire.models.base import Effect, Model, Realised, Transition
from brumaire.records.futures import EventKind


def build_chain(
    model: Model, fixed: Mapping[str, str], starts: Sequence[tuple[str, ...]], pulls: Sequence[Sequence[Effect]]
) -> Chain:
    """The chain that is reached from some joint states, and from where levers put it at the asking date.

    Raises
    ------
    FuturesError
        The model is not all discrete, or not small.
    """
    check_discrete(model)
    chain = Chain(model, fixed)
    for values in starts:
        chain.number(Node(values))
    at = 0
    while at < len(chain.nodes):
        node = chain.nodes[at]
        for effects in pulls:
            if node.departure is None:
                chain.number(Node(changed(chain, node.values, effects, chain.states_at(node))))
        for number, t in enumerate(model.transitions):
            if t.at_exit or (t.leaves and node.departure is not None):
                continue
            for edge in _edges(chain, at, number, t):
                if t.rate is not None:
                    chain.edges.append(edge)
                else:
                    chain.jumps.setdefault(number, []).append(edge)
        at += 1
    return chain


def _edges(chain: Chain, source: int, number: int, t: Transition) -> Iterator[Edge]:
    node = chain.nodes[source]
    states = chain.states_at(node)
    if never(t, states, chain.derived):
        return
    first = [chain.factor("hazard" if t.rate is not None else "guard", number, -1, states)]
    own = _events(t.realises, states)
    for k, branch in enumerate(t.branches) if t.branches else [(-1, None)]:
        leaving = t.exit if branch is None else branch.exit
        events = own if branch is None else own + _events(branch.realises, states)
        effects = t.effects if branch is None else (*t.effects, *branch.effects)
        factors = first if branch is None else [*first, chain.factor("branch", number, k, states)]
        if leaving is None or node.departure is not None:
            target = chain.number(Node(changed(chain, node.values, effects, states), node.departure))
            yield Edge(source, target, tuple(factors), events, number, k)
            continue
        departure = opened(leaving, states)
        values = changed(chain, node.values, effects, {**states, **departure.said})
        for outcome in departed(chain, values, departure):
            kind = outcome.departure.kind
            target = chain.number(Node(outcome.values, kind))
            yield Edge(
                source,
                target,
                (*factors, *outcome.factors),
                (*events, *outcome.events, kind),
                number,
                k,
                leaving.manner,
            )


def _events(realised: Sequence[Realised], states: Mapping[str, str]) -> tuple[EventKind, ...]:
    return tuple(event_kind(r, states) for r in realised)
