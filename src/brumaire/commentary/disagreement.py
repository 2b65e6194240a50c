"""Speakers who cannot both be right: the same question, intervals that do not overlap."""

from __future__ import annotations

from itertools import combinations

from brumaire.commentary.base import Matter
from brumaire.commentary.comparable import clash
from brumaire.commentary.constraints import asked
from brumaire.commentary.numbers import interval
from brumaire.commentary.question_words import in_words
from brumaire.records import Claim, Finding


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each pair of claims by different speakers that clash."""
    return tuple(
        Finding("disagreement", f"{said(matter, one)}; {said(matter, two)}.", (one.id, two.id))
        for one, two in combinations(matter.forecasts(), 2)
        if matter.voice(one) != matter.voice(two) and clash(one, two)
    )


def said(matter: Matter, claim: Claim) -> str:
    """What a speaker puts on a question, in a clause of a sentence."""
    question = asked(claim)
    assert question is not None
    if claim.likelihood is None:
        side = "expects" if claim.polarity == "+" else "does not expect"
        return f"{matter.voice(claim)} flatly {side} {in_words(question)}"
    span = interval(claim.likelihood.low, claim.likelihood.high, words=True)
    return f"{matter.voice(claim)} puts {in_words(question)} at {span} (“{claim.likelihood.words}”)"
