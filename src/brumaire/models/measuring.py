"""Reading indicators that measure: what each reads, and with what error."""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.models.base import Reading
from brumaire.models.expressions import Change, Expression, Number, Read, Relative, StateIn, walk
from brumaire.models.reading import Reader
from brumaire.models.transition_reading import read_duration
from brumaire.yaml_nodes import Node

READING_KEYS = ("reads", "error", "unit", "group", "delay", "why", "source")


def measures(node: Node) -> bool:
    """Whether an indicator measures something, which is then under `reads`, or is seen or not."""
    return isinstance(node.value, Mapping) and "reads" in node.value


def read_readings(reader: Reader, node: Node | None) -> dict[str, Reading]:
    """The indicators that measure; their names have been read with those of the others."""
    made = {}
    nodes = node.value if node is not None and isinstance(node.value, Mapping) else {}
    for name, child in nodes.items():
        if not measures(child):
            continue
        what = f"indicator {name}, which reads a quantity,"
        fields = reader.mapping(child, what, READING_KEYS, ("reads", "error", "source"))
        source = reader.source(fields)
        before = len(reader.errors)
        reads = reader.expression(fields["reads"], "number")
        if len(reader.errors) == before and not any(
            isinstance(p, Read | StateIn | Change | Relative) for p in walk(reads)
        ):
            reader.error(
                "E172", f"{name} reads nothing of the model", fields["reads"], mend="name a level or a quantity"
            )
        if "error" not in fields:
            continue
        made[name] = Reading(
            name=name,
            reads=reads,
            error=_error(reader, name, fields["error"], source),
            unit=reader.text(fields.get("unit"), "unit"),
            group=reader.text(fields["group"], "group") if "group" in fields else None,
            delay=read_duration(reader, fields["delay"], f"{name}.delay") if "delay" in fields else 0.0,
            why=reader.text(fields.get("why"), "why"),
            source=source,
            where=child.where,
        )
    return made


def _error(reader: Reader, name: str, node: Node, source: str) -> Expression:
    """The standard deviation: a number or parameter that no draw can make zero or negative."""
    before = len(reader.errors)
    error, _ = reader.number(node, f"{name}.error", "number", source)
    if len(reader.errors) > before:
        return Number(1.0)
    if isinstance(error, Number):
        low, law = error.value, "fixed"
    else:
        assert isinstance(error, Read)
        low, law = reader.parameters[error.name].low, reader.parameters[error.name].distribution
    if low <= 0 or law == "normal":
        reader.error(
            "E171",
            f"{name}: the error can be {low:g}" if low <= 0 else f"{name}: an error that is normal can be negative",
            node,
            rule="a standard deviation is positive in every draw",
            mend="give a positive number or interval" if low <= 0 else "choose distribution: lognormal or uniform",
        )
        return Number(1.0)
    return error
