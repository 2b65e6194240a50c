"""Transcripts and interviews: paragraphs that begin with who speaks ("REYL: They will not move.", "Q:", "Reyl — …").

A label is one that comes back, or shares its last word with one that does ("REAR ADMIRAL HESTIA VORN (RET.)", then "VORN"); a
heading with a colon is none. Turns are contents whole, the host's too. Behind a bare "Q:" nobody is named: what stands there is read as any
paragraph is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from brumaire.claims.base import Offsets, RawAttribution
from brumaire.claims.tagging.contents import trimmed
from brumaire.claims.text.folding import fold
from brumaire.records import Article

_LABEL = re.compile(
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|Col|DR|MR|MS|PROF|GEN|COL)\.?\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4})"
    r"(?:\s?[(,]\s?(?P<role>[^)\n:]{1,60})\)?)?(?::|\s[—–]|\s--?)\s+(?=\S)"
)
_ASKS = frozenset(("q", "question"))
_ANSWERS = frozenset(("a", "answer", "guest", "interviewee"))
_NO_NAME = frozenset(
    str.split(
        "transcript photo picture pictures pics watch related note notes guests guest-list source read more editor live update "
        "updated last next video audio credit warning additional photograph caption with edited listen subscribe"
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks in a paragraph: the offsets of the name, where the words begin, and whether it names nobody ("Q:")."""

    name: str
    span: Offsets
    begins: int
    nobody: bool


class Transcript:
    """The labels of an article by block; empty where it is no transcript.

    >>> from brumaire.articles import read_bytes
    >>> text = b"Who is next?\\n\\nHOST: Will he go?\\n\\nREYL: No. He stays.\\n\\nHOST: Why?\\n\\nREYL: Because he pays."
    >>> found = Transcript(read_bytes(text, path=None))
    >>> [(label.name, label.nobody) for label in found.labels.values()]
    [('HOST', False), ('REYL', False), ('HOST', False), ('REYL', False)]
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        matches = {
            number: match
            for number, block in enumerate(article.blocks)
            if block.kind in ("body", "headline")
            and (match := _LABEL.match(article.text, block.start, block.start + 140))
        }
        counts = Counter(match["name"] for match in matches.values())
        back = {name.split()[-1].lower() for name, n in counts.items() if n > 1}
        known = {n: m for n, m in matches.items() if counts[m["name"]] > 1 or _also(m["name"], back, first=n == 0)}
        self.labels: dict[int, Label] = {}
        if len(known) >= 3 and back:
            for number, match in known.items():
                nobody = match["name"].lower() in _ASKS
                self.labels[number] = Label(match["name"], match.span("name"), match.end(), nobody)
        self.first = min(self.labels, default=len(article.blocks))

    def turn(self, number: int) -> RawAttribution | None:
        """The attribution that a paragraph is; None where nobody is named, or it stands before the first turn."""
        block = self.article.blocks[number]
        label = self.labels.get(number)
        if label is None:
            before = [n for n in self.labels if n < number]
            if not before or self.labels[max(before)].nobody:
                return None
            content: tuple[Offsets, ...] = (trimmed(self.article.text, block.start, block.end),)
            return RawAttribution(number, (), (), content, "direct", continues=True)
        if label.nobody:
            return None
        content = (trimmed(self.article.text, min(label.begins, block.end), block.end),)
        return RawAttribution(number, (label.span,), (), content, "direct")

    def reporter(self, number: int) -> bool:
        """Whether a paragraph is in the reporter's voice: a bare question, or before the first turn."""
        return self.turn(number) is None

    def begins(self, number: int) -> int:
        """Where a paragraph's words begin behind its label."""
        label = self.labels.get(number)
        return label.begins if label else self.article.blocks[number].start


def answers(label: str) -> bool:
    """Whether a label stands for whoever is interviewed: "A:"."""
    return label.strip(" .:").lower() in _ANSWERS


def interviewed(article: Article, names: list[tuple[int, str]]) -> str | None:
    """Who of the people named before the first turn is interviewed; `names` are offsets and names in their order."""
    first = Transcript(article).first
    if first >= len(article.blocks):
        return None
    intro = fold(article.text[: min(article.blocks[first].start, 2000)])
    early = [(at, name) for at, name in names if at < len(intro)]
    for _, name in early:
        one = re.escape(name.split()[-1])
        if re.search(
            rf"\b{one}\s+(?:spoke|talks?|talked|tells|answers)\b|\b(?:interview with|we asked)\s+(?:\w+\s+)?(?:{one}|{re.escape(name)})\b",
            intro,
        ):
            return name
    return early[0][1] if early else None


def _also(name: str, back: set[str], *, first: bool) -> bool:
    words = name.lower().split()
    if words[-1] in back or (len(words) > 1 and words[0] in back):
        return True
    return name.isupper() and not first and not set(words) & _NO_NAME
