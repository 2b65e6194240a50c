"""Reading the pieces of a model file: names, texts, numbers and expressions, each error kept with its line.

A reader never stops at an error: it notes it and goes on with a value that does no harm, so that all errors of a
file are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Literal, get_args

from brumaire.errors import ModelError
from brumaire.models.base import Distribution, Level, Parameter, State, Term, Transition
from brumaire.models.expressions import Expression, ExpressionError, Number, Read, Scope, is_truth, parse
from brumaire.models.parameters import ADMITTED, Dimension, Written, dimension, distribution, outside, read_number
from brumaire.yaml_nodes import Node

SOURCES = ("computed", "read", "recalled", "judged")
DISTRIBUTIONS: tuple[Distribution, ...] = get_args(Distribution)
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
RESERVED = frozenset({"and", "or", "not", "in", "is", "if", "else", "for", "from", "lambda", "none", "true", "false"})


class Reader:
    """What is gathered while one file is read: errors, parameters, the names that expressions may use, and what delays add.

    `fed` holds, by level, the terms of what is on its way to it.
    """

    def __init__(self) -> None:
        self.errors: list[ModelError] = []
        self.parameters: dict[str, Parameter] = {}
        self.units: dict[str, tuple[Dimension, float]] = {}
        self.scope = Scope({}, {})
        self.hidden_levels: list[Level] = []
        self.hidden_states: list[State] = []
        self.hidden_transitions: list[Transition] = []
        self.fed: dict[str, list[Callable[[Level], Term]]] = {}

    def error(self, code: str, what: str, at: Node | str, *, rule: str = "", mend: str = "") -> None:
        """Note an error at a node."""
        where = at if isinstance(at, str) else at.where
        self.errors.append(ModelError(what, code=code, where=where, rule=rule, mend=mend))

    def mapping(
        self, node: Node | None, what: str, allowed: Iterable[str] | None = None, required: Iterable[str] = ()
    ) -> Mapping[str, Node]:
        """The fields of a mapping; unknown and missing keys are errors. Empty where it is not a mapping."""
        if node is None:
            return {}
        if not isinstance(node.value, Mapping):
            self.error("E104", f"{what} is not a mapping", node, mend="write key: value pairs")
            return {}
        assert node.keys is not None
        for key in required:
            if key not in node.value:
                code = "E112" if key == "why" else "E110" if key == "source" else "E103"
                self.error(code, f"{what} has no {key}", node, mend=f"add {key}: …")
        if allowed is not None:
            known = tuple(allowed)
            for key in node.value:
                if key not in known:
                    near = get_close_matches(key, known, n=2)
                    mend = f"did you mean {' or '.join(near)}?" if near else f"its keys are {', '.join(known)}"
                    self.error("E102", f"{what} has no key {key!r}", node.keys[key], mend=mend)
            return {key: child for key, child in node.value.items() if key in known}
        return node.value

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """The items of a list."""
        if node is None:
            return ()
        if not isinstance(node.value, tuple):
            self.error("E104", f"{what} is not a list", node, mend="write [a, b]")
            return ()
        return node.value

    def text(self, node: Node | None, what: str, default: str = "") -> str:
        """A text; numbers are taken as written."""
        if node is None:
            return default
        if isinstance(node.value, str):
            return node.value.strip()
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return str(node.value)
        self.error("E104", f"{what} is not text", node)
        return default

    def truth(self, node: Node | None, what: str, *, default: bool) -> bool:
        """True or false."""
        if node is None:
            return default
        if isinstance(node.value, bool):
            return node.value
        self.error("E104", f"{what} is neither true nor false", node, mend="write true or false")
        return default

    def choice(self, node: Node | None, what: str, among: Iterable[str], default: str) -> str:
        """One of some words."""
        if node is None:
            return default
        text, known = self.text(node, what), tuple(among)
        if text in known:
            return text
        near = get_close_matches(text, known, n=2)
        mend = f"did you mean {' or '.join(near)}?" if near else f"write one of {', '.join(known)}"
        self.error("E122", f"{what} cannot be {text!r}", node, mend=mend)
        return default

    def name(self, text: str, node: Node, what: str) -> str:
        """A name that is declared: lower-case, and not a word of the language."""
        if not NAME.fullmatch(text) or (text in RESERVED and what != "value"):
            self.error(
                "E105",
                f"{text!r} cannot name a {what}",
                node,
                rule="lower-case letters, digits and _",
                mend="rename it",
            )
        return text

    def source(self, fields: Mapping[str, Node], default: str = "") -> str:
        """The source among some fields, checked to say of which kind it is; `default` where there is none."""
        if "source" not in fields:
            return default
        text = self.text(fields["source"], "source")
        if not text.startswith(SOURCES):
            self.error(
                "E111",
                f"the source {text!r} does not say what it is",
                fields["source"],
                rule=f"a source begins with {', '.join(SOURCES)}",
                mend="write for example 'judged: …'",
            )
        return text

    def expression(
        self, node: Node, wants: Literal["number", "truth", "either"], text: str | None = None
    ) -> Expression:
        """An expression; of 0 where it cannot be read."""
        if text is None:
            if isinstance(node.value, bool) or not isinstance(node.value, str | int | float):
                self.error("E120", "this is not an expression", node)
                return Number(0.0)
            text = str(node.value)
        try:
            expression = parse(text, self.scope)
        except ExpressionError as error:
            self.error(error.code, error.what, node, mend=error.mend)
            return Number(0.0)
        if wants != "either" and is_truth(expression) != (wants == "truth"):
            right = "true or false" if wants == "truth" else "a number"
            self.error(
                "E123", f"{text!r} is not {right}", node, mend="" if wants == "truth" else "write where(…, 1, 0)"
            )
            return Number(0.0)
        return expression

    def chosen(self, fields: Mapping[str, Node]) -> Distribution | None:
        """The distribution that a file chooses, None where it leaves that to the unit."""
        if "distribution" not in fields:
            return None
        word = self.choice(fields["distribution"], "distribution", DISTRIBUTIONS, "")
        return word or None  # type: ignore[return-value]  # the choice is among the distributions

    def number(
        self,
        node: Node,
        name: str,
        of: Dimension,
        source: str,
        *,
        expressions: bool = False,
        text: str | None = None,
        law: Distribution | None = None,
    ) -> tuple[Expression, float]:
        """A number, an interval, a parameter's name or (where allowed) an expression; and the days in its unit.

        An interval becomes an inline parameter under `name`.
        """
        if isinstance(node.value, Mapping) and text is None:
            fields = self.mapping(node, name, ("value", "unit", "per", "source", "distribution"), ("value",))
            if "value" not in fields:
                return Number(0.0), 1.0
            unit = (
                f"per {self.text(fields['per'], 'per')}" if "per" in fields else self.text(fields.get("unit"), "unit")
            )
            words = str(fields["value"].value)
            return self.number(
                fields["value"],
                name,
                of,
                self.source(fields, source),
                expressions=expressions,
                text=f"{words} {unit}".strip(),
                law=self.chosen(fields),
            )
        if text is None:
            if isinstance(node.value, bool) or not isinstance(node.value, str | int | float):
                self.error("E113", f"{name} is not a number", node, mend="write a number or 'a to b'")
                return Number(0.0), 1.0
            text = str(node.value).strip()
        written = read_number(text)
        if written is not None:
            return self._written(written, node, name, of, source, law)
        if text in self.units:
            own, days = self.units[text]
            if own in ADMITTED[of]:
                return Read(text, "parameter"), days
            self.error(
                "E124", f"the parameter {text} is a {own}, and {name} wants a {of}", node, mend="use one of that unit"
            )
            return Number(0.0), 1.0
        if expressions:
            return self.expression(node, "number", text), 1.0
        if text in self.parameters:  # its own unit was wrong and has been reported
            return Number(0.0), 1.0
        near = get_close_matches(text, self.units, n=2)
        mend = f"did you mean {' or '.join(near)}?" if near else "write a number, 'a to b' or a parameter's name"
        self.error("E113", f"{text!r} is not a number or parameter", node, mend=mend)
        return Number(0.0), 1.0

    def _written(  # noqa: PLR0917 - private, called once
        self, written: Written, node: Node, name: str, of: Dimension, source: str, law: Distribution | None
    ) -> tuple[Expression, float]:
        days = 1.0
        if of in ("rate", "duration"):
            known = dimension(written.unit or "")
            if known is None or known[0] != of:
                example = "0.1 to 0.3 per year" if of == "rate" else "3 to 9 months"
                what = f"{name} has no unit" if not written.unit else f"{name} is a {of}, not {written.unit!r}"
                self.error("E115" if not written.unit else "E124", what, node, mend=f"write for example '{example}'")
                return Number(1.0), 1.0
            days = known[1]
        elif written.unit is not None:
            known = dimension(written.unit)
            if known is None or known[0] not in ADMITTED[of]:
                self.error("E124", f"{name} wants a {of}, not {written.unit!r}", node, mend="leave the unit out")
        self.declare(written, node, name, of=of, unit=written.unit or of, source=source, inline=True, chosen=law)
        if not source:
            self.error(
                "E110", f"{name} is a number without a source", node, mend="add source: … beside it or around it"
            )
        return (Number(written.low) if written.low == written.high else Read(name, "parameter")), days

    def declare(
        self,
        written: Written,
        node: Node,
        name: str,
        *,
        of: Dimension,
        unit: str,
        source: str,
        inline: bool,
        chosen: Distribution | None = None,
    ) -> None:
        """Check the ends of an interval and keep it as a parameter; certain inline numbers are not kept."""
        low, high = written.low, written.high
        law = distribution(low, high, of)
        if chosen is not None and low != high:
            law = chosen
        if low > high:
            self.error("E114", f"{name}: {low:g} to {high:g} runs backwards", node, mend=f"write {high:g} to {low:g}")
            low = high
            law = "fixed"
        elif chosen == "fixed" and low < high:
            self.error(
                "E116", f"{name}: {low:g} to {high:g}", node, rule="a fixed number has one value", mend="give it"
            )
            law, high = "fixed", low
        elif (wrong := outside(low, high, of, law)) is not None:
            self.error("E116", f"{name}: {low:g} to {high:g}", node, rule=wrong)
            law = "normal" if low < high else "fixed"
        if low != high or not inline:
            if name in self.parameters:
                self.error("E105", f"{name} stands twice", node)
            self.parameters[name] = Parameter(name, low, high, unit, law, source, node.where, inline)

    def terms(self, node: Node | None, name: str, of: Dimension, source: str) -> tuple[Term, ...]:
        """A linear form `{expression: coefficient}`."""
        fields = self.mapping(node, name)
        made = []
        for key, child in fields.items():
            assert node is not None
            assert node.keys is not None
            expression = self.expression(node.keys[key], "either", key)
            coefficient, _ = self.number(child, f"{name}.{key}", of, source)
            made.append(Term(expression, coefficient))
        return tuple(made)
