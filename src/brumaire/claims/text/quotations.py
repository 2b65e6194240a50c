"""Where quotations begin and end in a paragraph.

Double marks, straight or typographic. A quotation left open runs to the paragraph's end, as newspapers have it when
the next paragraph goes on quoting; an opening mark inside an open quotation of the same kind begins a new one if a
sentence has just ended and nests otherwise. Single marks count only in paragraphs without double ones (the British
way), and only where the words between end like speech: an apostrophe closes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAX_SINGLE = 700


@dataclass(frozen=True, slots=True)
class Quotation:
    """The offsets of the words between the marks; `left_open` where no closing mark was found."""

    start: int
    end: int
    left_open: bool = False

    @property
    def outer(self) -> tuple[int, int]:
        """The offsets with the marks."""
        return self.start - 1, self.end + (0 if self.left_open else 1)


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of the paragraph between two offsets, in order, none inside another.

    >>> text = '“It is over,” he said. “They said ‘go’.'
    >>> [(text[q.start : q.end], q.left_open) for q in quotations(text, 0, len(text))]
    [('It is over,', False), ('They said ‘go’.', True)]
    """
    found = _double(text, start, end)
    if not found:
        found = _single(text, start, end)
    return [q for q in found if q.end > q.start]


def _double(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened, depth, straight = -1, 0, False
    for i in range(start, end):
        c = text[i]
        if c in "“„«":
            if depth and _sentence_ended(text, opened, i):
                found.append(Quotation(opened, _rstrip(text, opened, i), left_open=True))
                depth = 0
            if depth == 0:
                opened, straight = i + 1, False
            depth += 1
        elif c in "”»" and depth:
            # A writer may mix marks: a closing typographic one also ends a straight quotation.
            depth = 0 if straight else depth - 1
            if depth == 0:
                found.append(Quotation(opened, i))
        elif c == '"':
            if depth and (straight or not _opens(text, start, end, i)):
                depth = 0 if straight else depth - 1
                if depth == 0:
                    found.append(Quotation(opened, i))
            elif depth == 0 and _can_open(text, end, i):
                opened, depth, straight = i + 1, 1, True
    if depth and opened < end:
        found.append(Quotation(opened, end, left_open=True))
    return found


def _single(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    i = start
    while i < end:
        if text[i] in "‘'" and (i == start or text[i - 1] in " \t\n\r\u00a0([—–-") and _can_open(text, end, i):
            close = _closing(text, i + 1, min(end, i + _MAX_SINGLE))
            if close is not None:
                found.append(Quotation(i + 1, close))
                i = close
        i += 1
    return found


def _closing(text: str, start: int, end: int) -> int | None:
    first: int | None = None
    for match in re.finditer(r"['’](?![\w])", text[start:end]):
        at = start + match.start()
        before = text[at - 1]
        if before in ",.!?…":
            return at
        if first is None and before not in "sS":
            first = at
        if before.isspace():
            return first
    return first


def _sentence_ended(text: str, opened: int, at: int) -> bool:
    before = text[opened:at][-4:].rstrip()
    return before[-1:] in ".!?…,:"


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _can_open(text: str, end: int, at: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace()


def _opens(text: str, start: int, end: int, at: int) -> bool:
    before = text[at - 1] if at > start else " "
    return (before.isspace() or before in "([—–") and _can_open(text, end, at)


def inside(quoted: list[Quotation], at: int) -> bool:
    """Whether an offset lies inside one of the quotations."""
    return any(q.start - 1 <= at < q.end + 1 for q in quoted)
