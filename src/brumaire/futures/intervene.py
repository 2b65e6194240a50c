"""Levers: the same model with one thing set, on the same random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.errors import FuturesError
from brumaire.futures.base import Index
from brumaire.futures.block import Block, ByBatch
from brumaire.futures.firing import run_effects
from brumaire.futures.hazards import Draws
from brumaire.futures.program import EffectRunner, Program
from brumaire.futures.survival import Account, open_account
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


def pull(block: Block, levers: tuple[Pulled, ...], index: Index | None = None) -> None:
    """Apply the effects of levers to all trajectories, or to some."""
    some = np.arange(block.size) if index is None else index
    for lever in levers:
        run_effects(block, [lever.effects], some, block.view(some))


def fork(
    block: Block, account: Account, draws: Draws, variants: tuple[tuple[Pulled, ...], ...]
) -> tuple[Block, Account, Draws]:
    """At the asking date: one copy of all trajectories for each set of levers, side by side, and the levers pulled.

    Until then the copies are one, and afterwards they meet the same random numbers. Where levers change parameters, the
    draws of the variants stand side by side too, and `block.batch` counts through all of them.
    """
    n, copies = block.size, len(variants)
    if copies > 1:
        block, account = _copies(block, account, copies)
    changes = [changed(draws, levers) for levers in variants]
    if any(one is not draws for one in changes):
        names = draws.values.keys()
        joint = Draws(
            draws.batches * copies, {name: np.concatenate([one.values[name] for one in changes]) for name in names}
        )
        block.batch = np.concatenate([block.batch[:n] + draws.batches * v for v in range(copies)])
        values = block.program.setting.constants.values(joint)
        by_lane = isinstance(block.constants, np.ndarray)
        block.constants = values[:, block.batch] if by_lane else ByBatch(values, block.batch)
        draws = joint
    block.speeds.clear()
    for v, levers in enumerate(variants):
        pull(block, levers, np.arange(v * n, (v + 1) * n))
    return block, account, draws


def _copies(block: Block, account: Account, copies: int) -> tuple[Block, Account]:
    def wide(array: NDArray[Any]) -> NDArray[Any]:
        return np.tile(array, (1,) * (array.ndim - 1) + (copies,))

    twins = replace(
        block,
        trajectory=wide(block.trajectory),
        batch=wide(block.batch),
        fold=wide(block.fold),
        levels=wide(block.levels),
        start=wide(block.start),
        start_derived=wide(block.start_derived),
        states=wide(block.states),
        constants=block.constants.twins(copies) if isinstance(block.constants, ByBatch) else wide(block.constants),
        clock=wide(block.clock),
        occurrence=wide(block.occurrence),
        hazard=wide(block.hazard),
        begins=wide(block.begins),
        twins=copies,
        log=block.log.copies(block.size, copies),
        speeds={},
    )
    opened = open_account(
        twins,
        manners=account.manners,
        cuts=account.cuts,
        reservoirs=[kept.manners for kept in account.kept],
        indicators=len(account.weeks),
    )
    opened.log_weight[:] = wide(account.log_weight)
    opened.silent, opened.closed = account.silent, account.closed
    return twins, opened
