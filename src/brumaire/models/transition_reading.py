"""Reading transitions: events, rates, schedules, effects, exits and branches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from brumaire.dates import Duration, days, parse_date, parse_duration
from brumaire.errors import BrumaireError
from brumaire.models.base import (
    FATES,
    Branch,
    Effect,
    Exit,
    FromState,
    MoveLevel,
    Probability,
    Rate,
    Realised,
    Schedule,
    SetState,
    Transition,
)
from brumaire.models.expressions import Expression, Number, Read
from brumaire.models.parameters import dimension, median
from brumaire.models.reading import Reader
from brumaire.records.outside_view import ExitManner
from brumaire.yaml_nodes import Node

KEYS = (
    "realises",
    "when",
    "rate",
    "schedule",
    "on",
    "hazard_ratio",
    "factor",
    "effect",
    "exit",
    "branches",
    "why",
    "source",
)
MANNERS: tuple[ExitManner, ...] = get_args(ExitManner)
_FROM_STATE = re.compile(r"state\(\s*([a-z][a-z0-9_]*)\s*\)")


def read_transitions(reader: Reader, node: Node | None) -> tuple[Transition, ...]:
    """All transitions, in the order of the file."""
    return tuple(_transition(reader, name, child) for name, child in reader.mapping(node, "transitions").items())


def _transition(reader: Reader, name: str, node: Node) -> Transition:
    reader.name(name, node, "transition")
    fields = reader.mapping(node, f"transition {name}", KEYS, ("why",))
    source = reader.source(fields)
    at_exit = "on" in fields
    if at_exit:
        reader.choice(fields["on"], f"{name}: on", ("exit",), "exit")
    if len({"rate", "schedule", "on"} & fields.keys()) != 1:
        reader.error(
            "E150",
            f"transition {name} does not say when it fires",
            node,
            mend="give one of rate, schedule and on: exit",
        )
    if "rate" not in fields and {"hazard_ratio", "factor"} & fields.keys():
        reader.error("E150", f"transition {name} has ratios but no rate", node, mend="only a rate can be multiplied")
    leaving = _exit(reader, fields.get("exit"), name, at_exit=at_exit)
    realises = read_events(reader, fields.get("realises"), name)
    rate = _rate(reader, fields["rate"], name, source, leaving=leaving) if "rate" in fields else None
    branches = _branches(reader, fields.get("branches"), name, source, at_exit=at_exit)
    if leaving is not None and not at_exit and branches:
        reader.error("E152", f"transition {name} has an exit and branches", node, mend="give each branch its own exit")
    return Transition(
        name=name,
        realises=realises,
        when=reader.expression(fields["when"], "truth") if "when" in fields else None,
        rate=rate,
        schedule=_schedule(reader, fields["schedule"], name) if "schedule" in fields else None,
        at_exit=at_exit,
        ratios=reader.terms(fields.get("hazard_ratio"), f"{name}.hazard_ratio", "ratio", source),
        factor=reader.expression(fields["factor"], "number") if "factor" in fields else None,
        effects=read_effects(reader, fields.get("effect"), name, source),
        exit=leaving,
        branches=branches,
        why=reader.text(fields.get("why"), "why"),
        source=source,
        where=node.where,
    )


def from_state(reader: Reader, text: str, node: Node) -> str | FromState:
    """A constant, or the value of a state where the text is `state(NAME)`."""
    match = _FROM_STATE.fullmatch(text)
    if match is None:
        return text
    if match[1] not in reader.scope.states or match[1] in ("leader", "regime", "war_kind", "initiator"):
        reader.error("E122", f"there is no state {match[1]}", node, mend=reader.scope.nearest(match[1]))
        return text
    return FromState(match[1])


def read_events(reader: Reader, node: Node | None, name: str) -> tuple[Realised, ...]:
    """The events that a transition or branch realises."""
    if node is None:
        return ()
    if isinstance(node.value, tuple):
        return tuple(event for child in node.value for event in read_events(reader, child, name))
    if not isinstance(node.value, Mapping):
        return (Realised(reader.text(node, "realises"), (), node.where),)
    if "event" not in node.value:
        reader.error("E103", f"{name}: realises has no event", node, mend="write {event: name, key: value}")
        return ()
    args: list[tuple[str, str | float | FromState]] = []
    for key, child in node.value.items():
        if key == "event":
            continue
        if isinstance(child.value, int | float) and not isinstance(child.value, bool):
            args.append((key, float(child.value)))
        else:
            args.append((key, from_state(reader, reader.text(child, key), child)))
    return (Realised(reader.text(node.value["event"], "event"), tuple(args), node.where),)


def _rate(
    reader: Reader,
    node: Node,
    name: str,
    source: str,
    *,
    leaving: Exit | None,
) -> Rate:
    if not isinstance(node.value, Mapping):
        value, per = reader.number(node, f"{name}.rate", "rate", source)
        return Rate(value, per)
    if "solved_by" not in node.value:
        inner = reader.mapping(node, f"{name}.rate", ("value", "per", "source", "distribution"), ("value", "per"))
        if len({"value", "per"} & inner.keys()) < 2:
            return Rate(Number(1.0), 1.0)
        value, per = reader.number(node, f"{name}.rate", "rate", source)
        return Rate(value, per)
    fields = reader.mapping(node, f"{name}.rate", ("per", "value", "solved_by", "growth", "source"), ("per",))
    unit = f"per {reader.text(fields.get('per'), 'per', 'year')}"
    known = dimension(unit)
    if known is None or known[0] != "rate":
        reader.error("E115", f"{name}.rate: {unit!r} is not a rate", node, mend="per: year, month, week or day")
    weight: Expression = Number(1.0)
    if "value" in fields:
        weight, _ = reader.number(fields["value"], f"{name}.rate", "ratio", reader.source(fields, source))
    growth = reader.choice(fields.get("growth"), "growth", ("none", "outside_view"), "outside_view") != "none"
    target = reader.text(fields["solved_by"], "solved_by")
    if target == "anchor":
        target = leaving.manner if leaving is not None and leaving.manner else "attempts"
    expected = leaving.manner if leaving is not None else "attempts"
    if target != expected:
        reader.error(
            "E160",
            f"{name}: a rate solved by {target!r}",
            fields["solved_by"],
            rule="a manner of exit where the transition is that exit, attempts otherwise, success on branches",
            mend=f"write solved_by: {expected}",
        )
    return Rate(weight, known[1] if known else 1.0, target, growth)


def _duration(reader: Reader, node: Node, what: str) -> float:
    try:
        duration: Duration = parse_duration(reader.text(node, what))
    except BrumaireError as error:
        reader.error("E115", f"{what}: {error.what}", node, mend=error.mend)
        return 7.0
    return days(duration)


def _schedule(reader: Reader, node: Node, name: str) -> Schedule:
    fields = reader.mapping(node, f"{name}.schedule", ("once", "on", "every", "first"))
    if "on" in fields:
        try:
            return Schedule(None, parse_date(reader.text(fields["on"], "on")), None)
        except BrumaireError as error:
            reader.error("E113", f"{name}.schedule: {error.what}", fields["on"], mend=error.mend)
            return Schedule(None, None, None)
    if "once" in fields:
        return Schedule(_duration(reader, fields["once"], f"{name}.schedule.once"), None, None)
    if "every" not in fields:
        reader.error("E150", f"{name}.schedule says neither once, on nor every", node, mend="write {every: 1 week}")
        return Schedule(7.0, None, None)
    every = _duration(reader, fields["every"], f"{name}.schedule.every")
    first = _duration(reader, fields["first"], f"{name}.schedule.first") if "first" in fields else every
    return Schedule(first, None, every)


def read_effects(reader: Reader, node: Node | None, name: str, source: str) -> tuple[Effect, ...]:
    """What changes: states set, levels shifted or set."""
    made: list[Effect] = []
    for target, child in reader.mapping(node, f"effect of {name}").items():
        if target in ("leader", "exit", "announced", "regime", "war_kind", "initiator"):
            reader.error("E153", f"{name}: {target} is built in and cannot be set", child, mend="use exit, or a state")
        elif target in reader.scope.states:
            value = from_state(reader, reader.text(child, target), child)
            if isinstance(value, str) and value not in reader.scope.states[target]:
                values = ", ".join(reader.scope.states[target])
                reader.error("E122", f"{target} has no value {value}", child, mend=f"its values are {values}")
            elif isinstance(value, FromState) and not set(reader.scope.states[value.state]) <= set(
                reader.scope.states[target]
            ):
                reader.error("E122", f"{target} does not have all values of {value.state}", child, mend="add them")
            made.append(SetState(target, value))
        elif reader.scope.quantities.get(target) == "level":
            text = reader.text(child, target)
            sign = text[0] if text[:1] in ("+", "-", "=") and not _reads_as_interval(text) else ""
            amount, _ = reader.number(
                child, f"{name}.effect.{target}", "sd", source, expressions=True, text=text[len(sign) :].strip()
            )
            made.append(MoveLevel(target, "=" if sign == "=" else "-" if sign == "-" else "+", amount))
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


def _reads_as_interval(text: str) -> bool:
    # "-0.6 to -0.2" is an interval of negative shifts; "- 0.2 to 0.6" takes the sign off both ends.
    return re.match(r"[-+][\d.]+\s+to\s+", text) is not None


def _exit(reader: Reader, node: Node | None, name: str, *, at_exit: bool) -> Exit | None:
    if node is None:
        return None
    if not isinstance(node.value, Mapping):
        if at_exit:
            reader.error("E152", f"{name}: the manner is settled by then", node, mend="write {announced: …, fate: …}")
            return None
        return Exit(reader.choice(node, f"{name}: exit", MANNERS, "regular"))  # type: ignore[arg-type]
    fields = reader.mapping(node, f"exit of {name}", ("manner", "announced", "fate", "cover", "by"))
    if at_exit == ("manner" in fields):
        what = "sets a manner that is settled by then" if at_exit else "has no manner"
        reader.error(
            "E152", f"the exit of {name} {what}", node, mend="manner stands on the transition that is the exit"
        )
    manner = (
        reader.choice(fields["manner"], "manner", MANNERS, "regular") if "manner" in fields and not at_exit else None
    )
    announced = reader.choice(fields["announced"], "announced", MANNERS, "regular") if "announced" in fields else None
    fate = reader.choice(fields["fate"], "fate", FATES, "died") if "fate" in fields else None
    cover = reader.text(fields["cover"], "cover") if "cover" in fields else None
    by = from_state(reader, reader.text(fields["by"], "by"), fields["by"]) if "by" in fields else None
    return Exit(manner, announced, fate, cover, by)  # type: ignore[arg-type]  # choices come from MANNERS


def _branches(reader: Reader, node: Node | None, name: str, source: str, *, at_exit: bool) -> tuple[Branch, ...]:
    made = []
    for key, child in reader.mapping(node, f"branches of {name}").items():
        path = f"{name}.{key}"
        reader.name(key, child, "branch")
        fields = reader.mapping(
            child, f"branch {path}", ("probability", "realises", "effect", "exit", "why", "source"), ("probability",)
        )
        own = reader.source(fields, source)
        made.append(
            Branch(
                name=key,
                probability=_probability(reader, fields.get("probability"), path, own),
                realises=read_events(reader, fields.get("realises"), path),
                effects=read_effects(reader, fields.get("effect"), path, own),
                exit=_exit(reader, fields.get("exit"), path, at_exit=at_exit),
                where=child.where,
            )
        )
    if node is not None and len(made) < 2:
        reader.error("E151", f"{name} has one branch", node, mend="add another, or drop the branches")
    rest = [b for b in made if b.probability.kind == "rest"]
    if len(rest) > 1:
        reader.error("E151", f"{name} has {len(rest)} branches with the rest", rest[1].where, mend="keep one")
    if len(rest) == 1 and len(made) > 2:
        total = sum(b.probability.middle for b in made)
        if total >= 1:
            reader.error(
                "E151", f"{name}: the branches sum to {total:g} without the rest", rest[0].where, mend="lower them"
            )
    return tuple(made)


def _probability(reader: Reader, node: Node | None, path: str, source: str) -> Probability:
    if node is None:
        return Probability("rest")
    if not isinstance(node.value, Mapping):
        if node.value == "rest":
            return Probability("rest")
        value, _ = reader.number(node, f"{path}.probability", "probability", source)
        return Probability("value", value, (), _middle(reader, value))
    fields = reader.mapping(node, f"probability of {path}", ("value", "logit", "solved_by", "shift", "source"))
    own = reader.source(fields, source)
    shift = reader.terms(fields.get("shift"), f"{path}.shift", "coefficient", own)
    if len({"value", "logit", "solved_by"} & fields.keys()) != 1:
        reader.error("E151", f"the probability of {path}", node, mend="give one of value, logit and solved_by")
        return Probability("value", Number(0.5), shift, 0.5)
    if "solved_by" in fields:
        reader.choice(fields["solved_by"], "solved_by", ("success", "anchor"), "success")
        return Probability("solved", None, shift, 0.5)
    if "logit" in fields:
        value, _ = reader.number(fields["logit"], f"{path}.logit", "logit", own)
        return Probability("logit", value, shift, 0.5)
    value, _ = reader.number(fields["value"], f"{path}.probability", "probability", own)
    return Probability("value", value, shift, _middle(reader, value))


def _middle(reader: Reader, value: Expression) -> float:
    if isinstance(value, Number):
        return value.value
    assert isinstance(value, Read)
    return median(reader.parameters[value.name]) if value.name in reader.parameters else 0.0
