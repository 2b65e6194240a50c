"""Forecasts that can never turn out wrong, and what they leave open: the event, the time, the condition."""

from __future__ import annotations

from brumaire.commentary.base import Matter, quote
from brumaire.commentary.constraints import asked, windowed
from brumaire.commentary.question_words import noun
from brumaire.questions import event_names, vocabulary
from brumaire.records import Claim, Finding, Question


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each forecast without an event or a condition that can be checked; one for all without a time."""
    found = []
    timeless: dict[str, list[Claim]] = {}
    for claim in matter.forecasts():
        reason = _open(claim)
        if reason:
            found.append(Finding("vague", f"{matter.voice(claim)}: {quote(claim)} {reason}.", (claim.id,)))
            continue
        question = asked(claim)
        if question is not None and not windowed(question):
            timeless.setdefault(matter.voice(claim), []).append(claim)
    if timeless:
        said = "; ".join(f"{who} ({', '.join(_subjects(claims))})" for who, claims in timeless.items())
        claims = tuple(claim.id for group in timeless.values() for claim in group)
        some = "One forecast does" if len(claims) == 1 else f"{len(claims)} forecasts do"
        found.append(Finding("vague", f"{some} not say by when, and so can never be wrong: {said}.", claims))
    return tuple(found)


def _open(claim: Claim) -> str:
    if claim.question is None:
        known = vocabulary()
        named = [name for name in claim.events if name in known and name != "other"]
        reasons = [why for name in named if (why := known[name].not_checkable)]
        if named and reasons:
            return f"is about {noun(named[0])}, and {reasons[0]}"
        if named:
            return f"touches on {noun(named[0])} without saying what would count"
        return "names no event that could be checked"
    for name in event_names(Question(claim.question.clause)):
        why = vocabulary()[name].not_checkable
        if why:
            return f"is about {noun(name)}, and {why}"
    if claim.condition is not None and claim.condition.question is None and claim.question.given is None:
        condition = " ".join(claim.condition.span.quote.split()).strip('“”"')
        return f"hangs on a condition that no rule decides (“{condition}”)"
    return ""


def _subjects(claims: list[Claim]) -> list[str]:
    names = [event_names(Question(claim.question.clause))[0] for claim in claims if claim.question is not None]
    return [noun(name) for name in dict.fromkeys(names)]
