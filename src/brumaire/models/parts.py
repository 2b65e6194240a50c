"""Parts: files of sections that several models share, read before the model's own and counted as its text.

`parts: [elites]` names a file of `models/library/parts`; `parts: [plots.yaml]` a file in or below the folder of the model. A
name that two files declare is an error, and every error tells the file and line of the part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path, PurePosixPath

from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node, YamlError, load_yaml

SCHEMA = "brumaire.model_part/1"


@dataclass(frozen=True, slots=True)
class PartText:
    """A part as it was asked for, the name that errors give it, and its text, None where it cannot be read (`why`)."""

    asked: str
    file: str
    text: str | None
    why: str = ""


def library_parts() -> tuple[str, ...]:
    """Names of the parts that come with Brumaire.

    >>> "elites" in library_parts()
    True
    """
    folder = resources.files("brumaire.models") / "library" / "parts"
    if not folder.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def part_texts(root: Node, folder: Path | None) -> tuple[PartText, ...]:
    """The texts of the parts that a model names; those of its own only where it lies in a `folder`."""
    node = root.value.get("parts") if isinstance(root.value, Mapping) else None
    if node is None or not isinstance(node.value, tuple):
        return ()
    return tuple(_text(str(item.value), folder) for item in node.value)


def _text(asked: str, folder: Path | None) -> PartText:
    if asked in library_parts():
        place = resources.files("brumaire.models") / "library" / "parts" / f"{asked}.yaml"
        return PartText(asked, f"parts/{asked}.yaml", place.read_text("utf-8"))
    path = PurePosixPath(asked)
    if not asked.endswith(".yaml"):
        near = get_close_matches(asked, library_parts(), n=2) or library_parts()
        return PartText(asked, asked, None, f"is no part of the library, which has {', '.join(near)}")
    if path.is_absolute() or ".." in path.parts or "\\" in asked:
        return PartText(asked, asked, None, "does not lie in or below the folder of the model")
    if folder is None:
        return PartText(asked, asked, None, "is a file, and the model was given as text")
    try:
        return PartText(asked, asked, (folder / asked).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return PartText(asked, asked, None, "cannot be read")


def joined(
    reader: Reader, fields: Mapping[str, Node], texts: tuple[PartText, ...], sections: tuple[str, ...]
) -> Mapping[str, Node]:
    """The sections of a model with those of its parts before its own."""
    if "parts" not in fields:
        return fields
    made: dict[str, Node] = {}
    places = reader.items(fields["parts"], "parts")
    for place, part in zip(places, texts, strict=False):
        if part.text is None:
            reader.error("E107", f"the part {part.asked} {part.why}", place, mend="name a part that is there")
            continue
        try:
            root = load_yaml(part.text, file=part.file)
        except YamlError as error:
            reader.error("E100", error.what, error.where, rule=error.rule, mend=error.mend)
            continue
        inner = reader.mapping(root, f"the part {part.asked}", ("schema", "description", *sections), ("schema",))
        if "schema" in inner and inner["schema"].value != SCHEMA:
            reader.error(
                "E101", f"the schema is {inner['schema'].value!r}", inner["schema"], mend=f"write schema: {SCHEMA}"
            )
        for section in (s for s in sections if s in inner):
            made[section] = _both(reader, made.get(section), inner[section], section)
    own = {key: node for key, node in fields.items() if key != "parts"}
    for section in (s for s in sections if s in own):
        own[section] = _both(reader, made.get(section), own[section], section)
    return {**made, **own}


def _both(reader: Reader, first: Node | None, second: Node, what: str) -> Node:
    """Two mappings as one: lists and mappings of `case_variables` are joined, other names must differ."""
    if first is None or not isinstance(first.value, Mapping) or not isinstance(second.value, Mapping):
        return second
    assert first.keys is not None
    assert second.keys is not None
    values, keys = dict(first.value), dict(first.keys)
    for name, child in second.value.items():
        old = values.get(name)
        if old is None:
            values[name], keys[name] = child, second.keys[name]
        elif what == "case_variables" and isinstance(old.value, tuple) and isinstance(child.value, tuple):
            values[name] = Node((*old.value, *child.value), child.line, child.column, child.file, child.quoted)
        elif what == "case_variables" and isinstance(old.value, Mapping):
            values[name] = _both(reader, old, child, name)
        else:
            reader.error(
                "E105",
                f"{name} is declared already, at {keys[name].where}",
                second.keys[name],
                rule="names are those of the model and of all its parts",
                mend="choose another name",
            )
    return Node(values, second.line, second.column, second.file, second.quoted, keys)
