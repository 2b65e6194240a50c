"""A stretch of an article's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Text from `start` up to `end`, in Unicode code points of `Article.text`; `quote` is that text, verbatim.

    >>> Span.of("the colonel said", 4, 11)
    Span(start=4, end=11, quote='colonel')
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` between two offsets."""
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} lies outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def __len__(self) -> int:
        return self.end - self.start
