"""What goes into a kernel: named tuples of arrays and whole numbers, with the kind of each and how many dimensions it has."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

F4 = Annotated[Any, "f4", 1]
F4x2 = Annotated[Any, "f4", 2]
F4x3 = Annotated[Any, "f4", 3]
F8 = Annotated[Any, "f8", 1]
F8x2 = Annotated[Any, "f8", 2]
F8x3 = Annotated[Any, "f8", 3]
I1x2 = Annotated[Any, "i1", 2]
I1x3 = Annotated[Any, "i1", 3]
U1x2 = Annotated[Any, "u1", 2]
U1x3 = Annotated[Any, "u1", 3]
I4 = Annotated[Any, "i4", 1]
I4x2 = Annotated[Any, "i4", 2]
U4 = Annotated[Any, "u4", 1]
I8 = Annotated[Any, "i8", 1]
I8x2 = Annotated[Any, "i8", 2]
I8x3 = Annotated[Any, "i8", 3]
B1 = Annotated[Any, "b1", 1]
B1x2 = Annotated[Any, "b1", 2]
B1x3 = Annotated[Any, "b1", 3]
Whole = Annotated[int, "i8", 0]
Truth = Annotated[bool, "b1", 0]

FINE, BAD_HAZARD, TOO_MANY, BAD_SHARE = 0, 1, 2, 3
"""What a kernel says of a lane in which something is wrong."""
MOST_ROUNDS = 2000
"""Firings in one lane within one step, above which it is said not to come to rest."""


class World(NamedTuple):
    """Lanes of a block, as `Block` has them, and where each batch begins.

    levels, start : (levels, n). start_derived : (changes, n). states : (states, n). clock, occurrence : (sampled, n).
    begins, trajectory, fold : (n,). first : (batches,).
    """

    levels: F4x2
    start: F4x2
    start_derived: F4x2
    states: I1x2
    clock: F4x2
    occurrence: I4x2
    begins: F8
    trajectory: U4
    fold: I8
    first: I8


class Numbers(NamedTuple):
    """What all lanes, or those of a batch, share.

    constants : (constants, batches). fixed : codes of the states that stand still. growth : by hazard. rows : by hazard, its row among
    the program's transitions, −1 where it is not among them. kinds : numbers of event kinds.
    """

    constants: F4x2
    clocks: F4
    means: F4
    fixed: I8
    growth: F8
    rows: I8
    kinds: I4


class Survival(NamedTuple):
    """The account of survival, as `Account` has it, and tables of what each exit means."""

    conditioning: Truth
    log_weight: F8
    alive: F8
    masses: F8x2
    cumulative: F8x3
    weeks: U1x2
    pending: I8
    cuts: F8
    silent: B1
    allowed: B1x2
    manner: I8
    exit_rule: I8
    mine: B1x2
    branch_manner: I8x2
    branch_mine: B1x3
    gathered: F8x2
    threshold: F8x2
    draws: I8x2
    kept_moment: F8x2
    kept_rule: I4x2
    kept_branch: I4x2
    kept_levels: F4x3
    kept_states: I1x3
    kept_weeks: U1x3


class Leaving(NamedTuple):
    """How each lane leaves, and what each exit says.

    rule, branch : (n,). said : (5, n), manner, announced, fate, cover, by.
    says : (transitions, branches + 1, 8): those five (−1 unsaid; −2 for "by" unsaid), the manner's own fate, the row of
    the state that tells by whom, and whether it is an exit at all.
    words : (transitions, branches + 1, values), codes of that state's values. at_exit : numbers of the transitions.
    """

    rule: I4
    branch: I4
    said: I4x2
    says: I8x3
    words: I8x3
    at_exit: I8
    exit_row: Whole


class Log(NamedTuple):
    """The event log while it grows: owners, days, kinds, and how many rows are used."""

    owner: I4
    day: F8
    kind: I4
    used: I8


class Scratch(NamedTuple):
    """Room to work in, as wide as the widest batch: derived quantities, targets of levels, normal numbers, hazards, and what a step needs."""

    derived: F4x2
    goal: F4x2
    drawn: F4x2
    hazards: F4x2
    mask: I4
    on: B1
    least: F4
    span: F4
    held: F8
    hazard: F4
    share: F8
    found: I4
    busy: I8
    leaving: F8
    gained: F8
    gain: F8x2


class Advancing(NamedTuple):
    """A stretch of time for some lanes of each batch.

    rules : number of each sampled transition in the model. active : lanes by batch. time : start and end. key : stream and key of the
    random numbers. place : batch and lane to begin with, and where the log was full. fault : what is wrong, which hazard (or which
    transition where its branches are wrong), in which lane.
    """

    staying: Truth
    rules: I8
    active: I8
    time: F8
    key: I8
    place: I8
    fault: I8


class Moving(NamedTuple):
    """Levels moved over a step that ends on `day`.

    speed, noise : (levels, batches), d and σ·√(1 − d²). slots : number of each level's noise, −1 for none. wanted : which levels move.
    """

    speed: F4x2
    noise: F4x2
    slots: I8
    shift: F4
    wanted: B1
    active: I8
    day: Whole
    key: I8


class Beginning(NamedTuple):
    """First clocks of the transitions with these numbers."""

    rules: I8
    key: I8


class Departing(NamedTuple):
    """The moment of leaving of some lanes of each batch; key, place and fault as in `Advancing`."""

    lanes_from: I8
    lanes_to: I8
    key: I8
    place: I8
    fault: I8


CALLS: dict[str, tuple[type, ...]] = {
    "advance": (Survival, World, Numbers, Log, Scratch, Advancing),
    "move": (World, Numbers, Scratch, Moving),
    "begin_clocks": (World, Beginning),
    "depart": (Survival, Leaving, World, Numbers, Log, Scratch, Departing),
}
"""What may be asked of a kernel, and the tuples that each wants."""
