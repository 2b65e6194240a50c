"""Alternatives that leave nothing out: "either they obey or they refuse" says nothing of which."""

from __future__ import annotations

import re

from brumaire.claims.events.finding import EventFinder, Hit, Sign
from brumaire.claims.text import denials

_OR = re.compile(r"(?i)\bor\b(?! (?:more|less|so|two)\b)")
_EITHER = re.compile(r"(?i)\b(?:either|whether)\b")


def leaves_both_open(finder: EventFinder, start: int, end: int, main: Hit) -> bool:
    """Whether a statement between two offsets names an event and its opposite as the alternatives.

    finder : of the statement's article.
    main : the event in question, as it was found in the statement.
    """
    words = finder.folded[start:end]
    if not (cut := _OR.search(words)):
        return False
    if denials.OR_NOT.search(words) and main.start < start + cut.start():
        return True
    if not _EITHER.search(words):
        return False
    signs = {_sign(finder, a, b, main.event) for a, b in ((start, start + cut.start()), (start + cut.end(), end))}
    return signs == {"+", "-"}


def _sign(finder: EventFinder, start: int, end: int, event: str) -> Sign | None:
    hit = next((hit for hit in finder.hits(start, end) if hit.event == event and not hit.weak), None)
    if hit is None:
        return None
    denied = denials.denies(finder.folded[start : hit.start])
    return "-" if (hit.sign == "-") != denied else "+"
