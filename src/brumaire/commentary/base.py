"""The contract of a check: one file a check, each a pure function from what was read to findings.

A check never guesses: it reports what the wording, the record or the numbers show, names the claims concerned, and
stays silent where it cannot know. It is about the article, never about the person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from brumaire.records import Article, Claim, ConstraintReport, Finding, Reading


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a check may look at.

    reading : articles and claims.
    reports : what became of claims as constraints.
    base_rates : the outside view's probability of a claim's question, by the claim's identifier.
    as_of : asking date.
    """

    reading: Reading
    reports: tuple[ConstraintReport, ...] = ()
    base_rates: Mapping[str, float] = field(default_factory=dict)
    as_of: date | None = None

    def article(self, claim: Claim) -> Article | None:
        """The article of a claim."""
        return next((a for a in self.reading.articles if a.id == claim.article), None)

    def forecasts(self) -> tuple[Claim, ...]:
        """Forecasts of the body, in order."""
        return tuple(c for c in self.reading.claims if c.kind == "forecast" and not c.headline)

    def voice(self, claim: Claim) -> str:
        """Who speaks, for a sentence."""
        if claim.speaker is not None:
            return claim.speaker.name
        article = self.article(claim)
        outlet = article.outlet if article else None
        return f"the article ({outlet})" if outlet else "the article"


Check = Callable[[Matter], tuple[Finding, ...]]

_LONGEST = 110
LONG = 240
"""How much of a sentence is shown where it stands against another of the same speaker: whole, if it can be."""


def quote(claim: Claim, longest: int = _LONGEST) -> str:
    """The claim's words between quotation marks, cut at a word where they are long.

    >>> from brumaire.records import Span
    >>> quote(Claim("c", "a", "forecast", Span(0, 30, "“it may well come to that”, or not"), ()), longest=20)
    '“it may well come to …”'
    """
    words = " ".join(claim.content.quote.split()).strip('“”"')
    if len(words) > longest:
        words = words[: longest + 1].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return f"“{words}”"
