"""On which condition something is claimed: the antecedent's place in a sentence, and whether it is negative."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.conditions import bounds, forms
from brumaire.claims.conditions.forms import Opening

_TRIM = " .,;:\"'?!-"
# Longer lists of conditions in one sentence are no language; the limit keeps the work linear.
_AT_MOST = 6
_NEGATIVE = re.compile(
    r"(?i)\b(?:not|never|no|nobody|neither|cannot|fails?|failed|failing|failure|unless|without|barring|absent|absence|short\s+of|but\s+for|refus\w+|stops?\s+short)\b|n't\b"
)
# What goes on behind a condition that stands last: "if he loses, but nobody expects that".
_TAIL = re.compile(
    r"(?i),\s+(?:but|so|because|although|while\s+(?:he|she|it|they|the)|and\s+(?:he|she|it|they|that|the|this)\s+(?:[\w'-]+\s+){0,2}?(?:will|would|could|might|may|is|are))\b|;"
    r"|\s(?:and|but)\s+(?=(?:he|she|it|they|that|this|nobody)\s+(?:will|would|could|might|may|can)\b)"
)
_CLAUSE_END = re.compile(r"(?i)(?:[,;:(]|\b(?:and|but|so|then|that|because|or)|\s-)\s*[\"']?$")
_MODAL = re.compile(r"(?i)\b(?:will|would|could|might|may)\b")
# Without a boundary before it: "believesfailure" lost a space, too.
_LOST = re.compile(r"(?i)(?:(?P<noun>failure|refusal|inability)|\b(?:if|unless|without))\s+[\"']?$")
_BEGIN = re.compile(
    r"(?i)\s*(?:if|unless|provided|providing|as long as|so long as|on condition|should|were|had|in the (?:event|case|absence)|in case|without|barring|absent|failing|assuming|suppose|once|when|even if|but for)\b"
)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Offsets of the words of a condition, and whether it stands before what it conditions.

    `form` is the word that opens it, or "back" for words that mean a condition named before ("in that case"), "even" for a
    concessive, which conditions nothing. `turned`: what the words say must *not* come true ("he wins, or else …").
    """

    start: int
    end: int
    leads: bool
    form: str = "if"
    turned: bool = False

    @property
    def concessive(self) -> bool:
        """Whether the words say that the claim holds in any case: "even if he stays"."""
        return self.form == "even"


def antecedents(folded: str, start: int, end: int) -> list[Antecedent]:
    """The conditions and concessives in a sentence between two offsets of the folded text, in order, none inside another.

    >>> text = "If the front holds, he will stay."
    >>> [(text[c.start : c.end], c.leads) for c in antecedents(text, 0, len(text))]
    [('If the front holds', True)]
    """
    # "Failure | to achieve this would …": a tagger may have cut off the word on which the condition hangs.
    if lost := _LOST.search(folded[max(0, start - 24) : start]):
        wanted = "to " if lost["noun"] else ""
        start -= len(lost[0]) if folded.startswith(wanted, start) else 0
    # A slice, so that a word that lost the space before it still begins at a boundary.
    sentence = folded[start:end]
    found: list[Antecedent] = []
    order = {"back": 0, "concessive": 1}
    for opening in sorted(forms.openings(sentence), key=lambda o: (o.start, order.get(o.kind, 2))):
        if len(found) < _AT_MOST and (not found or opening.start >= found[-1].end):
            found += _bounded(sentence, opening)
    if not found or all(c.concessive for c in found):
        for opening in forms.phrases(sentence):
            close = opening.end or bounds.close(sentence, opening.start, "whether") or opening.start
            close = _trimmed(sentence, opening.start, close)
            if close - opening.start >= 6 and not any(c.start < close and opening.start < c.end for c in found):
                found.append(Antecedent(opening.start, close, opening.form != "depends", opening.form, opening.turned))
    return [
        Antecedent(start + c.start, start + c.end, c.leads, c.form, c.turned)
        for c in sorted(found, key=lambda c: c.start)
    ]


def alone(folded: str, start: int, end: int) -> Antecedent | None:
    """The condition that a piece of content is, where it is nothing else: "If the talks fail, she expects …".

    >>> text = "If the talks fail"
    >>> alone(text, 0, len(text)) is not None, alone("The talks fail", 0, 14)
    (True, None)
    """
    piece = folded[start:end]
    if not _BEGIN.match(piece) or _MODAL.search(piece) or re.match(r"(?i)\s*even\b", piece):
        return None
    close = bounds.close(piece, 0, piece.split(maxsplit=1)[0].lower())
    if close is not None and len(piece[close:].split()) <= 2:
        return Antecedent(start, end, leads=True)
    return None


def negative(folded: str, condition: Antecedent, event: tuple[int, int]) -> bool:
    """Whether a condition denies its event: "unless", "fails to", "without" outside the event's own words."""
    a, b = event
    outside = folded[condition.start : a] + " " + folded[b : condition.end]
    return bool(_NEGATIVE.search(outside)) != condition.turned


def _bounded(sentence: str, opening: Opening) -> list[Antecedent]:
    at = opening.start
    before = sentence[:at].strip(" \"',-")
    leads = not before or bool(_CLAUSE_END.search(sentence[:at])) or len(before.split()) <= 2
    close = opening.end if opening.end is not None else bounds.close(sentence, at, opening.form, leads=leads)
    if close is None:
        return []
    if not leads and (tail := _TAIL.search(sentence, at, close)):
        close = tail.start()
    close = _trimmed(sentence, at, close)
    if opening.kind == "temporal" and forms.temporal_past(sentence[at:close]):
        return []
    supposed = opening.form.startswith(("suppos", "assum"))
    if leads and not supposed and not sentence[close:].strip(_TRIM) and (not before or len(before.split()) <= 2):
        # "If he goes that is it": no boundary tells where the condition ends, so the sentence stays whole.
        return []
    return [Antecedent(at, close, leads, opening.form, opening.turned)] if close - at >= 6 else []


def _trimmed(sentence: str, at: int, close: int) -> int:
    while close > at and sentence[close - 1] in _TRIM:
        close -= 1
    return close
