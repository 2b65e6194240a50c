"""On which condition something is claimed: the antecedent's place in a sentence, and whether it is negative."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CONJUNCTION = re.compile(
    r"(?i)\b(?:(?:even|only|but|and)\s+)?(?:if(?! only\b)|unless|provided(?:\s+that)?|providing|as\s+long\s+as|so\s+long\s+as|on\s+condition\s+that|in\s+case(?!\s+you\s+missed))\b"
)
_NOUN = re.compile(
    r"(?i)\b(?:in\s+the\s+(?:event|case|absence)\s+of|in\s+case\s+of|without|failing|barring|absent|short\s+of)\s+\w+"
)
_INVERTED = re.compile(
    r"(?i)\b(?:should\s+(?=(?:he|she|they|it|we|the|his|her|their|its|any|another|[A-Z]\w+)\b)|were\s+(?=(?:he|she|they|it|the\s+\w+|[A-Z]\w+)\s+to\b)|had\s+(?=(?:he|she|they|it)\s+(?:not\s+)?\w+ed\b))"
)
# A noun phrase as antecedent: "failure to … would open", "defeat in the valley would raise".
_SUBJECT = re.compile(
    r"(?i)\b((?:(?:a|an|any|another|further|more|such|continued|the|his|her|their|its)\s+)?(?:\w+\s+){0,2}?(?:failure|failures|defeats?|setbacks?|loss|retreat|withdrawal|victory|success|collapse|stalemate|humiliation|escalation|mobilisation)"
    r"\b[^.;:]{0,90}?)\s+(?=(?:would|could|might|may|will)\s+(?:\w+ly\s+|also\s+)?(?:open|raise|lead|mean|trigger|spark|cost|bring|increase|be\s+enough|make|push|force|prompt|provoke|cause|end|doom|finish|result))"
)
_NOT_BEFORE = re.compile(
    r"(?i)\b(?:as|wonder(?:s|ed|ing)?|asks?|asked|asking|sees?|seen?|know[ns]?|knew|unclear|unsure|question|not\s+sure|matters?|doubts?|tell)\s+$"
)
_SPLIT = re.compile(
    r"(?i),\s+(?!(?:and\s+)?(?:even\s+|only\s+)?if\b|or\s+(?:even\s+)?if\b|which\b|who\b)|\s-\s|;|\bthen\b|\s+(?=(?:he|she|it|they)\s+(?:will|would|could|might|may)\b)"
)
_NEGATIVE = re.compile(
    r"(?i)\b(?:not|never|no|cannot|fails?|failed|failing|failure|unless|without|failing|barring|absent|absence|short\s+of)\b|n't\b"
)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Offsets of the words of a condition, whether it stands before what it conditions, and whether it is negative."""

    start: int
    end: int
    leads: bool
    negative: bool


def antecedents(folded: str, start: int, end: int) -> list[Antecedent]:
    """The conditions in a sentence between two offsets of the folded text, in order, none inside another.

    >>> text = "If the front holds, he will stay."
    >>> [(text[c.start : c.end], c.leads, c.negative) for c in antecedents(text, 0, len(text))]
    [('If the front holds', True, False)]
    """
    found: list[Antecedent] = []
    for regex in (_CONJUNCTION, _NOUN, _INVERTED):
        for match in regex.finditer(folded, start, end):
            at = match.start()
            if _NOT_BEFORE.search(folded[max(start, at - 14) : at]) or any(c.start <= at < c.end for c in found):
                continue
            if regex is _CONJUNCTION and (shift := re.match(r"(?i)(?:but|and)\s+", match[0])):
                at += shift.end()
            if regex is _INVERTED and not _begins(folded, start, at):
                continue
            found += _bounded(folded, start, at, end)
    if not found:
        for match in _SUBJECT.finditer(folded, start, end):
            a, b = match.span(1)
            text = folded[a:b]
            cut = (
                re.search(r"(?i)^.*\b(?:that|and|but|while|says?|said)\s+(?=\w+\s+\w+)", text)
                if len(text) > 60
                else None
            )
            found.append(
                Antecedent(
                    a + (cut.end() if cut else 0),
                    b,
                    leads=True,
                    negative=bool(re.match(r"(?i)(?:\w+\s+)?failure", text)),
                )
            )
            break
    return sorted(found, key=lambda c: c.start)


def _begins(folded: str, start: int, at: int) -> bool:
    return (
        at == start
        or folded[start:at].rstrip()[-1:] in ",;:-(\"'"
        or not folded[start:at].strip(" \"'")
        or folded[max(start, at - 5) : at].strip().lower() in ("and", "but")
    )


def _bounded(folded: str, start: int, at: int, end: int) -> list[Antecedent]:
    before = folded[start:at].strip(" \"',-")
    leads = (
        not before
        or bool(re.search(r"(?i)(?:[,;:]|\b(?:and|but|so|then|that|because|or)|\s-)\s*(?:even\s+)?$", folded[start:at]))
        or len(before.split()) <= 2
    )
    stop = _SPLIT.search(folded, at + 3, end)
    if leads and stop:
        close = stop.start()
    elif leads:
        # "If he goes it will be over": no comma tells where the condition ends, so all of it is left to be read.
        return []
    else:
        tail = re.search(
            r"(?i),\s+(?:but|so|as|while|because|although|and\s+(?:he|she|it|they|that|the|this))\b|;|\s-\s|\s+and\s+(?=(?:he|she|it|they|that|this)\s+(?:will|would|could|might|may|can|has|is)\b)",
            folded[at:end],
        )
        close = at + tail.start() if tail else end
    while close > at and folded[close - 1] in " .,\"'?!":
        close -= 1
    if close - at < 6:
        return []
    return [Antecedent(at, close, leads, bool(_NEGATIVE.search(folded[at:close])))]
