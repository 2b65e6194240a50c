"""The chain's rates on a day: every factor worked out once for all draws of the parameters, every edge their product.

Clocks, growth and the anchor's means stand still within a step of the calendar, at their value when it begins, as in the
engine: the chain's rates are piecewise constant.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from brumaire.errors import FuturesError
from brumaire.futures.base import Anchor, Floats, Index, clocks
from brumaire.futures.exact.chain import Chain, Edge, Factor, varying
from brumaire.futures.exact.values import Place, hazard, share, value
from brumaire.futures.hazards import Draws
from brumaire.records.case import Case


@dataclass(slots=True)
class Rates:
    """Works out factors and edges on a day; keeps those that stand still."""

    chain: Chain
    case: Case
    anchor: Anchor
    draws: Draws
    varies: list[bool] = field(init=False)
    known: Floats | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.varies = varying(self.chain, frozenset(k for k, g in self.anchor.growth.items() if g))

    @property
    def stand_still(self) -> bool:
        """Whether nothing changes with the calendar."""
        return not any(self.varies)

    def factors(self, day: float) -> Floats:
        """The value of every factor on a day, and a last one that is 1: (draws, factors + 1)."""
        made = np.ones((self.draws.batches, len(self.chain.factors) + 1)) if self.known is None else self.known.copy()
        for k, factor in enumerate(self.chain.factors):
            if self.known is None or self.varies[k]:
                made[:, k] = self._value(factor, day)
        if self.known is None:
            self.known = made
        return made

    def of(self, edges: list[Edge], day: float) -> Floats:
        """The rate (at a schedule, the probability) of each edge on a day: (draws, edges)."""
        factors, table = self.factors(day), factor_table(self.chain, edges)
        made = factors[:, table[:, 0]]
        for column in table.T[1:]:
            made *= factors[:, column]
        return np.asarray(made)

    def _value(self, factor: Factor, day: float) -> Floats:
        t = self.chain.model.transitions[factor.transition]
        place = Place(
            dict(factor.states),
            self.draws.values,
            clocks(self.case, day),
            self.anchor.means(day),
            self.chain.derived,
        )
        with np.errstate(all="ignore"):
            match factor.kind:
                case "hazard":
                    made = hazard(t, place, self.anchor.constants, self.anchor.growth)
                case "branch":
                    made = share(t, factor.branch, place, self.anchor.constants)
                case guard:
                    holds = True if t.when is None else value(t.when, place)
                    made = np.asarray(holds if guard == "guard" else np.logical_not(holds), np.float64)
        made = np.broadcast_to(made, (self.draws.batches,))
        if not (np.isfinite(made).all() and (made >= 0).all()):
            draw = int(np.flatnonzero(~(np.isfinite(made) & (made >= 0)))[0])
            raise FuturesError(
                f"the {'hazard' if factor.kind == 'hazard' else 'probability'} of {t.name} is {made[draw]:g}",
                where=f"{t.where}, week {int(day // 7)}, parameter draw {draw}",
                rule="a hazard is finite and not negative",
                mend="bound its factor",
            )
        return np.asarray(made, np.float64)


def factor_table(chain: Chain, edges: list[Edge]) -> Index:
    """The factors of each edge, (edges, most), filled up with the one that is 1."""
    most = max((len(e.factors) for e in edges), default=1)
    table = np.full((len(edges), most), len(chain.factors), np.intp)
    for k, edge in enumerate(edges):
        table[k, : len(edge.factors)] = edge.factors
    return table
