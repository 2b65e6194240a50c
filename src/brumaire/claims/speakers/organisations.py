"""Bodies named in an article: institutes, services, ministries, with their acronyms, and who publishes the article.

"The State Security Committee (KSB)" makes "the KSB" that committee; "the institute" is the last institute named; "we" in a
note that an institute publishes is the institute, whose name then stands on a line of its own above the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.speakers.source_phrases import SourcePhrase
from brumaire.claims.tagging.cues import BODIES
from brumaire.records import Article, SpeakerKind

_WORD = r"[A-Z][\w'&-]*"
_LONG = rf"{_WORD}(?:[ ](?:(?:of|for|and|the|on|in|against|de|&)[ ]){{0,2}}{_WORD}){{0,8}}"
_ACRONYM = re.compile(rf"(?P<name>{_LONG})\s*\(\s*(?:the\s+)?(?P<short>[A-Z][A-Za-z]?[A-Z][A-Za-z.&-]{{0,8}})\s*\)")
_KNOWN_AS = re.compile(rf"(?P<name>{_LONG}),?\s+(?:or|known as)\s+(?:the\s+)?(?P<short>[A-Z]{{2,7}})\b")
_NOUN = (
    "institute institution centre center foundation group observatory desk society council committee agency service ministry "
    "university college academy association federation commission bureau office directorate union party league network "
    "dispatch review monitor project programme program initiative consultancy forum house bank guard command"
)
_NOUNS = frozenset(_NOUN.split())
_NAMED = re.compile(_LONG)
# A publisher's line may go on with a number, a date or the authors behind a mark.
_MARKS = re.compile(r"\s*[|,;:·•-]\s+|\s*\|\s*")

_STATE_BODIES = frozenset(("government", "kremlin", "junta", "regime", "administration"))


@dataclass(frozen=True, slots=True)
class Body:
    """A body and where it is first named."""

    name: str
    at: int

    @property
    def nouns(self) -> frozenset[str]:
        """The nouns in its name that "the institute" can pick up."""
        return frozenset(w.lower() for w in re.findall(r"\w+", self.name)) & (_NOUNS | BODIES)


class Organisations:
    """The bodies of one article by acronym and by noun, and its publisher."""

    def __init__(self, folded: str, article: Article) -> None:
        self.by_acronym: dict[str, str] = {}
        self.bodies: list[Body] = []
        for pattern in (_ACRONYM, _KNOWN_AS):
            for match in pattern.finditer(folded):
                name = _shortened(match["name"], match["short"])
                if name is not None:
                    self.by_acronym.setdefault(match["short"], name)
        for match in _NAMED.finditer(folded):
            # "Ewan Pell of the Harbour Society": the name of its member is no part of a body's name.
            _, of, rest = match[0].partition(" of the ")
            words = (rest if of and not _NOUNS & set(match[0].split(" of ")[0].lower().split()) else match[0]).split()
            if words[0] in ("The", "A", "An", "But", "And", "In"):
                words = words[1:]
            if len(words) >= 2 and any(w.lower().strip("'.,s") in _NOUNS or w.lower() in _NOUNS for w in words):
                self.bodies.append(Body(" ".join(words).rstrip(".,").removesuffix("'s"), match.start()))
        self.publisher = _publisher(folded, article)

    def find(self, phrase: str, at: int) -> str | None:
        """The full name of the body that a short phrase means: an acronym, or "the institute" behind its name."""
        bare = re.sub(r"(?i)^(?:the|this|that)\s+", "", phrase.strip())
        if bare in self.by_acronym:
            return self.by_acronym[bare]
        word = bare.lower()
        if " " in bare or word not in _NOUNS or not re.match(r"(?i)(?:the|this|that)\s", phrase.strip()):
            return None
        known = [body for body in self.bodies if word in body.nouns]
        before = [body for body in known if body.at < at]
        if before:
            return before[-1].name
        if self.publisher and word in Body(self.publisher, 0).nouns:
            return self.publisher
        return known[0].name if len({body.name for body in known}) == 1 else None


def _shortened(name: str, short: str) -> str | None:
    """The end of a row of capitalised words that an acronym stands for; None where its letters are not theirs."""
    letters = [c.lower() for c in short if c.isalpha() and c.isupper()]
    words = name.split()
    for i in range(len(words)):
        tail = words[i:]
        if not tail[0][:1].isupper() or tail[0].lower() in ("the", "a", "an"):
            continue
        initials = [w[0].lower() for w in tail if w[:1].isupper()]
        every = [w[0].lower() for w in tail]
        if letters in (initials, every):
            return " ".join(tail)
    # An acronym of the original language ("KSB") has other letters: at least two words then name the body.
    tail = words[1:] if words[0] == "The" else words
    return " ".join(tail) if len(tail) >= 2 else None


def _publisher(folded: str, article: Article) -> str | None:
    """The body named on a short line of its own above the text."""
    for block in article.blocks[:4]:
        line = folded[block.start : block.end].strip()
        if len(line.split()) > 16 or line.endswith("."):
            continue
        for piece in _MARKS.split(line):
            name = re.sub(r"(?i)^(?:by|from)\s+", "", piece.strip())
            words = name.split()
            if 2 <= len(words) <= 8 and _NAMED.fullmatch(name) and any(w.lower() in _NOUNS | {"wars"} for w in words):
                return name
    return None


def is_body(name: str) -> bool:
    """Whether a word of a name says that it is a body's: "Northern Command"."""
    return any(w.lower().rstrip("s") in _NOUNS | BODIES or w.lower() in _NOUNS | BODIES for w in name.split())


def country_like(folded: str, name: str) -> bool:
    """Whether a name has an army, a government or a president in this article.

    >>> country_like("Halvia's army is at war.", "Halvia"), country_like("Halvia is at war.", "Halvia")
    (True, False)
    """
    ruled = r"(?:army|government|president|king|ruler|leader|prime minister|foreign minister|capital|parliament|people)"
    return bool(
        re.search(rf"\b{re.escape(name)}'s\s+(?:\w+\s+)?{ruled}\b|\b{ruled}\s+of\s+{re.escape(name)}\b", folded)
    )


def kind_of(source: SourcePhrase, folded: str, countries: frozenset[str]) -> SpeakerKind:
    """What kind of source somebody is who has no name of his own; `countries` are known to be states."""
    name = source.name
    if name in countries or source.noun in _STATE_BODIES:
        return "state"
    if source.many:
        return "group"
    if source.noun is not None:
        return "organisation" if source.noun in BODIES else "person"
    if re.fullmatch(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?", name) and country_like(folded, name):
        return "state"
    return "organisation" if name[:1].isupper() else "unknown"
