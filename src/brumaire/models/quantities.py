"""Reading parameters, states, levels and derived quantities."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from brumaire.models.base import BUILTIN_VALUES, CLOCKS, Derived, Level, State, Term
from brumaire.models.expressions import Arithmetic, Expression, Number, Quantity, Read, Scope, reads
from brumaire.models.parameters import dimension, read_number
from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node

PARAMETER_KEYS = ("value", "unit", "source", "distribution", "why")
STATE_KEYS = ("values", "initial", "latent", "why", "source")
LEVEL_KEYS = ("target", "half_life", "noise", "initial", "persists", "why", "source")


def declare_names(reader: Reader, fields: Mapping[str, Node]) -> None:
    """Collect all names first, so that expressions may use what stands further down."""
    states: dict[str, tuple[str, ...]] = dict(BUILTIN_VALUES)
    quantities: dict[str, Quantity] = dict.fromkeys(CLOCKS, "clock")
    for name, node in reader.mapping(fields.get("states"), "states").items():
        _fresh(reader, name, node, {**states, **quantities}, "state")
        values = reader.mapping(node, f"state {name}").get("values")
        states[name] = tuple(
            reader.name(reader.text(item, "value"), item, "value") for item in reader.items(values, "values")
        )
    kinds: tuple[tuple[str, Quantity], ...] = (
        ("parameters", "parameter"),
        ("levels", "level"),
        ("derived", "derived"),
    )
    for section, kind in kinds:
        for name, node in reader.mapping(fields.get(section), section).items():
            _fresh(reader, name, node, {**states, **quantities}, kind)
            quantities[name] = kind
    reader.scope = Scope(states, quantities)


def _fresh(reader: Reader, name: str, node: Node, taken: Mapping[str, object], what: str) -> None:
    reader.name(name, node, what)
    if name in taken:
        rule = "built in" if name in BUILTIN_VALUES or name in CLOCKS else "names are shared by all sections"
        reader.error("E105", f"{name} is already declared", node, rule=rule, mend="choose another name")


def read_parameters(reader: Reader, node: Node | None) -> None:
    """Named parameters, with unit and source."""
    for name, child in reader.mapping(node, "parameters").items():
        fields = reader.mapping(child, f"parameter {name}", PARAMETER_KEYS, ("value", "source"))
        source = reader.source(fields)
        reader.units[name] = ("number", 1.0)
        if "value" not in fields:
            continue
        written = read_number(reader.text(fields["value"], "value"))
        if written is None:
            reader.error(
                "E113", f"parameter {name} is not a number", fields["value"], mend="write a number or 'a to b'"
            )
            continue
        unit = reader.text(fields.get("unit"), "unit") or written.unit or ""
        known = dimension(unit)
        if known is None:
            what = f"parameter {name} has no unit" if not unit else f"parameter {name}: unknown unit {unit!r}"
            mend = "probability, ratio, coefficient, sd, logit, number, per year, months or count of …"
            reader.error("E115", what, fields.get("unit", child), mend=f"one of {mend}")
            continue
        reader.units[name] = known
        chosen = reader.chosen(fields)
        reader.declare(
            written, fields["value"], name, of=known[0], unit=unit, source=source, inline=False, chosen=chosen
        )


def read_states(reader: Reader, node: Node | None) -> tuple[State, ...]:
    """Categorical states and where they start."""
    made = []
    for name, child in reader.mapping(node, "states").items():
        fields = reader.mapping(child, f"state {name}", STATE_KEYS, ("values", "initial"))
        values = reader.scope.states.get(name, ())
        if len(values) < 2 or len(set(values)) < len(values):
            reader.error("E104", f"state {name} needs two or more different values", child)
        initial = _initial(reader, name, fields.get("initial"), values)
        latent = reader.truth(fields.get("latent"), "latent", default=False)
        made.append(State(name, values, initial, latent, child.where, reader.text(fields.get("why"), "why")))
    return tuple(made)


def _initial(reader: Reader, name: str, node: Node | None, values: tuple[str, ...]) -> Mapping[str, float] | None:
    if node is None:
        return {}
    if not isinstance(node.value, Mapping):
        text = reader.text(node, "initial")
        if text == "stationary":
            return None
        reader.choice(node, f"initial of {name}", (*values, "stationary"), "")
        return {text: 1.0}
    shares: dict[str, float] = {}
    for value, child in node.value.items():
        if value not in values:
            reader.error(
                "E122", f"state {name} has no value {value}", child, mend=f"its values are {', '.join(values)}"
            )
        if isinstance(child.value, bool) or not isinstance(child.value, int | float) or child.value < 0:
            reader.error("E113", f"initial of {name}.{value} is not a share", child, mend="write a number from 0 to 1")
        else:
            shares[value] = float(child.value)
    if not math.isclose(math.fsum(shares.values()), 1.0, abs_tol=1e-9):
        reader.error("E116", f"initial of {name} sums to {math.fsum(shares.values()):g}", node, rule="shares sum to 1")
    return shares


def read_levels(reader: Reader, node: Node | None) -> tuple[Level, ...]:
    """Levels: where they tend, how fast, and their noise."""
    made = []
    for name, child in reader.mapping(node, "levels").items():
        fields = reader.mapping(child, f"level {name}", LEVEL_KEYS, ("half_life",))
        source = reader.source(fields)
        target: Expression | None = None
        terms: tuple[Term, ...] = ()
        if "target" in fields:
            if isinstance(fields["target"].value, Mapping):
                terms = reader.terms(fields["target"], f"{name}.target", "coefficient", source)
            else:
                target = reader.expression(fields["target"], "number")
        half_life: tuple[Expression, float] = (Number(1.0), 1.0)
        if "half_life" in fields:
            half_life = _half_life(reader, name, fields["half_life"], source)
        noise: Expression = Number(0.0)
        if "noise" in fields:
            noise, _ = reader.number(fields["noise"], f"{name}.noise", "sd", source)
            _not_negative(reader, noise, fields["noise"], f"{name}.noise")
        mean, spread = _start(reader, name, fields.get("initial"), source)
        persists = reader.truth(fields.get("persists"), "persists", default=False)
        why = reader.text(fields.get("why"), "why")
        made.append(
            Level(
                name, target, terms, half_life[0], half_life[1], noise, mean, spread, persists, why, source, child.where
            )
        )
    return tuple(made)


_PRODUCT = re.compile(r"([a-z][a-z0-9_]*)\s*\*\s*([a-z][a-z0-9_]*)")


def _half_life(reader: Reader, name: str, node: Node, source: str) -> tuple[Expression, float]:
    """A duration, or a parameter that is one times a parameter that is a ratio."""
    product = _PRODUCT.fullmatch(node.value.strip()) if isinstance(node.value, str) else None
    if product is None:
        return reader.number(node, f"{name}.half_life", "duration", source)
    duration, days = reader.number(node, f"{name}.half_life", "duration", source, text=product[1])
    ratio, _ = reader.number(node, f"{name}.half_life", "ratio", source, text=product[2])
    return Arithmetic("*", duration, ratio), days


def _not_negative(reader: Reader, number: Expression, node: Node, name: str) -> None:
    low = number.value if isinstance(number, Number) else 0.0
    if isinstance(number, Read):
        low = reader.parameters[number.name].low if number.name in reader.parameters else 0.0
    if low < 0:
        reader.error("E116", f"{name} reaches {low:g}", node, rule="a standard deviation is not negative")


def _start(reader: Reader, name: str, node: Node | None, source: str) -> tuple[Expression, Expression | None]:
    if node is None:
        return Number(0.0), None
    if isinstance(node.value, Mapping):
        fields = reader.mapping(node, f"initial of {name}", ("mean", "sd"))
        mean: Expression = Number(0.0)
        spread: Expression | None = None
        if "mean" in fields:
            mean, _ = reader.number(fields["mean"], f"{name}.initial.mean", "sd", source)
        if "sd" in fields:
            spread, _ = reader.number(fields["sd"], f"{name}.initial.sd", "sd", source)
            _not_negative(reader, spread, fields["sd"], f"{name}.initial.sd")
        return mean, spread
    mean, _ = reader.number(node, f"{name}.initial", "sd", source)
    return mean, Number(0.0)


def read_derived(reader: Reader, node: Node | None) -> tuple[Derived, ...]:
    """Derived quantities, in an order in which each comes after those that it reads."""
    made: dict[str, Derived] = {}
    for name, child in reader.mapping(node, "derived").items():
        if isinstance(child.value, Mapping):
            fields = reader.mapping(child, f"derived {name}", ("value", "why"), ("value",))
            value = reader.expression(fields["value"], "number") if "value" in fields else Number(0.0)
            made[name] = Derived(name, value, reader.text(fields.get("why"), "why"), child.where)
        else:
            made[name] = Derived(name, reader.expression(child, "number"), "", child.where)
    ordered: dict[str, Derived] = {}
    waiting = dict(made)
    while waiting:
        ready = [name for name, d in waiting.items() if not (reads(d.value) & waiting.keys())]
        if not ready:
            cycle = " → ".join(sorted(waiting))
            first = next(iter(waiting.values()))
            reader.error(
                "E130",
                f"derived quantities wait for one another: {cycle}",
                first.where,
                rule="no cycle within one step",
                mend="make one of them a level, which moves from step to step",
            )
            ready = list(waiting)
        for name in ready:
            ordered[name] = waiting.pop(name)
    return tuple(ordered.values())
