"""A model as a diagram in Mermaid's notation: values of states, the transitions between them, levels and what moves what.

A solid arrow leads from the values in which a transition can fire to it, and on to what it changes. A dotted arrow is a
condition or an influence: a hazard ratio, a factor, a term of a level's target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brumaire.models.base import BUILTIN_VALUES, CLOCKS, Effect, Exit, Model, Parameter, SetState, Transition
from brumaire.models.expressions import Every, Expression, StateIn, reads
from brumaire.models.notation import notation

_SHAPES: Mapping[str, tuple[str, str, str]] = {
    "level": ("L", '(["', '"])'),
    "derived": ("D", '{{"', '"}}'),
    "clock": ("C", '[/"', '"/]'),
}


LEAVES = "X"


def diagram(model: Model) -> str:
    """The diagram of a model, one line a node or arrow, always in the same order.

    >>> from brumaire.models import load
    >>> diagram(load("leader_in_peace")).splitlines()[:2]
    ['flowchart LR', '  %% leader_in_peace']
    """
    drawn = _Drawing(model)
    return "\n".join(["flowchart LR", f"  %% {model.name}", *drawn.nodes(), *drawn.arrows()]) + "\n"


class _Drawing:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.parameters: Mapping[str, Parameter] = {p.name: p for p in model.parameters}
        self.states = {s.name: s.values for s in model.states}
        self.known = {**self.states, "exit": tuple(self._manners())}

    def nodes(self) -> Iterator[str]:
        for state in self.model.states:
            yield f'  subgraph S_{state.name}["{state.name}"]'
            yield from (f'    S_{state.name}__{value}["{value}"]' for value in state.values)
            yield "  end"
        names = [
            *((level.name, "level") for level in self.model.levels),
            *((d.name, "derived") for d in self.model.derived),
        ]
        for name, kind in [*names, *((n, "clock") for n in self._outside())]:
            mark, opening, closing = _SHAPES[kind]
            yield f"  {mark}_{name}{opening}{name}{closing}"
        yield from (f'  T_{t.name}["{t.name}"]' for t in self.model.transitions)
        if self._manners():
            yield f'  {LEAVES}(("the leader leaves"))'
        yield from (f'  {LEAVES}_{manner}(("{manner}"))' for manner in self._manners())

    def _outside(self) -> list[str]:
        """Clocks and built-in states that something reads; being in office goes without saying."""
        found = {name for _, e in self._expressions() for name in reads(e)}
        return sorted(found & {*CLOCKS, *BUILTIN_VALUES} - {"leader", "exit"})

    def _expressions(self) -> Iterator[tuple[str, Expression]]:
        for level in self.model.levels:
            yield from ((level.name, e) for e in [level.target, *(t.of for t in level.terms)] if e is not None)
        yield from ((d.name, d.value) for d in self.model.derived)
        for t in self.model.transitions:
            shifts = [term.of for b in t.branches for term in b.probability.shift]
            yield from ((t.name, e) for e in [t.when, t.factor, *(r.of for r in t.ratios), *shifts] if e is not None)

    def _manners(self) -> list[str]:
        exits = [x for t in self.model.transitions for x in (t.exit, *(b.exit for b in t.branches))]
        return list(dict.fromkeys(x.manner for x in exits if x is not None and x.manner is not None))

    def arrows(self) -> Iterator[str]:
        for level in self.model.levels:
            for term in level.terms:
                label = "" if term.note else notation(term.coefficient, self.parameters)
                yield from self.influences(term.of, f"L_{level.name}", label)
            if level.target is not None:
                yield from self.influences(level.target, f"L_{level.name}", "")
        yield from (f"  {LEAVES}_{manner} --> {LEAVES}" for manner in self._manners())
        for derived in self.model.derived:
            yield from self.influences(derived.value, f"D_{derived.name}", "")
        for transition in self.model.transitions:
            yield from self.transition(transition)

    def transition(self, t: Transition) -> Iterator[str]:
        here = f"T_{t.name}"
        set_here = {
            e.state for e in (*t.effects, *(x for b in t.branches for x in b.effects)) if isinstance(e, SetState)
        }
        allowed = self.allowed(t.when)
        for state, values in allowed.items():
            if state == "exit":
                continue
            solid = state in set_here
            for value in values:
                yield f"  S_{state}__{value} {'-->' if solid else '-.->'} {here}"
        if t.when is not None:
            told = frozenset(allowed)
            yield from self.influences(t.when, here, "while", told)
        for term in t.ratios:
            yield from self.influences(term.of, here, "× " + notation(term.coefficient, self.parameters))
        if t.factor is not None:
            yield from self.influences(t.factor, here, "factor")
        if t.at_exit:
            named = [LEAVES] if "exit" not in allowed else [f"{LEAVES}_{manner}" for manner in allowed["exit"]]
            yield from (f"  {node} -.-> {here}" for node in named)
        yield from self.outcome(here, t.effects, t.exit, "")
        for branch in t.branches:
            for term in branch.probability.shift:
                yield from self.influences(term.of, here, branch.name)
            yield from self.outcome(here, branch.effects, branch.exit, branch.name)

    def allowed(self, when: Expression | None) -> dict[str, tuple[str, ...]]:
        """The values of states to which a guard's conjunction holds a transition."""
        parts = when.parts if isinstance(when, Every) else () if when is None else (when,)
        found: dict[str, tuple[str, ...]] = {}
        for part in parts:
            if isinstance(part, StateIn) and part.state in self.known:
                values = found.get(part.state, self.known[part.state])
                found[part.state] = tuple(v for v in values if (v in part.values) != part.negated)
        return found

    def influences(self, of: Expression, target: str, label: str, but: frozenset[str] = frozenset()) -> Iterator[str]:
        arrow = f'-. "{_label(label)}" .->' if label else "-.->"
        for name in sorted(reads(of) - but):
            source = self.node(name)
            if source is not None and source != target:
                yield f"  {source} {arrow} {target}"

    def node(self, name: str) -> str | None:
        """Where a name stands in the diagram; None for parameters and for being in office."""
        if name in self.states:
            return f"S_{name}"
        kind = self.model.scope.quantities.get(name)
        if name == "exit":
            return LEAVES if self._manners() else None
        if kind == "parameter" or name == "leader" or "." in name:
            return None
        return f"{_SHAPES[kind or 'clock'][0]}_{name}"

    def outcome(self, here: str, effects: tuple[Effect, ...], leaving: Exit | None, label: str) -> Iterator[str]:
        for effect in effects:
            if isinstance(effect, SetState):
                fixed = isinstance(effect.value, str)
                to = f"S_{effect.state}__{effect.value}" if fixed else f"S_{effect.state}"
                said = label if isinstance(effect.value, str) else f"{label} as {effect.value.state}".strip()
            else:
                to = f"L_{effect.level}"
                said = f"{label} {effect.operator} {notation(effect.amount, self.parameters)}".strip()
            yield f"  {here} " + (f'-- "{_label(said)}" --> {to}' if said else f"--> {to}")
        if leaving is not None and leaving.manner is not None:
            yield f"  {here} " + (f'-- "{_label(label)}" --> ' if label else "--> ") + f"{LEAVES}_{leaving.manner}"


def _label(text: str) -> str:
    # An interval by itself needs no brackets; what Mermaid would take for markup is written as an entity.
    bare = text.replace("(", "").replace(")", "") if text.count("(") == 1 and " to " in text else text
    return bare.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
