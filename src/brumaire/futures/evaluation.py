"""From expressions to functions on arrays: what the engine runs in place of a model's text.

A `View` holds the values of all, or some, trajectories at one moment. `Evaluator` turns an expression into a function
of a view. Each distinct part of an expression is worked out once for a view, however many transitions read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
)

Floats = NDArray[np.float64]
Value = Any  # an array over the view's trajectories, or a number that all of them share
Function = Callable[["View"], Value]


@dataclass(slots=True)
class Moment:
    """What all trajectories share at one moment: the clocks, and the anchor run's means."""

    clocks: Mapping[str, float]
    means: Mapping[str, float]


@dataclass(slots=True)
class View:
    """Values of a block's trajectories, or of those in `index`, at one moment.

    levels, start : (levels, n), values now and at the start of the simulation.
    start_derived : (derived quantities that are read as changes, n).
    states : (states, n), codes.
    constants : (constants, n), what parameters make of rates and ratios.
    """

    levels: Floats
    start: Floats
    start_derived: Floats
    states: NDArray[np.int8]
    constants: Any
    moment: Moment
    index: NDArray[np.intp] | None = None
    memo: dict[int, Value] = field(default_factory=dict)

    def row(self, rows: Any, k: int) -> Value:
        """Row k of an array, at the view's trajectories."""
        return rows[k] if self.index is None else rows[k][self.index]

    def at(self, index: NDArray[np.intp]) -> View:
        """The view of some trajectories of this (full) view."""
        assert self.index is None
        return View(self.levels, self.start, self.start_derived, self.states, self.constants, self.moment, index)


class Evaluator:
    """Makes functions of views from expressions.

    Parameters
    ----------
    levels, derived, states
        Row of each level; expression of each derived quantity; row of each state with its values.
    fixed
        States whose value is known for the whole phase, such as `leader`.
    constant
        Gives the row of a parameter among the view's constants.
    """

    def __init__(
        self,
        levels: Mapping[str, int],
        derived: Mapping[str, Expression],
        states: Mapping[str, tuple[int, tuple[str, ...]]],
        fixed: Mapping[str, str],
        constant: Callable[[Expression], int],
    ) -> None:
        self.levels, self.derived, self.states = levels, derived, states
        self.fixed, self.constant = fixed, constant
        self.changes: dict[str, int] = {}
        self._known: dict[Expression, Function] = {}

    def function(self, expression: Expression) -> Function:
        """The function of an expression; the same one for equal expressions, remembering its value in a view."""
        made = self._known.get(expression)
        if made is None:
            made = self._make(expression)
            if not isinstance(expression, Number):
                made = _remembering(made, len(self._known))
            self._known[expression] = made
        return made

    def named(self, name: str) -> Function:
        """The value of a level or derived quantity."""
        return self.function(Read(name, "level" if name in self.levels else "derived"))

    def change_of(self, name: str) -> None:
        """See to it that the value of a derived quantity at the start is kept."""
        self.function(Read(name, "derived"))
        self.changes.setdefault(name, len(self.changes))

    def simplify(self, expression: Expression | None) -> Expression | bool:
        """An expression with the fixed states put in: True or False where they decide it."""
        match expression:
            case None:
                return True
            case StateIn(state, values, negated) if state in self.fixed:
                return (self.fixed[state] in values) != negated
            case Not(part):
                inner = self.simplify(part)
                return (not inner) if isinstance(inner, bool) else Not(inner)
            case Every(parts):
                return _join([self.simplify(part) for part in parts], decides=False)
            case Some(parts):
                return _join([self.simplify(part) for part in parts], decides=True)
            case _:
                return expression

    def _make(self, expression: Expression) -> Function:
        match expression:
            case Number(value):
                return lambda _: value
            case Read(name, "parameter"):
                k = self.constant(expression)
                return lambda view: view.row(view.constants, k)
            case Read(name, "level"):
                k = self.levels[name]
                return lambda view: view.row(view.levels, k)
            case Read(name, "derived"):
                return self.function(self.derived[name])
            case Read(name, _):
                return lambda view: view.moment.clocks[name]
            case Change(of):
                return self._change(of)
            case Relative(of):
                inner, mean = self.function(of), of.name
                return lambda view: inner(view) - view.moment.means.get(mean, 0.0)
            case StateIn(state, values, negated):
                return self._state_in(state, values, negated)
            case _:
                return self._combine(expression)

    def _change(self, of: Read) -> Function:
        now = self.function(of)
        if of.kind == "clock":
            name = of.name
            # Clocks of age and tenure run with the years; a month has no start worth comparing with.
            return lambda view: view.moment.clocks["years"] if name != "month" else view.moment.clocks[name]
        if of.kind == "level":
            k = self.levels[of.name]
            return lambda view: now(view) - view.row(view.start, k)
        j = self.changes.setdefault(of.name, len(self.changes))
        return lambda view: now(view) - view.row(view.start_derived, j)

    def _state_in(self, state: str, values: tuple[str, ...], negated: bool) -> Function:
        if state in self.fixed:
            known = (self.fixed[state] in values) != negated
            return lambda _: known
        k, all_values = self.states[state]
        if len(values) == 1:
            code = np.int8(all_values.index(values[0]))
            if negated:
                return lambda view: view.row(view.states, k) != code
            return lambda view: view.row(view.states, k) == code
        table = np.array([(value in values) != negated for value in all_values])
        return lambda view: table[view.row(view.states, k)]

    def _combine(self, expression: Expression) -> Function:
        match expression:
            case Not(part):
                inner = self.function(part)
                return lambda view: np.logical_not(inner(view))
            case Every(parts):
                return _reduce(np.logical_and, [self.function(p) for p in parts])
            case Some(parts):
                return _reduce(np.logical_or, [self.function(p) for p in parts])
            case Negative(part):
                inner = self.function(part)
                return lambda view: -inner(view)
            case Compare(operator, left, right):
                compare, a, b = _COMPARE[operator], self.function(left), self.function(right)
                return lambda view: compare(a(view), b(view))
            case Arithmetic("**", left, Number(exponent)):
                base, power = self.function(left), int(exponent)
                return lambda view: np.asarray(base(view), dtype=np.float64) ** power
            case Arithmetic(operator, left, right):
                combine, a, b = _ARITHMETIC[operator], self.function(left), self.function(right)
                return lambda view: combine(a(view), b(view))
            case Call(function, arguments):
                return _call(function, [self.function(argument) for argument in arguments])
            case _:
                raise AssertionError(expression)


_COMPARE: Mapping[str, Callable[[Value, Value], Value]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}


def _remembering(made: Function, key: int) -> Function:
    def remembered(view: View) -> Value:
        value = view.memo.get(key)
        if value is None:
            value = view.memo[key] = made(view)
        return value

    return remembered


def _join(parts: Sequence[Expression | bool], *, decides: bool) -> Expression | bool:
    if any(part is decides for part in parts):
        return decides
    open_parts = tuple(part for part in parts if not isinstance(part, bool))
    if not open_parts:
        return not decides
    if len(open_parts) == 1:
        return open_parts[0]
    return Some(open_parts) if decides else Every(open_parts)


def _reduce(combine: Callable[[Value, Value], Value], parts: Sequence[Function]) -> Function:
    def reduced(view: View) -> Value:
        value = parts[0](view)
        for part in parts[1:]:
            value = combine(value, part(view))
        return value

    return reduced


def _call(function: str, of: list[Function]) -> Function:
    first = of[0]
    match function:
        case "min":
            return _reduce(np.minimum, of)
        case "max":
            return _reduce(np.maximum, of)
        case "exp":
            return lambda view: np.exp(first(view))
        case "log":
            return lambda view: np.log(first(view))
        case "abs":
            return lambda view: np.abs(first(view))
        case "sqrt":
            return lambda view: np.sqrt(first(view))
        case "clip":
            return lambda view: np.minimum(np.maximum(first(view), of[1](view)), of[2](view))
        case "step":
            return lambda view: np.where(np.asarray(first(view)) > 0, 1.0, 0.0)
        case "logistic":
            return lambda view: logistic(first(view))
        case "where":
            return lambda view: np.where(first(view), of[1](view), of[2](view))
        case _:
            raise AssertionError(function)


def logistic(x: Value) -> Value:
    """1/(1 + exp(−x)), without overflow on either side.

    >>> float(logistic(np.array(0.0))), float(logistic(np.array(-1000.0)))
    (0.5, 0.0)
    """
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
