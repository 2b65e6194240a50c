"""YAML files as a tree of values that know their lines.

YAML 1.2, core schema: a plain scalar is null, a boolean (`true`, `false`), a number or text; a date is text, and so is
`yes`. Anchors, aliases, tags, merge keys and second documents are refused: a case or a model means what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brumaire.errors import BrumaireError

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
Scalar = str | int | float | bool | None
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class YamlError(BrumaireError):
    """A file is not YAML, or uses a part of YAML that is not used here. Readers of cases and models turn it into theirs."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands.

    value
        A scalar, a tuple of nodes, or a mapping from key to node (in the file's order).
    keys
        For a mapping, each key as a node, so that an error can point to the key and not to its value.
    quoted
        Whether a scalar was written in quotes or as a block, and is therefore text whatever it looks like.
    """

    value: Scalar | tuple[Node, ...] | Mapping[str, Node]
    line: int
    column: int
    file: str
    quoted: bool = False
    keys: Mapping[str, Node] | None = None

    @property
    def where(self) -> str:
        """File and line, as errors print them."""
        return f"{self.file}:{self.line}"

    @property
    def plain(self) -> Any:
        """The value without places: scalars, lists and dictionaries."""
        if isinstance(self.value, tuple):
            return [item.plain for item in self.value]
        if isinstance(self.value, Mapping):
            return {key: item.plain for key, item in self.value.items()}
        return self.value


def read_scalar(text: str) -> Scalar:
    """A plain scalar by the core schema of YAML 1.2.

    >>> [read_scalar(text) for text in ("1_0", "0x1F", ".5", "no", "2022-06-01", "~", "true")]
    ['1_0', 31, 0.5, 'no', '2022-06-01', None, True]
    """
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.fullmatch(text):
            # Python refuses to convert thousands of digits; such a scalar is no number that anyone means.
            return int(text) if len(text) < 400 else text
        if _OTHER_BASE.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
        if _SPECIAL.fullmatch(text):
            return float(text.replace(".", "", 1))
    return text


def load_yaml(source: Path | str, *, file: str | None = None) -> Node:
    """Read one YAML document from a path, or from text under the name `file`.

    Raises
    ------
    YamlError
        With file and line: not YAML, a key given twice, an anchor, alias or tag, two documents, or too large.
    OSError
        The path cannot be read.

    Examples
    --------
    >>> tree = load_yaml("name: Arvania\\nborders: [2, 3.5]\\n", file="case.yaml")
    >>> tree.plain, tree.value["borders"].where
    ({'name': 'Arvania', 'borders': [2, 3.5]}, 'case.yaml:2')
    """
    name = file if file is not None else str(source)
    text = _read(source, name) if isinstance(source, Path) else source
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    try:
        return _document(iter(reader.parse(text)), name)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        what = " ".join(str(part) for part in (error.context, error.problem) if part) or "the file cannot be read"
        raise YamlError(f"not YAML: {what}", where=f"{name}:{line}", mend="mend the line or quote the text") from None
    except YAMLError as error:
        # The reader's errors (a character that YAML does not admit) carry a position in the text and no line.
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0) + 1
        raise YamlError("not YAML: a character that is not allowed", where=f"{name}:{line}", mend="remove it") from None


def _read(path: Path, name: str) -> str:
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise YamlError(f"{len(raw)} bytes", where=name, rule=f"at most {MAX_BYTES} bytes", mend="split the file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise YamlError("not UTF-8", where=f"{name}:{line}", mend="save the file as UTF-8") from None


def _document(events: Iterator[Any], name: str) -> Node:
    from ruamel.yaml.events import DocumentEndEvent, DocumentStartEvent, StreamEndEvent, StreamStartEvent

    root: Node | None = None
    for event in events:
        if isinstance(event, StreamStartEvent | DocumentStartEvent | DocumentEndEvent | StreamEndEvent):
            continue
        if root is not None:
            raise YamlError("a second document", where=_where(event, name), mend="one document a file")
        root = _node(event, events, name, 0)
    if root is None:
        raise YamlError("the file is empty", where=f"{name}:1", mend="write at least one key")
    return root


def _node(event: Any, events: Iterator[Any], name: str, depth: int) -> Node:
    from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
        raise YamlError("an anchor or alias", where=_where(event, name), mend="write the value out")
    if getattr(event, "tag", None) is not None:
        raise YamlError(f"the tag {event.tag}", where=_where(event, name), mend="leave the tag out")
    if depth > MAX_DEPTH:
        raise YamlError(f"nested more than {MAX_DEPTH} deep", where=_where(event, name), mend="flatten it")
    if isinstance(event, ScalarEvent):
        quoted = event.style is not None
        return Node(event.value if quoted else read_scalar(event.value), line, column, name, quoted)
    if isinstance(event, SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(following := next(events), SequenceEndEvent):
            items.append(_node(following, events, name, depth + 1))
        return Node(tuple(items), line, column, name)
    assert isinstance(event, MappingStartEvent)
    return _mapping(event, events, name, depth)


def _mapping(event: Any, events: Iterator[Any], name: str, depth: int) -> Node:
    from ruamel.yaml.events import MappingEndEvent, ScalarEvent

    values: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    while not isinstance(following := next(events), MappingEndEvent):
        if not isinstance(following, ScalarEvent):
            raise YamlError("a key that is not text", where=_where(following, name), mend="write a name")
        key = _node(following, events, name, depth + 1)
        text = following.value
        if text in values:
            first = keys[text].line
            raise YamlError(f"{text!r} stands twice", where=key.where, rule=f"first on line {first}", mend="keep one")
        if text == "<<":
            raise YamlError("a merge key", where=key.where, mend="write the values out")
        keys[text] = key
        values[text] = _node(next(events), events, name, depth + 1)
    return Node(values, event.start_mark.line + 1, event.start_mark.column + 1, name, keys=keys)


def _where(event: Any, name: str) -> str:
    return f"{name}:{event.start_mark.line + 1}"
