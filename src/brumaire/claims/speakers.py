"""Sources to speakers: pronouns, surnames and role nouns resolved through the article.

A pronoun or a definite role ("the professor", "the former infantryman") is whoever spoke last and fits; only people
who are named as a source somewhere in the article compete. An indefinite source ("a senior official") stays unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brumaire.claims.base import RawAttribution
from brumaire.claims.cues import BODIES, HEARSAY, TITLES, plural, role_noun
from brumaire.claims.persons import People, Person
from brumaire.records import Speaker, SpeakerKind

_STATE_BODIES = frozenset(
    ("government", "ministry", "kremlin", "cabinet", "parliament", "embassy", "junta", "regime", "administration")
)
_OFFICE_WORDS = (
    "minister secretary president chancellor premier king queen prince emir spokesman spokeswoman spokesperson "
    "ambassador envoy senator governor mayor leader ruler judge source strongman dictator autocrat candidate nominee "
    "wife husband son daughter agent spy chief head"
)
_OFFICES = frozenset(_OFFICE_WORDS.split())
_ROLE_TAIL = re.compile(r"\s+(?:who|which|whose|that|at|with|from|in|on|after|and told)\b.*$")


class Resolver:
    """Resolves the sources of one article in their order.

    `countries` are names that make a bare name a state ("Halvia said"); `author` is who "I" is outside quotations.
    """

    def __init__(
        self,
        folded: str,
        people: People,
        raws: Sequence[RawAttribution],
        countries: frozenset[str],
        author: str | None = None,
    ) -> None:
        self.author = author
        self.folded, self.people, self.countries = folded, people, countries
        self.last: Speaker | None = None
        self.last_person: Person | None = None
        self.spoken: list[Person] = []
        self.sources: list[Person] = []
        for raw in raws:
            for a, b in raw.source:
                person = self._named(folded[a:b])
                if person is not None and person not in self.sources:
                    self.sources.append(person)

    def speaker(self, raw: RawAttribution) -> Speaker | None:
        """Who says the content of an attribution; None where nobody does ("it is feared")."""
        if not raw.source:
            return self.last if raw.continues else None
        a, b = raw.source[0]
        if raw.act or raw.nested:
            # Who acts, or speaks inside somebody's words, is not the one who goes on speaking.
            before = self.last, self.last_person, list(self.spoken)
            found = self._resolve(self.folded[a:b], a)
            self.last, self.last_person, self.spoken = before
            return found
        found = self._resolve(self.folded[a:b], a)
        if found is not None:
            self.last = found
        return found

    def _resolve(self, phrase: str, at: int) -> Speaker | None:
        words = re.findall(r"[\w'-]+", phrase)
        if not words or any(w.lower() in HEARSAY for w in words[:2]):
            return None
        low = words[0].lower()
        if len(words) == 1 and low in ("i", "we") and self.author is not None:
            return Speaker(self.author, kind="person")
        if len(words) == 1 and low == "i":
            return None
        if len(words) == 1 and low in ("he", "she"):
            return self._pronoun(low, at)
        if len(words) == 1 and low in ("they", "we", "it"):
            return self.last
        person = self._named(phrase)
        if person is not None:
            return self._said(person)
        return self._by_role(phrase, words, at)

    def _named(self, phrase: str) -> Person | None:
        head = _ROLE_TAIL.sub("", phrase.split(",", maxsplit=1)[0])
        candidates = [head, *phrase.split(",")[1:2]]
        for candidate in candidates:
            names = re.findall(
                r"(?:[A-Z][\w.'-]*|al-[A-Z]\w+)(?:\s(?:(?:de|der|den|van|von|bin|ibn|al|el|la|le|du|di|da)\s){0,2}[A-Z][\w.'-]*)*",
                candidate,
            )
            for name in reversed(names):
                person = self.people.find(TITLES.sub("", name + " ").strip())
                if person is not None and _last_word(candidate, name):
                    return person
        return None

    def _pronoun(self, low: str, at: int) -> Speaker | None:
        for person in reversed(self.spoken):
            if person.pronoun in (None, low):
                person.pronoun = low
                return self._said(person)
        # Nobody has spoken yet: the last person named before the pronoun.
        earlier = [p for p in self.people.by_name.values() if p.first < at and p.pronoun in (None, low)]
        if earlier:
            return self._said(max(earlier, key=lambda p: p.first))
        return self.last

    def _by_role(self, phrase: str, words: list[str], at: int) -> Speaker:
        head = _ROLE_TAIL.sub("", phrase.split(",", maxsplit=1)[0]).split()
        nouns = [n for w in head if (n := role_noun(w)) is not None]
        noun = nouns[-1] if nouns else None
        core = head[: next((i for i, w in enumerate(head) if i and w.lower() in ("of", "for")), len(head))]
        many = any(plural(w) for w in core if role_noun(w))
        definite = words[0].lower() in ("the", "his", "her", "our", "that", "this")
        person_noun = noun is not None and noun not in BODIES
        if person_noun and definite and not many:
            assert noun is not None
            among = self._recent_first(at)
            person = self.people.of_role(noun, among)
            # "The minister" who was never named is nobody else; "the former gunner" may be the last speaker.
            if person is None and self.last_person is not None and not _foreign(noun):
                person = self.last_person
            if person is not None:
                person.words.add(noun)
                return self._said(person)
        name = re.sub(
            r"^(?:the|a|an)\s+", "", _ROLE_TAIL.sub("", phrase.split(",", maxsplit=1)[0]), flags=re.IGNORECASE
        ).strip(" ,.'\"")
        return Speaker(name or phrase, kind=self._kind(name, noun, many=many))

    def _recent_first(self, at: int) -> list[Person]:
        """Those who may be meant, the likeliest last."""
        named = [p for p in self.sources if p not in self.spoken and p.first < at]
        later = [p for p in self.sources if p not in self.spoken and p.first >= at]
        return [*later, *named, *self.spoken]

    def _said(self, person: Person) -> Speaker:
        if person in self.spoken:
            self.spoken.remove(person)
        self.spoken.append(person)
        self.last_person = person
        return Speaker(person.name, person.role, person.affiliation, "person")

    def _kind(self, name: str, noun: str | None, *, many: bool) -> SpeakerKind:
        if name in self.countries or noun in _STATE_BODIES:
            return "state"
        if many:
            return "group"
        if noun is not None and noun not in BODIES:
            return "person"
        return "organisation" if name[:1].isupper() or noun else "unknown"


def _last_word(candidate: str, name: str) -> bool:
    """Whether a name is the head of a phrase: "the government of Ames" is not Ames."""
    at = candidate.rfind(name)
    rest = candidate[at + len(name) :].strip(" .,'\"s")
    before = candidate[:at].rstrip()
    return not rest and not re.search(r"(?i)\b(?:of|for|from|to|by|in|at|on)\s*(?:the)?$", before)


def _foreign(noun: str) -> bool:
    """Roles that are not used loosely of an expert who was introduced otherwise."""
    return noun in _OFFICES
