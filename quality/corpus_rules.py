"""Rules of the guide that a program can check on an annotated claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from brumaire.records import Claim

_NO_LIKELIHOOD = re.compile(
    r"(?i)(?:will|would|shall|should|can|is to|are to|plans? to|intends? to|expect(?:s|ed)?(?: to)?|fear(?:s|ed)?)"
)
_NO_CONDITION = re.compile(r"(?i)(?:or )?(?:even (?:if|though)|whether|although|if at all\b|no matter)")


def breaches(claim: Claim, published: date | None) -> Iterator[tuple[int, str, str]]:
    """Number, what is wrong, and how to mend it, for each rule that a claim breaks."""
    if claim.likelihood and _NO_LIKELIHOOD.fullmatch(claim.likelihood.words):
        yield 50, f"likelihood {claim.likelihood.words!r} is plain future or a cue", "leave likelihood out"
    if claim.condition and _NO_CONDITION.match(claim.condition.span.quote):
        yield 51, f"condition {claim.condition.span.quote!r} is a concession", "leave condition out"
    closes = claim.window.closes if claim.window else None
    if claim.kind == "forecast" and closes and published and closes < published:
        yield 52, f"a forecast whose window closed on {closes}, before it was published", "mend the date or the kind"
    if (
        claim.window
        and (claim.window.opens or closes)
        and published is None
        and not re.search(r"\d{4}", claim.window.words)
    ):
        yield 53, "a window with dates in an article without one", "leave opens and closes out"
    if claim.speaker is None and claim.holder:
        yield 54, "a holder without a speaker", "make it the speaker"
