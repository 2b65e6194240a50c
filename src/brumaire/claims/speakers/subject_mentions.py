"""Who the reporter's own sentences are about: people and groups that begin a sentence outside all that is attributed.

"Luc Hennart, her successor, was less sure. He warned …": the warning is Hennart's although he has said nothing yet.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from brumaire.claims.base import RawAttribution
from brumaire.claims.speakers import gender
from brumaire.claims.speakers.persons import People, Person
from brumaire.claims.speakers.source_phrases import SourcePhrase, parse
from brumaire.claims.tagging.cues import PEOPLE, TITLES, role_noun
from brumaire.records import Article

_END = re.compile(r"[.!?]['\")]*\s+")
_PLURAL = re.compile(
    r"(?P<phrase>(?:(?:The|These|Those|Some|Several|Two|Three|Four|Five|Six|Many|Most|Few|Both|Other|Others|A number of|A handful of|A group of)\s+)"
    r"[^.,;:\"\n]{3,90}?)(?:,\s+(?:who|all|both|each|most|speaking|citing|some|one|including)\b[^.;:\"\n]{3,120}?,)?\s+(?:gave|were|are|have|had|wrote|write|think|thought|saw|see|took|held|spoke|made|went|came|did|do|disagree\w*|paint\w*|were|remain\w*|\w+ed(?!\s+(?:by|in|at|to|with|on|from)\b))\b"
)
_SINGULAR = re.compile(
    r"(?P<phrase>(?:An?|One|Another|My|Our|His|Her|Its|Their)\s+[^.,;:\"\n]{3,80}?)(?:,\s+(?:who|a|an|the)\s[^.;:\"\n]{3,100}?,)?"
    r"\s+(?:is|was|has|had|sees|saw|takes|took|disagrees|disagreed|does|did|sounds|sounded|remains|remained|seems|seemed|paints|painted|goes|went|spoke)\b"
)
_SPEAKS = re.compile(r"(?:,[^,.;:\"\n]{2,80},|,)?\s+(?:said|says|told|added|warned|argued|wrote|writes|argues|warns)\b")
_INTRODUCES = re.compile(
    r"\s+(?:gave|give|paint\w*|offer\w*|disagree\w*|told|describe\w*|were (?:less|more|not)|are (?:less|more|not)|see it)\b"
)
_BACK = 30  # sentences and subjects that are looked at
_BEGINNING = 70  # characters of a sentence in which its subject is looked for


class Subjects:
    """The subjects of the sentences outside contents, in their order."""

    def __init__(
        self, folded: str, article: Article, people: People, raws: Sequence[RawAttribution], sources: Sequence[Person]
    ) -> None:
        self.folded = folded
        said = sorted(span for raw in raws if raw.states for span in raw.content)
        self._said, self._ends = said, [b for _, b in said]
        known = {id(p) for p in sources}
        self.paragraphs = [block.start for block in article.blocks]
        self.starts = sorted({*(m.end() for m in _END.finditer(folded)), *self.paragraphs})
        self.people = [
            (at, person)
            for at, end, person in people.mentions
            if (id(person) in known or person.words or person.pronoun or person.affiliation)
            and not self._inside(at)
            and not self._title_line(article, at)
            and (at - self._start(at) <= _BEGINNING or _SPEAKS.match(folded, end))
        ]
        self._named = {end: (at, person) for at, end, person in people.mentions}
        self._offsets = [at for at, _ in self.people]

    def before(self, at: int, pronoun: str | None) -> tuple[int, Person] | None:
        """The last subject before an offset, in its paragraph or the one before, that a pronoun fits."""
        limit = self._paragraph(self._paragraph(at) - 1)
        end = bisect_left(self._offsets, at)
        for where, person in reversed(self.people[max(0, end - _BACK) : end]):
            if where < limit:
                return None
            if pronoun is None or gender.agrees(person, pronoun):
                return where, person
        return None

    def apposed(self, at: int, phrase: str) -> str | None:
        """The name whose apposition a source phrase is, where its sentence begins with him: "Ada Ames, a historian whose book"."""
        behind = re.search(r",\s+$", self.folded[max(0, at - 3) : at])
        if behind is None or not re.match(r"(?:an?|the|one of)\s+[a-z]", phrase):
            return None
        where, person = self._named.get(at - len(behind[0]), (0, None))
        if person is None or parse(phrase).noun is None:
            return None
        before = TITLES.sub("", self.folded[self._start(where) : where] + " ")
        return (
            person.name if not before.strip(" '\"") or before.strip().lower() in ("but", "and", "yet", "so") else None
        )

    def unnamed_before(self, at: int, pronoun: str) -> tuple[int, SourcePhrase] | None:
        """The last unnamed person whom a sentence before an offset in its paragraph is about: "A friend … is less certain"."""
        begin = self._paragraph(at)
        end = bisect_left(self.starts, at)
        for start in reversed([s for s in self.starts[max(0, end - _BACK) : end] if s >= begin]):
            match = _SINGULAR.match(self.folded, start, at)
            if match and not self._inside(start):
                one = parse(match["phrase"])
                if one.noun in PEOPLE and not one.many and gender.of("", [one.noun or ""]) in (None, pronoun):
                    return start, one
        return None

    def sentence(self, start: int, end: int) -> str:
        """The sentence in which a stretch begins, up to a little behind its end, without what stands between quotation marks."""
        words = self.folded[self._start(start) : min(end + 60, self._start(start) + 600)]
        following = bisect_right(self.starts, end)
        if following < len(self.starts):
            words = words[: max(0, self.starts[following] - self._start(start))]
        return re.sub(r'"[^"]*(?:"|$)', " ", words)

    def plural_before(self, at: int) -> tuple[int, str] | None:
        """The last plural subject that names people before an offset in its paragraph, as a name."""
        begin = self._paragraph(at)
        end = bisect_left(self.starts, at)
        for start in reversed([s for s in self.starts[max(0, end - _BACK) : end] if s >= begin]):
            match = _PLURAL.match(self.folded, start, at)
            # A tagger may take the sentence that introduces them for a part of what they say.
            if match and (not self._inside(start) or _INTRODUCES.match(self.folded, match.end("phrase"))):
                one = parse(match["phrase"])
                if (
                    (one.many and one.noun is not None)
                    or re.search(r"\bpeople\b", one.head)
                    or role_noun(one.head.split()[-1])
                ):
                    return start, one.name
        return None

    def _title_line(self, article: Article, at: int) -> bool:
        """Whether an offset lies in a heading or a credit: a first line that is no sentence."""
        i = bisect_right(self.paragraphs, at) - 1
        line = self.folded[article.blocks[i].start : article.blocks[i].end].rstrip(" '\"") if 0 <= i < 5 else "."
        return line[-1:] not in ".!?:" and len(line.split()) < 20

    def _inside(self, at: int) -> bool:
        i = bisect_left(self._said, (at + 1, 0)) - 1
        # Contents may overlap; the few before this one are looked at too.
        return any(a <= at < b for a, b in self._said[max(0, i - 3) : i + 1])

    def _start(self, at: int) -> int:
        i = bisect_left(self.starts, at + 1) - 1
        return self.starts[i] if i >= 0 else 0

    def _paragraph(self, at: int) -> int:
        """Where the paragraph of an offset begins."""
        i = bisect_right(self.paragraphs, at) - 1
        return self.paragraphs[i] if i >= 0 else 0
