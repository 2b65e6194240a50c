"""Mechanisms that can be switched off one by one, to see what each does to the answers.

What is off is written in the model: numbers get the value at which they do nothing, transitions never fire. All other numbers,
their draws and the random numbers of the run stay, so that two runs differ by the mechanism alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from brumaire.errors import ModelError
from brumaire.models.base import Mechanism, Model, Parameter, Transition
from brumaire.models.expressions import Not, StateIn
from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node

MECHANISM_KEYS = ("title", "off", "less", "more", "why")
OFF_KEYS = ("parameters", "transitions")
_NEVER = Not(StateIn("leader", ("in_office", "gone"), False))


def read_mechanisms(reader: Reader, node: Node | None, transitions: tuple[Transition, ...]) -> Mapping[str, Mechanism]:
    """The section `mechanisms`: by id, what it is and what is off without it."""
    made: dict[str, Mechanism] = {}
    names = {t.name for t in transitions}
    for name, child in reader.mapping(node, "mechanisms").items():
        fields = reader.mapping(child, f"mechanism {name}", MECHANISM_KEYS, ("title", "off"))
        off = reader.mapping(fields.get("off"), f"off of {name}", OFF_KEYS)
        numbers: list[tuple[str, float]] = []
        for key, value in reader.mapping(off.get("parameters"), f"parameters of {name}").items():
            if key not in reader.parameters:
                near = get_close_matches(key, reader.parameters, n=2)
                mend = f"did you mean {' or '.join(near)}?" if near else "model explain lists the numbers"
                reader.error("E122", f"mechanism {name}: no uncertain or named number {key}", value, mend=mend)
            elif isinstance(value.value, bool) or not isinstance(value.value, int | float):
                reader.error("E113", f"mechanism {name}: {key} is not set to a number", value, mend="write 0 or 1")
            else:
                numbers.append((key, float(value.value)))
        fired = []
        for item in reader.items(off.get("transitions"), f"transitions of {name}"):
            transition = reader.text(item, "transition")
            if transition not in names:
                near = get_close_matches(transition, names, n=2)
                mend = f"did you mean {' or '.join(near)}?" if near else ""
                reader.error("E122", f"mechanism {name}: no transition {transition}", item, mend=mend)
            fired.append(transition)
        if not numbers and not fired and not reader.errors:
            reader.error("E103", f"mechanism {name} switches nothing off", child, mend="name numbers or transitions")
        made[name] = Mechanism(
            name=name,
            title=reader.text(fields.get("title"), "title"),
            parameters=tuple(numbers),
            transitions=tuple(fired),
            less=tuple(reader.text(x, "less") for x in reader.items(fields.get("less"), f"less of {name}")),
            more=tuple(reader.text(x, "more") for x in reader.items(fields.get("more"), f"more of {name}")),
            where=child.where,
        )
    return made


def without(model: Model, names: Iterable[str]) -> Model:
    """The model with some of its mechanisms switched off; with none, the model itself.

    Raises
    ------
    ModelError
        The model has no such mechanism.

    Examples
    --------
    >>> from brumaire.models import load
    >>> off = without(load("leader_at_war"), ["M17"])
    >>> next(p for p in off.parameters if p.name == "frame_on_settlement").high
    1.0
    """
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in model.mechanisms:
            near = get_close_matches(name, model.mechanisms, n=3) or list(model.mechanisms)
            mend = f"its mechanisms are {', '.join(near)}" if near else "it declares none: see model mechanisms"
            raise ModelError(f"the model {model.name} has no mechanism {name!r}", code="E122", mend=mend)
    if not wanted:
        return model
    off = [model.mechanisms[name] for name in wanted]
    numbers = {key: value for mechanism in off for key, value in mechanism.parameters}
    never = {transition for mechanism in off for transition in mechanism.transitions}
    text = f"{model.hash} without {' '.join(sorted(wanted))}"
    return replace(
        model,
        hash=hashlib.sha256(text.encode()).hexdigest()[:16],
        parameters=tuple(_fixed(p, numbers[p.name]) if p.name in numbers else p for p in model.parameters),
        transitions=tuple(replace(t, when=_NEVER) if t.name in never else t for t in model.transitions),
    )


def _fixed(parameter: Parameter, value: float) -> Parameter:
    # Its place among the draws stays, so that all others keep theirs.
    return replace(parameter, low=value, high=value, distribution="fixed", group="", correlation=0.0)


def mechanism_table(model: Model, names: Iterable[str] = ()) -> str:
    """The mechanisms of a model (or some of them) as a table in Markdown: what each is, and what is off without it."""
    wanted = tuple(names) or tuple(model.mechanisms)
    lines = ["| id | mechanism | without it |", "|---|---|---|"]
    for m in (model.mechanisms[name] for name in sorted(wanted, key=_number)):
        parts = [f"`{key}` is {value:g}" for key, value in m.parameters]
        parts += [f"`{name}` never happens" for name in m.transitions]
        lines.append(f"| {m.name} | {m.title} | {'; '.join(parts)} |")
    return "\n".join(lines) + "\n"


def _number(name: str) -> tuple[int, str]:
    digits = "".join(c for c in name if c.isdigit())
    return int(digits) if digits else 0, name
