"""Whether a model can be solved exactly: all that moves it is discrete, and there are few enough joint states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from brumaire.errors import FuturesError
from brumaire.models.base import Model, MoveLevel, SetState, Transition
from brumaire.models.expressions import Change, Expression, Read, Relative, StateIn, walk

MOST_NODES = 2_000
"""Joint states, the ways of having left among them, up to which a model counts as small."""
KNOWN = frozenset(
    {
        "name",
        "realises",
        "when",
        "rate",
        "schedule",
        "at_exit",
        "ratios",
        "factor",
        "effects",
        "exit",
        "branches",
        "why",
        "source",
        "where",
    }
)
RULE = "an exact solution needs states only, few of them, and a clock that stands still within a step"
MEND = "leave --exact away to simulate it"


def check_discrete(model: Model) -> None:
    """Refuse a model whose transitions rest on anything but states, clocks and parameters.

    Raises
    ------
    FuturesError
        A transition reads a level, or the change of something that depends on the path so far; or it has a part that
        this solution does not know.
    """
    derived = {d.name: d.value for d in model.derived}
    for t in model.transitions:
        for name in (f.name for f in fields(t) if f.name not in KNOWN):
            if getattr(t, name):
                raise not_exact(f"{t.name} has {name.replace('_', ' ')}", t.where)
        for part in parts_of(t, derived):
            match part:
                case Read(name, "level"):
                    raise not_exact(f"{t.name} rests on the level {name}, which is no state", t.where)
                case Change(Read(name, kind)) if kind != "clock":
                    raise not_exact(f"{t.name} rests on the change of {name}, which is no state", t.where)
                case _:
                    pass
        for effect in (*t.effects, *(e for b in t.branches for e in b.effects)):
            # A level that nothing rests on may move as it likes.
            if not isinstance(effect, SetState | MoveLevel):
                raise not_exact(f"{t.name} has an effect that is no state", t.where)


def not_exact(what: str, where: str, mend: str = MEND) -> FuturesError:
    """The error that says why there is no exact solution."""
    return FuturesError(what, where=where, rule=RULE, mend=mend)


def parts_of(t: Transition, derived: dict[str, Expression]) -> Iterator[Expression]:
    """All parts of the expressions on which a transition's hazard, guard and branches rest, derived ones unfolded."""
    for expression in expressions_of(t):
        yield from unfolded(expression, derived)


def expressions_of(t: Transition) -> list[Expression]:
    """The expressions on which a transition's hazard, guard and branches rest."""
    found = [e for e in (t.when, t.factor) if e is not None]
    if t.rate is not None:
        found.append(t.rate.value)
    shifts = [term for b in t.branches for term in b.probability.shift]
    for term in (*t.ratios, *shifts):
        found += [term.of, term.coefficient]
    return found + [b.probability.value for b in t.branches if b.probability.value is not None]


def unfolded(expression: Expression, derived: dict[str, Expression]) -> Iterator[Expression]:
    """All parts of an expression, and those of the derived quantities that it reads."""
    for part in walk(expression):
        yield part
        if isinstance(part, Read) and part.kind == "derived":
            yield from unfolded(derived[part.name], derived)


def moves_in_time(t: Transition, derived: dict[str, Expression], growth: frozenset[str]) -> bool:
    """Whether a transition's hazard or branches change with the calendar."""
    grows = t.rate is not None and t.rate.growth and t.rate.target in growth
    return grows or any(
        isinstance(p, Relative) or (isinstance(p, Read) and p.kind == "clock") for p in parts_of(t, derived)
    )


def states_read(t: Transition, derived: dict[str, Expression]) -> frozenset[str]:
    """The states on which a transition's hazard, guard and branches rest."""
    return frozenset(p.state for p in parts_of(t, derived) if isinstance(p, StateIn))
