"""Targets: what a calibrated model should say of a case on some date, for tuning and for tests."""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.cases.reading import Reader
from brumaire.records.case import Target
from brumaire.yaml_nodes import Node

LARGEST_RATIO = 1e6


def read_targets(reader: Reader, node: Node | None) -> tuple[Target, ...]:
    """The targets of a case in the order of their dates; an interval is of the probability, or of its ratio to an earlier one."""

    def build(entries: Mapping[str, Node], _: Node) -> Target | None:
        as_of = reader.day(entries.get("as_of"), "as_of")
        against = reader.day(entries.get("against"), "against")
        question = reader.question(entries.get("question"), "question")
        source = reader.text(entries.get("source"), "source")
        if as_of is not None and against is not None and against >= as_of:
            reader.wrong(entries["against"], f"against {against} is not before {as_of}", mend="give an earlier date")
        bounds = _bounds(reader, entries.get("interval"), 1.0 if against is None else LARGEST_RATIO)
        if as_of is None or question is None or source is None or bounds is None:
            return None
        return Target(as_of, question, *bounds, source, against)

    return tuple(sorted(reader.each(node, "targets", build), key=lambda target: target.as_of))


def _bounds(reader: Reader, node: Node | None, highest: float) -> tuple[float, float] | None:
    items = reader.listed(node, "interval")
    numbers = [n for item in items if (n := reader.number(item, "interval", 0, highest)) is not None]
    if node is None or len(numbers) < len(items):
        return None
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        reader.wrong(node, f"interval {numbers} is not a lower and an upper bound", mend="write interval: [0.1, 0.2]")
        return None
    return numbers[0], numbers[1]
