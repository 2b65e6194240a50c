"""The shapes of the parts of a model, by name, as the JSON Schema refers to them."""

from __future__ import annotations

from brumaire.models.base import FATES
from brumaire.models.expressions import MAX_CHARACTERS
from brumaire.models.reading import DISTRIBUTIONS, SOURCES
from brumaire.models.shapes import NAME, NUMBER, SPAN, Json, moved, name, named, record, ref, span, stages, text, words
from brumaire.models.transition_reading import MANNERS


def quantities() -> Json:
    """The shapes of numbers, parameters, states and levels."""
    return {
        "expression": {"type": ["string", "number"], "maxLength": MAX_CHARACTERS, "minLength": 1},
        "number": {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": rf"^\s*({NUMBER}(\s+to\s+{NUMBER})?(\s+[a-z].*)?|{NAME})\s*$"},
                record(
                    {
                        "value": {"type": ["string", "number"]},
                        "unit": text(),
                        "per": span(),
                        "source": ref("source"),
                        "distribution": words(DISTRIBUTIONS),
                    },
                    ("value",),
                ),
            ]
        },
        "duration": {
            "anyOf": [
                {
                    "type": "string",
                    "pattern": rf"^\s*({NUMBER}(\s+to\s+{NUMBER})?\s+{SPAN}|{NAME}(\s*\*\s*{NAME})?)\s*$",
                },
                record(
                    {
                        "value": {"type": ["string", "number"]},
                        "unit": text(),
                        "source": ref("source"),
                        "distribution": words(DISTRIBUTIONS),
                    },
                    ("value",),
                ),
            ]
        },
        "certain_duration": {"type": "string", "pattern": rf"^\s*[0-9]+\s+{SPAN}\s*$"},
        "source": {"type": "string", "pattern": f"^\\s*({'|'.join(SOURCES)})"},
        "linear": {"type": "object", "additionalProperties": ref("number")},
        "parameter": record(
            {
                "value": {"type": ["string", "number"]},
                "unit": text(),
                "source": ref("source"),
                "distribution": words(DISTRIBUTIONS),
                "why": text(),
            },
            ("value", "source"),
        ),
        "correlated": record(
            {
                "members": {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": True},
                "correlation": {"type": "number", "exclusiveMinimum": -1, "exclusiveMaximum": 1},
                "source": ref("source"),
                "why": text(),
            },
            ("members", "correlation", "source"),
        ),
        "state": record(
            {
                "values": {"type": "array", "items": name(), "minItems": 2, "uniqueItems": True},
                "initial": {
                    "anyOf": [name(), {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}]
                },
                "latent": {"type": "boolean"},
                "why": text(),
                "source": ref("source"),
            },
            ("values", "initial"),
        ),
        "level": record(
            {
                "target": {"anyOf": [ref("expression"), ref("linear")]},
                "half_life": ref("duration"),
                "noise": ref("number"),
                "initial": {
                    "anyOf": [
                        {
                            "type": "object",
                            "properties": {"mean": ref("number"), "sd": ref("number")},
                            "additionalProperties": False,
                        },
                        {"type": ["string", "number"]},
                    ]
                },
                "persists": {"type": "boolean"},
                "why": text(),
                "source": ref("source"),
            },
            ("half_life",),
        ),
    }


def transitions() -> Json:
    """The shapes of transitions, what they change, indicators and levers."""
    return {
        "events": {
            "anyOf": [name(), ref("event"), {"type": "array", "items": {"anyOf": [name(), ref("event")]}}],
        },
        "event": {
            "type": "object",
            "properties": {"event": name()},
            "required": ["event"],
            "additionalProperties": {"type": ["string", "number"]},
        },
        "effects": {
            "type": "object",
            "propertyNames": name(),
            "additionalProperties": {"anyOf": [{"type": ["string", "number"]}, {"type": "null"}, ref("delayed")]},
        },
        "delayed": {
            "oneOf": [
                record({"shift": moved(), "after": ref("duration"), **stages()}, ("shift", "after")),
                record(
                    {"pulse": moved(), "half_life": ref("duration"), "after": ref("duration"), **stages()},
                    ("pulse", "half_life"),
                ),
            ]
        },
        "later": record(
            {
                "after": ref("duration"),
                "realises": ref("events"),
                "effect": ref("effects"),
                "why": text(),
                **stages(),
            },
            ("after",),
        ),
        "exit": {
            "anyOf": [
                words(MANNERS),
                record(
                    {
                        "manner": words(MANNERS),
                        "announced": words(MANNERS),
                        "fate": words(FATES),
                        "cover": text(),
                        "by": text(),
                    }
                ),
            ]
        },
        "rate": {
            "anyOf": [
                {
                    "type": "string",
                    "pattern": rf"^\s*({NUMBER}(\s+to\s+{NUMBER})?\s+per\s+(day|week|month|year)|{NAME})\s*$",
                },
                record(
                    {
                        "value": {"type": ["string", "number"]},
                        "per": span(),
                        "source": ref("source"),
                        "distribution": words(DISTRIBUTIONS),
                    },
                    ("value", "per"),
                ),
                record(
                    {"expression": ref("expression"), "per": span(), "source": ref("source")}, ("expression", "per")
                ),
                record(
                    {
                        "solved_by": words((*MANNERS, "attempts", "anchor")),
                        "per": span(),
                        "value": ref("number"),
                        "growth": words(("none", "outside_view")),
                        "source": ref("source"),
                    },
                    ("solved_by", "per"),
                ),
            ]
        },
        "schedule": {
            "anyOf": [
                record({"once": ref("certain_duration")}, ("once",)),
                record({"on": {"type": "string", "format": "date"}}, ("on",)),
                record({"every": ref("certain_duration"), "first": ref("certain_duration")}, ("every",)),
            ]
        },
        "probability": {
            "anyOf": [
                ref("number"),
                record(
                    {
                        "value": ref("number"),
                        "logit": ref("number"),
                        "solved_by": words(("success", "anchor")),
                        "shift": ref("linear"),
                        "source": ref("source"),
                    }
                ),
            ]
        },
        "branch": record(
            {
                "probability": ref("probability"),
                "realises": ref("events"),
                "effect": ref("effects"),
                "exit": ref("exit"),
                "later": ref("later"),
                "why": text(),
                "source": ref("source"),
            },
            ("probability",),
        ),
        "transition": {
            **record(
                {
                    "realises": ref("events"),
                    "when": ref("expression"),
                    "rate": ref("rate"),
                    "schedule": ref("schedule"),
                    "on": {"const": "exit"},
                    "hazard_ratio": ref("linear"),
                    "factor": ref("expression"),
                    "effect": ref("effects"),
                    "exit": ref("exit"),
                    "branches": {**named(ref("branch")), "minProperties": 2},
                    "later": ref("later"),
                    "why": text(),
                    "source": ref("source"),
                },
                ("why",),
            ),
            "oneOf": [{"required": [one]} for one in ("rate", "schedule", "on")],
        },
        "indicator": record(
            {
                "number": {"type": "integer"},
                "when": ref("expression"),
                "ratio": {
                    "anyOf": [
                        {"type": "number", "exclusiveMinimum": 0},
                        {"type": "string", "pattern": rf"^\s*{NUMBER}(\s+to\s+{NUMBER})?\s*$"},
                    ]
                },
                "false_alarms": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
                "exponent": name(),
                "usual": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
                "group": text(),
                "coverage": {
                    "anyOf": [words(("always", "case")), {"type": "number", "exclusiveMinimum": 0, "maximum": 1}]
                },
                "delay": ref("certain_duration"),
                "event": text(),
                "lead": text(),
                "source": ref("source"),
                "why": text(),
            },
            ("when", "ratio", "false_alarms", "source"),
        ),
        "reading": record(
            {
                "reads": ref("expression"),
                "error": ref("number"),
                "unit": text(),
                "group": text(),
                "delay": ref("certain_duration"),
                "why": text(),
                "source": ref("source"),
            },
            ("reads", "error", "source"),
        ),
        "lever": record(
            {
                "description": text(),
                "values": {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [
                            {"type": "null"},
                            record(
                                {
                                    "effect": ref("effects"),
                                    "parameters": {
                                        "type": "object",
                                        "additionalProperties": {
                                            "type": "string",
                                            "pattern": rf"^\s*[=*]\s*{NUMBER}\s*$",
                                        },
                                    },
                                }
                            ),
                        ]
                    },
                },
                "default": text(),
                "at": words(("as_of", "start")),
                "source": ref("source"),
                "why": text(),
            },
            ("values", "default"),
        ),
    }
