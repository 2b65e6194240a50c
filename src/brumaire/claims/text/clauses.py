"""Statements inside a sentence: where one claim ends and the next begins.

A sentence is cut where a coordinated clause has a finite verb of its own, and before a relative clause about the future.
Whether the parts are claims of their own is decided later, by whether each speaks of an event.
"""

from __future__ import annotations

import re

_MODAL = r"(?:will|would|could|might|may|can|shall|must|should|won't|wouldn't|couldn't|can't|cannot|'ll|'d)"
_FINITE = rf"(?:{_MODAL}|is|are|was|were|has|have|had|isn't|aren't|wasn't|hasn't|haven't|does|do|did|doesn't|don't|didn't|needs?|wants?|says?|thinks?|knows?|goes|gets|comes|remains?|becomes?|looks?|seems?|wins?|loses?|drags?)"
_COORDINATED = re.compile(
    rf"""(?ix)
    (?:(?:,|;|:|\s-)?\s+(?:and|but|so|yet|because)|,\s+(?:while|whereas|although|though|as))\s+
      (?=(?:also\s+|then\s+|therefore\s+|still\s+|even\s+|sooner\s+or\s+later\s+)?(?:who\s+|that\s+|whether\s+)?
         (?:(?:there|he|she|it|they|we|i|you|this|that|these|those|whoever|someone|nobody|[\w'-]+)(?:'s|'re|'ll|'ve|'d|n't)\b
           |(?:the\s+)?(?:prospects?|chances?|odds|likelihood|risk|possibility|danger)\s+(?:of|that|for)\b
           |[\w'-]+(?:\s+(?!(?:why|what|how|who|that|which|whether|because|if|and|but|or|as|when|to)\b)[\w'-]+){{0,7}}?\s+{_FINITE}\b))
    | (?:,)?\s+(?:and|but|or)\s+(?=(?:also\s+|then\s+|even\s+|probably\s+)?(?:could|will|would|might|may|going\s+to|cannot|can't|won't)\b)
    | (?:,)?\s+(?:who|which)\s+(?=(?:could|will|would|might|may)\b)
    | ,\s+(?=(?:he|she|it|they|we)\s+(?:will|would|could|might|may)\b)
    """
)


def clauses(folded: str, start: int, end: int, holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Candidate statements between two offsets of the folded text; `holes` (conditions) are never cut.

    >>> text = "whether it works is open and who comes next is also open"
    >>> [text[a:b] for a, b in clauses(text, 0, len(text), [])]
    ['whether it works is open', 'who comes next is also open']
    """
    if re.match(r"(?i)\W*either\b", folded[start:end]):
        return [(start, end)]
    pieces = []
    begin = start
    for match in _COORDINATED.finditer(folded, start, end):
        if any(a - 1 <= match.start() < b or a < match.end() <= b - 1 for a, b in holes):
            continue
        if _open_quote(folded, begin, match.start()) or _either(folded, begin, match.start()):
            continue
        if len(folded[begin : match.start()].split()) < 3:
            continue
        pieces.append((begin, match.start()))
        begin = match.end()
    pieces.append((begin, end))
    return [(a, b) for a, b in pieces if b > a]


def _open_quote(folded: str, start: int, at: int) -> bool:
    """Whether a quotation within the sentence is open at an offset."""
    part = folded[start:at]
    return part.count('"') % 2 == 1 or len(re.findall(r"(?:^|(?<=[\s(,:]))'(?=\w)", part)) > len(
        re.findall(r"(?<=[.,!?\w])'(?=\s|$|[,.;:])(?<!s')", part)
    )


def _either(folded: str, start: int, at: int) -> bool:
    part = folded[start:at]
    return bool(re.search(r"(?i)\b(?:either|both|between)\b", part[-80:])) and not re.search(
        r"(?i)\b(?:either|both|between)\b.*\b(?:or|and)\b", part[-80:]
    )
