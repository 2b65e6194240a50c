"""Reading `vocabulary.yaml` in a few milliseconds.

The file keeps to a part of YAML that splits by indentation alone, because a general reader needs longer for it than
a command may take to answer. A test reads it with a general YAML reader too and compares.
"""

from __future__ import annotations

import re

Field = str | tuple[str, ...] | dict[str, str | tuple[str, ...]]
_NAMED = re.compile(r"( *)([a-z_]+):(?: +(.*))?$")


def read_entries(text: str) -> dict[str, dict[str, Field]]:
    """Events with their fields: text, a list, or (for `arguments`) a mapping of text and lists.

    >>> read_entries("plot:\\n  kind: state\\n  arguments:\\n    rank: [top,\\n      middle]\\n    by: actor\\n")
    {'plot': {'kind': 'state', 'arguments': {'rank': ('top', 'middle'), 'by': 'actor'}}}
    """
    entries: dict[str, dict[str, Field]] = {}
    for number, name, value, below in _blocks(text.splitlines(), 0):
        if value:
            raise ValueError(f"line {number}: text beside the name {name!r}")
        entries[name] = {}
        for _, key, plain, nested in _blocks(below, 2):
            if plain:
                entries[name][key] = _scalar(plain, nested)
            else:
                entries[name][key] = {inner: _scalar(v, more) for _, inner, v, more in _blocks(nested, 4)}
    return entries


def _blocks(lines: list[str], indent: int) -> list[tuple[int, str, str, list[str]]]:
    """Every `name: value` at this indentation, with the deeper lines that belong to it."""
    blocks: list[tuple[int, str, str, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        named = _NAMED.match(line)
        if named and len(named[1]) == indent:
            blocks.append((number, named[2], (named[3] or "").strip(), []))
        elif blocks and len(line) - len(line.lstrip()) > indent:
            blocks[-1][3].append(line)
        else:
            raise ValueError(f"line {number}: {line!r} belongs to nothing")
    return blocks


def _scalar(first: str, more: list[str]) -> str | tuple[str, ...]:
    text = " ".join([first, *(line.strip() for line in more)])
    if not text.startswith("["):
        return text
    return tuple(item.strip() for item in text[1:-1].split(","))
