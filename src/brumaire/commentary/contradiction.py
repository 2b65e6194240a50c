"""One speaker against himself: the same question, intervals that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from brumaire.commentary.base import LONG, Matter, quote
from brumaire.commentary.comparable import clash
from brumaire.commentary.disagreement import said
from brumaire.records import Claim, Finding, Reading


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each pair of claims by one speaker that clash, within an article or between several."""
    return tuple(
        Finding(
            "contradiction",
            f"{said(matter, one)}: {quote(one, LONG)}. But {said(matter, two)}: {quote(two, LONG)}.",
            (one.id, two.id),
        )
        for one, two in _pairs(matter)
    )


def contradicted(reading: Reading) -> dict[str, str]:
    """Why a claim is not imposed, by its identifier, where its own speaker says what it cannot hold together with.

    Neither of the two is imposed: which one he means is not for us to choose, and between the two lies a figure that he never gave.

    >>> contradicted(Reading((), (), ()))
    {}
    """
    reasons: dict[str, str] = {}
    for pair in _pairs(Matter(reading)):
        for one, two in (pair, pair[::-1]):
            reasons.setdefault(one.id, f"the same speaker contradicts it: {quote(two)}")
    return reasons


def _pairs(matter: Matter) -> Iterator[tuple[Claim, Claim]]:
    for one, two in combinations(matter.forecasts(), 2):
        if matter.voice(one) == matter.voice(two) and clash(one, two):
            yield one, two
