"""A condition that decides nothing: the same thing is said with it and without it, or of both sides of it."""

from __future__ import annotations

from itertools import combinations

from brumaire.commentary.base import LONG, Matter, quote
from brumaire.commentary.question_words import noun
from brumaire.questions import event_names
from brumaire.records import Claim, Clause, Finding, Question, Term


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each forecast that its speaker makes for either case of a condition.

    Either one claim says so itself ("if the hardliners get in, or even if he stays"), or two claims of one speaker give the same
    event under a condition and under its opposite, in intervals that overlap. It is no error, and it is reported since whoever
    reads only the one sentence takes the condition for what matters.
    """
    return (*_in_one(matter), *_in_two(matter))


def _in_one(matter: Matter) -> list[Finding]:
    found = []
    for claim in matter.forecasts():
        if claim.regardless is None:
            continue
        words = " ".join(claim.regardless.quote.split()).strip("“”\"'")
        text = f"{matter.voice(claim)} says it in either case (“{words}”): {quote(claim, LONG)}."
        other = next((o for o in matter.forecasts() if o is not claim and _same(matter, o, claim)), None)
        if other is not None:
            text += f" He or she says it without a case too: {quote(other, LONG)}."
        about = noun(claim.events[0]) if claim.events else "it"
        text += f" So which case comes about decides nothing about {about} here."
        found.append(Finding("contradiction", text, (claim.id, *((other.id,) if other else ()))))
    return found


def _same(matter: Matter, one: Claim, two: Claim) -> bool:
    return matter.voice(one) == matter.voice(two) and one.question is not None and one.question == two.question


def _in_two(matter: Matter) -> list[Finding]:
    found = []
    for one, two in combinations(matter.forecasts(), 2):
        if matter.voice(one) != matter.voice(two) or not _opposite(_condition(one), _condition(two)):
            continue
        if _events(one) != _events(two) or not _overlap(one, two):
            continue
        text = (
            f"{matter.voice(one)} expects {noun(_events(one)[0])} in either case: {quote(one, LONG)}, and {quote(two, LONG)}. "
            "So which case comes about decides nothing here."
        )
        found.append(Finding("contradiction", text, (one.id, two.id)))
    return found


def _condition(claim: Claim) -> Clause | None:
    if claim.question is not None and claim.question.given is not None:
        given = claim.question.given
        return given if isinstance(given, Term) else None
    if claim.condition is not None and claim.condition.question is not None:
        return claim.condition.question.clause
    return None


def _opposite(one: Clause | None, two: Clause | None) -> bool:
    if not isinstance(one, Term) or not isinstance(two, Term):
        return False
    return one.body == two.body and one.negated != two.negated


def _events(claim: Claim) -> tuple[str, ...]:
    return tuple(event_names(Question(claim.question.clause))) if claim.question is not None else ()


def _overlap(one: Claim, two: Claim) -> bool:
    if not _events(one) or one.polarity != two.polarity:
        return False
    a, b = one.likelihood, two.likelihood
    return a is None or b is None or (a.low <= b.high and b.low <= a.high)
