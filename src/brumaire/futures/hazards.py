"""Hazards and the probabilities of branches, as functions of a view.

λ = rate · exp(constant of the anchor + growth · years) · Π ratio^expression · factor, per day. What parameters make of it
is worked out once for each batch, in rows of `Constants`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor, Floats
from brumaire.futures.evaluation import Evaluator, Function, Value, View, logistic
from brumaire.models.base import Probability, Term, Transition
from brumaire.models.expressions import Expression, Number, Read


@dataclass(frozen=True, slots=True)
class Draws:
    """Values of the parameters, by name: one for each batch."""

    batches: int
    values: Mapping[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]


class Constants:
    """What parameters make of rates and ratios: one row each, worked out once for each batch."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, Any], int] = {}
        self._rows: list[Callable[[Draws], Floats]] = []

    def add(self, key: tuple[str, Any], row: Callable[[Draws], Floats]) -> int:
        """The row under a key, made where it is new."""
        if key not in self._made:
            self._made[key] = len(self._rows)
            self._rows.append(row)
        return self._made[key]

    def row(self, key: tuple[str, Any]) -> int | None:
        """The row under a key, None where nobody has asked for it."""
        return self._made.get(key)

    def values(self, draws: Draws) -> Floats:
        """All rows: (constants, batches)."""
        made = np.empty((len(self._rows), draws.batches))
        for k, row in enumerate(self._rows):
            made[k] = row(draws)
        return made


@dataclass(slots=True)
class Setting:
    """What functions are made from: expressions, rows of constants, and the anchor."""

    evaluator: Evaluator
    constants: Constants
    anchor: Anchor


def _number(
    setting: Setting, expression: Expression, label: str, transform: Callable[[Floats], Floats]
) -> tuple[float, Function | None]:
    """A number or parameter, transformed: a plain value, or the function of its row."""
    if isinstance(expression, Number):
        return float(transform(np.array([expression.value]))[0]), None
    assert isinstance(expression, Read)
    k = setting.constants.add((label, expression), lambda draws: transform(draws[expression.name]))
    return math.nan, lambda view: view.row(view.constants, k)


def _linear(
    setting: Setting, terms: Sequence[Term], label: str, transform: Callable[[Floats], Floats]
) -> list[tuple[Function, float, Function | None]]:
    return [
        (setting.evaluator.function(term.of), *_number(setting, term.coefficient, label, transform)) for term in terms
    ]


def sum_terms(view: View, total: Value, terms: Sequence[tuple[Function, float, Function | None]]) -> Value:
    """A total plus Σ expression × coefficient; the total given is left as it is."""
    own = False
    for of, plain, row in terms:
        part = of(view) * (plain if row is None else row(view))
        if own:
            total += part
        else:
            total = total + part
            own = isinstance(total, np.ndarray) and total.ndim > 0
    return total


def linear_form(setting: Setting, terms: Sequence[Term]) -> Callable[[View, Value], Value]:
    """The function that adds a linear form to something."""
    made = _linear(setting, terms, "value", lambda x: x)
    return lambda view, total: sum_terms(view, total, made)


def hazard_of(setting: Setting, transition: Transition) -> Function:
    """The hazard of a transition per day, its guard aside.

    Raises
    ------
    FuturesError
        The rate waits for the anchor, and the anchor does not have it.
    """
    rate = transition.rate
    assert rate is not None
    days, target, value = rate.days, rate.target, rate.value
    constant = 0.0
    if target is not None:
        if target not in setting.anchor.constants:
            raise FuturesError(
                f"the rate of {transition.name} waits for the anchor's {target}",
                where=transition.where,
                rule="solved_by is solved before a model runs",
                mend="solve the anchor first",
            )
        constant = setting.anchor.constants[target]

    def base_rate(draws: Draws) -> Floats:
        base = np.full(1, value.value) if isinstance(value, Number) else draws[value.name]  # type: ignore[union-attr]
        with np.errstate(divide="ignore"):
            log = np.log(base / days) + constant
        return np.asarray(np.exp(log + draws.values.get(f"anchor.{target}", 0.0)))

    growth = setting.anchor.growth.get(target, 0.0) if target is not None and rate.growth else 0.0
    terms = _linear(setting, transition.ratios, "log", np.log)
    factor = setting.evaluator.function(transition.factor) if transition.factor is not None else None
    k = setting.constants.add(("rate", (transition.name, target)), base_rate)

    def hazard(view: View) -> Value:
        # The rate stands outside the exponential: beside its logarithm, about −10, small terms lose a digit in single precision.
        made = view.row(view.constants, k)
        aged = growth * view.moment.clocks["years"] if growth else 0.0
        if terms:
            made = made * np.exp(sum_terms(view, aged, terms))
        elif growth:
            made = made * math.exp(aged)
        return made if factor is None else made * factor(view)

    return hazard


def branch_shares(setting: Setting, transition: Transition) -> Callable[[View, int], Floats]:
    """Probabilities of branches as a function of a view of n trajectories: (branches, n), columns summing to one."""
    probabilities = [branch.probability for branch in transition.branches]
    parts: list[Callable[[View], Value] | None] = []
    for probability in probabilities:
        parts.append(None if probability.kind == "rest" else _share(setting, probability, transition))
    rest_weight = 1.0 - math.fsum(p.middle for p in probabilities if p.kind != "rest")
    complement = len(parts) == 2 and None in parts

    def shares(view: View, n: int) -> Floats:
        made = np.empty((len(parts), n))
        for k, part in enumerate(parts):
            if part is not None:
                made[k] = part(view)
            elif not complement:
                made[k] = rest_weight
        if complement:
            rest = parts.index(None)
            made[rest] = 1.0 - made[1 - rest]
            return made
        return np.asarray(made / made.sum(axis=0))

    return shares


def _share(setting: Setting, probability: Probability, transition: Transition) -> Callable[[View], Value]:
    terms = _linear(setting, probability.shift, "value", lambda x: x)
    if probability.kind == "solved":
        if "success" not in setting.anchor.constants:
            raise FuturesError(
                f"a branch of {transition.name} waits for the anchor's success",
                where=transition.where,
                mend="solve the anchor first",
            )
        odds = setting.anchor.constants["success"]
        k = setting.constants.add(("success", 0), lambda draws: odds + draws.values.get("anchor.success", np.zeros(1)))
        return lambda view: logistic(sum_terms(view, view.row(view.constants, k), terms))
    assert probability.value is not None
    if probability.kind == "value" and not terms:
        plain, row = _number(setting, probability.value, "value", lambda x: x)
        return lambda view: plain if row is None else row(view)
    transform = _logit if probability.kind == "value" else _same
    start, start_row = _number(
        setting, probability.value, "logit" if probability.kind == "value" else "value", transform
    )
    return lambda view: logistic(sum_terms(view, start if start_row is None else start_row(view), terms))


def _logit(x: Floats) -> Floats:
    return np.asarray(np.log(x) - np.log1p(-x))


def _same(x: Floats) -> Floats:
    return x
