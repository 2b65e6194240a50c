"""From the events of a statement to one question."""

from __future__ import annotations

import re

from brumaire.claims.events import Hit
from brumaire.claims.leaders import Cast
from brumaire.errors import QuestionError
from brumaire.questions import normal, vocabulary
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
_MEN = frozenset("soldiers soldier troops men servicemen conscripts reservists people recruits fighters".split())  # noqa: SIM905
# Words that leave open which of several things is meant.
_ALTERNATIVES: dict[str, tuple[str, ...]] = {"coup_attempt": ("coup_attempt", "armed_mutiny", "ultimatum")}
_OPEN_WORDS = re.compile(r"(?i)\b(?:mov(?:e|es|ed|ing)|act(?:s|ed|ing)?|try) (?:\w+ )?(?:against|something)\b")


def open_events(hits: list[Hit], folded: str) -> tuple[str, ...]:
    """Names of the events of a statement, with the alternatives that vague words leave open, in order."""
    names: list[str] = []
    for hit in hits:
        vague = hit.event in _ALTERNATIVES and _OPEN_WORDS.search(folded[hit.start : hit.end])
        names += _ALTERNATIVES[hit.event] if vague else (hit.event,)
    return tuple(dict.fromkeys(names))


def askable(hits: list[Hit]) -> bool:
    """Whether a question can be made of any of the events."""
    return any(hit.event not in _UNASKED for hit in hits)


def clause(
    hits: list[Hit],
    folded: str,
    start: int,
    end: int,
    cast: Cast,
    window: TimeWindow | None,
    quantities: tuple[Quantity, ...],
    *,
    forecast: bool,
) -> Clause | None:
    """The clause that a statement between two offsets is about, positive; None where no event of it can be asked."""
    asked = [hit for hit in hits if hit.event not in _UNASKED]
    if not asked:
        return None
    limits = _window(window) if forecast else None
    events = _events(asked, folded, start, end, cast, quantities)
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


def _events(
    hits: list[Hit], folded: str, start: int, end: int, cast: Cast, quantities: tuple[Quantity, ...]
) -> list[Event]:
    names = {hit.event for hit in hits}
    words = folded[start:end]
    if "leader_killed" in names:
        args = [Argument("fate", ("killed",))]
        if re.search(r"(?i)\b(?:coups?|putsch|generals|security services?|officers)\b", words):
            args.insert(0, Argument("manner", ("coup",)))
        if "concealment" in names or "illness_announced" in names:
            args.append(Argument("cover", ("illness",)))
        return [Event("leader_exit", tuple(args))]
    exits = [hit for hit in hits if hit.event == "leader_exit"]
    manners = tuple(dict.fromkeys(value for hit in exits for key, value in hit.args if key == "manner"))
    if manners and len(manners) == len(exits):
        return [Event("leader_exit", (Argument("manner", manners),))]
    either = bool(re.search(r"(?i)\b(?:either|or)\b", words))
    chosen = hits if either else hits[:1]
    if "leader_exit" in names and not either and not manners:
        chosen = exits[:1]
    found: list[Event] = []
    for hit in chosen:
        vague = hit.event in _ALTERNATIVES and _OPEN_WORDS.search(folded[hit.start : hit.end])
        for name in _ALTERNATIVES[hit.event] if vague else (hit.event,):
            event = Event(name, _arguments(name, hit, folded, start, end, cast, quantities))
            if event not in found:
                found.append(event)
    return found


def _arguments(
    name: str, hit: Hit, folded: str, start: int, end: int, cast: Cast, quantities: tuple[Quantity, ...]
) -> tuple[Argument | Amount, ...]:
    definition = vocabulary()[name]
    args: list[Argument | Amount] = [Argument(key, (value,)) for key, value in hit.args if definition.argument(key)]
    for argument in definition.arguments:
        if argument.open == "person":
            people = [key for key, regex in cast.candidates if regex.search(folded, start, end)]
            if people:
                args.append(Argument(argument.key, tuple(people)))
        elif argument.open == "actor" and argument.key == "by":
            actor = _nearest_before(cast, folded, start, hit.end)
            if actor is not None:
                args.append(Argument("by", (actor,)))
        elif argument.open == "place":
            places = [key for key, regex in cast.places if regex.search(folded, hit.start, end)]
            if len(places) == 1:
                args.append(Argument(argument.key, (places[0],)))
    if name == "war_end" and (match := re.search(r"(?i)\bon ([\w' -]{2,40}?)(?:'s?)? terms\b", folded[start:end])):
        side = _side(cast, match[1])
        if side:
            args.append(Argument("terms", (side,)))
    if name == "mobilisation":
        men = [q for q in quantities if q.value >= 1000 and (q.unit is None or q.unit in _MEN)]
        if men:
            args.append(Amount(">=", float(round(men[0].value))))
    return tuple(args)


def _nearest_before(cast: Cast, folded: str, start: int, end: int) -> str | None:
    best: tuple[int, str] | None = None
    for key, regex in cast.actors:
        for match in regex.finditer(folded, start, end):
            if best is None or match.start() > best[0]:
                best = (match.start(), key)
    return best[1] if best else None


def _side(cast: Cast, words: str) -> str | None:
    for key, regex in cast.actors:
        if regex.search(words) and key in cast.adversaries:
            return "adversary"
        if regex.search(words) and key in cast.own:
            return "own"
    return None


def _window(window: TimeWindow | None) -> Window | None:
    if window is None or window.closes is None:
        return None
    if window.opens is None or window.opens.day != 1 or window.opens >= window.closes:
        return By(window.closes)
    return Between(window.opens, window.closes)
