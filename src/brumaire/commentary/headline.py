"""A headline that says more than the body below it: without the body's doubt, or without its condition."""

from __future__ import annotations

import re

from brumaire.commentary.base import Matter, quote
from brumaire.records import Claim, Finding, Span

_WORD = re.compile(r"[^\W\d_]{4,}")
_HEDGE = re.compile(
    r"\b(could|may|might|can|possibl[ey]|perhaps|fears?|risks?|if|unless|should|would)\b", re.IGNORECASE
)
_SHARED = 3  # words in common that make a headline and a sentence the same statement


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each headline that every related claim of the body says more weakly."""
    found = []
    for claim in _headlines(matter):
        body = _related(claim, [c for c in matter.forecasts() if c.article == claim.article])
        differences = [words for words in (_doubt(claim, body), _condition(claim, body)) if words]
        if not differences and claim.overstates:
            body = [c for c in matter.reading.claims if c.id == claim.headline_of]
            found.append(Finding("headline", _linked(claim, body), (claim.id, *(c.id for c in body))))
            continue
        if differences:
            text = f"The headline has {quote(claim)}; the body {' and '.join(differences)}."
            known = (claim.id,) if claim.id else ()
            found.append(Finding("headline", text, (*known, *(c.id for c in body))))
    return tuple(found)


def _linked(claim: Claim, body: list[Claim]) -> str:
    """What the reading found of a headline: how it says more than the claim that it sums up."""
    said = " and ".join(quote(c) for c in body)
    return f"The headline has {quote(claim)} and {' and '.join(claim.overstates)}: the body has {said}."


def _headlines(matter: Matter) -> list[Claim]:
    """Claims made by headlines, and the words of those from which none was read."""
    claims = [c for c in matter.reading.claims if c.headline and c.kind in ("forecast", "assessment")]
    spoken = {c.article for c in matter.reading.claims if c.headline}
    places = {(p.article, p.span.start) for c in matter.reading.claims for p in c.places}
    for article in matter.reading.articles:
        for block in article.blocks:
            if block.kind == "headline" and article.id not in spoken and block.end > block.start:
                # A headline that only repeats the body is one of its claim's places.
                if any(a == article.id and block.start <= at < block.end for a, at in places):
                    continue
                words = Span.of(article.text, block.start, block.end)
                claims.append(Claim("", article.id, "forecast", words, (), headline=True))
    return [claim for claim in claims if not claim.content.quote.rstrip().endswith("?")]


def _related(headline: Claim, article: list[Claim]) -> list[Claim]:
    """The claims that the headline is drawn from: those that share its words, else those on its events."""
    worded = [claim for claim in article if len(_words(headline) & _words(claim)) >= _SHARED]
    return worded or [claim for claim in article if (set(headline.events) & set(claim.events)) - {"other"}]


def _words(claim: Claim) -> set[str]:
    # words that begin with a small letter: names of people and places are in every sentence of an article
    return {word for word in _WORD.findall(claim.content.quote) if word[0].islower()}


def _doubt(headline: Claim, body: list[Claim]) -> str:
    """The body's words of probability where all of them claim less than the headline does."""
    if not body:
        return ""
    own = headline.likelihood
    hedged = own.strength == "possibility" if own else bool(_HEDGE.search(headline.content.quote))
    least = 0.5 if own is None else own.low
    weaker = []
    for claim in body:
        words = claim.likelihood
        if words is None or not ((words.strength == "possibility" and not hedged) or words.high < least):
            return ""
        weaker.append(f"“{words.words}”")
    return f"says {' and '.join(dict.fromkeys(weaker))}"


def _condition(headline: Claim, body: list[Claim]) -> str:
    """The body's condition where the headline has none and every related claim has one."""
    own = headline.condition is not None or _HEDGE.search(headline.content.quote)
    if own or not body or any(claim.condition is None for claim in body):
        return ""
    conditions = dict.fromkeys(" ".join(c.condition.span.quote.split()).strip('“”"') for c in body if c.condition)
    return f"makes it hang on a condition (“{next(iter(conditions))}”)"
