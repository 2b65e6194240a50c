"""Expressions at one place of the chain: the values of all states are known there, a parameter has one value a draw.

This is a reading of its own of the model language, apart from the engine's, so that each can find the other's mistakes.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from brumaire.models.base import Probability, Term, Transition
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

Value = Any  # a number, or an array with one for each draw of the parameters


@dataclass(frozen=True, slots=True)
class Place:
    """What an expression can read: states by name, parameters, clocks, the anchor's means, derived quantities."""

    states: Mapping[str, str]
    parameters: Mapping[str, Value]
    clocks: Mapping[str, float]
    means: Mapping[str, float]
    derived: Mapping[str, Expression]


def value(e: Expression, place: Place) -> Value:
    """The value of an expression.

    >>> nowhere = Place({"war": "on"}, {"r": np.array([1.0, 2.0])}, {}, {}, {})
    >>> value(Call("where", (StateIn("war", ("on",)), Read("r", "parameter"), Number(0.0))), nowhere).tolist()
    [1.0, 2.0]
    """
    match e:
        case Number(number):
            return number
        case Read(name, "parameter"):
            return place.parameters[name]
        case Read(name, "clock"):
            return place.clocks[name]
        case Read(name, "derived"):
            return value(place.derived[name], place)
        case Change(Read(name, "clock")):
            return place.clocks["month" if name == "month" else "years"]
        case Relative(of):
            return value(of, place) - place.means.get(of.name, 0.0)
        case StateIn(state, values, negated):
            return (place.states[state] in values) != negated
        case Not(part):
            return np.logical_not(value(part, place))
        case Every(parts):
            return np.logical_and.reduce(np.broadcast_arrays(*(value(p, place) for p in parts)))
        case Some(parts):
            return np.logical_or.reduce(np.broadcast_arrays(*(value(p, place) for p in parts)))
        case Negative(part):
            return -1.0 * value(part, place)
        case Compare(sign, left, right):
            return _COMPARISONS[sign](value(left, place), value(right, place))
        case Arithmetic(sign, left, right):
            return _ARITHMETIC[sign](np.float64(1.0) * value(left, place), value(right, place))
        case Call(function, arguments):
            return _FUNCTIONS[function](*(value(a, place) for a in arguments))
        case _:
            raise AssertionError(e)


def hazard(t: Transition, place: Place, anchor: Mapping[str, float], growth: Mapping[str, float]) -> Value:
    """The hazard of a transition per day, 0 where its guard does not hold.

    rate · exp(constant of the anchor + growth · years) · Π ratio^expression · factor
    """
    assert t.rate is not None
    if t.when is not None and not np.any(value(t.when, place)):
        return 0.0
    per_day = value(t.rate.value, place) / t.rate.days
    target = t.rate.target
    if target is not None:
        per_day = per_day * np.exp(anchor[target] + place.parameters.get(f"anchor.{target}", 0.0))
        if t.rate.growth:
            per_day = per_day * np.exp(growth.get(target, 0.0) * place.clocks["years"])
    for term in t.ratios:
        per_day = per_day * np.power(value(term.coefficient, place), 1.0 * value(term.of, place))
    if t.factor is not None:
        per_day = per_day * value(t.factor, place)
    return per_day if t.when is None else np.where(value(t.when, place), per_day, 0.0)


def share(t: Transition, branch: int, place: Place, anchor: Mapping[str, float]) -> Value:
    """The probability that a transition turns into one of its branches."""
    parts = [None if b.probability.kind == "rest" else _chance(b.probability, place, anchor) for b in t.branches]
    known = [p for p in parts if p is not None]
    if len(parts) == 2 and len(known) == 1:
        alone = known[0]
        return alone if parts[branch] is not None else 1.0 - alone
    rest = 1.0 - sum(b.probability.middle for b in t.branches)
    weights = [rest if p is None else p for p in parts]
    return weights[branch] / sum(weights)


def _chance(p: Probability, place: Place, anchor: Mapping[str, float]) -> Value:
    shift = _linear(p.shift, place)
    if p.kind == "solved":
        odds = anchor["success"] + place.parameters.get("anchor.success", 0.0)
    else:
        assert p.value is not None
        odds = value(p.value, place)
        if p.kind == "value":
            if not p.shift:
                return odds
            odds = np.log(odds) - np.log1p(-1.0 * odds)
    return 1.0 / (1.0 + np.exp(-(odds + shift)))


def _linear(terms: tuple[Term, ...], place: Place) -> Value:
    return sum((1.0 * value(t.of, place) * value(t.coefficient, place) for t in terms), start=0.0)


_COMPARISONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": np.divide,
    "**": operator.pow,
}
_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "min": lambda *parts: np.minimum.reduce(np.broadcast_arrays(*parts)),
    "max": lambda *parts: np.maximum.reduce(np.broadcast_arrays(*parts)),
    "exp": np.exp,
    "log": np.log,
    "abs": np.abs,
    "sqrt": np.sqrt,
    "clip": lambda x, low, high: np.minimum(np.maximum(x, low), high),
    "step": lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0),
    "logistic": lambda x: 1.0 / (1.0 + np.exp(-1.0 * x)),
    "where": np.where,
}
