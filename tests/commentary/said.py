"""Claims for the tests of this folder, each from the text that it stands in."""

from __future__ import annotations

from datetime import date

from brumaire.questions import parse
from brumaire.records import (
    Article,
    Block,
    Claim,
    Condition,
    EstimativeProbability,
    Reading,
    Span,
    Speaker,
    TimeWindow,
)

PUBLISHED = date(2031, 2, 24)


class Paper:
    """An article that grows claim by claim: each sentence is added to its text."""

    def __init__(self, name="one", outlet="The Courier"):
        self.name, self.outlet, self.text, self.claims = name, outlet, "", []
        self.title = 0

    def head(self, words):
        """Begin with a headline from which no claim was read."""
        assert not self.text
        self.text = words + "\n\n"
        self.title = len(words)
        return self

    def say(
        self,
        words,
        *,
        by=None,
        question=None,
        likely=None,
        condition=None,
        given=None,
        closes=None,
        kind="forecast",
        **more,
    ):
        """Add a claim. `likely` is (words, low, high) or (words, low, high, "possibility")."""
        start = len(self.text)
        self.text += words + "\n\n"
        content = Span.of(self.text, start, start + len(words))
        probability = None
        if likely:
            phrase, low, high, *strength = likely
            at = self.text.index(phrase, start)
            probability = EstimativeProbability(
                phrase,
                at,
                at + len(phrase),
                low,
                None if strength else (low + high) / 2,
                high,
                "survey",
                "possibility" if strength else "probability",
            )
        when = None
        if condition:
            at = self.text.index(condition, start)
            when = Condition(Span.of(self.text, at, at + len(condition)), parse(given) if given else None)
        parsed = parse(question) if question else None
        more.setdefault("events", (parsed and next(iter(_names(parsed))),) if parsed else ("other",))
        claim = Claim(
            f"{self.name}-{len(self.claims) + 1}",
            self.name,
            kind,
            content,
            speaker=Speaker(by) if by else None,
            question=parsed,
            likelihood=probability,
            condition=when,
            window=TimeWindow("by then", start, start + 1, None, closes) if closes else None,
            **more,
        )
        self.claims.append(claim)
        return claim

    def reading(self):
        """The article and its claims."""
        article = Article(
            self.name,
            None,
            self.text,
            (Block(0, self.title, "headline"), Block(self.title, len(self.text), "body")),
            outlet=self.outlet,
            published=PUBLISHED,
        )
        return Reading((article,), (), tuple(self.claims))


def _names(question):
    from brumaire.questions import event_names

    return event_names(question)


def together(*papers):
    """One reading of several articles."""
    readings = [paper.reading() for paper in papers]
    return Reading(tuple(a for r in readings for a in r.articles), (), tuple(c for r in readings for c in r.claims))
