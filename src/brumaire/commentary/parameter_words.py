"""A parameter of a model in a sentence: "senior grievance would have to multiply plot among senior officers 3.1-fold rather than 2.2-fold".

Parameters written in place are named after the path to them, `plot_forms.hazard_ratio.gap`; that path is what the words are made of. An
expression inside it is said in words as far as it is a name, and quoted as it stands where it is more.
"""

from __future__ import annotations

import math
import re

from brumaire.commentary.question_words import exit_words

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WHERE = re.compile(r"where\((?P<test>.*), 1, 0\)")
_PART = re.compile(r"max\((?P<name>[a-z_]+), 0\)")


def would_have_to(parameter: str, unit: str, before: float, after: float) -> str:
    """What a shift of a parameter says about the world.

    >>> would_have_to("plot_forms.hazard_ratio.senior_grievance", "ratio", 2.2, 3.1)
    'senior grievance would have to multiply the hazard of “plot forms” by 3.1 rather than 2.2'
    >>> would_have_to("anchor.attempts", "", -0.1, 0.5)
    'attempts would have to be 1.8 times as frequent among such leaders as history has them'
    >>> would_have_to("junior_grievance.half_life", "months", 3.2, 4.0)
    'the half-life of junior grievance would have to be 4 months rather than 3.2 months'
    """
    kind, where, what = _parts(parameter)
    if kind == "hazard_ratio":
        return (
            f"{what} would have to multiply the hazard of “{where}” by {_number(after)} rather than {_number(before)}"
        )
    if kind == "anchor":
        return _anchor(what, before, after)
    unit = {"ratio": "", "coefficient": "", "sd": "standard deviations", "probability": ""}.get(unit, unit)
    new, old = _with_unit(after, unit), _with_unit(before, unit)
    return f"{named(parameter)} would have to be {new} rather than {old}"


def named(parameter: str) -> str:
    """The name of a parameter in words.

    >>> named("attempt.succeeds.shift.obedience"), named("percolation_lag"), named("mutiny_begins.rate")
    ('the weight of obedience for “attempt: succeeds”', 'percolation lag', 'the rate of “mutiny begins”')
    """
    kind, where, what = _parts(parameter)
    match kind:
        case "hazard_ratio":
            return f"the hazard ratio of {what} for “{where}”"
        case "anchor":
            return f"history’s figure for {what if what in ('attempts', 'success') else f'leaving {exit_words(what)}'}"
        case "rate" | "probability" | "noise":
            return f"the {kind} of “{where}”" if kind != "noise" else f"the noise of {where}"
        case "half_life":
            return f"the half-life of {where}"
        case "target":
            return f"the pull of {what} on {where}"
        case "shift":
            return f"the weight of {what} for “{where}”"
        case "effect":
            return f"what “{where}” does to {what}"
        case "emission":
            return f"how often “{where}” is reported where it should be"
    return where


def _parts(parameter: str) -> tuple[str, str, str]:
    """The kind of a parameter, the part of the model that it belongs to, and the quantity that it weighs."""
    if parameter.startswith("anchor."):
        return "anchor", "", parameter.removeprefix("anchor.")
    found = re.search(r"\.(hazard_ratio|target|shift|effect)\.", parameter)
    if found:
        return found[1], _spaced(parameter[: found.start()]), _expression(parameter[found.end() :])
    head, _, last = parameter.rpartition(".")
    if head and last in ("rate", "probability", "noise", "half_life", "emission"):
        return last, _spaced(head), ""
    return "", _spaced(parameter), ""


def _anchor(what: str, before: float, after: float) -> str:
    # what the anchor draws is the log of the factor on history's figure, for success the shift of its log odds
    factor = math.exp(after - before)
    if what == "success":
        return f"the odds that an attempt succeeds would have to be {_number(factor)} times those that history has"
    who = "attempts" if what == "attempts" else f"leaving {exit_words(what)}"
    often = "as frequent among such leaders as history has "
    return f"{who} would have to be {_number(factor)} times {often}{'them' if what == 'attempts' else 'it'}"


def _expression(text: str) -> str:
    if _NAME.fullmatch(text):
        return _spaced(text)
    if (where := _WHERE.fullmatch(text)) is not None:
        text = where["test"]
    if (part := _PART.fullmatch(text)) is not None:
        return f"a positive {_spaced(part['name'])}"
    equal = re.fullmatch(r"([a-z_]+) == ([a-z_]+)", text)
    if equal is not None:
        return f"“{_spaced(equal[1])}: {_spaced(equal[2])}”"
    return f"“{text}”"


def _spaced(name: str) -> str:
    return name.replace(".", ": ").replace("_", " ")


def _with_unit(number: float, unit: str) -> str:
    return f"{_number(number)} {unit}".strip()


def _number(number: float) -> str:
    text = f"{number:.2g}"
    return f"{number:.0f}" if "e+" in text else text.replace("-", "−")
