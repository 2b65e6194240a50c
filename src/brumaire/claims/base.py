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
    continues the speaker before it (`continues`), or has none ("it is feared that …"). Three kinds make no claim of their
    source's: an indirect question (`interrogative`), a cue that tells of an act to come or of seeing (`act`: "could
    announce a truce", "has seen his army bleed"), and an attribution inside another's content (`nested`).
    """

    block: int
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    manner: Manner
    continues: bool = False
    interrogative: bool = False
    act: bool = False
    nested: bool = False

    @property
    def states(self) -> bool:
        """Whether the content is what the source claims, or, for a direct quotation, says."""
        return not (self.interrogative or self.act or self.nested)


class Tagger(Protocol):
    """What finds attributions."""

    def tag(self, article: Article) -> Sequence[RawAttribution]:
        """The attributions of an article in the order of their contents.

        Contents lie inside headline and body blocks, never in teasers, captions or credits.
        """
        ...
