"""Cues in a sentence's frame: which verb attributes, to whom, and where its clause begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.base import Offsets
from brumaire.claims.tagging import subjects
from brumaire.claims.tagging.cues import BELIEF, GLUED, PARTICIPLES, VERBS
from brumaire.claims.tagging.governing import QUESTION, clause_like, content_start, governs
from brumaire.claims.text.quotations import Quotation

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_ACCORDING = re.compile(r"(?i)\b(?:according to|in the (?:words|view|opinion|estimation) of)\s+")
_PASSIVE = re.compile(
    r"(?i)\b(?:(?:has|have|had)\s+been|is|was|are|were|being|been)\s+(?:\w+ly\s+|also\s+|widely\s+)?"
    r"(warned|told|advised|cautioned|informed|reminded|said|believed|thought|feared|reported|rumou?red|understood|expected"
    r"|claimed|alleged|estimated|predicted|forecast)\b"
)
_HEARSAY = re.compile(
    r"(?i)\b(?:there\s+(?:is|was|are|were|has\s+been|have\s+been)\s+(?:\w+\s+){0,2}?|amid\s+(?:\w+\s+){0,2}?"
    r"|(?:despite|given|on|a string of|a series of|dismissed|rejected|denied)\s+)"
    r"(speculation|rumou?rs?|fears?|reports?|claims?|warnings?|suggestions?|talk|concerns?|predictions?|gossip)\b\s+"
    r"(?:is\s+\w+\s+)?(that\s+)?(?=\w)"
)
_NOT_CLAUSE = re.compile(r"(?i)(?:of|about|in|on|over|and)\s")
_NOT_FINITE = re.compile(r"(?i)\b(?:to|of|a|an|the|his|her|its|their|my|for|is|was|are|were|be|been|being)\s+$")
_COORDINATED = re.compile(
    r"(?i)(?:,\s*)?\b(?:and|but|then|yet)\s+(?:(?:also|then|later|has|have|had|again|\w+ly)\s+)*$"
)
_CLAUSE_BREAK = re.compile(r"(?:;|,\s*(?:but|while|and|whereas|though|although)|\sbut)\s*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its span, its source if it has one, where its clause begins, where what it governs begins, and its verb."""

    span: Offsets
    source: Offsets | None
    begins: int
    content_start: int
    verb: str
    kind: str  # "verb", "after" (the source follows), "according", "passive", "hearsay", "again" (coordinated)

    @property
    def content_end(self) -> int:
        """Where the words of source and cue end."""
        return max(self.span[1], self.source[1] if self.source else 0)

    def interrogative(self, folded: str, content: list[Offsets]) -> bool:
        """Whether the content is an indirect question ("explained why …"), which states nothing."""
        a, b = content[0]
        return self.kind in ("verb", "again") and a >= self.span[1] and bool(QUESTION.match(folded[a:b]))


@dataclass(frozen=True, slots=True)
class _Frame:
    """A stretch of a sentence outside speech, with its sentence's beginning and speech."""

    folded: str
    sentence: int
    start: int
    end: int
    speech: list[Quotation]

    def cues(self) -> list[Cue]:
        folded, start, end = self.folded, self.start, self.end
        found: list[Cue] = []
        for match in _ACCORDING.finditer(folded, start, end):
            if source := subjects.after(folded, match.end(), end):
                span = (match.start(), match.end() - 1)
                found.append(Cue(span, source, match.start(), source[1], "according", "according"))
        for match in _PASSIVE.finditer(folded, start, end):
            found.append(Cue(match.span(), None, match.start(), match.end(), match[1].lower(), "passive"))
        for match in _HEARSAY.finditer(folded, start, end):
            follows = folded[match.end() : min(end, match.end() + 120)]
            if (match[2] or clause_like(follows)) and not _NOT_CLAUSE.match(follows):
                found.append(Cue(match.span(1), None, match.start(), match.end(), match[1].lower(), "hearsay"))
        for match in _WORD.finditer(folded, start, end):
            verb, stop = match[0].lower(), match.end()
            if verb not in VERBS:
                glued = GLUED.match(folded, match.start(), match.end())
                if glued is None:
                    continue
                verb, stop = glued[1].lower(), glued.end()
            cue = self._verb(match.start(), stop, verb)
            if cue and not any(_touch(cue.span, other.span) for other in found):
                found.append(cue)
        return found

    def _verb(self, at: int, stop: int, verb: str) -> Cue | None:
        folded, start, end = self.folded, self.start, self.end
        if _NOT_FINITE.search(folded[max(start, at - 14) : at]):
            return None
        follows = folded[stop : min(end, stop + 200)]
        quoted = self._speech_follows(stop)
        said = any(q.end <= at for q in self.speech) or _comma_before(folded, self.sentence, at)
        if verb in PARTICIPLES and folded[max(start, at - 2) : at] == ", ":
            return Cue((at, stop), None, at - 2, content_start(folded, stop, end, verb), verb, "again")
        source = subjects.before(folded, start, at)
        if source is not None:
            if not governs(verb, follows, quote_follows=quoted, quote_before=said):
                return None
            span = (_with_negation(folded, source[1], at), stop)
            return Cue(span, source, source[0], content_start(folded, stop, end, verb), verb, "verb")
        begin = max(self.sentence, at - 40)
        coordinated = _COORDINATED.search(folded[begin:at])
        if coordinated and verb.endswith(("ed", "s", "aid", "old", "ought")):
            if not governs(verb, follows, quote_follows=quoted, quote_before=False):
                return None
            begins = begin + coordinated.start()
            return Cue((at, stop), None, begins, content_start(folded, stop, end, verb), verb, "again")
        if said and verb not in PARTICIPLES:
            # Inversion: "…", said the colonel.
            source = subjects.after(folded, stop, end)
            alone = not folded[start:at].strip(' ,"') or folded[max(start, at - 4) : at].rstrip().endswith(",")
            if source and source[0] - stop <= 2 and alone:
                return Cue((at, stop), source, at, source[1], verb, "after")
        return None

    def _speech_follows(self, stop: int) -> bool:
        for q in self.speech:
            between = self.folded[stop : q.start - 1]
            if stop < q.start and (not between.strip(" ,:") or (":" in between and len(between) < 90)):
                return True
        return False


def find_cues(folded: str, sentence: int, frame: list[Offsets], speech: list[Quotation]) -> list[Cue]:
    """The cues of a sentence in order. Nested ones (inside what another governs) are left out, coordinated ones kept."""
    found = [cue for a, b in frame for cue in _Frame(folded, sentence, a, b, speech).cues()]
    return _outermost(folded, sentence, sorted(found, key=lambda cue: cue.span))


def denies(folded: str, span: Offsets) -> bool:
    """Whether the cue denies belief in its content ("does not believe that …", "doubts that …")."""
    words = folded[span[0] : span[1]].lower()
    last = words.split()[-1] if words.split() else ""
    if last in ("doubt", "doubts", "doubted", "doubting", "denied", "denies", "deny", "denying", "ruled", "rules"):
        return True
    return last in BELIEF and bool(re.search(r"(?:\b(?:not|never|no longer)\b|n't\b)", words))


def _with_negation(folded: str, source_end: int, at: int) -> int:
    between = folded[source_end:at]
    match = re.search(r"(?i)\b(?:does not|do not|did not|doesn't|don't|didn't|never|no longer)\s+(?:\w+\s+)?$", between)
    return source_end + match.start() if match else at


def _comma_before(folded: str, start: int, at: int) -> bool:
    return "," in folded[max(start, at - 200) : at] and at - start > 12


def _touch(one: Offsets, two: Offsets) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _outermost(folded: str, sentence: int, cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in cues:
        if not kept:
            if cue.kind == "again":
                source = subjects.leading(folded, sentence, cue.begins)
                if source is None:
                    continue
                cue = _by(cue, source)  # noqa: PLW2901 - the cue itself, now with its source
            kept.append(cue)
            continue
        previous = kept[-1]
        quoted = '"' in folded[previous.content_start : cue.begins]
        if cue.kind == "again":
            kept.append(_by(cue, previous.source))
        elif cue.kind == "according":
            # "X said Y, according to Z": the later source is the outermost one.
            if previous.kind in ("according", "after") or quoted:
                kept.append(cue)
            else:
                kept[-1] = cue
        elif cue.kind == "after":
            if previous.kind in ("according", "after") or quoted:
                kept.append(cue)
        elif quoted or _CLAUSE_BREAK.search(folded[max(0, cue.begins - 14) : cue.begins]):
            kept.append(cue)
        elif cue.kind == "verb" and _trailing(folded, cue):
            kept[-1] = cue
    return kept


def _by(cue: Cue, source: Offsets | None) -> Cue:
    return Cue(cue.span, source, cue.begins, cue.content_start, cue.verb, cue.kind)


def _trailing(folded: str, cue: Cue) -> bool:
    """Whether a cue stands at the end of its sentence, behind what it governs."""
    before = folded[max(0, cue.begins - 2) : cue.begins]
    return before.startswith(",") and not re.search(r"\w{3}", folded[cue.span[1] : cue.span[1] + 30].partition(".")[0])
