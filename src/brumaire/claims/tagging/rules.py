"""The first tagger: rules over paragraphs, sentences and quotation marks.

A paragraph's quotations are found first. Each sentence then is a *frame* (what stands outside speech) in which cue verbs with a
source are looked for, and speech, which belongs to the cue in its sentence, to the sentence before it, or, where
a paragraph is nothing but quotation, to whoever spoke last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from brumaire.claims.base import Offsets, RawAttribution
from brumaire.claims.tagging import contents, transcripts
from brumaire.claims.tagging.frames import Cue, find_cues
from brumaire.claims.text.folding import fold
from brumaire.claims.text.quotations import Quotation, quotations
from brumaire.claims.text.sentences import after_dateline, outer_sentences
from brumaire.records import Article


@dataclass
class _State:
    """What the next paragraph needs to know: the last attribution with a source, and how long ago it was."""

    found: list[RawAttribution] = field(default_factory=list)
    last: RawAttribution | None = None
    silent: int = 0


class RuleTagger:
    """Attributions by rules.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> article = read_bytes(b'General Ada Ames said the army was split. "It cannot last," she added.', path=None)
    >>> [[article.text[a:b] for a, b in raw.content] for raw in RuleTagger().tag(article)]
    [['the army was split'], ['It cannot last']]
    """

    def tag(self, article: Article) -> Sequence[RawAttribution]:
        """The attributions of an article in the order in which they are found."""
        folded = fold(article.text)
        state = _State()
        orphans: list[int] = []
        transcript = transcripts.Transcript(article)
        for number, block in enumerate(article.blocks):
            if block.kind == "headline":
                headline = _Paragraph(article.text, folded, number, block.start, block.end)
                for raw in headline.attributions(None):
                    state.found.append(raw)
            if block.kind != "body":
                continue
            if transcript.labels:
                turn = transcript.turn(number)
                if turn is not None:
                    state.found.append(turn)
                    continue
            paragraph = _Paragraph(article.text, folded, number, transcript.begins(number), block.end)
            new = list(paragraph.attributions(state.last if state.silent < 4 else None))
            for raw in new:
                if raw.continues and state.last is None:
                    orphans.append(len(state.found))
                state.found.append(raw)
                if raw.source:
                    state.last = raw
                    # Quotations before the first source of an article belong to it if it follows at once.
                    for i in orphans:
                        if state.found[i].block >= number - 2:
                            state.found[i] = _sourced(state.found[i], raw)
                    orphans = []
            state.silent = 0 if new else state.silent + 1
        return state.found


def _sourced(orphan: RawAttribution, later: RawAttribution) -> RawAttribution:
    return RawAttribution(orphan.block, later.source, (), orphan.content, orphan.manner)


class _Paragraph:
    def __init__(self, text: str, folded: str, number: int, start: int, end: int) -> None:
        self.text, self.folded, self.number = text, folded, number
        start = after_dateline(folded, start, end)
        self.start, self.end = start, end
        self.quoted = quotations(text, start, end)
        self.speech = [q for q in self.quoted if self._is_speech(q)]
        self.sentences = outer_sentences(text, start, end, self.quoted)

    def attributions(self, last: RawAttribution | None) -> list[RawAttribution]:
        found: list[RawAttribution] = []
        pending: list[Offsets] = []
        current = last
        speech = iter(self.speech)
        upcoming = next(speech, None)
        for start, end in self.sentences:
            mine: list[Quotation] = []
            while upcoming is not None and upcoming.start <= end:
                mine.append(upcoming)
                upcoming = next(speech, None)
            frame = _holes(start, end, mine)
            if not any(c.isalnum() for a, b in frame for c in self.text[a:b]):
                pieces = [(q.start, q.end) for q in mine]
                if current is not None and (found or current is last):
                    found.append(self._continued(pieces, None if not found else current))
                else:
                    pending += pieces
                continue
            cues = find_cues(self.folded, start, frame, mine)
            new = self._framed(start, end, cues, mine)
            for raw in new:
                if raw.source:
                    current = raw
            if not new and mine:
                pieces = [(q.start, q.end) for q in mine]
                new = [self._continued(pieces, current if found else None)]
            if pending and any(raw.source for raw in new):
                raw = next(raw for raw in new if raw.source)
                found.append(RawAttribution(self.number, raw.source, raw.cue, tuple(pending), "direct"))
                pending = []
            found += new
        if pending:
            found.append(self._continued(pending, None))
        return found

    def _continued(self, pieces: list[Offsets], current: RawAttribution | None) -> RawAttribution:
        content = tuple(contents.trimmed(self.text, a, b) for a, b in pieces)
        return RawAttribution(
            self.number, current.source if current else (), (), content, "direct", continues=current is None
        )

    def _framed(self, start: int, end: int, cues: list[Cue], mine: list[Quotation]) -> list[RawAttribution]:
        found = []
        used: set[Quotation] = set()
        for i, cue in enumerate(cues):
            stop = cues[i + 1].begins if i + 1 < len(cues) else end
            # The first cue takes what stands before it, every cue what follows up to the next one's clause.
            first = start if i == 0 else cues[i - 1].content_end
            content, direct = contents.of_cue(
                self.text, self.folded, cue, start=first, stop=stop, speech=[q for q in mine if q not in used]
            )
            if not content:
                continue
            used |= {q for q in mine for a, b in content if a <= q.start < b or q.start <= a < q.end}
            manner = contents.manner(content, self.quoted, direct=direct)
            source = (cue.source,) if cue.source else ()
            found.append(
                RawAttribution(
                    self.number,
                    source,
                    (cue.span,),
                    tuple(content),
                    manner,
                    interrogative=cue.interrogative(self.folded, content),
                )
            )
        left = [q for q in mine if q not in used]
        if left and found:
            found[-1] = RawAttribution(
                found[-1].block,
                found[-1].source,
                found[-1].cue,
                tuple(sorted({*found[-1].content, *(contents.trimmed(self.text, q.start, q.end) for q in left)})),
                "direct" if found[-1].manner == "direct" else "mixed",
            )
        return found

    def _is_speech(self, quotation: Quotation) -> bool:
        """Speech, as against words in quotation marks inside somebody's sentence."""
        inner = self.text[quotation.start : quotation.end].rstrip()
        before = self.text[max(self.start, quotation.start - 30) : quotation.start - 1].rstrip()
        if quotation.start - 1 <= self.start or quotation.left_open:
            return True
        if before.endswith(":") or (before[-1:] in ",.?!…" and len(inner.split()) >= 2):
            return True
        if before[-1:] in '“"”':
            return True
        return inner[-1:] in ".,?!…" and len(inner.split()) >= 4


def _holes(start: int, end: int, quoted: list[Quotation]) -> list[Offsets]:
    """The parts of a sentence outside its speech."""
    parts = []
    at = start
    for q in quoted:
        a, b = q.outer
        if a > at:
            parts.append((at, min(a, end)))
        at = max(at, b)
    if at < end:
        parts.append((at, end))
    return parts
