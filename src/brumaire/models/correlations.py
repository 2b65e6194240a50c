"""Reading correlated groups of parameters."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node

KEYS = ("members", "correlation", "source", "why")


def read_correlations(reader: Reader, node: Node | None) -> None:
    """Mark the members of each group among the reader's parameters, those written in place included."""
    for name, child in reader.mapping(node, "correlations").items():
        reader.name(name, child, "correlated group")
        fields = reader.mapping(child, f"correlations {name}", KEYS, ("members", "correlation", "source"))
        reader.source(fields)
        members = _members(reader, name, fields.get("members"))
        if "correlation" not in fields or members is None:
            continue
        value = fields["correlation"].value
        lowest = -1 / (len(members) - 1)
        if isinstance(value, bool) or not isinstance(value, int | float) or not lowest < value < 1:
            reader.error(
                "E117",
                f"{name}: the correlation {value}",
                fields["correlation"],
                rule=f"{len(members)} members can have one above {lowest:.2g} and below 1 with each other",
                mend="write for example 0.6",
            )
            continue
        for member in members:
            reader.parameters[member] = replace(reader.parameters[member], group=name, correlation=float(value))


def _members(reader: Reader, group: str, node: Node | None) -> list[str] | None:
    """The names of a group's members; None where they cannot be correlated."""
    found = []
    for child in reader.items(node, f"members of {group}"):
        member = reader.text(child, "member")
        parameter = reader.parameters.get(member)
        if parameter is None:
            near = get_close_matches(member, reader.parameters, n=2)
            mend = (
                f"did you mean {' or '.join(near)}?" if near else "name a parameter, or a number in place by its path"
            )
            reader.error("E117", f"{group}: there is no uncertain number {member}", child, mend=mend)
        elif parameter.distribution == "fixed":
            reader.error("E117", f"{group}: {member} is certain", child, mend="leave it out, or give it an interval")
        elif parameter.group or member in found:
            own = parameter.group or group
            reader.error("E117", f"{group}: {member} is in {own} already", child, mend="join the groups into one")
        else:
            found.append(member)
    if node is not None and len(found) < 2:
        reader.error("E117", f"{group} has fewer than two members", node, mend="name two or more")
    return found if len(found) >= 2 else None
