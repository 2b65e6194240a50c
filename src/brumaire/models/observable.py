"""Whether what was observed is something that a model observes: an indicator seen or not, or the value of a reading."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import NamedTuple

from brumaire.models.base import Model
from brumaire.records.case import Observation


class Fault(NamedTuple):
    """What is wrong with an observation, the rule that it breaks, and how to mend it."""

    what: str
    rule: str
    mend: str


def fault(model: Model, observed: Observation) -> Fault | None:
    """What is wrong with an observation for a model; None where nothing is.

    >>> from datetime import date
    >>> from brumaire.models import load
    >>> fault(load("leader_in_peace"), Observation("weather", date(2022, 3, 1))).what
    "the model leader_in_peace has no indicator 'weather'"
    """
    name = observed.indicator
    if name not in model.indicators and name not in model.readings:
        known = [*model.indicators, *model.readings]
        near = get_close_matches(name, known, n=3)
        mend = f"did you mean {', '.join(near)}?" if near else f"its indicators are {', '.join(known)}"
        return Fault(f"the model {model.name} has no indicator {name!r}", "", mend)
    if name in model.indicators:
        if observed.value is not None:
            rule = "only an indicator that reads a quantity has a value"
            return Fault(
                f"{name} is seen or not seen, and has no value {observed.value:g}", rule, "leave the value out"
            )
    elif observed.value is None:
        rule = f"{name} reads a quantity: what it read is evidence, not that it was taken"
        mend = f"give the value: {name}=VALUE@{observed.day} on the command line, value: in a case file"
        if not observed.seen:
            mend = "leave it out: a week without a reading tells nothing"
        return Fault(f"{name} of {observed.day} has no value", rule, mend)
    elif not math.isfinite(observed.value):
        return Fault(f"{name} of {observed.day} read {observed.value:g}", "a reading is a finite number", "check it")
    if observed.until is not None and (observed.until < observed.day or not observed.seen):
        return Fault(
            f"{name} from {observed.day} to {observed.until}",
            "only what was seen has an uncertain day, which ends after it begins",
            "note every week in which it was not seen by itself",
        )
    return None
