"""A content's sentences to statements: each with its words, its events, its conditions and what it refers back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from brumaire.claims.base import Offsets
from brumaire.claims.conditions import antecedents as conditions
from brumaire.claims.conditions.antecedents import Antecedent
from brumaire.claims.events.finding import EventFinder, Hit, completed
from brumaire.claims.events.lexicon import list_pattern
from brumaire.claims.events.meaning import Meaning
from brumaire.claims.kinds import forecast_like
from brumaire.claims.speakers import holders
from brumaire.claims.tagging.contents import trimmed
from brumaire.claims.text.clauses import clauses
from brumaire.claims.text.sentences import inner_sentences

_BACK = re.compile(
    r"(?i)^\W*(?:and |but |so |then )?(?:that|this|it|which)\s+(?:(?:could|might|may|will|would|can|wo|ca)(?:n't|\s+not)?\s+(?:\w+\s+){0,2}?(?:happen|come|occur|take place|follow)\b|happened\b|was done\b|has happened\b|would(?:n't| not) be (?:a stretch|the first))"
    r"|^\W*(?:this|it|that) would(?:n't| not) be a stretch\b|\bit (?:could|might|may|will|would) (?:also )?happen\b|\bput (?:it|that) (?:no higher than|at|above|below|around)\b"
)
# "I can't see it", "one in five, perhaps", "neither will happen": a judgement of what was spoken of before.
_CHANCE = (
    r"(?:(?:un)?likely|(?:im)?possible|(?:im)?probable|per ?cent|%|percentage|chances?|odds|even money|coin[- ]flip|fifty-fifty|sixty-forty|one in|two in|three in|four in|a quarter|a third"
    r"|out of the question|cannot be ruled out|can't be ruled out|not zero|very low|close to (?:nil|zero)|remote)"
)
_ELLIPSIS = re.compile(
    rf"(?i)^\W*(?:(?:well|oh|no|yes|and|but|so|still|perhaps|maybe|then),?\s+)*(?:(?:it|that|this|neither|either|both|which)\b[^.;]{{0,40}}\b(?:{_CHANCE}|happen|become)"
    rf"|i\s+(?:can't|cannot|don't|wouldn't|would not|could not|couldn't)\s+(?:\w+\s+)?(?:see|rule|exclude|put)\s+(?:it|that|either|this|them out)\b"
    rf"|(?:i'd|i would|i should|she'd|he'd|she would|he would)\s+(?:\w+\s+)?(?:put|say|give|go|call)\b[^.;]{{0,30}}(?:\bit\b|\d|{_CHANCE}|as (?:high|low))"
    rf"|(?:less|more|lower|higher|rather|slightly|a bit|a shade)\b[^.;]{{0,30}}\b(?:than|likely)\b|{_CHANCE}\W*(?:$|\w+\W*$|\w+\s+\w+\W*$)"
    r"|(?:it|that|he|she|they)\s+(?:could|might|will|would|may|won't)(?:\s+(?:well|even|not|just))?\W*$|(?:he|she|they)\s+(?:won't|will not|will|would|might)\s+(?:do|try)\s+(?:it|that)\b)"
)
_GO = re.compile(r"(?i)^\W*(?:also |then )?(?:could|will|would|might|may)\s+(?:\w+\s+)?(?:move|act|strike)\b")
_GOES_ON = re.compile(r"(?i)\band\s+that\s*\S{0,5}\s?$|\bthat\b\W*$")
_PRONOUN = re.compile(r"(?i)\W*(?:that|this|it|they|which)\b")
# "It cannot go on like this": what cannot go on is not said, and the network would guess.
_UNSAID = re.compile(
    r"(?i)\W*(?:(?:and|but|so|well|no),?\s+)*(?:it|this|that|things|they|we|he|she|you)\s+(?:cannot|can't|can not|could not|couldn't)\s+(?:possibly\s+|simply\s+|just\s+)?(?:go\s+on|carry\s+on|continue|last)"
    r"(?:\s+(?:like\s+this|this\s+way|for\s+ever|forever|for\s+long|much\s+longer|indefinitely))?\W*"
)
# Of a source who "asked not to be named because …" nothing is said.
_UNNAMED = re.compile(
    r"(?i)\W*(?:(?:not\s+to\s+be|to\s+not\s+be|not\s+be)\s+(?:named|identified|quoted|cited)|(?:to\s+(?:remain|stay|be)\s+|for\s+|on\s+(?:the\s+)?condition\s+of\s+)(?:anonymous|anonymity|unnamed))\b"
)
# "You would shock your enemy": a recipe, no forecast.
_GENERIC = re.compile(r"(?i)^\W*(?:and |then |so |but )*you(?:'d|'ll)?\b")


@dataclass
class Statement:
    """One statement: offsets, events and the conditions that hold of it.

    `referred`: its events are those that a "that" refers to. `generic`: its subject is the "you" of recipes.
    """

    start: int
    end: int
    hits: list[Hit]
    conditions: list[Antecedent] = field(default_factory=list)
    referred: bool = False
    holder: str | None = None
    generic: bool = False
    meaning: Meaning | None = None


def of_content(
    text: str, folded: str, place: Offsets, finder: EventFinder, previous: list[Hit], *, guess: bool = True
) -> list[Statement]:
    """The statements of one piece of content; `previous` are the events that a "that" at its beginning may mean.

    guess : whether the network is asked about statements in which no words of the lexicon stand.
    """
    found: list[Statement] = []
    for sentence in inner_sentences(text, *place):
        a, b = trimmed(text, *sentence)
        if b - a < 3 or text[b - 1] == "?" or _UNNAMED.match(folded, a, b):
            continue
        new = _of_sentence(text, folded, (a, b), finder, previous)
        for statement in new:
            if not statement.hits and not guess:
                continue
            holes = tuple((c.start, c.end) for c in statement.conditions)
            if _UNSAID.fullmatch(folded, statement.start, statement.end):
                continue
            statement.meaning = finder.meaning(statement.start, statement.end, holes)
            if not statement.referred:
                statement.hits = completed(statement.hits, statement.meaning, statement.start, statement.end)
        found += new
        hits = [hit for statement in new for hit in statement.hits]
        previous = hits or previous
    return found


def _of_sentence(text: str, folded: str, place: Offsets, finder: EventFinder, previous: list[Hit]) -> list[Statement]:
    start, end = place
    antecedents = conditions.antecedents(folded, start, end)
    holes = [(c.start, c.end) for c in antecedents]
    groups: list[Statement] = []
    for a, b in clauses(folded, start, end, holes):
        part = folded[a:b]
        hits = finder.hits(a, b, tuple(holes))
        back = bool(_BACK.search(part)) or (len(part.split()) <= 14 and bool(_ELLIPSIS.search(part)))
        if not hits and back and ((groups and groups[-1].hits) or previous):
            before = groups[-1].hits if groups and groups[-1].hits else previous
            groups.append(Statement(a, b, list(before), referred=True))
            continue
        if (
            not hits
            and groups
            and (move := _GO.search(part))
            and re.search(list_pattern("armed"), folded[start:a], re.IGNORECASE)
        ):
            hits = [Hit("coup_attempt", a + move.start(), a + move.end())]
        if groups and hits and _adds_nothing(part, hits, groups[-1].hits):
            groups[-1].end = b
        elif hits or not groups:
            groups.append(Statement(a, b, hits))
        else:
            groups[-1].end = b
            if not groups[-1].hits:
                # "The police were paid and will obey": the subject stands in the clause before.
                groups[-1].hits = finder.hits(groups[-1].start, b, tuple(holes))
    groups = _merged(folded, groups)
    leading = [c for c in antecedents if c.leads and c.start - start < 25]
    last_holder: str | None = None
    for group in groups:
        group.conditions = [c for c in antecedents if group.start <= c.start < group.end] or leading
        group.generic = bool(_GENERIC.search(folded[group.start : group.end]))
        group.holder = holders.find(text, group.start, group.end)
        # "The ministry says that the square is empty and that the shops are open": both are the ministry's.
        if group.holder is None and last_holder is not None and _GOES_ON.search(folded[start : group.start + 6]):
            group.holder = last_holder
        last_holder = group.holder
        group.start, group.end = trimmed(text, group.start, group.end)
    return [group for group in groups if group.end > group.start]


def _adds_nothing(part: str, hits: list[Hit], before: list[Hit]) -> bool:
    """Whether a clause goes on about the event before it: "they would be seen, and that would be a sure sign"."""
    return (
        all(hit.weak for hit in hits)
        and bool(_PRONOUN.match(part))
        and {hit.event for hit in hits} <= {hit.event for hit in before}
    )


def _merged(folded: str, groups: list[Statement]) -> list[Statement]:
    """A first part that speaks of no event belongs to the next one, unless it is a forecast of its own."""
    if len(groups) > 1 and not groups[0].hits:
        first = groups[0]
        if not forecast_like(folded[first.start : first.end]) or first.end - first.start < 45:
            groups[1].start = first.start
            return groups[1:]
    return groups
