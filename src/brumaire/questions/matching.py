"""Which occurrences an event of a question means: a question against the few dozen kinds of a log."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from brumaire.questions.vocabulary import SYNONYMS, vocabulary
from brumaire.records.futures import EventKind
from brumaire.records.question import Amount, Argument, Event

Bools = NDArray[np.bool_]


def matching_kinds(event: Event, kinds: tuple[EventKind, ...], roles: Mapping[str, str]) -> Bools:
    """Which kinds are such an event in truth: bool (kinds,)."""
    return np.fromiter((matches(event, kind, roles) for kind in kinds), dtype=np.bool_, count=len(kinds))


def matching_announced(event: Event, kinds: tuple[EventKind, ...], roles: Mapping[str, str]) -> Bools:
    """Which kinds are such an event as far as the public knows while nothing is exposed: bool (kinds,)."""
    return np.fromiter((matches(event, as_announced(k), roles) for k in kinds), dtype=np.bool_, count=len(kinds))


def matches(event: Event, kind: EventKind, roles: Mapping[str, str]) -> bool:
    """Whether an occurrence of this kind has the event's name and all its arguments.

    `roles` gives the role of a case's actor, place or person, so that `gru` means `military_intelligence`.
    """
    if kind.name != event.name:
        return False
    amount = kind.get("amount")
    bounds = [arg for arg in event.args if isinstance(arg, Amount)]
    if bounds:
        if not isinstance(amount, float | int) or not all(_within(bound, float(amount), kind) for bound in bounds):
            return False
    elif isinstance(amount, float | int) and amount < vocabulary()[event.name].at_least:
        return False
    return all(has(arg, kind, roles) for arg in event.args if isinstance(arg, Argument))


def as_announced(kind: EventKind) -> EventKind:
    """An exit as the public sees it while its cover holds; anything else unchanged.

    What is announced stands for the manner. The cover is not known as one, nor who did it; a killing announced as
    a natural death is a death.

    >>> killed = {"manner": "coup", "announced": "natural_death", "fate": "killed", "cover": "illness"}
    >>> as_announced(EventKind("leader_exit", tuple(killed.items()))).args
    (('manner', 'natural_death'), ('fate', 'died'))
    """
    announced = kind.get("announced")
    if kind.name != "leader_exit" or announced is None or announced == kind.get("manner"):
        return kind
    known: list[tuple[str, str | float]] = [("manner", announced)]
    fate = kind.get("fate")
    if announced == "natural_death":
        known.append(("fate", "died"))
    elif fate is not None and fate != "killed":
        known.append(("fate", fate))
    return EventKind(kind.name, tuple(known))


def has(arg: Argument, kind: EventKind, roles: Mapping[str, str]) -> bool:
    """Whether an occurrence has one of an argument's values."""
    found = kind.get(arg.key)
    if not isinstance(found, str):
        return False
    # `own` is the side of a war's terms and another word for the own forces: both readings may match.
    names = {found, SYNONYMS.get(found, found)}
    return any(value in names or roles.get(value) in names or value == roles.get(found) for value in arg.values)


def _within(bound: Amount, amount: float, kind: EventKind) -> bool:
    units = vocabulary()[kind.name].units
    if (bound.unit or units[0]) != (kind.get("unit") or units[0]):
        return False
    return amount >= bound.number if bound.comparison == ">=" else amount <= bound.number
