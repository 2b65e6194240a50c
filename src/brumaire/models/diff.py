"""Two models compared part by part: what was added, removed and changed, with the path to each number and expression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from brumaire.models.base import Model
from brumaire.models.lines import lines

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the section, the path within it, and the text before and after (None where there is none)."""

    kind: Literal["added", "removed", "changed"]
    section: str
    path: str
    before: str | None
    after: str | None


def diff(before: Model, after: Model) -> tuple[Change, ...]:
    """What must change in one model to make it the other, in the order of sections, parts and fields.

    A part that only one of them has is one change; of a part that both have, each field is one.

    >>> from brumaire.models import load
    >>> diff(load("leader_in_peace"), load("leader_in_peace"))
    ()
    """
    old, new = lines(before), lines(after)
    found: list[Change] = []
    for section, name in dict.fromkeys([*old, *new]):
        a, b = old.get((section, name)), new.get((section, name))
        if a is None or b is None:
            whole = "; ".join(f"{key}: {text}" for key, text in (a or b or {}).items())
            kind: Literal["added", "removed"] = "removed" if b is None else "added"
            found.append(Change(kind, section, name, None if a is None else whole, None if b is None else whole))
            continue
        for key in dict.fromkeys([*a, *b]):
            if a.get(key) != b.get(key):
                path = f"{name}.{key}" if name else key
                what: Literal["added", "removed", "changed"] = (
                    "added" if key not in a else "removed" if key not in b else "changed"
                )
                found.append(Change(what, section, path, a.get(key), b.get(key)))
    sections = list(dict.fromkeys(section for section, _ in [*old, *new]))
    return tuple(sorted(found, key=lambda change: sections.index(change.section)))


def diff_text(before: Model, after: Model, changes: Sequence[Change]) -> str:
    """Differences for reading: + added, - removed, ~ changed."""
    parts = [f"{before.name} {before.hash} → {after.name} {after.hash}"]
    section = ""
    for change in changes:
        if change.section != section:
            section = change.section
            parts += ["", section]
        if change.kind == "changed":
            text = f"{change.before} → {change.after}"
        else:
            text = str(change.after if change.kind == "added" else change.before)
        parts.append(f"  {_SIGNS[change.kind]} {change.path}: {text}")
    counted = [f"{sum(c.kind == kind for c in changes)} {kind}" for kind in _SIGNS]
    parts += ["", ", ".join(counted) if changes else "no difference but, perhaps, in comments and order"]
    return "\n".join(parts) + "\n"


def diff_record(before: Model, after: Model, changes: Sequence[Change]) -> dict[str, Any]:
    """Differences as plain data, schema brumaire.model_diff/1."""
    return {
        "schema": "brumaire.model_diff/1",
        "before": {"name": before.name, "file": before.path, "hash": before.hash},
        "after": {"name": after.name, "file": after.path, "hash": after.hash},
        "changes": [
            {"kind": c.kind, "section": c.section, "path": c.path, "before": c.before, "after": c.after}
            for c in changes
        ],
    }
