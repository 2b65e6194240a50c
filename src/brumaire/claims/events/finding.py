"""Which events of the vocabulary a statement speaks of.

Patterns with syntax come first; only where none matches do the vocabulary's own phrases of several words count. A
word alone never decides: "win", "aim" and "attack" are in every newspaper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from brumaire.claims.events.leaders import Cast
from brumaire.claims.events.lexicon import FOLDER, MARKS, Pattern, lexicon, list_pattern
from brumaire.claims.events.meaning import Meaning, shipped
from brumaire.claims.events.notation import beginnings
from brumaire.claims.text import denials
from brumaire.questions import vocabulary

Sign = Literal["+", "-"]
# The least probability of a guess, that of one beside another event, and the fewest words to guess from. Chosen on the dev and fresh splits of
# quality/corpus, whose articles patterns know by heart and not at all.
SURE, ALSO, FEWEST_WORDS = 0.4, 0.65, 2
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_NO = re.compile(r"(?i)\bno\s+(?!longer\b|doubt\b|more\b)")
_TITLE_STOP = re.compile(r"\b(Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Prof|St)\.")
_WANTED = re.compile(
    r"(?i)\b(?:needs?|has to|have to|must|wants?|pressure|desperate|hopes?|in order|in search)\b[^.;]*$"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An event in a statement: where the words stand, the arguments that they give, and their sign.

    A `weak` one rests on a phrase without syntax, or on words that need or wish for the event: it is shown, not asked.
    One that was `guessed` by the network from all the words between `start` and `end` is weak too.
    """

    event: str
    start: int
    end: int
    args: tuple[tuple[str, str], ...] = ()
    sign: Sign = "+"
    weak: bool = False
    guessed: float | None = None


def completed(hits: list[Hit], meaning: Meaning | None, start: int, end: int) -> list[Hit]:
    """The events of patterns, and beside them what the network takes a statement for where it is sure enough."""
    if meaning is None:
        return hits
    found = list(hits)
    names = {hit.event for hit in hits}
    names |= {wide for name in names for wide in lexicon().narrower.get(name, ())}
    for name, chance in meaning.events:
        if chance >= (ALSO if found else SURE) and name not in names:
            found.append(Hit(name, start, end, weak=True, guessed=chance))
    return found


class EventFinder:
    """Finds events in statements of one article, whose cast and subject it knows."""

    def __init__(self, text: str, folded: str, cast: Cast, stretches: list[tuple[int, int]]) -> None:
        self.text, self.folded = text, folded
        self.marked = _marked(folded, cast)
        self.at_war = in_domain([folded[a:b] for a, b in stretches])

    def hits(self, start: int, end: int, holes: tuple[tuple[int, int], ...] = ()) -> list[Hit]:
        """The events between two offsets, outside `holes` (conditions), in order of their places."""
        text, plain = (_cut(whole, start, end, holes) for whole in (self.marked, self.folded))
        table = lexicon()
        there = beginnings(text)
        found: list[Hit] = []
        for pattern in table.patterns:
            if not (pattern.sure or self.at_war) or not (pattern.phrase.anchors & there or not pattern.phrase.anchors):
                continue
            if any(h.event == pattern.event and h.args == pattern.args for h in found):
                continue
            match = _first(pattern, text, table.void.get(pattern.event, ()), there)
            if match is None:
                continue
            a, b = start + denials.behind_but(match[0]) + match.start(), start + match.end()
            if pattern.event == "victory" and _WANTED.search(text[max(0, match.start() - 40) : match.start()]):
                found.append(Hit(pattern.event, a, b, weak=True))
            else:
                none = pattern.denying and _none(pattern, match)
                denied = none or (
                    denials.denies(match[0][a - start - match.start() :])
                    and not (pattern.denying and _needs_denial(pattern, match))
                )
                sign: Sign = "-" if denied != (pattern.sign == "-") else "+"
                if sign == "-" and (no := _NO.match(text, match.start(), match.end())):
                    # "There will be no talks": the denial stands before the event's words.
                    a, sign = start + no.end(), "+"
                found.append(Hit(pattern.event, a, b, pattern.args, sign))
        if not found and self.at_war:
            found = self._by_words(plain, start)
        return _narrowed(found)

    def meaning(self, start: int, end: int, holes: tuple[tuple[int, int], ...] = ()) -> Meaning | None:
        """What the network takes a statement for; None in an article about something else, and of too few words."""
        if not self.at_war or len(_cut(self.text, start, end, holes).split()) < FEWEST_WORDS:
            return None
        return shipped().read(self.text, start, end, holes)

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
    marks = sum(len({m[0].lower() for m in _domain().finditer(s)}) for s in stretches)
    # So that one mark is enough for a short notice, and a long story must go on about it: seven in a thousand words.
    return marks > 0 and marks * 1000 >= 7 * words


@lru_cache(maxsize=1)
def _domain() -> re.Pattern[str]:
    # Titles before a name count, the same words elsewhere do not: "the attorney general".
    return re.compile(rf"(?i){list_pattern('domain')}|\b(?-i:General|Marshal|Colonel|King|Queen|Emir) (?=(?-i:[A-Z]))")


def _narrowed(found: list[Hit]) -> list[Hit]:
    names = {hit.event for hit in found}
    wide = {w for name in names for w in lexicon().narrower.get(name, ())}
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


def _marked(folded: str, cast: Cast) -> str:
    """The text with the names of leader and capitals as letters that patterns know, offsets unchanged."""
    text = folded
    for name, letter in MARKS.items():
        text = re.sub(rf"(?i)(?<!\w){getattr(cast, name)}(?!\w)", lambda m, one=letter: one * len(m[0]), text)  # type: ignore[misc]
    return text


def _cut(text: str, start: int, end: int, holes: tuple[tuple[int, int], ...]) -> str:
    part = text[start:end]
    for a, b in holes:
        low, high = max(a, start), min(b, end)
        if low < high:
            part = part[: low - start] + " " * (high - low) + part[high - start :]
    # Full stops that end nothing: "1.5 million", "Gen. Ames". Patterns stop at the others.
    return _TITLE_STOP.sub(r"\1 ", _DECIMAL.sub(",", part))


def _first(pattern: Pattern, text: str, void: tuple[Pattern, ...], there: set[str]) -> re.Match[str] | None:
    """The first match of a pattern that touches nothing which voids it."""
    for match in pattern.regex.finditer(text):
        if not any(
            other.start() < match.end() and match.start() < other.end()
            for one in void
            if one.phrase.anchors & there or not one.phrase.anchors
            for other in one.regex.finditer(text)
        ):
            return match
    return None


def _needs_denial(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether the denial in a match belongs to the phrase: without it the pattern does not match there."""
    plain = denials.affirmed(match[0])
    again = pattern.regex.search(match.string[: match.start()] + plain + match.string[match.end() :], match.start())
    return again is None or again.start() >= match.start() + len(plain)


def _none(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether a match has "no" where it could have another determiner: "no protests", "the protests"."""
    no = _NO.search(match[0])
    if no is None:
        return False
    before, behind = match.string[: match.start() + no.start()], match.string[match.start() + no.end() :]
    return any(
        again.end() > len(before) + len(other)
        for other in ("the ", "a ", "any ", "")
        if (again := pattern.regex.search(before + other + behind, match.start())) and again.start() <= len(before)
    )


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    of: dict[str, str] = {}
    loose = set((FOLDER / "values" / "loose.txt").read_text(encoding="utf-8").splitlines())
    for name, definition in vocabulary().events.items():
        for words in definition.words:
            plain = words.replace("’", "'")
            if " " in plain and plain not in loose and name != "other":
                of.setdefault(plain, name)
    alternatives = "|".join(re.escape(w) for w in sorted(of, key=len, reverse=True))
    return re.compile(rf"(?i)\b({alternatives})(?:s|ed|d|ing)?\b"), of


def _base(words: str) -> str:
    return " ".join(words.lower().split())
