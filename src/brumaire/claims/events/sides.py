"""Whose victory it is where no case names the sides: the leader's country, or somebody else's."""

from __future__ import annotations

import re
from typing import Literal

# A country and what is called after it share their beginning: Halvia, Halvian, Halvians.
_STEM = 4
_RULER = r"(?:president|king|queen|leader|ruler|premier|prime minister|chancellor|marshal|emir|strongman|dictator|junta|general)"
_WINNER = re.compile(
    r"(?i:\bvictory\s+(?:for|of|by)\s+(?:the\s+)?)(?P<after>[A-Z]\w{3,})|(?P<before>[A-Z]\w{3,})(?:'s?)?\s+(?i:(?:\w+\s+){0,2}?(?:victory|triumph|defeat|wins?|winning|prevails?|loses?|losing|is (?:beaten|defeated)))\b"
)
_ENEMY = re.compile(
    r"(?i)\b(?:rebels?|insurgents?|enemy|enemy's|adversary|separatists?|invaders?)\b(?:'s?)?\s+(?:\w+\s+){0,2}?(?:victory|triumph|wins?|winning|prevails?)\b|\bvictory\s+(?:for|of|by)\s+(?:the\s+)?(?:rebels|insurgents|enemy|separatists|invaders)\b"
)


def homeland(folded: str, leader: str) -> frozenset[str]:
    """The first letters of the country that the leader is said to lead; empty where the article does not say.

    >>> sorted(homeland("Veldania's president, Oren Vask, ...", "Oren Vask"))
    ['veld']
    """
    found = re.findall(rf"\b([A-Z]\w{{3,}})'s\s+(?:\w+\s+)?(?i:{_RULER})\b", folded)
    found += re.findall(rf"\b([A-Z]\w+(?:an|ese|ish|i))\s+(?i:{_RULER})\b", folded)
    found += re.findall(rf"\b(?i:{_RULER})\s+of\s+([A-Z]\w{{3,}})", folded)
    found += re.findall(
        rf"(?<!\w)(?:{leader})(?:,[^,.]{{0,40}},)?\s+(?:has\s+)?(?:ruled|rules|governed|governs|of)\s+([A-Z]\w{{3,}})",
        folded,
    )
    if not found:
        return frozenset()
    stems = [name[:_STEM].lower() for name in found]
    return frozenset({max(stems, key=stems.count)})


def whose(words: str, home: frozenset[str], others: str) -> Literal["own", "other"] | None:
    """Whose victory or defeat words speak of; `others` is the article, where another country must be named again.

    >>> whose("a Halvian victory", frozenset({"veld"}), "Halvia attacked. The Halvian army won.")
    'other'
    >>> whose("a Veldanian victory", frozenset({"veld"}), "")
    'own'
    """
    if _ENEMY.search(words):
        return "other"
    for match in _WINNER.finditer(words):
        stem = (match["after"] or match["before"])[:_STEM].lower()
        if stem in home:
            return "own"
        if home and len(set(re.findall(rf"\b{stem}\w*", others.lower()))) > 1:
            return "other"
    return None
