"""What a cue governs: the pieces of a sentence that are its content, and whether they are quoted."""

from __future__ import annotations

import re

from brumaire.claims.base import Offsets
from brumaire.claims.tagging.frames import Cue
from brumaire.claims.text.quotations import Quotation
from brumaire.claims.text.sentences import trim
from brumaire.records import Manner

_CONDITION = re.compile(r"(?i)(?:if|unless|should|in the event of|in case of|without|provided)\b")
_EDGE = ' \t\r\n\u00a0.,;:"“”„«»—–'


def trimmed(text: str, start: int, end: int) -> Offsets:
    """Offsets without white space, quotation marks and closing punctuation at the ends.

    >>> trimmed("“It is over.”", 0, 13)
    (1, 11)
    """
    start, end = trim(text, start, end)
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def of_cue(
    text: str, folded: str, cue: Cue, *, start: int, stop: int, speech: list[Quotation]
) -> tuple[list[Offsets], bool]:
    """The pieces of content of one cue between `start` and `stop`, and whether they are direct speech."""
    before = [q for q in speech if q.end <= cue.begins and q.start >= start]
    after = [q for q in speech if q.start >= cue.content_end and q.start < stop]
    pieces: list[Offsets] = []
    direct = False
    if before:
        lead = trimmed(text, start, before[0].start - 1)
        wordy = len(text[lead[0] : lead[1]].split()) > 2
        direct = not wordy
        pieces = [(lead[0], before[-1].end)] if wordy else [(q.start, q.end) for q in before]
        if wordy and text[lead[1] : before[0].start].strip(' "“') == ":":
            pieces, direct = [(q.start, q.end) for q in before], True
    if after and not folded[cue.content_start : after[0].start - 1].strip(' ,:;.-"'):
        pieces += [(q.start, q.end) for q in after]
        direct = direct or not before
        tail = trimmed(text, after[-1].outer[1], stop)
        if direct and len(text[tail[0] : tail[1]].split()) > 4 and text[after[-1].end - 1] not in ".!?":
            pieces[-1] = (pieces[-1][0], tail[1])
            direct = False
    elif after and ":" in folded[cue.content_start : after[0].start] and cue.kind == "verb":
        pieces += [(q.start, q.end) for q in after]
        direct = True
    elif cue.kind == "passive":
        pieces += _passive(text, folded, cue, start=start, stop=stop)
    else:
        pieces += _indirect(text, folded, cue, start=start, stop=stop, quoted_before=bool(before))
    clean = [trimmed(text, a, b) for a, b in pieces]
    return [(a, b) for a, b in clean if b - a >= 2], direct


def _indirect(text: str, folded: str, cue: Cue, *, start: int, stop: int, quoted_before: bool) -> list[Offsets]:
    rest = trimmed(text, cue.content_start, stop)
    rest_words = len(text[rest[0] : rest[1]].split())
    lead = trimmed(text, start, cue.begins)
    lead_words = len(text[lead[0] : lead[1]].split())
    comma = folded[lead[1] : cue.begins].strip(' "')[:1] == ","
    if comma and lead_words and cue.kind == "verb" and folded[cue.span[1] : cue.span[1] + 1] == "," and rest_words >= 3:
        # "The navy, she argues, has never forgiven him."
        return [lead, rest]
    if (
        comma
        and lead_words >= 2
        and _CONDITION.match(folded, lead[0], lead[1])
        and rest_words >= 2
        and not quoted_before
    ):
        # "If the talks fail, she expects the war to go on": the condition belongs to what she expects.
        return [lead, rest]
    if cue.kind in ("after", "according") or (comma and lead_words >= 3):
        # "The army is split, the colonel said."; "In short, he said, it is split."; "According to him, it is split."
        ends_with_cue = (
            rest_words == 0
            or folded[cue.content_end : cue.content_end + 1] in ".,;:"
            or "," in folded[cue.span[1] : cue.content_start]
            or _addressee_only(folded, cue, rest)
        )
        if cue.kind == "according" and lead_words < 3:
            return [rest] if rest_words >= 2 else []
        if cue.kind in ("after", "according") or ends_with_cue:
            pieces = [] if quoted_before or lead_words < 2 else [lead]
            if folded[cue.content_end : cue.content_end + 1] in ",:" and rest_words >= 3 and cue.kind != "according":
                pieces.append(rest)
            return pieces
    if rest_words < 2:
        return []
    if quoted_before:
        # '"…," he told the paper on Monday.' has nothing more to say.
        return []
    return [rest]


def _addressee_only(folded: str, cue: Cue, rest: Offsets) -> bool:
    words = folded[cue.span[1] : rest[1]].split()
    return (
        cue.verb in ("told", "tells", "said", "says")
        and len(words) <= 8
        and "that" not in words
        and cue.content_start < rest[1]
        and all(
            w[:1].isupper()
            or w in ("the", "of", "on", "in", "reporters", "an", "interview", "a", "statement", "me", "us")
            for w in words
        )
    )


def leading_condition(folded: str, start: int, until: int) -> Offsets | None:
    """A condition that a sentence begins with before source and cue: "If the talks fail, she expects …"; None without one."""
    if not _CONDITION.match(folded, start, until) or folded[start:until].rstrip()[-1:] != ",":
        return None
    return trimmed(folded, start, until)


def _passive(text: str, folded: str, cue: Cue, *, start: int, stop: int) -> list[Offsets]:
    rest = trimmed(text, cue.content_start, stop)
    follows = folded[rest[0] : rest[1]]
    if follows.startswith("to "):
        # "is believed to be ill": the statement is the whole clause.
        return [trimmed(text, start, stop)]
    if follows.startswith("by ") or len(follows.split()) < 3:
        return []
    return [rest]


def manner(content: list[Offsets], quoted: list[Quotation], *, direct: bool) -> Manner:
    """Direct where all the words stand in quotation marks, indirect where none does, else mixed."""
    inside = outside = 0
    for a, b in content:
        overlap = sum(max(0, min(b, q.end) - max(a, q.start)) for q in quoted)
        inside += overlap
        outside += b - a - overlap
    if direct and outside <= 4:
        return "direct"
    if inside == 0:
        return "indirect"
    return "direct" if outside <= 4 else "mixed"
