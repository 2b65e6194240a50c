"""Reading indicators, levers and what a case may set."""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.models.base import Indicator, Lever, LeverValue
from brumaire.models.effects import read_effects
from brumaire.models.expressions import Expression, Number, Read
from brumaire.models.measuring import measures
from brumaire.models.parameters import read_number
from brumaire.models.reading import Reader
from brumaire.models.transition_reading import read_duration
from brumaire.yaml_nodes import Node

HIGHEST_EMISSION = 0.95
INDICATOR_KEYS = (
    "number",
    "when",
    "ratio",
    "false_alarms",
    "exponent",
    "usual",
    "group",
    "coverage",
    "delay",
    "event",
    "lead",
    "source",
    "why",
)
LEVER_KEYS = ("description", "values", "default", "at", "source", "why")


def read_indicators(reader: Reader, node: Node | None) -> dict[str, Indicator]:
    """Indicators with the state that each points to and its weekly emission rates; those that read a quantity are left out."""
    made = {}
    for name, child in reader.mapping(node, "indicators").items():
        reader.name(name, child, "indicator")
        if measures(child):
            continue
        fields = reader.mapping(child, f"indicator {name}", INDICATOR_KEYS, ("when", "ratio", "false_alarms", "source"))
        source = reader.source(fields)
        if not {"when", "ratio", "false_alarms"} <= fields.keys():
            continue
        alarms = fields["false_alarms"].value
        if isinstance(alarms, bool) or not isinstance(alarms, int | float) or not 0 < alarms < 1:
            reader.error(
                "E116", f"{name}: false_alarms", fields["false_alarms"], rule="a probability a week, in (0, 1)"
            )
            continue
        always, coverage = _coverage(reader, fields.get("coverage"), name)
        known = float(alarms) * coverage
        ratio, emission = _emission(reader, name, fields["ratio"], known, source)
        number = fields["number"].value if "number" in fields else None
        made[name] = Indicator(
            name=name,
            number=number if isinstance(number, int) else None,
            when=reader.expression(fields["when"], "truth"),
            ratio=ratio,
            emission=emission,
            false_alarms=known,
            group=reader.text(fields["group"], "group") if "group" in fields else None,
            always_watched=always,
            event=reader.text(fields["event"], "event") if "event" in fields else None,
            lead=reader.text(fields.get("lead"), "lead"),
            source=source,
            where=child.where,
            coverage=coverage,
            delay=read_duration(reader, fields["delay"], f"{name}.delay") if "delay" in fields else 0.0,
            exponent=_exponent(reader, name, fields.get("exponent")),
            usual=_usual(reader, name, fields.get("usual")),
        )
    return made


def _exponent(reader: Reader, name: str, node: Node | None) -> str:
    """The parameter to the power of which an indicator's ratio is taken."""
    if node is None:
        return ""
    exponent, _ = reader.number(node, f"{name}.exponent", "ratio", "")
    if isinstance(exponent, Read):
        return exponent.name
    reader.error("E113", f"{name}: the exponent is not a parameter", node, mend="name one whose unit is ratio")
    return ""


def _usual(reader: Reader, name: str, node: Node | None) -> float:
    if node is None:
        return 0.0
    if isinstance(node.value, int | float) and not isinstance(node.value, bool) and 0 <= node.value < 1:
        return float(node.value)
    reader.error("E116", f"{name}: usual", node, rule="a share of weeks, in [0, 1)")
    return 0.0


def _coverage(reader: Reader, node: Node | None, name: str) -> tuple[bool, float]:
    """Whether every week counts, and the share of weeks in which anybody would notice.

    Silence in a week then has probability 1 − coverage × emission, so the rates of what becomes known are coverage × those of
    what happens, and nothing else changes.
    """
    if node is not None and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        share = float(node.value)
        if 0 < share <= 1:
            return True, share
        reader.error("E116", f"{name}: coverage {share:g}", node, rule="a share of weeks, in (0, 1]")
        return True, 1.0
    return reader.choice(node, "coverage", ("always", "case"), "case") == "always", 1.0


def _emission(
    reader: Reader, name: str, node: Node, alarms: float, source: str
) -> tuple[tuple[float, float], Expression]:
    written = read_number(reader.text(node, "ratio"))
    if written is None or written.low <= 0 or written.low > written.high:
        reader.error("E113", f"{name}: the ratio is not a positive interval", node, mend="write for example 5 to 40")
        return (1.0, 1.0), Number(alarms)
    if written.high * alarms > HIGHEST_EMISSION:
        reader.error(
            "E170",
            f"{name}: {written.high:g} times {alarms:g} false alarms a week is {written.high * alarms:.3g}",
            node,
            rule=f"ratio × false_alarms is at most {HIGHEST_EMISSION}",
            mend=f"false_alarms: {HIGHEST_EMISSION / written.high:.2g} or less",
        )
        return (written.low, written.high), Number(alarms)
    if written.low == written.high:
        return (written.low, written.high), Number(written.low * alarms)
    key = f"{name}.emission"
    emission = type(written)(written.low * alarms, written.high * alarms, None)
    reader.declare(emission, node, key, of="probability", unit="probability", source=source, inline=True)
    return (written.low, written.high), Read(key, "parameter")


def read_levers(reader: Reader, node: Node | None) -> dict[str, Lever]:
    """Levers, each with its values and the one that changes nothing."""
    made = {}
    for name, child in reader.mapping(node, "levers").items():
        reader.name(name, child, "lever")
        fields = reader.mapping(child, f"lever {name}", LEVER_KEYS, ("values", "default"))
        source = reader.source(fields, "judged")
        values = {
            key: _lever_value(reader, f"{name}.{key}", key, value, source)
            for key, value in reader.mapping(fields.get("values"), f"values of {name}").items()
        }
        default = reader.choice(fields.get("default"), "default", values, "")
        if default and (values[default].effects or values[default].parameters):
            reader.error(
                "E181", f"the default {default} of lever {name} changes something", fields["default"], mend="empty it"
            )
        made[name] = Lever(
            name=name,
            description=reader.text(fields.get("description"), "description"),
            values=values,
            default=default,
            at_start=reader.choice(fields.get("at"), "at", ("as_of", "start"), "as_of") == "start",
            where=child.where,
        )
    return made


def _lever_value(reader: Reader, path: str, name: str, node: Node, source: str) -> LeverValue:
    if node.value is None:
        return LeverValue(name, (), ())
    fields = reader.mapping(node, path, ("effect", "parameters"))
    changes: list[tuple[str, str, float]] = []
    for key, child in reader.mapping(fields.get("parameters"), f"parameters of {path}").items():
        text = reader.text(child, key)
        written = read_number(text.lstrip("=*"))
        if key not in reader.units:
            reader.error("E122", f"{path}: no named parameter {key}", child, mend="declare it under parameters")
        elif written is None or written.low != written.high or text[:1] not in ("=", "*"):
            reader.error("E113", f"{path}: {text!r} does not set {key}", child, mend="write '= 2' or '* 0.5'")
        else:
            changes.append((key, text[0], written.low))
    effects = read_effects(reader, fields.get("effect"), path, source)
    return LeverValue(name, effects, tuple(changes))  # type: ignore[arg-type]  # the sign is one of the two


def read_case_variables(reader: Reader, node: Node | None) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The names that a case may set, and the roles of actors."""
    fields = reader.mapping(node, "case_variables", ("deviations", "roles"))
    deviations = []
    for child in reader.items(fields.get("deviations"), "deviations"):
        name = reader.text(child, "deviations")
        settable = name in reader.scope.states or reader.scope.quantities.get(name) == "level"
        if not settable or name in ("leader", "exit", "announced", "regime", "war_kind", "initiator"):
            reader.error("E190", f"a case cannot set {name}", child, mend="name a level or a state of this model")
        else:
            deviations.append(name)
    roles = {key: reader.text(child, key) for key, child in reader.mapping(fields.get("roles"), "roles").items()}
    return tuple(deviations), roles
