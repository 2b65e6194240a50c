"""From the events of a statement to one question."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from brumaire.claims.base import Offsets
from brumaire.claims.events import arguments
from brumaire.claims.events.finding import Hit
from brumaire.claims.events.leaders import Cast
from brumaire.claims.events.lexicon import list_pattern
from brumaire.errors import QuestionError
from brumaire.questions import EventDefinition, normal, vocabulary
from brumaire.records import (
    Amount,
    Argument,
    Between,
    By,
    Clause,
    Event,
    Or,
    Quantity,
    Question,
    Term,
    TimeWindow,
    Window,
)

# Events that are matters of degree or have no meaning of their own: a claim about them is shown, not asked.
_UNASKED = frozenset(
    {"other", "capability", "popularity", "morale", "losses", "shortage", "war_aims", "propaganda_frame"}
)
_MEN_WORDS = "soldiers soldier troops men servicemen conscripts reservists people recruits fighters"
_MEN = frozenset(_MEN_WORDS.split())
# Events whose agent is named before them; of arms and talks it is the receiver or the other side as often.
_AGENTIVE = frozenset(
    str.split(
        "coup_attempt coup_success ultimatum plot armed_mutiny disobedience elite_discontent officer_meetings "
        "offensive offensive_success renewed_offensive withdrawal nuclear_use"
    )
)
# Events inside the regime, whose agents are its parts and not a country.
_INTERNAL = _AGENTIVE - {"offensive", "offensive_success", "renewed_offensive", "withdrawal", "nuclear_use"}
# Words that leave open which of several things is meant.
_ALTERNATIVES: dict[str, tuple[str, ...]] = {"coup_attempt": ("coup_attempt", "armed_mutiny", "ultimatum")}
_STILL = re.compile(r"(?i)\bstill\b")
_OPEN_WORDS = re.compile(r"(?i)\b(?:mov(?:e|es|ed|ing)|act(?:s|ed|ing)?|try) (?:\w+ )?(?:against|something)\b")


def open_events(hits: list[Hit], folded: str) -> tuple[str, ...]:
    """Names of the events of a statement, with the alternatives that vague words leave open, in order."""
    names: list[str] = []
    for hit in hits:
        vague = _vague(hit, folded)
        names += _ALTERNATIVES[hit.event] if vague else (hit.event,)
    return tuple(dict.fromkeys(names))


def _vague(hit: Hit, folded: str) -> bool:
    """Whether words leave open what kind of move is meant: "try something", but not "the army will move against him"."""
    if hit.event not in _ALTERNATIVES or not _OPEN_WORDS.search(folded[hit.start : hit.end]):
        return False
    return not re.search(list_pattern("uniform"), folded[max(0, hit.start - 30) : hit.end], re.IGNORECASE)


def askable(hits: list[Hit]) -> bool:
    """Whether a question can be made of any of the events."""
    return any(hit.event not in _UNASKED and not hit.weak for hit in hits)


def clause(
    hits: list[Hit],
    folded: str,
    place: Offsets,
    *,
    cast: Cast,
    window: TimeWindow | None,
    quantities: tuple[Quantity, ...] = (),
) -> Clause | None:
    """The clause that a statement at a place is about, positive; None where no event of it can be asked."""
    asked = [hit for hit in hits if hit.event not in _UNASKED and not hit.weak]
    if not asked:
        return None
    limits = _window(window, whole=_denied_stay(asked, folded), before=_still_there(asked, folded))
    events = _events(asked, folded, place, cast, quantities)
    if len(events) == 1:
        return Term(events[0], limits)
    return Or(tuple(Term(event, limits) for event in events))


def question(body: Clause, given: Clause | None) -> Question | None:
    """The question in normal form; None where the vocabulary does not allow it."""
    try:
        return normal(Question(body, given))
    except QuestionError:
        return None


def negated(body: Clause) -> Clause:
    """The clause denied.

    >>> negated(Term(Event("victory"))).negated
    True
    """
    if isinstance(body, Term):
        return Term(body.body, body.window, not body.negated)
    return Term(body, None, negated=True)


def _events(hits: list[Hit], folded: str, place: Offsets, cast: Cast, quantities: tuple[Quantity, ...]) -> list[Event]:
    names = {hit.event for hit in hits}
    words = folded[slice(*place)]
    if "leader_killed" in names:
        args = [Argument("fate", ("killed",))]
        if re.search(r"(?i)\b(?:coups?|putsch|generals|security services?|officers)\b", words):
            args.insert(0, Argument("manner", ("coup",)))
        if "concealment" in names or "illness_announced" in names:
            args.append(Argument("cover", ("illness",)))
        return [Event("leader_exit", tuple(args))]
    exits = [hit for hit in hits if hit.event == "leader_exit"]
    manners = tuple(dict.fromkeys(value for hit in exits for key, value in hit.args if key == "manner"))
    others = [hit for hit in _alternative(hits, folded) if hit.event != "leader_exit"]
    if manners and len(manners) == len(exits) and not others:
        return [Event("leader_exit", (Argument("manner", manners),))]
    if exits and not manners and not _alternative(hits, folded):
        hits = exits[:1]
    found: list[Event] = []
    for hit in (hits[0], *_alternative(hits, folded)):
        vague = _vague(hit, folded)
        for name in _ALTERNATIVES[hit.event] if vague else (hit.event,):
            said = _arguments(vocabulary()[name], hit, folded, place, cast)
            event = Event(name, (*said, *_amount(name, quantities)))
            if event not in found:
                found.append(event)
    return found


def _alternative(hits: list[Hit], folded: str) -> list[Hit]:
    """The events that an "or" sets beside the first."""
    found = []
    for one, two in pairwise(hits):
        if not re.search(r"(?i)\bor\b", folded[one.end : two.start]):
            break
        found.append(two)
    return found


def _amount(name: str, quantities: tuple[Quantity, ...]) -> tuple[Amount, ...]:
    if name != "mobilisation":
        return ()
    men = [q for q in quantities if q.value >= 1000 and (q.unit is None or q.unit in _MEN)]
    return (Amount(">=", float(round(men[0].value))),) if men else ()


def _arguments(definition: EventDefinition, hit: Hit, folded: str, place: Offsets, cast: Cast) -> tuple[Argument, ...]:
    start, end = place
    args = [Argument(key, (value,)) for key, value in hit.args if definition.argument(key)]
    for argument in definition.arguments:
        if argument.open == "person":
            people = [key for key, regex in cast.candidates if regex.search(folded, start, end)]
            if people:
                args.append(Argument(argument.key, tuple(people)))
        elif argument.open == "actor" and argument.key == "by" and definition.name in _AGENTIVE:
            sides = cast.own | cast.adversaries if definition.name in _INTERNAL else frozenset()
            actor = (
                _nearest_before(cast, folded, start, hit.end, sides)
                or _by(cast, folded, max(start, hit.end - 3), end)
                or _they(cast, folded, start, hit, sides)
            )
            if actor is not None:
                args.append(Argument("by", (actor,)))
        elif argument.open == "place" and (there := _place(cast, folded, hit.start, end, left=argument.key == "from")):
            args.append(Argument(argument.key, (there,)))
    if cast.actors is arguments.ROLES:
        # A case's model may not know a value; without a case the words are all there is.
        given = {one.key for one in args}
        args += [one for one in arguments.said(definition.name, folded[start:end]) if one.key not in given]
    terms = re.search(r"(?i)\bon ([\w' -]{2,40}?)(?:'s?)? terms\b", folded[start:end])
    if definition.name == "war_end" and terms and (side := _side(cast, terms[1])):
        args.append(Argument("terms", (side,)))
    return tuple(args)


def _nearest_before(cast: Cast, folded: str, start: int, end: int, without: frozenset[str]) -> str | None:
    best: tuple[int, str] | None = None
    for key, regex in cast.actors:
        if key in without:
            continue
        for match in regex.finditer(folded, start, end):
            # "Senior security officers" are not what a case calls officers.
            ranked = re.search(
                r"(?i)\b(?:senior|top|retired|former)\s+(?:\w+\s+)?$",
                folded[max(start, match.start() - 24) : match.start()],
            )
            if not ranked and (best is None or match.start() > best[0]):
                best = (match.start(), key)
    return best[1] if best else None


def _they(cast: Cast, folded: str, start: int, hit: Hit, without: frozenset[str]) -> str | None:
    """Whom "they" means, from what stands before the statement in its sentence: "the captains swore that they would obey"."""
    if not re.search(r"(?i)\bthey\b", folded[max(start, hit.start - 24) : hit.end]):
        return None
    sentence = re.split(r"[.!?;]\s", folded[max(0, start - 160) : start])[-1]
    return _nearest_before(cast, folded, start - len(sentence), start, without)


def _by(cast: Cast, folded: str, start: int, end: int) -> str | None:
    """Who stands behind a "by" or "from" after the event: "a coup by the guard", "an attempt from the colonels"."""
    behind = re.match(r"(?i)[^.;,]{0,25}?\b(?:by|from|of) (?:the |his |her |its )?(?=(.{0,40}))", folded[start:end])
    if behind is None:
        return None
    return next((key for key, regex in cast.actors if (m := regex.search(behind[1])) and m.start() < 12), None)


def _place(cast: Cast, folded: str, start: int, end: int, *, left: bool) -> str | None:
    """The one place named from an offset on: the one that is left ("from the front"), or the one that is not."""
    found = []
    for key, regex in cast.places:
        for match in regex.finditer(folded, start, end):
            away = bool(
                re.search(
                    r"(?i)\b(?:from|out of|off|up)\s+(?:the\s+)?$",
                    folded[max(start, match.start() - 14) : match.start()],
                )
            )
            if away == left:
                found.append(key)
    return found[0] if len(set(found)) == 1 else None


def _side(cast: Cast, words: str) -> str | None:
    for key, regex in cast.actors:
        if regex.search(words) and key in cast.adversaries:
            return "adversary"
        if regex.search(words) and key in cast.own:
            return "own"
    return None


def _denied_stay(hits: list[Hit], folded: str) -> bool:
    """Whether an exit is stated by denying that the leader is there: "he will not be in office next spring"."""
    return hits[0].event == "leader_exit" and bool(
        re.search(r"(?i)\b(?:not|never|no longer)\b|n't\b", folded[hits[0].start : hits[0].end])
    )


def _still_there(hits: list[Hit], folded: str) -> bool:
    """Whether an exit is denied by saying that the leader is there then: "he will still be president in 2035"."""
    first = hits[0]
    return first.event == "leader_exit" and first.sign == "-" and bool(_STILL.search(folded[first.start : first.end]))


def _window(window: TimeWindow | None, *, whole: bool, before: bool) -> Window | None:
    """The window of a question; an exit that is stated as an absence happens at any time up to its end.

    Who is still there in a year has not left by its beginning; of the rest of it nothing is said.
    """
    if window is None or window.closes is None:
        return None
    if whole or window.opens is None or window.opens.day != 1 or window.opens >= window.closes:
        return By(window.closes)
    return By(window.opens - timedelta(days=1)) if before else Between(window.opens, window.closes)
