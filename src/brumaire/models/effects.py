"""Reading what a transition, branch or lever changes: states set, levels shifted or set, now or after a delay."""

from __future__ import annotations

import re
from collections.abc import Mapping

from brumaire.models.base import Effect, FromState, MoveLevel, SetState
from brumaire.models.delays import STAGES, Delay, delayed_shift, pulse
from brumaire.models.parameters import read_number
from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node

BUILT_IN = ("leader", "exit", "announced", "regime", "war_kind", "initiator")
DELAYED_KEYS = ("shift", "pulse", "after", "half_life", "stages", "source")
_FROM_STATE = re.compile(r"state\(\s*([a-z][a-z0-9_]*)\s*\)")


def from_state(reader: Reader, text: str, node: Node) -> str | FromState:
    """A constant, or the value of a state where the text is `state(NAME)`."""
    match = _FROM_STATE.fullmatch(text)
    if match is None:
        return text
    if match[1] not in reader.scope.states or match[1] in ("leader", "regime", "war_kind", "initiator"):
        reader.error("E122", f"there is no state {match[1]}", node, mend=reader.scope.nearest(match[1]))
        return text
    return FromState(match[1])


def read_effects(reader: Reader, node: Node | None, name: str, source: str) -> tuple[Effect, ...]:
    """What changes: states set, levels shifted or set, and levels pushed after a delay."""
    made: list[Effect] = []
    for target, child in reader.mapping(node, f"effect of {name}").items():
        if target in BUILT_IN:
            reader.error("E153", f"{name}: {target} is built in and cannot be set", child, mend="use exit, or a state")
        elif target in reader.scope.states:
            made.append(_set_state(reader, target, child))
        elif reader.scope.quantities.get(target) == "level":
            path = f"{name}.effect.{target}"
            if isinstance(child.value, Mapping):
                made += _delayed(reader, child, path, target, source)
            else:
                made.append(_move(reader, child, path, target, source))
        else:
            assert node is not None
            assert node.keys is not None
            reader.error(
                "E153",
                f"{name}: no state or level is named {target}",
                node.keys[target],
                mend=reader.scope.nearest(target),
            )
    return tuple(made)


def _set_state(reader: Reader, target: str, node: Node) -> SetState:
    value = from_state(reader, reader.text(node, target), node)
    if isinstance(value, str) and value not in reader.scope.states[target]:
        values = ", ".join(reader.scope.states[target])
        reader.error("E122", f"{target} has no value {value}", node, mend=f"its values are {values}")
    elif isinstance(value, FromState) and not set(reader.scope.states[value.state]) <= set(reader.scope.states[target]):
        reader.error("E122", f"{target} does not have all values of {value.state}", node, mend="add them")
    return SetState(target, value)


def _move(reader: Reader, node: Node, path: str, level: str, source: str) -> MoveLevel:
    text = reader.text(node, level)
    sign = text[0] if text[:1] in ("+", "-", "=") and not _reads_as_interval(text) else ""
    amount, _ = reader.number(node, path, "sd", source, expressions=True, text=text[len(sign) :].strip())
    return MoveLevel(level, "=" if sign == "=" else "-" if sign == "-" else "+", amount)


def _reads_as_interval(text: str) -> bool:
    # "-0.6 to -0.2" is an interval of negative shifts; "- 0.2 to 0.6" takes the sign off both ends.
    return re.match(r"[-+][\d.]+\s+to\s+", text) is not None


def _delayed(reader: Reader, node: Node, path: str, level: str, source: str) -> list[Effect]:
    """`{shift: x, after: lag}` or `{pulse: x, half_life: h, after: lag}`."""
    fields = reader.mapping(node, path, DELAYED_KEYS)
    own = reader.source(fields, source)
    if len({"shift", "pulse"} & fields.keys()) != 1:
        reader.error("E154", f"{path} says neither or both of shift and pulse", node, mend="give one of them")
        return []
    kind = "pulse" if "pulse" in fields else "shift"
    needs = "half_life" if kind == "pulse" else "after"
    if needs not in fields or (kind == "shift" and "half_life" in fields):
        what = f"a {kind} without {needs}" if needs not in fields else "a shift with a half-life"
        reader.error(
            "E154",
            f"{path}: {what}",
            node,
            rule="a shift has after, and fades as its level does; a pulse has a half_life, and after if it is late",
            mend="write {shift: 0.5, after: 3 months} or {pulse: 0.5, half_life: 2 months}",
        )
        return []
    move = _move(reader, fields[kind], path, level, own)
    if move.operator == "=":
        reader.error("E154", f"{path}: a delayed effect cannot set a level", fields[kind], mend="shift it with + or -")
        return []
    delay = read_delay(reader, fields, path, own) if "after" in fields else None
    if kind == "shift":
        return [] if delay is None else [delayed_shift(reader, move, delay, path, node)]
    half_life, days = reader.number(fields["half_life"], f"{path}.half_life", "duration", own)
    return [pulse(reader, move, (half_life, days), delay, path=path, node=node)]


def read_delay(reader: Reader, fields: Mapping[str, Node], path: str, source: str) -> Delay | None:
    """A mean lag (`after`) and the number of stages through which it is gone through."""
    lag, days = reader.number(fields["after"], f"{path}.after", "duration", source)
    stages = STAGES
    if "stages" in fields:
        written = read_number(reader.text(fields["stages"], "stages"))
        if written is None or written.low != written.high or written.low not in range(1, 13):
            reader.error("E154", f"{path}: stages is not a whole number from 1 to 12", fields["stages"])
            return None
        stages = int(written.low)
    return Delay(lag, days, stages)
