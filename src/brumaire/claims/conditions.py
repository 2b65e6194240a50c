"""On which condition something is claimed: the antecedent's place in a sentence, and whether it is negative."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CONJUNCTION = re.compile(
    r"(?i)\b(?:(?:even|only|but|and)\s+)?(?:if(?! only\b)|unless|provided(?:\s+that)?|providing|as\s+long\s+as|so\s+long\s+as"
    r"|on\s+condition\s+that|in\s+case(?!\s+(?:of|you\s+missed)))\b"
)
_NOUN = re.compile(
    r"(?i)\b(?:in\s+the\s+(?:event|case|absence)\s+of|in\s+case\s+of|without|barring|absent)\s+\w+"
    r"|\bunder\s+(?:a\s+|the\s+|any\s+)?(?:hard-?liners?|(?:\w+\s+)?successor|new\s+(?:leader|leadership|regime))\b"
)
_INVERTED = re.compile(
    r"\b[Ss]hould\s+(?=(?:he|she|they|it|we|the|his|her|their|its|any|another|[A-Z]\w+)\b)"
    r"|\b[Ww]ere\s+(?=(?:he|she|they|it|the\s+\w+|[A-Z]\w+)\s+to\b)|\b[Hh]ad\s+(?=(?:he|she|they|it)\s+(?:not\s+)?\w+ed\b)"
)
# A noun phrase as antecedent: "failure to … would open", "defeat in the valley would raise", "getting the tanks could".
_LEADS_TO = (
    r"(?:open|raise|lead|mean|trigger|spark|cost|bring|increase|be\s+enough|make|push|force|prompt|provoke|cause|end|doom|finish|result"
    r"|tip|turn|change|decide|shift)"
)
_SUBJECT = re.compile(
    r"(?i)(?:^|[\s\"',])(?P<np>(?:(?:an?|any|another|further|more|such|continued|the|his|her|their|its|yet another)\s+)?(?:(?!(?:that|and|but|said|says|would|will)\b)[\w-]+\s+){0,2}?"
    r"(?:failure|failures|defeats?|setbacks?|loss|retreat|withdrawal|victory|success|collapse|stalemate|humiliation|escalation|mobilisation)\b[^.;:]{0,90}?"
    rf"|(?:[\w'-]+\s+){{1,4}}(?:getting|receiving|gaining|losing|winning|taking|securing)\s+[^.;:,]{{3,60}}?)\s+(?=(?:would|could|might|may|will)\s+(?:\w+ly\s+|also\s+|well\s+)?{_LEADS_TO}\b)"
)
_NOT_BEFORE = re.compile(
    r"(?i)\b(?:as|wonder(?:s|ed|ing)?|asks?|asked|asking|sees?|seen?|know[ns]?|knew|unclear|unsure|question|not\s+sure|matters?|doubts?|tell|amazed|astonished|surprised|shocked|stunned)\s+$"
)
_SPLIT = re.compile(
    r"(?i),\s+(?!(?:and\s+|or\s+)?(?:even\s+|only\s+)?if\b|which\b|who\b)|\s-\s|;|\bthen\b|\s+(?=(?:he|she|it|they)\s+(?:will|would|could|might|may)\b)"
)
_TAIL = re.compile(
    r"(?i),\s+(?:but|so|as|while|because|although|and\s+(?:he|she|it|they|that|the|this))\b|;|\s-\s"
    r"|,?\s+(?:and|but)\s+(?=(?:he|she|it|they|that|this)\s+(?:will|would|could|might|may|can|has|is)\b)"
)
_LEADING_NOUN = re.compile(
    r"(?i)(?:in\s+the\s+(?:event|case|absence)\s+of|in\s+case\s+of|without|barring|absent)\s+(?:(?:an?|the|another|any)\s+)?[\w-]+(?:\s+[\w-]+)??(?=\s+(?:the|an?|he|she|it|they|there|his|her)\b)"
)
_NEGATIVE = re.compile(
    r"(?i)\b(?:not|never|no|cannot|fails?|failed|failing|failure|unless|without|barring|absent|absence)\b|n't\b"
)
_MODAL = re.compile(r"(?i)\b(?:will|would|could|might|may)\b")
_CLAUSE_END = re.compile(r"(?i)(?:[,;:]|\b(?:and|but|so|then|that|because|or)|\s-)\s*(?:even\s+)?$")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Offsets of the words of a condition, and whether it stands before what it conditions."""

    start: int
    end: int
    leads: bool


def antecedents(folded: str, start: int, end: int) -> list[Antecedent]:
    """The conditions in a sentence between two offsets of the folded text, in order, none inside another.

    >>> text = "If the front holds, he will stay."
    >>> [(text[c.start : c.end], c.leads) for c in antecedents(text, 0, len(text))]
    [('If the front holds', True)]
    """
    # A slice, so that a word that lost the space before it still begins at a boundary.
    sentence = folded[start:end]
    found: list[Antecedent] = []
    for regex in (_CONJUNCTION, _NOUN, _INVERTED):
        for match in regex.finditer(sentence):
            at = match.start()
            if _NOT_BEFORE.search(sentence[max(0, at - 14) : at]) or any(c.start <= at < c.end for c in found):
                continue
            if regex is _CONJUNCTION and (shift := re.match(r"(?i)(?:but|and)\s+", match[0])):
                at += shift.end()
            if regex is _INVERTED and not _begins(sentence, at):
                continue
            found += _bounded(sentence, at)
    if not found and (subject := _SUBJECT.search(sentence)):
        found.append(Antecedent(*subject.span("np"), leads=True))
    return [Antecedent(start + c.start, start + c.end, c.leads) for c in sorted(found, key=lambda c: c.start)]


def alone(folded: str, start: int, end: int) -> Antecedent | None:
    """The condition that a piece of content is, where it is nothing else: "If the talks fail, she expects …"."""
    piece = folded[start:end]
    begins = _CONJUNCTION.match(piece) or _NOUN.match(piece) or _INVERTED.match(piece)
    whole = not _SPLIT.search(piece) and not _LEADING_NOUN.match(piece) and not _MODAL.search(piece)
    if begins and whole:
        return Antecedent(start, end, leads=True)
    return None


def negative(folded: str, condition: Antecedent, event: tuple[int, int]) -> bool:
    """Whether a condition denies its event: "unless", "fails to", "without" outside the event's own words."""
    a, b = event
    outside = folded[condition.start : a] + " " + folded[b : condition.end]
    return bool(_NEGATIVE.search(outside))


def _begins(sentence: str, at: int) -> bool:
    before = sentence[:at].rstrip()
    return not before.strip(" \"'") or before[-1] in ",;:-(\"'" or before.split()[-1].lower() in ("and", "but")


def _bounded(sentence: str, at: int) -> list[Antecedent]:
    before = sentence[:at].strip(" \"',-")
    leads = not before or bool(_CLAUSE_END.search(sentence[:at])) or len(before.split()) <= 2
    if leads:
        stop = _SPLIT.search(sentence, at + 3)
        noun = _LEADING_NOUN.match(sentence, at)
        if noun and (stop is None or noun.end() < stop.start()):
            close = noun.end()
        elif stop:
            close = stop.start()
        else:
            # "If he goes that is it": no comma tells where the condition ends, so the sentence stays whole.
            return []
    else:
        tail = _TAIL.search(sentence, at)
        close = tail.start() if tail else len(sentence)
    while close > at and sentence[close - 1] in " .,\"'?!":
        close -= 1
    return [Antecedent(at, close, leads)] if close - at >= 6 else []
