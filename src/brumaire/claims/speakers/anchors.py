"""Where a speaker was last met: what a later pronoun or role noun can mean."""

from __future__ import annotations

from dataclasses import dataclass

from brumaire.claims.speakers import gender
from brumaire.claims.speakers.persons import Person
from brumaire.claims.tagging.cues import role_noun
from brumaire.records import Speaker

_OFFICE_WORDS = (
    "minister secretary president chancellor premier king queen prince emir spokesman spokeswoman spokesperson "
    "ambassador envoy senator governor mayor leader ruler judge source strongman dictator autocrat candidate nominee "
    "wife husband son daughter agent spy chief head"
)
OFFICES: frozenset[str] = frozenset(_OFFICE_WORDS.split())
_SPEAKING_FOR = (
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney office director chief minister ministry"
)
SPEAKS_FOR: frozenset[str] = frozenset(_SPEAKING_FOR.split())
_TRAINED_WORDS = (
    "professor historian scientist analyst expert general colonel officer doctor physician spy agent economist"
)
TRAINED: frozenset[str] = frozenset(_TRAINED_WORDS.split())
# What tabloids call anybody who is asked.
ANYBODY: frozenset[str] = frozenset(("expert", "analyst", "insider", "specialist"))
# What somebody of any trade may be besides.
_STATUS_WORDS = (
    "defector exile dissident refugee survivor witness bodyguard whistleblower deserter confidant friend critic"
)
STATUSES: frozenset[str] = frozenset(_STATUS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Anchor:
    """A speaker at an offset and a block, with the person where he is named, else the role noun that he is called by."""

    at: int
    block: int
    speaker: Speaker
    person: Person | None = None
    noun: str | None = None

    def fits(self, pronoun: str) -> bool:
        """Whether "he" or "she" can stand for the speaker."""
        if self.speaker.kind not in ("person", "unknown"):
            return False
        if self.person is not None:
            return gender.agrees(self.person, pronoun)
        return gender.of("", [self.noun or ""]) in (None, pronoun)


def as_speaker(person: Person) -> Speaker:
    """Somebody named, as a speaker."""
    return Speaker(person.name, person.role, person.affiliation, "person")


def roles(person: Person) -> set[str]:
    """The role words used of somebody, without those that only honour."""
    return {word for word in person.words if role_noun(word) and word not in ("king", "lord", "person", "figure")}


def may_be(person: Person, noun: str) -> bool:
    """Whether a role noun's gender does not speak against somebody."""
    said = gender.of("", [noun])
    return said is None or gender.agrees(person, said)
