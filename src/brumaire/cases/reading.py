"""Typed reading of a case file's tree: every problem is noted with its line, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from brumaire.cases.schema import SECTIONS
from brumaire.dates import parse_date
from brumaire.errors import BrumaireError, CaseError, QuestionError
from brumaire.questions import parse, to_text
from brumaire.yaml_nodes import Node

T = TypeVar("T")
SLUG = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)


class Reader:
    """Reads nodes as values and collects what is wrong with them.

    Every method returns None for a value that is missing or wrong; the problem is then in `problems`.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[CaseError] = []

    def wrong(self, node: Node | None, what: str, *, rule: str = "", mend: str = "") -> None:
        """Note a problem at a node, or at the file's beginning."""
        where = node.where if node is not None else f"{self.file}:1"
        self.problems.append(CaseError(what, where=where, rule=rule, mend=mend))

    def section(self, node: Node | None, name: str) -> Mapping[str, Node]:
        """The entries of a section: unknown keys and missing ones are noted; a section left empty has none."""
        keys = SECTIONS[name]
        if node is None or node.value is None:
            entries: Mapping[str, Node] = {}
        elif isinstance(node.value, Mapping):
            entries = node.value
        else:
            self.wrong(node, f"{name} is {_kind(node)}", mend="write key: value, one a line")
            return {}
        for key in entries:
            if key not in {k.name for k in keys}:
                place = node.keys[key] if node is not None and node.keys else node
                self.wrong(place, f"unknown key {key!r} in {name}", mend=_nearest(key, [k.name for k in keys]))
        for k in keys:
            if k.required and (k.name not in entries or entries[k.name].value is None):
                self.wrong(node, f"{name} has no {k.name}", mend=f"add {k.name}: {k.holds}")
        return {key: value for key, value in entries.items() if value.value is not None}

    def listed(self, node: Node | None, name: str) -> tuple[Node, ...]:
        """The items of a list, none where it is missing or left empty."""
        if node is None or node.value is None:
            return ()
        if isinstance(node.value, tuple):
            return node.value
        self.wrong(node, f"{name} is {_kind(node)}", mend="write a list, each item after a dash")
        return ()

    def entries(self, node: Node | None, name: str) -> tuple[tuple[str, Node, Node], ...]:
        """Entries by key: (key, the key's node, its value), none where the section is missing or left empty."""
        if node is None or node.value is None:
            return ()
        if isinstance(node.value, Mapping):
            assert node.keys is not None
            return tuple((key, node.keys[key], value) for key, value in node.value.items())
        self.wrong(node, f"{name} is {_kind(node)}", mend="write entries as key: …")
        return ()

    def text(self, node: Node | None, name: str) -> str | None:
        """Text that is not blank; a number is taken as it is written only when it is quoted."""
        if node is None:
            return None
        if isinstance(node.value, str) and node.value.strip():
            return node.value
        empty = isinstance(node.value, str)
        self.wrong(node, f"{name} is {'blank' if empty else _kind(node)}", mend="write text, in quotes where in doubt")
        return None

    def slug(self, node: Node | None, name: str) -> str | None:
        """A short name of lower-case letters, digits, `-` and `_`."""
        text = self.text(node, name)
        if text is not None and not SLUG.fullmatch(text):
            self.wrong(node, f"{name} {text!r} is not a short name", mend="use lower-case letters, digits, - and _")
            return None
        return text

    def day(self, node: Node | None, name: str) -> date | None:
        """A date between the years 1000 and 2999."""
        if node is None:
            return None
        if not isinstance(node.value, str):
            self.wrong(node, f"{name} is {_kind(node)}", rule="a date", mend="write YYYY-MM-DD")
            return None
        try:
            day = parse_date(node.value)
        except BrumaireError as error:
            self.wrong(node, f"{name}: {error.what}", mend=error.mend)
            return None
        if not EARLIEST <= day <= LATEST:
            self.wrong(node, f"{name} {day} is out of range", rule="years 1000 to 2999", mend="check the year")
            return None
        return day

    def number(self, node: Node | None, name: str, low: float, high: float) -> float | None:
        """A number inside a closed range."""
        if node is None:
            return None
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self.wrong(node, f"{name} is {_kind(node)}", rule="a number", mend="write digits, without quotes")
            return None
        # Also refuses what is not a number at all (.nan).
        if not low <= node.value <= high:
            self.wrong(
                node, f"{name} {node.value} is out of range", rule=f"{low:g} to {high:g}", mend="check the value"
            )
            return None
        return float(node.value)

    def flag(self, node: Node | None, name: str) -> bool | None:
        """`true` or `false`."""
        if node is None or isinstance(node.value, bool):
            return None if node is None else bool(node.value)
        self.wrong(node, f"{name} is {_kind(node)}", mend="write true or false")
        return None

    def choice(self, node: Node | None, name: str, values: tuple[str, ...]) -> str | None:
        """One of the given values."""
        text = self.text(node, name)
        if text is not None and text not in values:
            self.wrong(node, f"{name} {text!r} is unknown", mend=_nearest(text, values))
            return None
        return text

    def question(self, node: Node | None, name: str) -> str | None:
        """A question that parses, in canonical form."""
        text = self.text(node, name)
        if text is None:
            return None
        try:
            return to_text(parse(text))
        except QuestionError as error:
            column = f", column {error.column}" if error.column else ""
            self.wrong(node, f"{name} {text!r}{column}: {error.what}", rule=error.rule, mend=error.mend)
            return None

    def each(
        self, node: Node | None, name: str, build: Callable[[Mapping[str, Node], Node], T | None]
    ) -> tuple[T, ...]:
        """Records built from the items of a list; items with a problem are left out."""
        built = [self._item(item, name, build) for item in self.listed(node, name)]
        return tuple(record for record in built if record is not None)

    def _item(self, item: Node, name: str, build: Callable[[Mapping[str, Node], Node], T | None]) -> T | None:
        before = len(self.problems)
        entries = self.section(item, name)
        if item.value is None or not isinstance(item.value, Mapping):
            return None
        record = build(entries, item)
        return record if len(self.problems) == before else None


def _kind(node: Node) -> str:
    if node.value is None:
        return "empty"
    if isinstance(node.value, Mapping):
        return "a section"
    if isinstance(node.value, tuple):
        return "a list"
    return repr(node.value)


def _nearest(value: str, among: list[str] | tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(value.casefold(), among, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"use one of {', '.join(among)}"
