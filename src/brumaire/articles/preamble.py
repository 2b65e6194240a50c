"""What stands before the first sentence of an article without metadata: its date, its outlet, and who wrote it.

Only lines above the first paragraph of running text are read, and the dateline that may open it. A value is taken where the form
leaves no doubt; a date without its year is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brumaire.articles.boilerplate import final
from brumaire.articles.days import MONTH, day
from brumaire.records import Block

_LINES = 8
_RUNNING = 18
"""Words from which a line that ends in a full stop is running text."""

_DATE = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
_DATED = re.compile(
    rf"""(?ix) (?:^|[,|·•–—(]\s*) (?:(?:first\s+)?(?:published|updated|posted|issued|date|dated|last\s+updated)(?:\s+on|\s+at)?\s*:?\s*)?
    (?:\d{{1,2}}[:.]\d{{2}}\s*(?:[ap]\.?m\.?)?\s*[A-Z]{{0,5}}[,\s]\s*)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)? (?P<date>{_DATE})
    (?= \s*(?:$|[.,;|·•–—)T]|at\b|\d{{1,2}}[:.]\d{{2}}) )"""
)
_LABEL = re.compile(
    r"(?i)^[\W_]{0,3}(?:(?P<outlet>outlet|source|publication|publisher|newspaper|agency)|(?P<byline>byline|authors?|written by|by))\s*:\s*"
    r"(?P<value>\S.{1,78}\S)$"
)
_DATELINE = re.compile(
    rf"""(?x) ^ (?P<place>[A-Z][A-Z.'’-]+(?:\s[A-Z.'’-]{{2,}}){{0,3}}(?:,\s[A-Z][\w.’' ]{{1,30}}?)?)
    (?:,?\s+(?P<date>(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?))?
    \s*(?:[(\[](?P<outlet>[^()\[\]\d]{{2,40}})[)\]])? \s*(?:[–—]|--?)\s"""
)
_PICTURES = re.compile(
    r"(?i)\b(?:getty|shutterstock|alamy|images?|photos?|pictures?|twitter|facebook|telegram|youtube)\b"
)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the lines before the first sentence say, None where they do not."""

    outlet: str | None = None
    byline: str | None = None
    published: date | None = None


def preamble(text: str, blocks: Sequence[Block]) -> Preamble:
    """Read the lines above the running text, and its dateline.

    Examples
    --------
    >>> from brumaire.records import Block
    >>> text = "VASKA, March 3, 2031 (Lantern) — The army is split, a general said."
    >>> preamble(text, [Block(0, len(text), "body")])
    Preamble(outlet='Lantern', byline=None, published=datetime.date(2031, 3, 3))
    """
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    for block in blocks[:_LINES]:
        line = text[block.start : min(block.end, block.start + 300)]
        if match := _DATELINE.match(line):
            named = match["outlet"]
            return Preamble(outlet or (named.strip() if named else None), byline, published or day(match["date"]))
        words = len(line.split())
        if words >= _RUNNING and final(text[block.start : block.end]):
            break
        if match := _LABEL.match(line):
            value = match["value"].strip(" .,")
            if match["byline"]:
                byline = byline or value
            elif not _PICTURES.search(value):
                outlet = outlet or value
        elif match := _DATED.search(line):
            published = published or day(match["date"])
    return Preamble(outlet, byline, published)


def author(byline: str | None) -> str | None:
    """The names of a byline without the place and the post that newspapers add.

    >>> author("Tessa Orlen in Harrow Quay"), author("Ben Farrow, Home Affairs Editor"), author("Ada Reyl and Ivo Marsh")
    ('Tessa Orlen', 'Ben Farrow', 'Ada Reyl and Ivo Marsh')
    """
    if byline is None:
        return None
    names = re.split(
        r"\s+(?:in|at|for)\s+(?=[A-Z])|,\s+(?=(?:[\w-]+\s+){0,4}(?i:editor|correspondent|reporter|writer|columnist|staff)\b)",
        byline,
    )[0]
    return names.strip(" ,") or byline
