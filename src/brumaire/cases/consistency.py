"""What the parts of a case must not say against each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brumaire.cases.reading import Reader
from brumaire.dates import Duration, after
from brumaire.questions import vocabulary
from brumaire.records import Case
from brumaire.yaml_nodes import Node

# Nobody has governed at a greater age; more is a slip of the pen.
OLDEST = 110


def check_consistency(reader: Reader, tree: Node, case: Case) -> None:
    """Note dates that contradict each other, names given twice, and arguments that name nobody in the case."""
    _leader(reader, tree, case)
    _war(reader, tree, case)
    if case.as_of is not None and case.as_of < case.start:
        reader.wrong(_at(tree, "as_of"), f"as_of {case.as_of} lies before start {case.start}", mend="move one of them")
    _targets(reader, tree, case)
    _names(reader, tree)
    _hashes(reader, tree)
    _arguments(reader, tree, case)


def _leader(reader: Reader, tree: Node, case: Case) -> None:
    leader, start = case.leader, case.start
    for key, day in (
        ("birth", leader.birth),
        ("entered", leader.entered),
        ("regime_since", leader.regime_since),
        ("last_attempt", leader.last_attempt),
    ):
        if day is not None and day > start:
            reader.wrong(
                _at(tree, "leader", key),
                f"{key} {day} is in the future at the case's start {start}",
                mend="give a day before the start"
                + (", or put the attempt under happened" if "attempt" in key else ""),
            )
    if leader.entered <= leader.birth:
        where = _at(tree, "leader", "entered")
        reader.wrong(where, f"entered {leader.entered} is not after birth {leader.birth}", mend="check both dates")
    elif after(leader.birth, Duration(OLDEST, "year")) < start:
        where = _at(tree, "leader", "birth")
        reader.wrong(where, f"birth {leader.birth} makes the leader over {OLDEST}", mend="check the year")


def _war(reader: Reader, tree: Node, case: Case) -> None:
    began = case.war.began
    if began is not None and began > case.start:
        reader.wrong(
            _at(tree, "war", "began"),
            f"the war began {began}, after the case's start {case.start}",
            rule="a case describes the war at its start",
            mend="start the case later, or leave the war out",
        )
    if case.war.kind == "none" and began is not None:
        reader.wrong(_at(tree, "war", "began"), "there is a beginning and no war", mend="give the kind of war")


def _targets(reader: Reader, tree: Node, case: Case) -> None:
    for item in reader.listed(_at(tree, "targets"), "targets"):
        entries = item.value if isinstance(item.value, Mapping) else {}
        for key in ("as_of", "against"):
            node = entries.get(key)
            if node is not None and node.value is not None and (day := reader.day(node, key)) and day < case.start:
                mend = "move the target, or start earlier"
                reader.wrong(node, f"{key} {day} lies before start {case.start}", mend=mend)


def _names(reader: Reader, tree: Node) -> None:
    first: dict[str, Node] = {}
    for section in ("actors", "places", "candidates"):
        for key, place, _ in reader.entries(_at(tree, section), section):
            if key in first:
                reader.wrong(
                    place, f"{key!r} stands for two things", rule=f"first on line {first[key].line}", mend="rename one"
                )
            first.setdefault(key, place)


def _hashes(reader: Reader, tree: Node) -> None:
    first: dict[Any, Node] = {}
    for item in reader.listed(_at(tree, "articles"), "articles"):
        digits = item.value.get("hash") if isinstance(item.value, Mapping) else None
        if digits is not None and digits.value in first:
            reader.wrong(digits, f"article {digits.value} stands twice", mend="keep one entry")
        elif digits is not None:
            first[digits.value] = digits


def _arguments(reader: Reader, tree: Node, case: Case) -> None:
    """Actors, places and persons of what happened come from the case or from the roles that all cases share."""
    known = {
        "actor": {name for entry in case.actors for name in (entry.key, entry.role)},
        "place": {name for entry in case.places for name in (entry.key, entry.role)},
        "person": {name for entry in case.candidates for name in (entry.key, entry.role)},
    }
    for item in reader.listed(_at(tree, "happened"), "happened"):
        entries = item.value if isinstance(item.value, Mapping) else {}
        event, args = entries.get("event"), entries.get("args")
        if event is None or args is None or event.value not in vocabulary():
            continue
        definition = vocabulary()[str(event.value)]
        for key, place, value in reader.entries(args, "args"):
            argument = definition.argument(key)
            if argument is None or argument.open is None or not isinstance(value.value, str):
                continue
            if value.value not in known[argument.open] | set(_standard(argument.open)):
                section = {"actor": "actors", "place": "places", "person": "candidates"}[argument.open]
                reader.wrong(place, f"{value.value!r} is no {argument.open} of this case", mend=f"add it to {section}")


def _standard(kind: str) -> tuple[str, ...]:
    from brumaire.questions.vocabulary import STANDARD_ROLES

    return dict(STANDARD_ROLES).get(kind, ())  # type: ignore[call-overload, no-any-return]


def _at(tree: Node, *keys: str) -> Node | None:
    """The node under some keys, None where one is missing."""
    node: Node | None = tree
    for key in keys:
        node = node.value.get(key) if node is not None and isinstance(node.value, Mapping) else None
    return node
