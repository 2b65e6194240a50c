"""Claims far from how often such things happen."""

from __future__ import annotations

import math

from brumaire.commentary.base import Matter
from brumaire.commentary.comparable import bounds
from brumaire.commentary.disagreement import said
from brumaire.commentary.numbers import bits, percent
from brumaire.futures.tilt import bits_alone
from brumaire.records import Claim, Finding

# Odds that differ by less are within what a base rate can tell (judged).
_FACTOR = 2.0


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each claim whose interval lies apart from its base rate by a factor of two in the odds.

    Words of possibility claim next to nothing from below and are compared from above only.
    """
    found = []
    for claim in matter.forecasts():
        rate = matter.base_rates.get(claim.id)
        if rate is None or not 0 < rate < 1 or (claim.condition is not None):
            continue
        apart = _apart(claim, rate)
        if apart:
            distance = bits_alone(rate, *bounds(claim))
            text = f"{said(matter, claim)}; history alone has {percent(rate)}, {apart} ({bits(distance)} bits)."
            found.append(Finding("base rate", text, (claim.id,), "outside view"))
    return tuple(found)


def _apart(claim: Claim, rate: float) -> str:
    low, high = bounds(claim)
    possibility = claim.likelihood is not None and claim.likelihood.strength == "possibility"
    if rate < low and not possibility:
        return _times(_odds(low) / _odds(rate), "lower")
    if rate > high:
        return _times(_odds(rate) / _odds(high), "higher")
    return ""


def _odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else math.inf


def _times(factor: float, side: str) -> str:
    if factor < _FACTOR:
        return ""
    if factor > 1000:
        return f"{side} by a factor of more than a thousand in the odds"
    return f"{side} by a factor of {factor:.0f} in the odds"
