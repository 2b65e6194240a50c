"""From expressions of the model language to the source of a kernel, in single precision.

The same expression is written twice: over rows (`l3[i]` is level 3 of lane i of one batch), for loops that a compiler turns into
vector instructions, and for one lane alone (`L[3, i]`), for what happens after a firing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from brumaire.futures.base import changed
from brumaire.models.base import BUILTIN_VALUES, CLOCKS, Model
from brumaire.models.expressions import (
    Arithmetic,
    Call,
    Change,
    Compare,
    Every,
    Expression,
    Negative,
    Not,
    Number,
    Read,
    Relative,
    Some,
    StateIn,
    reads,
)

FIXED = ("leader", "regime", "war_kind", "initiator")
"""Built-in states that stand still for a whole phase; `exit` and `announced` are rows behind the model's own states."""
Mode = Literal["rows", "lane"]


@dataclass
class Names:
    """What a kernel reads, each with its number: constants by key (as `Setting.constants` has them), means of the anchor run by name."""

    model: Model
    constants: dict[tuple[str, object], int] = field(default_factory=dict)
    means: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.levels = {level.name: k for k, level in enumerate(self.model.levels)}
        self.derived = {d.name: k for k, d in enumerate(self.model.derived)}
        self.states = {s.name: (k, s.values) for k, s in enumerate(self.model.states)}
        self.changes = {name: k for k, name in enumerate(changed(self.model))}
        for name in ("exit", "announced"):
            self.states[name] = (len(self.states), BUILTIN_VALUES[name])

    def constant(self, key: tuple[str, object]) -> int:
        """The number of a constant."""
        return self.constants.setdefault(key, len(self.constants))


class Writer:
    """Writes expressions in one mode, and notes which rows and constants they read."""

    def __init__(self, names: Names, mode: Mode) -> None:
        self.names, self.mode = names, mode
        self.used: set[str] = set()

    def _row(self, letter: str, array: str, k: int) -> str:
        if self.mode == "rows":
            self.used.add(f"{letter}{k} = {array}[{k}, lo:hi]")
            return f"{letter}{k}[i]"
        return f"{array}[{k}, i]"

    def constant(self, key: tuple[str, object]) -> str:
        """A constant of the batch."""
        k = self.names.constant(key)
        if self.mode == "rows":
            self.used.add(f"c{k} = C[{k}, b]")
            return f"c{k}"
        return f"C[{k}, b]"

    def number(self, expression: Expression, label: str, transform: Callable[[float], float]) -> str:
        """A number, or a parameter's constant under a label, transformed."""
        if isinstance(expression, Number):
            return literal(transform(expression.value))
        return self.constant((label, expression))

    def of(self, expression: Expression) -> str:
        """The source of an expression."""
        match expression:
            case Number(value):
                return literal(value)
            case Read(name, "parameter"):
                return self.constant(("value", expression))
            case Read(name, "level"):
                return self._row("l", "L", self.names.levels[name])
            case Read(name, "derived"):
                k = self.names.derived[name]
                if self.mode == "rows":
                    self.used.add(f"d{k} = DV[{k}]")
                    return f"d{k}[i]"
                return f"d{k}"
            case Read(name, _):
                return f"T[{CLOCKS.index(name)}]"
            case Change(of):
                return self._change(of)
            case Relative(of):
                k = self.names.means.setdefault(of.name, len(self.names.means))
                return f"({self.of(of)} - M[{k}])"
            case StateIn(state, values, negated):
                return self._state_in(state, values, negated=negated)
            case Not(part):
                return f"(not {self.of(part)})"
            case Every(parts):
                return "(" + " & ".join(self.of(part) for part in parts) + ")"
            case Some(parts):
                return "(" + " | ".join(self.of(part) for part in parts) + ")"
            case Negative(part):
                return f"(-{self.of(part)})"
            case Compare(operator, left, right):
                return f"({self.of(left)} {operator} {self.of(right)})"
            case Arithmetic("**", left, Number(exponent)):
                return self._power(left, int(exponent))
            case Arithmetic(operator, left, right):
                return f"({self.of(left)} {operator} {self.of(right)})"
            case Call(function, arguments):
                return self._call(function, [self.of(argument) for argument in arguments])
            case _:
                raise AssertionError(expression)

    def _change(self, of: Read) -> str:
        if of.kind == "clock":
            return "T[0]" if of.name != "month" else self.of(of)
        if of.kind == "level":
            return f"({self.of(of)} - {self._row('z', 'Z', self.names.levels[of.name])})"
        k = self.names.changes[of.name]
        return f"({self.of(of)} - {self._row('y', 'Y', k)})"

    def _state_in(self, state: str, values: tuple[str, ...], *, negated: bool) -> str:
        if state in FIXED:
            at, known = f"F[{FIXED.index(state)}]", BUILTIN_VALUES[state]
        else:
            k, known = self.names.states[state]
            at = self._row("s", "S", k)
        tests = [f"({at} == {known.index(value)})" for value in values]
        found = tests[0] if len(tests) == 1 else "(" + " | ".join(tests) + ")"
        return f"(not {found})" if negated else found

    def _power(self, left: Expression, exponent: int) -> str:
        base = self.of(left)
        if exponent == 0:
            return literal(1.0)
        product = "(" + " * ".join([base] * abs(exponent)) + ")"
        return product if exponent > 0 else f"({literal(1.0)} / {product})"

    @staticmethod
    def _call(function: str, of: list[str]) -> str:
        match function:
            case "min" | "max":
                name = "lower" if function == "min" else "higher"
                made = of[0]
                for part in of[1:]:
                    made = f"{name}({made}, {part})"
                return made
            case "clip":
                return f"lower(higher({of[0]}, {of[1]}), {of[2]})"
            case "step":
                return f"(f4(1.0) if {of[0]} > f4(0.0) else f4(0.0))"
            case "where":
                return f"({of[1]} if {of[0]} else {of[2]})"
            case "abs":
                return f"abs({of[0]})"
            case "exp" | "log" | "sqrt" | "logistic":
                return f"{function}f({of[0]})"
            case _:
                raise AssertionError(function)


def literal(value: float) -> str:
    """A number in single precision.

    >>> literal(0.5), literal(float("-inf"))
    ('f4(0.5)', 'f4(-np.inf)')
    """
    if math.isinf(value):
        return "f4(np.inf)" if value > 0 else "f4(-np.inf)"
    return f"f4({float(value)!r})"


def reads_of(expression: Expression, derived: Mapping[str, Expression]) -> set[str]:
    """The derived quantities that an expression rests on, through others."""
    found: set[str] = set()
    waiting = [name for name in reads(expression) if name in derived]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [n for n in reads(derived[name]) if n in derived]
    return found
