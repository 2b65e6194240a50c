"""Who is named in a source phrase: the person at its head, in its apposition or right behind it, and who wrote the article."""

from __future__ import annotations

import re

from brumaire.claims.speakers import gender
from brumaire.claims.speakers.organisations import is_body
from brumaire.claims.speakers.persons import People, Person
from brumaire.claims.speakers.source_phrases import parse
from brumaire.claims.tagging.cues import TITLES
from brumaire.records import Article

_NAME = re.compile(
    r"(?:[A-Z][\w.'-]*|al-[A-Z]\w+)(?:\s(?:(?:de|der|den|van|von|bin|ibn|al|el|la|le|du|di|da)\s){0,2}[A-Z][\w.'-]*)*"
)
_NAME_BEHIND = re.compile(rf",?\s+(?P<name>(?:{TITLES.pattern})?{_NAME.pattern})(?=\s*[,.;:]|\s+[a-z])")
_ROLE_TAIL = re.compile(r"\s+(?:who|which|whose|that|at|with|from|in|on|after|of the|and told)\b.*$", re.DOTALL)
_CREDIT = re.compile(
    r"(?:By\s+)?(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){1,3})(?:,?\s+(?:\w+\s+){0,3}(?:[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Ww]riter|[Ss]taff))$"
)

_POSTED = re.compile(
    r"(?i:(?:posted|written|published|words)\s+by|words:|author:|text:)\s+(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w.'-]+){0,3}(?:\s+and\s+[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){1,2})?)\b"
)


def named(people: People, phrase: str) -> Person | None:
    """The person whom a folded source phrase names at its head or in its first appositions; None where it names nobody."""
    phrase = re.sub(r"(?i)\s+(?:himself|herself)\b", "", phrase)
    head = _ROLE_TAIL.sub("", phrase.split(",", maxsplit=1)[0])
    for candidate in (head, *phrase.split(",")[1:3]):
        for name in reversed(_NAME.findall(candidate)):
            if not _is_head(candidate, name):
                continue
            bare = TITLES.sub("", name + " ").strip()
            person = people.find(bare)
            if person is None and candidate.strip() == name and " " not in bare:
                person = people.by_first_name(bare)
            if person is not None:
                return person
    return None


def both(people: People, phrase: str) -> tuple[Person, Person] | None:
    """Two people who are named together: "Ames and Brandt"."""
    parts = re.split(r",?\s+and\s+", phrase)
    if len(parts) != 2 or not all(re.match(r"[A-Z]", part) for part in parts):
        return None
    one, other = (named(people, part) for part in parts)
    return (one, other) if one is not None and other is not None and one is not other else None


def with_name_behind(folded: str, people: People, start: int, end: int, limit: int) -> str:
    """A source's words, with the name that follows a role where the tagger stopped before it: "its director, Ada Ames".

    Nothing behind `limit`, the paragraph's end, belongs to it.
    """
    phrase = folded[start:end]
    name = _NAME_BEHIND.match(folded, end, min(end + 80, limit))
    if name and parse(phrase).noun is not None and not re.search(r"[A-Z]", phrase[1:]) and people.find(name["name"]):
        return phrase + name[0]
    return phrase


def author(article: Article, folded: str) -> str | None:
    """The name or names of the byline without place and post: "Ada Ames in Sarn", "Ada Ames, Defence Correspondent"."""
    byline = article.byline
    if not byline:
        lines = [line.strip() for b in article.blocks[:4] for line in folded[b.start : b.end].split("\n")]
        credited = next(
            (match["name"] for line in lines if (match := _CREDIT.match(line) or _POSTED.match(line))), None
        )
        return credited or next((line for line in lines[1:] if _alone(line)), None)
    name = re.split(r"\s+(?:in|at|for|from)\s+|,|\s[-|]\s", re.sub(r"(?i)^by\s+", "", byline.strip()))[0].strip()
    return name or None


def _alone(line: str) -> bool:
    """Whether a line is nothing but a person's name, or the names of two: a byline without "by"."""
    names = line.split(" and ")
    if len(names) > 2 or not all(re.fullmatch(r"[A-Z][\w'-]+(?:\s[A-Z][\w.'-]*){1,2}", name) for name in names):
        return False
    return (len(names) == 2 and not any(is_body(name) for name in names)) or gender.of(names[0]) is not None


def _is_head(candidate: str, name: str) -> bool:
    """Whether a name is the head of a phrase: "the government of Ames" is not Ames."""
    at = candidate.rfind(name)
    rest = candidate[at + len(name) :].strip(" .,'\"s")
    before = candidate[:at].rstrip()
    owner = re.search(r"(?i)\b(?:of|for|from|to|by|in|at|on)\s*(?:the)?$", before)
    return not rest and not name.endswith("'s") and owner is None
