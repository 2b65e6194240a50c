"""Who the leader is, where the capitals are, and who the actors are: from the case, else guessed from the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.events.arguments import ROLES
from brumaire.claims.events.sides import homeland
from brumaire.claims.speakers.persons import People, Person
from brumaire.claims.text.folding import fold
from brumaire.records import Case, Named

# Heads of state before heads of government; deputies, party leaders of the opposition and the retired do not count.
_HEAD_OF_STATE, _HEAD_OF_GOVERNMENT = 9, 6
_STATE_OFFICE = re.compile(
    r"\b(?:president|king|queen|emir|sultan|dictator|strongman|autocrat|monarch|tsar|shah|tyrant|despot|regent|supreme guide|guide|first secretary|general secretary|head of state|junta chairman)\b"
)
_GOVERNMENT_OFFICE = re.compile(
    r"\b(?:prime minister|premier|chancellor|marshal|first minister|ruler|leader|colonel)\b"
)
_NO_LONGER = re.compile(
    r"\b(?:former|formerly|late|ex|vice|deputy|opposition|retired|spokes\w+|adviser|aide|alliance|institute|university|professor|union|club|company)\b|\bex-|presidential|crown prince|princess"
)
_OFFICE = re.compile(
    r"(?i)(?<!former )(?<!late )(?<!ex-)\b(?:president|prime minister|leader|ruler|dictator|autocrat|strongman|king|emir|chancellor|premier|junta chief)(?:'s)?,?\s+(?-i:((?:[A-Z][\w'-]+\s+){0,2}[A-Z][\w'-]+))"
)
_DESCRIPTIONS = (
    r"(?:the|this|that|their|its|his|our|veteran|ailing|embattled|ageing|aging|beleaguered|russian|\w+an|\w+ese|\w+'s) (?:\w+ )?"
    r"(?:president|leader|ruler|prime minister|premier|king|emir|sultan|autocrat|dictator|strongman|tsar|tyrant|despot|marshal|regime|chancellor|commander[- ]in[- ]chief)"
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Names of one article's crisis as alternations for patterns, and the case's keys with their names.

    `homeland` holds the first letters of the leader's country where no case names the sides.
    `leader`, `capital` and `adversary_capital` are regular expressions that match nothing where unknown.
    """

    leader: str
    capital: str = r"(?!)"
    adversary_capital: str = r"(?!)"
    actors: tuple[tuple[str, re.Pattern[str]], ...] = ()
    places: tuple[tuple[str, re.Pattern[str]], ...] = ()
    candidates: tuple[tuple[str, re.Pattern[str]], ...] = ()
    own: frozenset[str] = frozenset()
    homeland: frozenset[str] = frozenset()
    adversaries: frozenset[str] = frozenset()


_AIMED_AT = re.compile(
    r"(?i)\b(?:against|overthrow|oust|topple|depose|remove|replace|succeed|kill|poison|loyal to|behind|sweep|without|after|re-elect)"
    r"\s+(?:\w+\s+){0,2}$"
)
_RULES_OR_FALLS = re.compile(
    r"(?i)(?:'s\s+(?:rule|grip|fall|departure|removal|generals|guard|regime|throne|palace|days|successor|government|cabinet)"
    r"|\s+(?:will|would|could|may|might|is|has)\s+(?:\w+\s+)?(?:be gone|go|fall|resign|survive|step down|leave|finished|ruled|governed))"
)


def cast(folded: str, people: People, case: Case | None, sources: frozenset[str] = frozenset()) -> Cast:
    """The cast of an article, with a case's names where there is one; `sources` are names of those who speak in it."""
    names = _leader_names(folded, people, case, sources)
    alternatives = "|".join([*(re.escape(name) for name in sorted(names, key=len, reverse=True)), _DESCRIPTIONS])
    leader = rf"(?:{alternatives})"
    if case is None:
        return Cast(leader, actors=ROLES, homeland=homeland(folded, leader))
    return Cast(
        leader,
        capital=_role(case.places, "capital"),
        adversary_capital=_role(case.places, "adversary_capital"),
        actors=_named(case.actors),
        places=_named(case.places),
        candidates=_named(case.candidates, surname=True),
        own=frozenset(n.key for n in case.actors if {"own", "own_forces"} & {n.role, n.key}),
        adversaries=frozenset(n.key for n in case.actors if "adversary" in (n.role, n.key)),
    )


def _leader_names(folded: str, people: People, case: Case | None, sources: frozenset[str]) -> set[str]:
    if case is not None:
        name = fold(case.leader.name)
        return {name, name.split()[-1]}
    lower = folded.lower() if len(folded.lower()) == len(folded) else folded
    scores = {
        name: _office(person) + person.mentions + 2 * _acted_on(folded, lower, person.surname)
        for name, person in people.by_name.items()
        # Who only comments is no leader; rulers speak too.
        if _office(person) or name not in sources
    }
    for match in _OFFICE.finditer(folded):
        person = people.find(match[1])
        if person is not None and person.name in scores and _office(person) < _HEAD_OF_STATE:
            scores[person.name] += 3
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < 2:
        return set()
    return {best, best.split()[-1]}


def _office(person: Person) -> int:
    """How much an office says that its holder is whom the article is about."""
    role = f"{person.role or ''} {' '.join(sorted(person.words))} {person.name}".lower()
    if _NO_LONGER.search(role):
        return 0
    if _STATE_OFFICE.search(role):
        return _HEAD_OF_STATE
    return _HEAD_OF_GOVERNMENT if _GOVERNMENT_OFFICE.search(role) else 0


def _acted_on(folded: str, lower: str, surname: str) -> int:
    """How often somebody is what a move is aimed at, or what is said to rule, fall or fail."""
    name = surname.lower()
    count, at = 0, lower.find(name)
    while at >= 0:
        end = at + len(name)
        whole = not lower[end : end + 1].isalnum() and not lower[max(0, at - 1) : at].isalnum()
        if whole and (_AIMED_AT.search(folded, max(0, at - 48), at) or _RULES_OR_FALLS.match(folded, end, end + 48)):
            count += 1
        at = lower.find(name, end)
    return count


def _role(named: tuple[Named, ...], role: str) -> str:
    found = [re.escape(fold(alias)) for n in named if role in (n.role, n.key) for alias in (n.name, *n.aliases)]
    return f"(?:{'|'.join(found)})" if found else r"(?!)"


def _named(named: tuple[Named, ...], *, surname: bool = False) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = []
    for n in named:
        names = {fold(n.name), *(fold(alias) for alias in n.aliases)}
        if surname and n.name.split():
            names.add(fold(n.name.split()[-1]))
        pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
        if pattern:
            rows.append((n.key, re.compile(rf"(?i)(?<!\w)(?:{pattern})(?!\w)")))
    return tuple(rows)
