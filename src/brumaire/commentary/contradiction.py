"""One speaker against himself: the same question, intervals that do not overlap."""

from __future__ import annotations

from itertools import combinations

from brumaire.commentary.base import Matter, quote
from brumaire.commentary.comparable import clash
from brumaire.commentary.disagreement import said
from brumaire.records import Finding


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each pair of claims by one speaker that clash, within an article or between several."""
    return tuple(
        Finding(
            "contradiction",
            f"{said(matter, one)}: {quote(one)}. But {said(matter, two)}: {quote(two)}.",
            (one.id, two.id),
        )
        for one, two in combinations(matter.forecasts(), 2)
        if matter.voice(one) == matter.voice(two) and clash(one, two)
    )
