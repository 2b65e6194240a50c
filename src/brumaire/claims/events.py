"""Which events of the vocabulary a statement speaks of.

Patterns with syntax come first; only where none matches do the vocabulary's own phrases of several words count. A
word alone never decides: "win", "aim" and "attack" are in every newspaper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from brumaire.claims.leaders import Cast
from brumaire.claims.lexicon import LEADER_PATTERNS, Pattern
from brumaire.claims.lexicon_war import NARROWER, WAR_PATTERNS
from brumaire.questions import vocabulary

Sign = Literal["+", "-"]
_DOMAIN = re.compile(
    r"(?i)\b(?:wars?|army|armies|troops|military|soldiers?|coups?|generals|(?-i:General (?=[A-Z]))|offensives?|frontline|battlefield|regime|cease-?fire|rebels?"
    r"|invasion|missiles?|nuclear|overthrow\w*|toppled?|junta|putsch|uprising|mutiny|tanks|colonels?|brigades?|commanders?|front line|reservists"
    r"|mobilisation|armed forces|battalions?|autocrat|dictator(?:ship)?|despot|tyrant|strongman|marshal|admirals?|navy|paratroopers|conscripts|barracks"
    r"|secret police|spies|sergeant|palace|mutin\w+|plotters?|succession|armou?red|shelling|trenches|howitzers?|garrisons?|ultimatum|purge[sd]?)\b"
)
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_TITLE_STOP = re.compile(r"\b(Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Prof|St)\.")
_WANTED = re.compile(
    r"(?i)\b(?:needs?|has to|have to|must|wants?|pressure|desperate|hopes?|in order|in search)\b[^.;]*$"
)
# Phrases of the vocabulary that are as common in other stories.
_LOOSE = frozenset(
    {
        "way out", "give up", "take out", "taken out", "take over", "took over", "takes over", "taken over", "more power", "as expected", "as planned", "go to plan", "gone to plan", "be replaced",
        "pick up", "picked up", "get rid of", "got rid of", "in the hands of", "means to", "fall short", "fell short", "fallen short", "change course", "change of course", "take charge", "put in charge",
        "give in", "gave in", "give way", "gave way", "explain away", "blame on", "turns out", "found out", "status quo", "best placed", "well placed", "be removed", "be killed", "handed over",
        "hand over power", "vote out", "be voted out", "lose the election", "lost the election", "call up", "called up", "be gone", "stand down", "stood down", "sit down with", "sat down with",
        "death toll", "shot down", "heart attack", "natural causes", "old age", "has to go", "should go", "new leader", "new president", "next president", "next leader", "fell out with", "fall out with",
        "red line", "red lines", "push back", "pushed back", "driven out", "break ranks", "tip off", "no let-up", "big difference", "make the difference", "switch sides", "take his place", "better trained",
        "end on terms", "military aid", "battle tanks", "supplied with", "martial law", "new recruits", "poll ratings", "strong position", "loss of the war", "new push", "big push", "doctrine of", "nuclear weapon", "nuclear weapons", "weapon of mass destruction", "red button", "best troops", "best units", "elite units", "elite troops", "people on television", "nuclear doctrine", "take a hit", "taken a hit",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """An event in a statement: where the words stand, the arguments that they give, and their sign.

    A `weak` one rests on a phrase without syntax, or on words that need or wish for the event: it is shown, not asked.
    """

    event: str
    start: int
    end: int
    args: tuple[tuple[str, str], ...] = ()
    sign: Sign = "+"
    weak: bool = False


class EventFinder:
    """Finds events in statements of one article, whose cast and subject it knows."""

    def __init__(self, folded: str, cast: Cast, stretches: list[tuple[int, int]]) -> None:
        self.folded = folded
        self.patterns = _compiled(cast.leader, cast.capital, cast.adversary_capital)
        self.at_war = in_domain([folded[a:b] for a, b in stretches])

    def hits(self, start: int, end: int, holes: tuple[tuple[int, int], ...] = ()) -> list[Hit]:
        """The events between two offsets, outside `holes` (conditions), in order of their places."""
        text = self.folded[start:end]
        for a, b in holes:
            low, high = max(a, start), min(b, end)
            if low < high:
                text = text[: low - start] + " " * (high - low) + text[high - start :]
        # Full stops that end nothing: "1.5 million", "Gen. Ames". Patterns stop at the others.
        text = _TITLE_STOP.sub(r"\1 ", _DECIMAL.sub(",", text))
        found: list[Hit] = []
        for pattern, regex in self.patterns:
            if not (pattern.sure or self.at_war):
                continue
            match = regex.search(text)
            if (
                match
                and pattern.event == "victory"
                and _WANTED.search(text[max(0, match.start() - 40) : match.start()])
            ):
                found.append(Hit(pattern.event, start + match.start(), start + match.end(), weak=True))
            elif match and not any(h.event == pattern.event and h.args == pattern.args for h in found):
                found.append(Hit(pattern.event, start + match.start(), start + match.end(), pattern.args, pattern.sign))
        if not found and self.at_war:
            found = self._by_words(text, start)
        return _narrowed(found)

    def _by_words(self, text: str, start: int) -> list[Hit]:
        found: dict[str, Hit] = {}
        regex, of = _phrases()
        for match in regex.finditer(text):
            event = of[_base(match[1])]
            found.setdefault(event, Hit(event, start + match.start(), start + match.end(), weak=True))
        return list(found.values())


def in_domain(stretches: list[str]) -> bool:
    """Whether a text speaks of armies, war or overthrow often enough to read its words in that sense.

    >>> in_domain(["The generals want the war to end and the army agrees."]), in_domain(["They won the game again."])
    (True, False)
    """
    words = sum(len(s.split()) for s in stretches)
    marks = sum(len({m[0].lower() for m in _DOMAIN.finditer(s)}) for s in stretches)
    # So that one mark is enough for a short notice, and a long story must go on about it.
    return marks > 0 and marks * 60 >= words


def _narrowed(found: list[Hit]) -> list[Hit]:
    names = {hit.event for hit in found}
    wide = {w for name in names for w in NARROWER.get(name, ())}
    kept = [hit for hit in found if hit.event not in wide]
    wins = [hit for hit in kept if hit.event == "victory"]
    kept = [hit for hit in kept if hit.event != "defeat" or not any(_inside(hit, win) for win in wins)]
    exits = [hit for hit in kept if hit.event == "leader_exit" and hit.args]
    kept = [
        hit
        for hit in kept
        if hit.event != "coup_attempt" or not any(e.start <= hit.start and hit.end <= e.end for e in exits)
    ]
    # "Whoever takes over will …": the successor is who the statement is about, not what it says.
    others = [hit for hit in kept if hit.event != "successor"]
    if others and all(hit.start < others[0].start for hit in kept if hit.event == "successor"):
        kept = others
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _inside(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end


@lru_cache(maxsize=64)
def _compiled(leader: str, capital: str, adversary_capital: str) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    rows = []
    for pattern in (*LEADER_PATTERNS, *WAR_PATTERNS):
        # A capital letter in a pattern means a name, although case is ignored elsewhere.
        regex = pattern.regex.replace("[A-Z]", "(?-i:[A-Z])")
        regex = (
            regex.replace("{leader}", leader)
            .replace("{capital}", capital)
            .replace("{adversary_capital}", adversary_capital)
        )
        rows.append((pattern, re.compile(regex, re.IGNORECASE)))
    return tuple(rows)


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    of: dict[str, str] = {}
    for name, definition in vocabulary().events.items():
        for words in definition.words:
            plain = words.replace("’", "'")
            if " " in plain and plain not in _LOOSE and name != "other":
                of.setdefault(plain, name)
    alternatives = "|".join(re.escape(w) for w in sorted(of, key=len, reverse=True))
    return re.compile(rf"(?i)\b({alternatives})(?:s|ed|d|ing)?\b"), of


def _base(words: str) -> str:
    return " ".join(words.lower().split())
