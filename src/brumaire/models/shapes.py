"""Pieces of which the JSON Schema of model files is put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, Any]
NAME = "[a-z][a-z0-9_]{0,59}"
NUMBER = r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?"
SPAN = "(day|week|month|year)s?"
PLACE = "([a-z0-9_]|<[a-z][a-z0-9_]*>)+"


def moved() -> Json:
    """A shift of a level."""
    return {"type": ["string", "number"]}


def stages() -> Json:
    """What every delay may say."""
    return {"stages": {"type": "integer", "minimum": 1, "maximum": 12}, "source": ref("source")}


def record(properties: Mapping[str, Json], required: Iterable[str] = ()) -> Json:
    """A mapping with these keys and no others."""
    made: Json = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return made | ({"required": list(required)} if required else {})


def named(of: Json) -> Json:
    """A mapping from names to parts."""
    return {"type": "object", "propertyNames": {"pattern": f"^{NAME}$"}, "additionalProperties": of}


def ref(name: str) -> Json:
    """A shape by its name."""
    return {"$ref": f"#/$defs/{name}"}


def text() -> Json:
    """Text; a number will do."""
    return {"type": ["string", "number"]}


def name() -> Json:
    """A name of the model."""
    return {"type": "string", "pattern": f"^{NAME}$"}


def span() -> Json:
    """The word after per."""
    return words(("day", "week", "month", "year"))


def words(words: Iterable[str]) -> Json:
    """One of some words."""
    return {"enum": list(words)}
