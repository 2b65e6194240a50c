"""Claims far from how often such things happen."""

from __future__ import annotations

import math

from brumaire.commentary.base import Matter
from brumaire.commentary.constraints import hypothetical
from brumaire.commentary.disagreement import said
from brumaire.commentary.numbers import bits, percent
from brumaire.futures.tilt import bits_alone
from brumaire.records import EstimativeProbability, Finding

# Odds that differ by less are within what a base rate can tell (judged).
_FACTOR = 2.0


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each claim whose interval lies apart from its base rate by a factor of two in the odds.

    Words of possibility claim next to nothing, and a claim with a condition is about another world than the base rate's.
    """
    found = []
    for claim in matter.forecasts():
        rate, likelihood = matter.base_rates.get(claim.id), claim.likelihood
        if rate is None or likelihood is None or not 0 < rate < 1 or claim.condition is not None or hypothetical(claim):
            continue
        apart = _apart(likelihood, rate)
        if apart:
            distance = bits_alone(rate, likelihood.low, likelihood.high)
            text = f"{said(matter, claim)}; history alone has {percent(rate)}, {apart} ({bits(distance)} bits)."
            found.append(Finding("base rate", text, (claim.id,), "outside view"))
    return tuple(found)


def _apart(likelihood: EstimativeProbability, rate: float) -> str:
    if likelihood.strength == "possibility":
        return ""
    if rate < likelihood.low:
        return _times(_odds(likelihood.low) / _odds(rate), "lower")
    if rate > likelihood.high:
        return _times(_odds(rate) / _odds(likelihood.high) if likelihood.high > 0 else math.inf, "higher")
    return ""


def _odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else math.inf


def _times(factor: float, side: str) -> str:
    if factor < _FACTOR:
        return ""
    if factor > 1000:
        return f"{side} by a factor of more than a thousand in the odds"
    return f"{side} by a factor of {factor:.0f} in the odds"
