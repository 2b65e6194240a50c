"""What happened: dated events of the vocabulary with their arguments and source."""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.cases.reading import Reader
from brumaire.errors import QuestionError
from brumaire.questions import EventDefinition, vocabulary
from brumaire.records import Happened
from brumaire.yaml_nodes import Node


def read_happened(reader: Reader, node: Node | None) -> tuple[Happened, ...]:
    """The record of a case. Events and their arguments must be those of the vocabulary; each needs a source."""

    def build(entries: Mapping[str, Node], item: Node) -> Happened | None:
        day = reader.day(entries.get("day"), "day")
        definition = _definition(reader, entries.get("event"))
        source = reader.text(entries.get("source"), "source")
        if day is None or definition is None or source is None:
            return None
        args = _arguments(reader, entries.get("args"), definition)
        if args is None:
            return None
        if definition.kind == "state" and definition.name == "war_ongoing":
            reader.wrong(item, "war_ongoing does not happen on a day", mend="note war_end when it comes")
        return Happened(day, definition.name, args, source)

    return reader.each(node, "happened", build)


def _definition(reader: Reader, node: Node | None) -> EventDefinition | None:
    name = reader.text(node, "event")
    if name is None:
        return None
    try:
        return vocabulary().definition(name)
    except QuestionError as error:
        short = vocabulary().shorthands.get(name)
        mend = f"write event: leader_exit with args: {{manner: {name}}}" if short == (name,) else error.mend
        reader.wrong(node, error.what, rule=error.rule, mend=mend)
        return None


def _arguments(reader: Reader, node: Node | None, definition: EventDefinition) -> dict[str, str | float] | None:
    keys = {argument.key: argument for argument in definition.arguments}
    allowed = [*keys, *(["amount"] if definition.units else [])]
    found: dict[str, str | float] = {}
    for key, place, value in reader.entries(node, "args"):
        if key not in allowed:
            mend = f"use one of {', '.join(allowed)}" if allowed else "leave args out"
            reader.wrong(place, f"{definition.name} has no argument {key!r}", mend=mend)
        elif key == "amount":
            if (amount := reader.number(value, "amount", 0, 1e15)) is not None:
                found[key] = amount
        elif keys[key].values:
            if (text := reader.choice(value, key, keys[key].values)) is not None:
                found[key] = text
        elif (text := reader.slug(value, key)) is not None:
            found[key] = text
    return found
