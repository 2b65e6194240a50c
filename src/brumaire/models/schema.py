"""The JSON Schema of model files (draft 2020-12), for editors.

It knows the shape of a file: sections, keys, words, how numbers and names are written. What names mean, units, probabilities that
must sum to one and all else that needs the whole model is for `model check`, whose errors are the measure.
"""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.models.schema_parts import quantities, transitions
from brumaire.models.shapes import NAME, PLACE, Json, name, named, record, ref, text


def schema() -> Json:
    """The schema, as plain data.

    >>> schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    sections = _sections()
    top = {
        "schema": {"const": "brumaire.model/1"},
        "name": {"type": "string", "pattern": f"^{NAME}$"},
        "description": text(),
        "parts": {"type": "array", "items": text()},
        "templates": named(_template(sections)),
        **sections,
        "mechanisms": {"type": "object", "additionalProperties": _mechanism()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:brumaire:model:1",
        "title": "Brumaire model",
        "type": "object",
        "properties": top,
        "additionalProperties": False,
        "required": ["schema", "name"],
        "anyOf": [{"required": [key]} for key in ("transitions", "templates", "parts")],
        "$defs": {**quantities(), **transitions()},
    }


def _sections() -> Json:
    return {
        "parameters": named(ref("parameter")),
        "correlations": named(ref("correlated")),
        "states": named(ref("state")),
        "levels": named(ref("level")),
        "derived": named(
            {"anyOf": [ref("expression"), record({"value": ref("expression"), "why": text()}, ("value",))]}
        ),
        "transitions": named(ref("transition")),
        "indicators": named({"if": {"required": ["reads"]}, "then": ref("reading"), "else": ref("indicator")}),
        "levers": named(ref("lever")),
        "case_variables": record(
            {
                "deviations": {"type": "array", "items": name()},
                "roles": {"type": "object", "additionalProperties": text()},
            }
        ),
    }


def _mechanism() -> Json:
    """What a mechanism is, and what is off without it: numbers by the path that names them, and transitions."""
    names = {"type": "array", "items": text()}
    off = record(
        {
            "parameters": {"type": "object", "additionalProperties": {"type": "number"}},
            "transitions": {"type": "array", "items": name()},
        }
    )
    return record({"title": text(), "off": off, "less": names, "more": names, "why": text()}, ("title", "off"))


def _template(sections: Mapping[str, Json]) -> Json:
    """A template: placeholders may stand for anything, so only its sections and the names in them are held to a shape."""
    body = {"type": "object", "propertyNames": {"pattern": f"^{PLACE}$"}}
    actors = {
        "anyOf": [
            {"type": "array", "items": name(), "minItems": 1},
            {
                "type": "object",
                "propertyNames": name(),
                "minProperties": 1,
                "additionalProperties": {"type": ["object", "null"]},
            },
        ]
    }
    return record({"for": actors, **dict.fromkeys(sections, body)}, ("for",))
