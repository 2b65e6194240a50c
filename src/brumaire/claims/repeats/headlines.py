"""Headlines and the bodies that they sum up: which claim a headline is drawn from, and where it says more than that one.

A headline's claim is set beside the claims of its article's body that speak of the same events in the same sense, or, where
its events are none of theirs, share its words. Of those it is linked to the one that bears it out best: a headline
overstates only where no claim of the body says as much.
"""

from __future__ import annotations

import re
from dataclasses import replace

from brumaire.claims.repeats.wording import contained, words
from brumaire.records import Claim, Reading

CONDITION = "drops the condition"
HEDGE = "drops the hedge"
WINDOW = "narrows the window"
NUMBER = "raises the number"
SPEAKER = "drops the speaker"

# A headline that puts its statement between marks, behind a dash or a colon, or as a question leaves it to somebody.
_LEFT_TO_OTHERS = re.compile(
    r"['\"‘’“”?]|\s[-–—]\s|:\s|(?i:\b(?:says?|said|warns?|warned|claims?|claimed|fears?|expert|experts|analyst|analysts|according|reports?|reported|told|tells?)\b)"
)
_HEDGED = re.compile(
    r"(?i)\b(?:could|may|might|can|possibl[ey]|perhaps|fears?|feared|risks?|if|unless|should|would|likely|unlikely|probably)\b|\?"
)
_SHARED = 3  # words in common that make a headline and a sentence the same statement where no event does


def linked(reading: Reading) -> Reading:
    """A reading whose headline claims name the claim of the body that they sum up, and how they say more.

    Examples
    --------
    >>> from datetime import date
    >>> from brumaire.articles import read_bytes
    >>> from brumaire.claims import read_claims
    >>> text = b"President Orr to be overthrown in a coup\\n\\n"
    >>> text += b"President Orr could be overthrown in a coup if he loses the war, General Ada Ames said on Monday."
    >>> head, body = read_claims(read_bytes(text, path=None, published=date(2031, 5, 2))).claims
    >>> head.headline_of == body.id, head.overstates
    (True, ('drops the condition', 'drops the hedge', 'drops the speaker'))
    """
    bodies: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if not claim.headline:
            bodies.setdefault(claim.article, []).append(claim)
    texts = {a.id: a for a in reading.articles}
    new = []
    for claim in reading.claims:
        if claim.headline and (body := _summed_up(claim, bodies.get(claim.article, []))) is not None:
            article = texts.get(claim.article)
            block = (
                next((b for b in article.blocks if b.start <= claim.content.start < b.end), None) if article else None
            )
            line = article.text[block.start : block.end] if article and block else claim.content.quote
            new.append(replace(claim, headline_of=body.id, overstates=overstatements(claim, body, line)))
        else:
            new.append(claim)
    return replace(reading, claims=tuple(new))


def overstatements(headline: Claim, body: Claim, line: str | None = None) -> tuple[str, ...]:
    """How a headline's claim says more than a claim of the body; `line` is the whole headline, for who is left to say it."""
    line = headline.content.quote if line is None else line
    found = []
    hedged = bool(_HEDGED.search(headline.content.quote))
    if body.condition is not None and headline.condition is None and not re.search(r"(?i)\b(?:if|unless)\b", line):
        found.append(CONDITION)
    if _firmer(headline, body, hedged=hedged):
        found.append(HEDGE)
    if _sooner(headline, body):
        found.append(WINDOW)
    if _larger(headline, body):
        found.append(NUMBER)
    alone = headline.speaker is None and headline.attribution is None
    if alone and body.speaker is not None and not hedged and not _LEFT_TO_OTHERS.search(line):
        found.append(SPEAKER)
    return tuple(found)


def _summed_up(headline: Claim, body: list[Claim]) -> Claim | None:
    """The claim of the body that bears the headline out best; None where none is related."""
    own = words(headline.content.quote)
    rows = []
    for claim in (c for c in body if c.kind != "analogy"):
        theirs = words(claim.content.quote)
        events = (set(headline.events) & set(claim.events)) - {"other"}
        shared = len(own & theirs)
        if headline.polarity != claim.polarity:
            continue
        if (events and (shared or headline.events[0] in events)) or shared >= _SHARED:
            # Of those that are about the same thing, what says as much comes first, then what sounds most like it.
            about = 2 * (_told(claim) == _told(headline)) + (headline.events[0] in claim.events and bool(events))
            more = len(overstatements(headline, claim))
            rows.append((bool(events), about, -more, contained(own, theirs), -claim.content.start, claim))
    return max(rows, key=lambda row: row[:5])[5] if rows else None


def _told(claim: Claim) -> bool:
    """Whether a claim tells of what is, and not of what will be; a headline's present tense stands for the past too."""
    return claim.kind in ("report", "assessment")


def _firmer(headline: Claim, body: Claim, *, hedged: bool) -> bool:
    """Whether the body doubts what the headline has as certain, or gives it a lower probability."""
    ours, theirs = headline.likelihood, body.likelihood
    if theirs is None or body.kind != "forecast":
        return False
    if ours is None:
        # Low, mid and high are the question's: a denied event is firm where they are low.
        firm = theirs.high <= 0.2 if headline.polarity == "-" else theirs.low >= 0.5
        return not hedged and not firm
    if theirs.strength == "possibility":
        return ours.strength == "probability" and not hedged
    if ours.strength == "possibility":
        return False
    if headline.polarity == "-":
        return ours.high < theirs.low
    return ours.low > theirs.high or (ours.mid or 0) - (theirs.mid or 0) > 0.25


def _sooner(headline: Claim, body: Claim) -> bool:
    ours, theirs = headline.window, body.window
    if ours is None or ours.closes is None:
        return False
    return theirs is None or theirs.closes is None or ours.closes < theirs.closes


def _larger(headline: Claim, body: Claim) -> bool:
    """Whether the headline's number lies above all of the body's in the same unit."""
    for n in headline.quantities:
        same = [m for m in body.quantities if m.unit == n.unit]
        if same and all(n.value > m.high for m in same):
            return True
    return False
