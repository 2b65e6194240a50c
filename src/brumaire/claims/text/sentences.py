"""Sentences of a stretch of text: aware of abbreviations, initials, brackets and quotations.

`outer_sentences` treats quotations as opaque: "“He is ill. He may die,” she said." is one. `inner_sentences` splits
what stands inside a quotation, but never inside a quotation within it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from brumaire.claims.text.quotations import Quotation

# A statement longer than this is no sentence; the limit keeps every later step linear on any input.
MAX_SENTENCE = 1500

_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)|[.!?…]+["”’»]+(?=[A-Z“"])""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'‘-])(?:(?i:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|cpl|sgt|brig|adm|cmdr|gov|sen|rep|rev|hon|pres|min|st|mt|ft|jr|sr|vs|no|inc|ltd|co|corp"
    r"|dept|univ|etc|approx|est|cf|al|ed|vol|fig|e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|u\.n|e\.u|ph\.d|d\.c)|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z])$"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .'/-]{2,40}(?:,\s*[A-Z][A-Za-z. ]{1,25})?(?:,?\s*(?:\d{1,2}\s+[A-Z][a-z]+|[A-Z][a-z]+\.?\s+\d{1,2}))?(?:\s*\([^)\n]{2,30}\))?\s+-{1,2}\s+"
)
_ALWAYS_GOES_ON = re.compile(r"(?i)(?:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|brig|adm|sen|rep|gov|st|vs|e\.g|i\.e)$")


def outer_sentences(text: str, start: int, end: int, quoted: list[Quotation]) -> list[tuple[int, int]]:
    """Sentences between two offsets; a quotation is only broken off at its end.

    >>> text = '"It is over. He lost," said Gen. Ames. Nobody spoke.'
    >>> from brumaire.claims.text.quotations import quotations
    >>> [text[a:b] for a, b in outer_sentences(text, 0, len(text), quotations(text, 0, len(text)))]
    ['"It is over. He lost," said Gen. Ames.', 'Nobody spoke.']
    """
    starts = [q.start - 1 for q in quoted]

    def hidden(at: int) -> bool:
        i = bisect_right(starts, at) - 1
        return i >= 0 and at < quoted[i].end

    def ends_here(at: int, after: int) -> bool:
        i = bisect_right(starts, at) - 1
        # The full stop inside a closing mark ends the sentence only if the quotation ends with it.
        return not hidden(at) or (i >= 0 and after > quoted[i].end)

    return _split(text, start, end, ends_here)


def after_dateline(folded: str, start: int, end: int) -> int:
    """Where a paragraph begins behind its dateline.

    >>> after_dateline("KESSEN, 9 May (Wire) - The army", 0, 31)
    23
    """
    match = _DATELINE.match(folded, start, min(end, start + 90))
    return match.end() if match else start


def inner_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of a quotation's words or of indirect speech; quotations within stay whole.

    >>> text = "He can't say, ‘we give up. We go home.' It is late."
    >>> [text[a:b] for a, b in inner_sentences(text, 0, len(text))]
    ["He can't say, ‘we give up. We go home.'", 'It is late.']
    """
    nested = _nested(text, start, end)
    starts = [a for a, _ in nested]

    def ends_here(at: int, after: int) -> bool:
        i = bisect_right(starts, at) - 1
        return i < 0 or at >= nested[i][1] or after > nested[i][1]

    return _split(text, start, end, ends_here)


def _nested(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    i = start
    while i < end:
        c = text[i]
        if (
            c in "‘'“\""
            and (i == start or text[i - 1].isspace() or text[i - 1] in "(,:—–")
            and i + 1 < end
            and text[i + 1].isalpha()
        ):
            closers = "'’" if c in "‘'" else '"”'
            limit = min(end, i + 400)
            close = next(
                (
                    j
                    for j in range(i + 1, limit)
                    if text[j] in closers
                    and (j + 1 == end or not text[j + 1].isalnum())
                    and (
                        text[j - 1] in ".,!?…"
                        or j + 1 == end
                        or (text[j - 1] not in "sS" and text[j + 1] in " .,;:!?)")
                    )
                ),
                None,
            )
            if close is not None:
                found.append((i, close))
                i = close
        i += 1
    return found


def _split(text: str, start: int, end: int, ends_here: object) -> list[tuple[int, int]]:
    assert callable(ends_here)
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        after = match.end()
        if not ends_here(match.start(), after) or not _boundary(text, begin, match.start(), after, end):
            continue
        found.append((begin, after))
        begin = after
    found.append((begin, end))
    return [piece for a, b in found for piece in _pieces(text, a, b)]


def _boundary(text: str, begin: int, at: int, after: int, end: int) -> bool:
    rest = text[after : after + 3].lstrip()
    if after < end and rest[:1].islower():
        return False
    if text[at] == "." and after - at == 1:
        before = text[max(begin, at - 12) : at]
        if _ALWAYS_GOES_ON.search(before) and _ABBREVIATION.search(" " + before.split(" ")[-1]):
            return False
        if _ABBREVIATION.search(before) and after < end:
            # "in the U.S. The army …" ends a sentence, "the U.S. Army" does not: the next word tells little, so
            # only words that seldom begin a name count as a beginning.
            word = re.match(r"\s*[\"“‘']?(\w+)", text[after : after + 20])
            return bool(word) and word is not None and word[1] in _OPENERS
    return True


_OPENERS = frozenset(
    ("The", "A", "An", "He", "She", "They", "It", "We", "I", "But", "And", "In", "This", "That", "There", "If")
)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return [(a, b) for a, b in (trim(text, a, b) for a, b in pieces) if b > a]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
