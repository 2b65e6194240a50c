"""Published and computed figures beside the fitted hazards: what the war and the ways out of office bring, each with its source.

Marks, as in domain.md: *d* computed from data, *l* literature read, *r* recalled and to be checked, *j* judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DOMAIN: Final = "domain.md section 3"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source and mark."""

    value: float
    mark: str
    source: str = DOMAIN


# Campaigns that succeed when nonviolent: turns exits by uprising into uprisings.
UPRISING_SUCCEEDS: Final = Figure(0.64, "r")
# Death among the fates after an irregular exit (d, domain.md section 3).
KILLED_AFTER_IRREGULAR: Final = 0.18

# War: chance that it ends in the next 12 months given months fought (d), median of all wars in days (d).
WAR_MEDIAN_DAYS: Final = 222.0
WAR_ENDS: Final = ((12.0, 0.46), (24.0, 0.36), (36.0, 0.28))
INITIATOR_WINS, INITIATOR_LOSES = 0.55, 0.26
NUCLEAR_PER_MONTH: Final = Figure(0.002, "j")
