"""The trained tagger behind the contract: the network's attributions, and by rule what it was not trained on.

The network was trained on articles in which every attribution has a cue. Quotations that go on without one, turns of a
transcript and indirect questions are therefore the rules' part: an attribution of the rules is kept where the
network found nothing in its place. Where both found the same content, the network's spans count, and what only the rules know
(a source that the network left open) is taken over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from brumaire.claims.base import Offsets, RawAttribution
from brumaire.claims.tagging import contents, transcripts
from brumaire.claims.tagging.governing import QUESTION
from brumaire.claims.tagging.network import AttributionReader, Linked, shipped
from brumaire.claims.tagging.rules import RuleTagger
from brumaire.claims.text.folding import fold
from brumaire.claims.text.quotations import Quotation, quotations
from brumaire.claims.text.sentences import outer_sentences
from brumaire.records import Article

_ACT = re.compile(
    r"(?i)(?:(?:could|may|might|would|will|should|must|can|to)\s|(?:(?:has|have|had)\s+)?(?:seen?|saw|sees|seeing|watch\w*|witness\w*|order(?:s|ed|ing)?)$)"
)
_HEARD = re.compile(r"(?i)(?:'m|am|'re|are|was|were|been)\s+(?:\w+ly\s+)?(?:told|informed|assured|warned)$")
# "Nobody expects him to resign" is what the reporter says.
_NOBODY = re.compile(r"(?i)(?:nobody|no[ -]one|none|few|hardly anyone)\b")
# "What he called 'tank graveyards'": a name for a thing states nothing.
_NAMING = re.compile(r"(?i)what|that|as")

_COMMA = re.compile(r",\s$")
_NAME = re.compile(r" ((?:[A-Z][\w.'-]+ ){0,3}[A-Z][\w'-]+),")


class TrainedTagger:
    """Attributions by the network that comes with the package, completed by rules.

    `reader` is another network's reader; the shipped one by default.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> article = read_bytes(b"The colonel plans to leave the capital, according to two officers.", path=None)
    >>> [[article.text[a:b] for a, b in raw.content] for raw in TrainedTagger().tag(article)]
    [['The colonel plans to leave the capital']]
    """

    def __init__(self, reader: AttributionReader | None = None) -> None:
        self._reader = reader
        self._rules = RuleTagger()

    def tag(self, article: Article) -> Sequence[RawAttribution]:
        """The attributions of an article in the order of their contents."""
        by_rule = self._rules.tag(article)
        view = _View(article)
        found = (self._reader or shipped()).read(view.text)
        folded = fold(article.text)
        by_network = [raw for linked in found.attributions for raw in _raws(article, folded, view, linked)]
        transcript = transcripts.Transcript(article)
        if transcript.labels:
            # Turns are contents whole; whom the network finds inside them is their holder.
            by_network = [raw for raw in by_network if transcript.reporter(raw.block) or _within(raw, transcript)]
        return _in_order(_completed(by_network, by_rule))


class _View:
    """The readable blocks of an article as one text, a paragraph a line, and the way back to the article's offsets."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._sentences: dict[int, list[int]] = {}
        pieces: list[str] = []
        self.places: list[tuple[int, int, int]] = []  # block number, begin in the view, begin in the article
        self.quoted: dict[int, list[Quotation]] = {}
        at = 0
        for number, block in enumerate(article.blocks):
            if block.kind not in ("headline", "body"):
                continue
            # A line end inside a block is only where the text was wrapped.
            piece = "".join(
                " " if c in "\r\n\u2028\u2029\v\f\x85" else c for c in article.text[block.start : block.end]
            )
            self.places.append((number, at, block.start))
            self.quoted[number] = quotations(article.text, block.start, block.end)
            pieces.append(piece)
            at += len(piece) + 1
        self.text = "\n".join(pieces)

    def sentence(self, number: int, at: int) -> int:
        """Where the sentence begins that an offset of the article lies in; `number` is its block's."""
        if number not in self._sentences:
            block = self._article.blocks[number]
            found = outer_sentences(self._article.text, block.start, block.end, self.quoted[number])
            self._sentences[number] = [start for start, _ in found]
        starts = self._sentences[number]
        return starts[max(0, bisect_right(starts, at) - 1)]

    def block(self, at: int) -> int:
        """The number of the block in which an offset of the view lies."""
        return self._place(at)[0]

    def back(self, span: Offsets) -> Offsets:
        """Offsets of the view as offsets of the article."""
        _, begin, start = self._place(span[0])
        return span[0] - begin + start, span[1] - begin + start

    def _place(self, at: int) -> tuple[int, int, int]:
        return self.places[max(0, bisect_right(self.places, at, key=lambda place: place[1]) - 1)]


def _raws(article: Article, folded: str, view: _View, linked: Linked) -> Iterator[RawAttribution]:
    """One attribution for each block of the content, so that what is said stays in the order of the text."""
    text = article.text
    cue = view.back(linked.cue)
    source: tuple[Offsets, ...] = (view.back(linked.source),) if linked.source else ()
    if source and source[0][0] < cue[0] and _HEARD.search(folded[slice(*cue)]):
        source = ()  # who is told is not who says it
    if source and source[0][0] < view.sentence(view.block(linked.cue[0]), cue[0]):
        source = _behind(folded, cue) or source
    for number, pieces in groupby(linked.content, key=lambda piece: view.block(piece[0])):
        whole = [contents.trimmed(text, *view.back(piece)) for piece in pieces]
        content = [(a, b) for a, b in whole if b - a >= 2 and not _NAMING.fullmatch(folded[a:b])]
        if not content:
            continue
        if len(content) < len(whole) and sum(len(text[a:b].split()) for a, b in content) < 4:
            continue
        if view.block(linked.cue[0]) == number and content[0][0] > cue[0]:
            begin = view.sentence(number, cue[0])
            if lead := contents.leading_condition(folded, begin, min([cue[0], *(a for a, _ in source)])):
                content = [lead, *content]
        manner = contents.manner(content, view.quoted[number], direct=False)
        asked = manner != "direct" and content[0][0] >= cue[0] and bool(QUESTION.match(folded[slice(*content[0])]))
        near = (cue,) if view.block(linked.cue[0]) == number else ()
        act = bool(_ACT.match(folded[slice(*cue)])) or any(_NOBODY.match(folded[slice(*one)]) for one in source)
        yield RawAttribution(number, source, near, tuple(content), manner, interrogative=asked, act=act)


def _behind(folded: str, cue: Offsets) -> tuple[Offsets, ...]:
    """The name right behind a cue that stands between commas: "In practice, says Otieno, the army would choose"."""
    if " " in folded[slice(*cue)] or not _COMMA.search(folded, max(0, cue[0] - 3), cue[0]):
        return ()
    name = _NAME.match(folded, cue[1])
    return (name.span(1),) if name else ()


def _completed(by_network: list[RawAttribution], by_rule: Sequence[RawAttribution]) -> list[RawAttribution]:
    """The network's attributions, their open sources filled by the rules', and the rules' where the network has none."""
    # What overlaps lies in one block, so that the work grows with the article's length.
    rules: dict[int, list[RawAttribution]] = {}
    for rule in by_rule:
        rules.setdefault(rule.block, []).append(rule)
    result = [replace(raw, nested=any(_contains(rule, raw) for rule in rules.get(raw.block, ()))) for raw in by_network]
    found: dict[int, list[int]] = {}
    for i, raw in enumerate(result):
        found.setdefault(raw.block, []).append(i)
    for rule in by_rule:
        beside = found.get(rule.block, [])
        shared = [
            i
            for i in beside
            if (result[i].states or result[i].interrogative)
            and any(a < d and c < b for a, b in result[i].content for c, d in rule.content)
        ]
        if not shared:
            if not _inside_cue(rule, [result[i] for i in beside]):
                result.append(rule)
            continue
        for i in shared:
            if not result[i].source and (rule.source or rule.continues):
                result[i] = replace(result[i], source=rule.source, continues=rule.continues)
    return result


def _within(raw: RawAttribution, transcript: transcripts.Transcript) -> bool:
    """Whether an attribution lies in the words of a turn, its label left out."""
    turn = transcript.turn(raw.block)
    return turn is not None and _contains(turn, raw)


def _contains(rule: RawAttribution, raw: RawAttribution) -> bool:
    """Whether an attribution of the rules holds the whole other one in its content: then it is the outer one."""
    spans = (*raw.source, *raw.cue, *raw.content)
    return bool(raw.cue) and any(all(a <= c and d <= b for c, d in spans) for a, b in rule.content)


def _inside_cue(rule: RawAttribution, by_network: list[RawAttribution]) -> bool:
    """Whether the words of a rule's content are a source or cue of the network's."""
    names = [span for raw in by_network for span in (*raw.source, *raw.cue)]
    return all(any(a <= c and d <= b for a, b in names) for c, d in rule.content)


def _in_order(raws: list[RawAttribution]) -> list[RawAttribution]:
    return sorted(raws, key=lambda raw: (raw.content[0], raw.nested, raw.cue))
