"""An event on record imposed on the law: its density at every node, and where it leads.

As in the engine, a node from which the model could not have produced it keeps a background intensity and stays where it is, so that
the record is never impossible.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Floats
from brumaire.futures.evidence import BACKGROUND, SAME_AFFAIR, Evidence, Imposed
from brumaire.futures.exact.chain import Chain, Edge
from brumaire.futures.exact.fitness import not_exact
from brumaire.models.base import FromState
from brumaire.records.case import Case


def check_record(evidence: Evidence, case: Case) -> None:
    """Refuse what is not imposed here: who did it where a state tells, and events that may be one affair.

    Raises
    ------
    FuturesError
        The record has such an event.
    """
    for event in evidence.imposed:
        for _, _, writer in event.pairs:
            if any(isinstance(v, FromState) and key in event.happened.args for key, v in writer.realised.args):
                raise _refused(event, case, "says by whom, which a state of the model tells")
    for one, other in pairwise(sorted(evidence.imposed, key=lambda i: i.day)):
        if other.day - one.day <= SAME_AFFAIR:
            raise _refused(other, case, f"may be one affair with {one.happened.event} on {one.happened.day}")


def _refused(event: Imposed, case: Case, why: str) -> FuturesError:
    return not_exact(
        f"the record's {event.happened.event} of {event.happened.day} {why}",
        case.path or case.name,
        "ask as of an earlier date, or leave --exact away to simulate it",
    )


def imposed(law: Floats, event: Imposed, chain: Chain, rate: Floats) -> Floats:
    """The law times the density of an event, after it: (draws, nodes); `rate` is that of the chain's edges that day."""
    total = np.zeros_like(law)
    moved = np.zeros_like(law)
    for rule, branch, _ in event.pairs:
        for k, edge in enumerate(chain.edges):
            if edge.transition == rule.number and branch in (-1, edge.branch):
                total[:, edge.source] += rate[:, k]
    # What produced it is certain then: the background only tells how much the record weighs.
    with np.errstate(divide="ignore", invalid="ignore"):
        certain = np.where(total > 0, 1.0 + BACKGROUND / total, 0.0)
    for rule, branch, _ in event.pairs:
        for k, edge in enumerate(chain.edges):
            if edge.transition == rule.number and branch in (-1, edge.branch) and _stays(edge):
                moved[:, edge.target] += law[:, edge.source] * certain[:, edge.source] * rate[:, k]
    return moved + np.where(total > 0, 0.0, law * BACKGROUND)


def _stays(edge: Edge) -> bool:
    return edge.leaves is None
