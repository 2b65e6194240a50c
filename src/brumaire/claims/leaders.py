"""Who the leader is, where the capitals are, and who the actors are: from the case, else guessed from the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.arguments import ROLES
from brumaire.claims.folding import fold
from brumaire.claims.persons import People
from brumaire.records import Case, Named

_RULING = "president leader ruler premier chancellor king queen emir sultan dictator autocrat strongman tsar tyrant despot marshal"
_TITLES = frozenset(_RULING.split())
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

    `leader`, `capital` and `adversary_capital` are regular expressions that match nothing where unknown.
    """

    leader: str
    capital: str = r"(?!)"
    adversary_capital: str = r"(?!)"
    actors: tuple[tuple[str, re.Pattern[str]], ...] = ()
    places: tuple[tuple[str, re.Pattern[str]], ...] = ()
    candidates: tuple[tuple[str, re.Pattern[str]], ...] = ()
    own: frozenset[str] = frozenset()
    adversaries: frozenset[str] = frozenset()


def cast(folded: str, people: People, case: Case | None, sources: frozenset[str] = frozenset()) -> Cast:
    """The cast of an article, with a case's names where there is one; `sources` are names of those who speak in it."""
    names = _leader_names(folded, people, case, sources)
    alternatives = "|".join([*(re.escape(name) for name in sorted(names, key=len, reverse=True)), _DESCRIPTIONS])
    leader = rf"(?:{alternatives})"
    if case is None:
        return Cast(leader, actors=ROLES)
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
    counts: dict[str, int] = {}
    for match in _OFFICE.finditer(folded):
        person = people.find(match[1])
        if person is not None:
            counts[person.name] = counts.get(person.name, 0) + 1
    for person in people.by_name.values():
        if person.words & _TITLES and not re.search(r"(?i)\b(?:former|late|ex)\b", person.role or ""):
            counts[person.name] = counts.get(person.name, 0) + 1
    # Whom an article is about is named most; the title of an office counts threefold, and a source is seldom the leader.
    weights = {
        p.name: p.mentions * (3 if p.name in counts else 1) for p in people.by_name.values() if p.name not in sources
    }
    best = max(weights, key=lambda name: weights[name], default=None)
    if best is None or weights[best] < 2:
        return set()
    return {best, best.split()[-1]}


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
