"""Whose thought it is inside somebody's words: "the State Guard think …", "he knows that …", "their generals fear".

The speaker stays the outermost source; the holder is the inner one, by his name where the article names him. "He"
inside a quotation is never the speaker, who says "I" of himself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brumaire.claims.base import Offsets, RawAttribution
from brumaire.claims.speakers import gender
from brumaire.claims.speakers.persons import People, Person
from brumaire.claims.speakers.source_names import named
from brumaire.claims.speakers.source_phrases import parse
from brumaire.claims.tagging.cues import plural, role_noun
from brumaire.records import Speaker

_VERB = (
    r"(?:thinks?|believes?|believed|fears?|feared|says?|said|saying|claims?|claimed|insists?|insisted|reckons?|reckoned|wants?|wanted|knows?|knew|suspects?|suspected"
    r"|argues?|argued|hopes?|hoped|expects?|expected|doubts?|doubted|worry|worries|worried|assumes?|assumed|concluded?|concludes|warns?|warned|tells?|told|tell me|saying|thinking|hoping)"
)
_LEAD = r"^\W*(?:(?:[Bb]ut|[Aa]nd|[Ss]o|[Yy]et|[Nn]ow|[Tt]hen|[Ww]ell|[Tt]hat|[Bb]ecause|[Ii]n \w+)[\s,]+){0,3}"
_NAME = r"[A-Z][\w'&-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w'&-]*){0,5}"
_COMMON = r"(?:(?:[Tt]he|[Tt]heir|[Hh]is|[Hh]er|[Ii]ts|[Oo]ur|[Ss]ome|[Mm]any|[Mm]ost|[Tt]wo|[Tt]hree|[Tt]hose|[Tt]hese|[Aa]n?)\s+)?(?:[\w'-]+\s+){0,3}?"
_AFTER_HEAD = r"(?:\s+(?:inside|around|close to|of|in|at|from|near)\s+[\w' -]{2,40}?)?"
_HOLDER = re.compile(
    rf"{_LEAD}(?P<holder>(?:[Tt]he\s+)?{_NAME}|[Hh]e|[Ss]he|[Tt]hey|{_COMMON}(?P<noun>[A-Za-z][a-z-]+){_AFTER_HEAD})(?:\s*[\[(][^\])]{{0,80}}[\])])?\s+"
    rf"(?:(?:\w+ly|also|now|still|already|all|both|may|might|have|has|had|do|does)\s+|(?:are|is)\s+(?=\w+ing\b)){{0,2}}{_VERB}\b(?!\s+(?:of|about|yes|no|fine)\b)"
)
_THOUGHT = re.compile(rf"(?i)^(?:\w+\s+){{0,2}}{_VERB}\b")
_NEVER = frozenset(
    ["i", "we", "you", "it", "there", "this", "that", "what", "who", "which", "nobody", "everybody", "nothing"]
)
_HOLDING = frozenset(["elite", "insider", "russian", "soldier", "people", "official", "officer"])


def find(text: str, start: int, end: int) -> str | None:
    """The holder that a statement begins with, as it is written and without its article; None where there is none.

    >>> text = "And the State Guard think that he has to go. Their generals fear a purge."
    >>> find(text, 0, 44), find(text, 45, len(text)), find("The war is lost", 0, 15)
    ('State Guard', 'Their generals', None)
    """
    match = _HOLDER.match(text[start:end])
    if match is None:
        return None
    holder = match["holder"].strip()
    first = holder.split()[0].lower()
    if first.split("'")[0].split("’")[0] in _NEVER or first in _NEVER:
        return None
    noun = match["noun"]
    if noun is not None and not (role_noun(noun) or plural(noun) or noun.removesuffix("s") in _HOLDING):
        return None
    return re.sub(r"^[Tt]he\s+", "", holder)


class Holders:
    """Holders by name: pronouns, surnames and role nouns inside contents resolved to people of the article."""

    def __init__(self, folded: str, people: People, raws: Sequence[RawAttribution]) -> None:
        self.folded, self.people = folded, people
        self.inner: dict[int, list[RawAttribution]] = {}
        for raw in raws:
            if raw.nested and raw.source and not raw.act and raw.cue and _THOUGHT.search(folded[slice(*raw.cue[0])]):
                self.inner.setdefault(raw.block, []).append(raw)

    def of(self, written: str | None, place: Offsets, raw: RawAttribution, speaker: Speaker | None) -> str | None:
        """Whose thought a statement at a place in an attribution's content is, by name; None where it is the speaker's own.

        `written` is the holder that the statement begins with, if it does; else the source of a nested attribution counts
        whose content covers most of the statement.
        """
        if written is not None:
            # In indirect speech "she hoped" is the speaker's own hope.
            if written.lower() in ("he", "she", "they") and raw.manner != "direct":
                return None
            return self.resolve(written, place[0], speaker)
        best: tuple[int, RawAttribution | None] = (0, None)
        for inner in self.inner.get(raw.block, []):
            shared = sum(max(0, min(b, place[1]) - max(a, place[0])) for a, b in inner.content)
            if 2 * shared >= place[1] - place[0] and shared > best[0]:
                best = (shared, inner)
        if best[1] is None:
            return None
        a, b = best[1].source[0]
        phrase = re.sub(r"(?i)^the\s+", "", parse(self.folded[a:b]).text)
        one = parse(phrase)
        if one.pronoun is not None and (raw.manner != "direct" or one.pronoun not in ("he", "she")):
            return None
        if one.pronoun is None and one.noun is None and named(self.people, phrase) is None and not phrase[:1].isupper():
            return None
        return self.resolve(phrase, a, speaker)

    def resolve(self, holder: str, at: int, speaker: Speaker | None) -> str | None:
        """The name of a holder whose words stand at an offset; None where it is the speaker himself."""
        low = holder.lower()
        own = speaker.name if speaker else None
        if low in ("he", "she"):
            person = self._last_named(low, at, own)
            return person.name if person is not None else None
        if low == "they":
            return holder
        person = named(self.people, holder)
        if person is not None:
            return None if person.name == own else person.name
        one = parse(holder)
        if re.match(r"(?i)an?\s", holder):
            return one.name
        if one.noun is not None and one.owner is None and not one.many:
            bearers = [p for p in self.people.bearers(one.noun) if p.first < at and p.name != own]
            if len(bearers) == 1:
                return bearers[0].name
        return holder

    def _last_named(self, pronoun: str, at: int, own: str | None) -> Person | None:
        for where, _, person in reversed(self.people.mentions):
            known = person.words or person.pronoun
            if where < at and person.name != own and at - where < 600 and known and gender.agrees(person, pronoun):
                return person
        return None
