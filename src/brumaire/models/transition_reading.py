"""Reading transitions: events, rates, schedules, exits, branches and what happens later."""

from __future__ import annotations

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
    Probability,
    Rate,
    Realised,
    Schedule,
    Transition,
)
from brumaire.models.delays import later
from brumaire.models.effects import from_state, read_delay, read_effects
from brumaire.models.expressions import Arithmetic, Expression, Number, Read
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
    "later",
    "why",
    "source",
)
BRANCH_KEYS = ("probability", "realises", "effect", "exit", "later", "why", "source")
LATER_KEYS = ("after", "stages", "realises", "effect", "why", "source")
FORBIDDEN_EVENTS = frozenset({"ultimatum", "leader_killed"})
MANNERS: tuple[ExitManner, ...] = get_args(ExitManner)


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
    why = reader.text(fields.get("why"), "why")
    factor = reader.expression(fields["factor"], "number") if "factor" in fields else None
    if "rate" in fields and isinstance(fields["rate"].value, Mapping) and "expression" in fields["rate"].value:
        hazard = reader.expression(fields["rate"].value["expression"], "number")
        factor = hazard if factor is None else Arithmetic("*", hazard, factor)
    return Transition(
        name=name,
        realises=realises,
        when=reader.expression(fields["when"], "truth") if "when" in fields else None,
        rate=rate,
        schedule=_schedule(reader, fields["schedule"], name) if "schedule" in fields else None,
        at_exit=at_exit,
        ratios=reader.terms(fields.get("hazard_ratio"), f"{name}.hazard_ratio", "ratio", source),
        factor=factor,
        effects=(
            *read_effects(reader, fields.get("effect"), name, source),
            *_later(reader, fields.get("later"), name, source, why=why),
        ),
        exit=leaving,
        branches=branches,
        why=why,
        source=source,
        where=node.where,
    )


def _later(reader: Reader, node: Node | None, path: str, source: str, *, why: str) -> tuple[Effect, ...]:
    if node is None:
        return ()
    fields = reader.mapping(node, f"later of {path}", LATER_KEYS, ("after",))
    own = reader.source(fields, source)
    events = read_events(reader, fields.get("realises"), f"{path}.later")
    effects = read_effects(reader, fields.get("effect"), f"{path}.later", own)
    if not events and not effects:
        reader.error("E154", f"later of {path} does nothing", node, mend="give it an effect or realises")
    for event in events:
        # A lever that sets the stage off would reach the event past the check of levers.
        if event.event in FORBIDDEN_EVENTS:
            reader.error("E154", f"later of {path}: {event.event}", node, mend="give it a transition of its own")
    delay = read_delay(reader, fields, f"{path}.later", own) if "after" in fields else None
    if delay is None:
        return ()
    reason = reader.text(fields.get("why"), "why") or why
    return (later(reader, path, delay, (events, effects), why=reason, source=own, node=node),)


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
    if "expression" in node.value:
        fields = reader.mapping(node, f"{name}.rate", ("expression", "per", "source"), ("per",))
        reader.source(fields)
        return Rate(Number(1.0), _days(reader, fields, node, name))
    if "solved_by" not in node.value:
        inner = reader.mapping(node, f"{name}.rate", ("value", "per", "source", "distribution"), ("value", "per"))
        if len({"value", "per"} & inner.keys()) < 2:
            return Rate(Number(1.0), 1.0)
        value, per = reader.number(node, f"{name}.rate", "rate", source)
        return Rate(value, per)
    fields = reader.mapping(node, f"{name}.rate", ("per", "value", "solved_by", "growth", "source"), ("per",))
    per = _days(reader, fields, node, name)
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
    return Rate(weight, per, target, growth)


def _days(reader: Reader, fields: Mapping[str, Node], node: Node, name: str) -> float:
    unit = f"per {reader.text(fields.get('per'), 'per', 'year')}"
    known = dimension(unit)
    if known is None or known[0] != "rate":
        reader.error("E115", f"{name}.rate: {unit!r} is not a rate", node, mend="per: year, month, week or day")
        return 1.0
    return known[1]


def read_duration(reader: Reader, node: Node, what: str) -> float:
    """The days of a certain duration."""
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
        return Schedule(read_duration(reader, fields["once"], f"{name}.schedule.once"), None, None)
    if "every" not in fields:
        reader.error("E150", f"{name}.schedule says neither once, on nor every", node, mend="write {every: 1 week}")
        return Schedule(7.0, None, None)
    every = read_duration(reader, fields["every"], f"{name}.schedule.every")
    first = read_duration(reader, fields["first"], f"{name}.schedule.first") if "first" in fields else every
    return Schedule(first, None, every)


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
        fields = reader.mapping(child, f"branch {path}", BRANCH_KEYS, ("probability",))
        own = reader.source(fields, source)
        made.append(
            Branch(
                name=key,
                probability=_probability(reader, fields.get("probability"), path, own),
                realises=read_events(reader, fields.get("realises"), path),
                effects=(
                    *read_effects(reader, fields.get("effect"), path, own),
                    *_later(reader, fields.get("later"), path, own, why=reader.text(fields.get("why"), "why")),
                ),
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
