"""A content's sentences to statements: each with its words, its events, its conditions and what it refers back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from brumaire.claims import conditions
from brumaire.claims.clauses import clauses
from brumaire.claims.conditions import Antecedent
from brumaire.claims.contents import trimmed
from brumaire.claims.events import EventFinder, Hit
from brumaire.claims.kinds import forecast_like
from brumaire.claims.lexicon import ARMED
from brumaire.claims.sentences import inner_sentences

_BACK = re.compile(
    r"(?i)^\W*(?:and |but |so |then )?(?:that|this|it|which)\s+(?:(?:could|might|may|will|would|can|wo|ca)(?:n't|\s+not)?\s+(?:\w+\s+){0,2}?(?:happen|come|occur|take place|follow)\b|happened\b|was done\b|has happened\b|would(?:n't| not) be (?:a stretch|the first))"
    r"|^\W*(?:this|it|that) would(?:n't| not) be a stretch\b|\bit (?:could|might|may|will|would) (?:also )?happen\b"
)
_GO = re.compile(r"(?i)^\W*(?:also |then )?(?:could|will|would|might|may)\s+(?:\w+\s+)?(?:move|act|strike)\b")
_HOLDER = re.compile(
    r"^\W*(?:(?:But|And|So)\s+)?(?P<holder>(?:[Tt]he\s+)?(?:[A-Z][\w'&-]*(?:\s+(?:of\s+)?[A-Z][\w'&-]*)*|generals|officers|elites|soldiers|Russians|insiders|people around \w+)|[Tt]hey)(?:\s*\[[^\]]{0,80}\])?\s+"
    r"(?:\w+ly\s+|also\s+)?(?:thinks?|believes?|fears?|says?|said|claims?|insists?|reckons?|wants?|knows?|suspects?|argues?|hopes?)\b"
)


@dataclass
class Statement:
    """One statement: offsets, events, the conditions that hold of it, and whether its events come from before."""

    start: int
    end: int
    hits: list[Hit]
    conditions: list[Antecedent] = field(default_factory=list)
    referred: bool = False
    holder: str | None = None


def of_content(
    text: str, folded: str, start: int, end: int, finder: EventFinder, previous: list[Hit]
) -> list[Statement]:
    """The statements of one piece of content; `previous` are the events that a "that" at its beginning may mean."""
    found: list[Statement] = []
    for a, b in inner_sentences(text, start, end):
        a, b = trimmed(text, a, b)
        if b - a < 3 or text[b - 1] == "?":
            continue
        new = _of_sentence(text, folded, a, b, finder, previous)
        found += new
        hits = [hit for statement in new for hit in statement.hits]
        previous = hits or previous
    return found


def _of_sentence(
    text: str, folded: str, start: int, end: int, finder: EventFinder, previous: list[Hit]
) -> list[Statement]:
    antecedents = conditions.antecedents(folded, start, end)
    holes = [(c.start, c.end) for c in antecedents]
    groups: list[Statement] = []
    for a, b in clauses(folded, start, end, holes):
        hits = finder.hits(a, b, tuple(holes))
        if not hits and groups and _GO.search(folded[a:b]) and re.search(rf"(?i)\b{ARMED}\b", folded[start:a]):
            move = _GO.search(folded[a:b])
            assert move is not None
            hits = [Hit("coup_attempt", a + move.end() - 1, a + move.end())]
        if hits or not groups:
            groups.append(Statement(a, b, hits))
        elif _BACK.search(folded[a:b]) and groups[-1].hits:
            groups.append(Statement(a, b, list(groups[-1].hits), referred=True))
        else:
            groups[-1].end = b
    if (
        len(groups) > 1
        and not groups[0].hits
        and (not forecast_like(folded[groups[0].start : groups[0].end]) or groups[0].end - groups[0].start < 45)
    ):
        groups[1].start = groups[0].start
        groups = groups[1:]
    leading = [c for c in antecedents if c.leads and c.start - start < 25]
    for group in groups:
        inside = [c for c in antecedents if group.start <= c.start < group.end]
        group.conditions = inside or leading
        if not group.hits and previous and _BACK.search(folded[group.start : group.end]):
            group.hits, group.referred = list(previous), True
        if match := _HOLDER.match(text[group.start : group.end]):
            group.holder = re.sub(r"^(?:[Tt]he)\s+", "", match["holder"])
    for group in groups:
        group.start, group.end = trimmed(text, group.start, group.end)
    return [group for group in groups if group.end > group.start]
