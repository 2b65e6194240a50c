"""Analogies against the record: a leader of the past who is said to have gone in a way or at a time that he did not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from brumaire.commentary.base import Matter, quote
from brumaire.commentary.numbers import day_in_words
from brumaire.history import LeaderFact, find_leader
from brumaire.records import Article, Claim, Finding

Find = Callable[[str], tuple[LeaderFact, ...]]

_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]+)*")
_DECADE = re.compile(r"\b(1[89]|20)(\d)0['’]?s\b|['’](\d)0s\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_SPELT = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

# Events of the vocabulary that say a leader did not die of himself.
_FORCE = frozenset({"leader_killed", "concealment", "coup_attempt", "coup_success", "uprising"})


def check(matter: Matter, find: Find = find_leader) -> tuple[Finding, ...]:
    """One finding for each leader named in an analogy whose time or manner of leaving the record has otherwise."""
    found = []
    for claim in matter.reading.claims:
        article = matter.article(claim)
        if claim.kind != "analogy" or article is None:
            continue
        passage = _passage(article, claim)
        said = _events(matter, claim, find)
        for fact in _leaders(passage, find, article.published or matter.as_of):
            wrong = [part for part in (_time(passage, fact), _manner(said, fact)) if part]
            if wrong:
                text = f"{matter.voice(claim)}: {quote(claim)}. {' '.join(wrong)} {_record(fact)}"
                found.append(Finding("analogy", text, (claim.id,), fact.source))
    return tuple(found)


def years_said(text: str) -> tuple[tuple[int, int], ...]:
    """Decades and years in a text, as first and last year; a decade without a century is the last century's.

    >>> years_said("in the 1970s"), years_said("since the eighties, and in 1991"), years_said("long ago")
    (((1970, 1979),), ((1980, 1989), (1991, 1991)), ())
    """
    spans = []
    for match in _DECADE.finditer(text):
        first = int(match[1] + match[2] + "0") if match[1] else 1900 + 10 * int(match[3])
        spans.append((first, first + 9))
    lowered = text.casefold()
    spans += [(1900 + 10 * ten, 1909 + 10 * ten) for word, ten in _SPELT.items() if re.search(rf"\b{word}\b", lowered)]
    plain = _DECADE.sub(" ", text)
    return tuple(spans) + tuple((int(year), int(year)) for year in _YEAR.findall(plain))


def _passage(article: Article, claim: Claim) -> str:
    """The sentence that the claim stands in, for names and years beside its own words."""
    text, start, end = article.text, claim.content.start, claim.content.end
    left = max((text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n")), default=-1)
    right = min(
        (at for mark in (". ", "! ", "? ", "\n") if (at := text.find(mark, max(end - 1, 0))) >= 0), default=len(text)
    )
    return text[left + 1 : right + 1]


def _events(matter: Matter, claim: Claim, find: Find) -> frozenset[str]:
    """What is said to have happened: by the claim, and by its speaker's analogies that name nobody themselves.

    One sentence may name the man and the next the manner.
    """
    said = set(claim.events)
    for other in matter.reading.claims:
        same = other.kind == "analogy" and other.article == claim.article and matter.voice(other) == matter.voice(claim)
        article = matter.article(other)
        if same and article is not None and not _names_somebody(_passage(article, other), find):
            said |= set(other.events)
    return frozenset(said)


def _names_somebody(passage: str, find: Find) -> bool:
    """Whether a passage has a leader, or any name: a capital elsewhere than at its beginning."""
    inner = passage.strip().lstrip("“‘\"'")
    return bool(_leaders(passage, find, None)) or any(match.start() > 0 for match in _NAME.finditer(inner))


def _leaders(passage: str, find: Find, before: date | None) -> list[LeaderFact]:
    """Leaders named in a passage who have left office; of several terms the last, and none where the name is shared."""
    found: dict[str, LeaderFact] = {}
    for name in _NAME.findall(passage):
        words = re.sub(r"['’]s\b", "", name).split()
        for candidate in (" ".join(words), words[-1]):
            facts = [f for f in find(candidate) if f.left is not None and (before is None or f.left < before)]
            if facts and len({(f.name, f.state) for f in facts}) == 1:
                last = max(facts, key=lambda fact: fact.entered)
                found.setdefault(last.key, last)
                break
    return list(found.values())


def _time(passage: str, fact: LeaderFact) -> str:
    spans = years_said(passage)
    assert fact.left is not None
    if not spans or any(first <= fact.left.year <= last for first, last in spans):
        return ""
    first, last = spans[0]
    when = f"the {first}s" if last > first else str(first)
    return f"It is placed in {when}."


def _manner(said: frozenset[str], fact: LeaderFact) -> str:
    if fact.natural and said & _FORCE:
        return "It speaks of force or of a death covered up."
    if not fact.natural and "natural_death" in said:
        return "It speaks of a natural death."
    return ""


def _record(fact: LeaderFact) -> str:
    assert fact.left is not None
    manner = "by natural death" if fact.natural else f"({fact.exit.casefold()}: {fact.code})"
    return f"On record, {fact.name} ({fact.state}) left office on {day_in_words(fact.left)} {manner}."
