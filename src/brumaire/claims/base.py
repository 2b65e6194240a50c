"""The contract of a tagger: an article in, raw attributions out.

A tagger finds spans only. Who "he" is, what is claimed and how likely are worked out afterwards, in the same way
for every tagger, so that a trained token classifier can take the place of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from brumaire.records import Article, Manner

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """Offsets of source, cue and content of one attribution; each may be in several pieces, source and cue empty.

    `block` is the number of the article's block that the content begins in. An attribution without a source
    continues the speaker before it (`continues`), or has none ("it is feared that …").
    """

    block: int
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    manner: Manner
    continues: bool = False
    interrogative: bool = False


class Tagger(Protocol):
    """What finds attributions."""

    def tag(self, article: Article) -> Sequence[RawAttribution]:
        """The attributions of an article in the order of their contents.

        Contents lie inside headline and body blocks, never in teasers, captions or credits.
        """
        ...
