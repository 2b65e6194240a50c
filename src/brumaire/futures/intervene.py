"""Levers: the same model with one thing set, on the same random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.block import Block
from brumaire.futures.firing import run_effects
from brumaire.futures.hazards import Draws
from brumaire.futures.program import EffectRunner, Program
from brumaire.models.base import Lever, LeverValue


@dataclass(frozen=True, slots=True)
class Pulled:
    """A lever at a value that is not its default."""

    lever: Lever
    value: LeverValue
    effects: EffectRunner


def pulled(program: Program, levers: Mapping[str, str] | None) -> tuple[Pulled, ...]:
    """The levers that are set; those at their default change nothing and are left out.

    Raises
    ------
    FuturesError
        The model has no such lever, or the lever no such value.
    """
    model, found = program.model, []
    for name, value in (levers or {}).items():
        if name not in model.levers:
            near = get_close_matches(name, model.levers, n=3)
            raise FuturesError(
                f"the model {model.name} has no lever {name!r}",
                mend=f"did you mean {', '.join(near)}?" if near else f"its levers are {', '.join(model.levers)}",
            )
        lever = model.levers[name]
        if value not in lever.values:
            raise FuturesError(
                f"the lever {name} has no value {value!r}", mend=f"its values are {', '.join(lever.values)}"
            )
        if value != lever.default:
            chosen = lever.values[value]
            found.append(Pulled(lever, chosen, program.effects(chosen.effects)))
    return tuple(found)


def changed(draws: Draws, levers: tuple[Pulled, ...]) -> Draws:
    """The parameters with those of the levers set or multiplied; the same object where none is."""
    if not any(lever.value.parameters for lever in levers):
        return draws
    values = dict(draws.values)
    for lever in levers:
        for name, operator, number in lever.value.parameters:
            values[name] = np.full(draws.batches, number) if operator == "=" else values[name] * number
    return Draws(draws.batches, values)


def pull(block: Block, levers: tuple[Pulled, ...]) -> None:
    """Apply the effects of levers to all trajectories."""
    everyone = np.arange(block.size)
    for lever in levers:
        run_effects(block, [lever.effects], everyone, block.view(everyone))
