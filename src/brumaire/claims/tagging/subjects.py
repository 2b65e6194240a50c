"""The noun phrase that names a source: before a cue ("the colonel, a veteran of two wars, warned") or behind it."""

from __future__ import annotations

import re

from brumaire.claims.tagging.cues import HEARSAY, NOT_SPEAKERS, PRONOUNS, TITLES, role_noun
from brumaire.claims.text.sentences import trim

_NAME = r"(?:[A-Z][\w.'-]*|al-[A-Z]\w+|[A-Z]\.)"
_NAMES = re.compile(
    rf"{_NAME}(?:\s+(?:(?:de|der|den|van|von|bin|ibn|al|el|la|le|du|di|da|of|the|and|&)\s+){{0,2}}{_NAME}){{0,6}}(?:'s)?$"
)
_AUXILIARY = re.compile(
    r"(?i)(?:\s|^)(?:has|have|had|also|then|later|previously|finally|once|recently|today|yesterday|now|still|even|just|already|never"
    r"|[a-z]{2,}ly|would|will|does|did|do|doesn't|don't|didn't|not|is|was|are|were|be|been|being|went on to|further|again|told reporters"
    r"|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|this week|last (?:week|month|year)|himself|herself|themselves|always|often|too|both|all)$"
)
_BOUNDARY = re.compile(
    r"(?i)(?:^|[\s(\"])(?:and|but|while|as|because|since|after|before|when|that|if|although|though|whereas|where|so|or|than|until|unless|what|how|why|whether)\s+(?=\S)"
)
_LEAD = re.compile(
    r"(?i)^(?:(?:but|and|so|yet|then|still|however|meanwhile|now|earlier|later|instead|indeed|nor|or|for example|in fact|also|even|only)\b,?\s*)+"
)
_STOP = re.compile(
    r"[,.;:\"()](?=\s|$|\")|\s-\s|\s(?:who|which|that|as|on|after|in\s+an?|during|told|said|before|when|while|but|whose)\s"
    r"|\sand\s(?!(?:\w+\s+){1,2}(?:of|in|at|for)\s)"
)
_LEAD_TIME = re.compile(
    r"(?i)^(?:(?:on|last|this|earlier|late|early|in|at|by|during)\s+)?(?:(?:on|this|last|the)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|morning|evening"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{1,4})?|\d{4}|today|yesterday"
    r"|an?\s+(?:\w+\s+)?(?:interview|statement|speech|tweet|post|briefing|column|report|interview with [A-Z]\w+))(?:\s+(?:morning|night|evening|afternoon))?\s*,?\s+"
)
_LEADING = re.compile(
    rf"(?:He|She|They|I|We)\b|(?:{TITLES.pattern})?{_NAME}(?:\s+{_NAME}){{0,4}}|(?:The|A|An)\s+(?:[\w'-]+\s+){{0,3}}?(?:[a-z]+|[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)(?=\s+[a-z]+(?:ed|s|d)\b)"
)
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|will|would|can|could|may|might|must|should|has|have|had|does|did|do|isn't|aren't|wasn't|won't|can't|said|says|told)\b"
)
_APPOSITION = re.compile(
    r"(?i)^(?:a|an|the|who|whose|which|\d\d,?$|one|now|then|once|formerly|former|himself|herself|both|its|his|her|and|of|at|for|in|\w+'s)\b|^[a-z]"
)


def before(text: str, start: int, cue: int) -> tuple[int, int] | None:
    """Offsets of the source that ends just before a cue, within a clause that begins at `start`; None if there is none.

    `text` is folded.

    >>> text = "Gen. Ada Ames, who led the 4th Division, has warned"
    >>> text[slice(*before(text, 0, 45))]
    'Gen. Ada Ames, who led the 4th Division'
    """
    end = _strip_auxiliaries(text, start, cue)
    if end <= start or end - start > 400:
        return None
    if text[end - 1] == ",":
        return _with_apposition(text, start, end)
    clause = text[start:end]
    begin = start + max(clause.rfind(mark) + len(mark) if mark in clause else 0 for mark in (",", ";", ":", " - ", "("))
    for match in _BOUNDARY.finditer(text, begin, end):
        begin = match.end()
    begin, end = trim(text, begin, end)
    begin += _lead(text[begin:end])
    begin += _lead_time(text[begin:end])
    return (begin, end) if speaker_like(text[begin:end]) else None


def leading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of the source that a sentence begins with, for a cue further on ("X dismissed it, and said …")."""
    start, _ = trim(text, start, end)
    start += _lead(text[start : start + 80])
    start += _lead_time(text[start : start + 80])
    match = _LEADING.match(text, start, min(end, start + 120))
    return match.span() if match and speaker_like(match[0]) else None


def _with_apposition(text: str, start: int, end: int) -> tuple[int, int] | None:
    pieces: list[tuple[int, int]] = []
    at = start
    for match in re.finditer(r",", text[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    for i, piece in enumerate(pieces):
        a, b = trim(text, *piece)
        a += _lead(text[a:b])
        for match in _BOUNDARY.finditer(text, a, b):
            if speaker_like(text[match.end() : b]):
                a = match.end()
        rest = [text[x:y].strip() for x, y in pieces[i + 1 :]]
        if rest and speaker_like(text[a:b]) and all(_is_apposition(r) for r in rest):
            return a, trim(text, a, end - 1)[1]
    return None


def _is_apposition(piece: str) -> bool:
    if _VERB.search(piece) and not re.match(r"(?i)(?:who|whose|which)\b", piece):
        return False
    return bool(_APPOSITION.match(piece)) or speaker_like(piece)


def after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of the source that begins at `start`, with its apposition; None if there is none there.

    >>> text = "said Ada Ames, a retired colonel, on Monday."
    >>> text[slice(*after(text, 5, len(text)))]
    'Ada Ames, a retired colonel'
    """
    start, _ = trim(text, start, end)
    limit = min(end, start + 160)
    for stop in _STOP.finditer(text, start, limit):
        # A full stop behind a title or an initial is part of the name.
        if stop[0][0] == "." and TITLES.search(text[max(start, stop.start() - 8) : stop.start()] + ". "):
            continue
        return _finish(text, start, stop.start(), end)
    return _finish(text, start, limit, end)


def _finish(text: str, start: int, head_end: int, end: int) -> tuple[int, int] | None:
    a, b = trim(text, start, head_end)
    if not speaker_like(text[a:b]):
        return None
    if text[b : b + 1] == ",":
        rest = re.match(
            r",\s*((?-i:[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){1,3})(?=,)|(?:a|an|the|who|one|now|formerly|former|head|director|professor|chief)\b[^,.;:\"]{2,140})",
            text[b:end],
        )
        if rest:
            return a, trim(text, a, b + rest.end())[1]
    who = re.match(r"\s+who\b[^,.;:\"]{2,100}", text[b:end])
    if who:
        return a, b + who.end()
    return a, b


def speaker_like(phrase: str) -> bool:
    """Whether a noun phrase can name a source: a pronoun, a name, or a phrase around a noun for people or bodies.

    >>> [speaker_like(p) for p in ("he", "Ada Ames", "two officers who asked not to be named", "the weather")]
    [True, True, True, False]
    """
    phrase = phrase.strip(" ,")
    words = phrase.split()
    if not words or len(words) > 22:
        return False
    low = words[0].lower()
    if len(words) == 1 and low in PRONOUNS:
        return True
    if low in NOT_SPEAKERS or low in PRONOUNS:
        return False
    if _NAMES.match(phrase) and not re.fullmatch(r"[A-Z]", phrase):
        return len(words) > 1 or (phrase[0].isupper() and low not in ("a", "an", "the"))
    head = _head_words(words)
    if _VERB.search(" ".join(head)) or _BOUNDARY.search(f" {words[-1]} x"):
        return False
    if any(role_noun(w) or w.lower() in HEARSAY for w in head):
        return low not in ("being", "having")
    # "the FSB", "the Harbour Centre", "leading security expert Dr Robert Thornton"
    tail = words[1:] if low in ("the", "a", "an") else words
    return (
        bool(tail)
        and len(tail) <= 6
        and all(w[:1].isupper() for w in tail if w not in ("of", "for", "and", "the", "on", "in"))
    )


def _head_words(words: list[str]) -> list[str]:
    """The words of a noun phrase before what follows its head."""
    stop = next(
        (
            i
            for i, w in enumerate(words)
            if i
            and w.lower()
            in ("who", "which", "that", "whose", "with", "from", "at", "in", "on", "by", "to", "of", "for")
        ),
        len(words),
    )
    return words[:stop]


def _strip_auxiliaries(text: str, start: int, end: int) -> int:
    end = trim(text, start, end)[1]
    while end > start:
        match = _AUXILIARY.search(text, max(start, end - 24), end)
        if not match or match.end() != end:
            return end
        stripped = trim(text, start, match.start())[1]
        if stripped == end:
            return end
        end = stripped
    return end


def _lead_time(phrase: str) -> int:
    match = _LEAD_TIME.match(phrase)
    return match.end() if match else 0


def _lead(phrase: str) -> int:
    match = _LEAD.match(phrase)
    return match.end() if match else 0
