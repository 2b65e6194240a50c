"""What goes into a kernel: named tuples of arrays, since Numba knows those."""

from __future__ import annotations

from typing import Any, NamedTuple

Array = Any


class World(NamedTuple):
    """Lanes of a block, as `Block` has them, and where each batch begins.

    levels, start : float32 (levels, n). start_derived : float32 (changes, n). states : int8 (states, n).
    clock : float32 (sampled, n). occurrence : int32 (sampled, n). begins : float64 (n,). trajectory : uint32 (n,).
    fold : int64 (n,). first : int64 (batches,).
    """

    levels: Array
    start: Array
    start_derived: Array
    states: Array
    clock: Array
    occurrence: Array
    begins: Array
    trajectory: Array
    fold: Array
    first: Array


class Numbers(NamedTuple):
    """What all lanes, or those of a batch, share.

    constants : float32 (constants, batches). clocks, means : float32. fixed : int64, codes of the states that stand still.
    growth : float64, by hazard. rows : int64, by hazard: its row among the program's transitions, −1 where it is not among them.
    kinds : int32, numbers of event kinds.
    """

    constants: Array
    clocks: Array
    means: Array
    fixed: Array
    growth: Array
    rows: Array
    kinds: Array


class Survival(NamedTuple):
    """The account of survival, as `Account` has it, and tables of what each exit means."""

    conditioning: bool
    log_weight: Array
    alive: Array
    masses: Array
    cumulative: Array
    attempts: Array
    successes: Array
    weeks: Array
    pending: Array
    cuts: Array
    silent: Array
    allowed: Array
    manner: Array
    is_attempt: Array
    exit_rule: Array
    mine: Array
    branch_manner: Array
    branch_attempt: Array
    branch_mine: Array
    rule_attempt: Array
    gathered: Array
    threshold: Array
    draws: Array
    kept_moment: Array
    kept_rule: Array
    kept_branch: Array
    kept_levels: Array
    kept_states: Array
    kept_weeks: Array


class Leaving(NamedTuple):
    """How each lane leaves, and what each exit says.

    rule, branch : int32 (n,). said : int32 (5, n), manner, announced, fate, cover, by.
    says : int64 (transitions, branches + 1, 8): those five (−1 unsaid; −2 for "by" unsaid), the manner's own fate, the row of
    the state that tells by whom, and whether it is an exit at all.
    words : int64 (transitions, branches + 1, values), codes of that state's values. at_exit : numbers of the transitions.
    """

    rule: Array
    branch: Array
    said: Array
    says: Array
    words: Array
    at_exit: Array
    exit_row: int


class Log(NamedTuple):
    """The event log while it grows: owners, days, kinds, and how many rows are used."""

    owner: Array
    day: Array
    kind: Array
    used: Array
