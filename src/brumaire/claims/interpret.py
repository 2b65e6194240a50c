"""One statement to one claim: kind, condition, probability, window, quantities and question.

The interpreter remembers what was said before, for "if he can't do that" and for "they would …" that goes on under a
condition given sentences earlier.
"""

from __future__ import annotations

import re
from dataclasses import replace

from brumaire.claims import kinds, quantities
from brumaire.claims.base import RawAttribution
from brumaire.claims.events import asking, either_or, sides
from brumaire.claims.events.finding import EventFinder, Hit
from brumaire.claims.events.leaders import Cast
from brumaire.claims.likelihood import words as likelihood
from brumaire.claims.scenarios import Scenarios, ahead
from brumaire.claims.statements import Statement
from brumaire.claims.tagging import frames
from brumaire.claims.text import denials
from brumaire.claims.windows import reading as windows
from brumaire.records import (
    Article,
    Claim,
    EstimativeProbability,
    Polarity,
    Question,
    Span,
    Speaker,
)

_NEGATION = re.compile(
    r"(?i)(?:\b(?:cannot|not|never|no|nobody|neither|nor|without|hardly)\b|n't\b)(?! only\b| doubt\b)(?:[\s,]+[\w'-]+){0,4}[\s,]*$"
)
# Where a denial ends: "they will not stand by while he is overthrown".
_BOUND = r"\b(?:but|while|because|until|although|though|whereas)\b"
# The least probability that a statement denies the event that was guessed in it.
DENIED = 0.5
_HAS_NEGATION = re.compile(r"(?i)\b(?:cannot|not|never|no|no longer)\b|n't\b")


class Interpreter:
    """Turns the statements of one article into claims, in their order."""

    def __init__(self, article: Article, folded: str, cast: Cast, finder: EventFinder) -> None:
        self.article, self.text, self.folded = article, article.text, folded
        self.cast, self.finder = cast, finder
        self.said: list[Hit] = []
        self.scenarios = Scenarios(article, folded, cast, finder)
        self.headlines = [(b.start, b.end) for b in article.blocks if b.kind == "headline"]

    def previous(self) -> list[Hit]:
        """The events of the last statement that spoke of any."""
        return self.said

    def claim(
        self,
        statement: Statement,
        *,
        raw: RawAttribution | None = None,
        attribution: str | None = None,
        speaker: Speaker | None = None,
        holder: str | None = None,
    ) -> Claim:
        """The claim that a statement makes; its identifier is given later."""
        start, end = statement.start, statement.end
        published = self.article.published
        holes = [(c.start, c.end) for c in statement.conditions]
        words = _without(self.folded, start, end, holes)
        cue = self.folded[raw.cue[0][0] : raw.cue[0][1]] if raw and raw.cue else ""
        hits = self._sided(statement.hits, start)
        events = asking.open_events(hits, self.folded) or ("other",)
        kind = kinds.kind(
            words, cue, events, year=published.year if published else None, conditional=bool(statement.conditions)
        )
        if kind == "forecast" and events[0] == "arms_pledge" and kinds.pledged(words):
            kind = "report"
        if statement.meaning is not None:
            kind = kinds.settled(kind, statement.meaning.kinds)
        past = kind in ("report", "analogy")
        window = windows.find(self.folded, self.text, start, end, published, past=past, holes=tuple(holes))
        estimate, polarity = self._likelihood(statement, raw, speaker, hits, past=past)
        skip = [(w.start, w.end) for w in (window, estimate) if w is not None]
        counted = quantities.find(self.folded, self.text, start, end, skip)
        found = self.scenarios.of(statement, speaker, estimate, self.said)
        condition = found.condition
        if condition and window and condition.span.start < window.start and windows.relative(window):
            window = replace(window, opens=None, closes=None)
        if condition is None:
            estimate = likelihood.unconditional(estimate, raw.manner if raw else None)
        question: Question | None = None
        if kind == "forecast" and not statement.generic:
            left = ahead(window, self.article)
            body = asking.clause(hits, self.folded, (start, end), cast=self.cast, window=left, quantities=counted)
            given = condition.question.clause if condition and condition.question else None
            question = asking.question(body, given) if body is not None else None
        # What was guessed has no words of its own that a later "that" could mean, unless nothing else was spoken of.
        self.said = [hit for hit in hits if hit.guessed is None] or found.said or hits
        return Claim(
            id="",
            article=self.article.id,
            kind=kind,
            content=Span.of(self.text, start, end),
            events=events,
            attribution=attribution,
            speaker=speaker,
            holder=holder,
            question=question,
            polarity=polarity,
            condition=condition,
            regardless=found.regardless,
            likelihood=estimate,
            window=window,
            quantities=counted,
            headline=any(a <= start < b for a, b in self.headlines),
        )

    def overhear(self, statement: Statement, speaker: Speaker | None = None) -> None:
        """Remember the condition of a statement that makes no claim: "If the front falls, everything changes"."""
        self.said = self.scenarios.suppose(statement, speaker, self.said)

    def _sided(self, hits: list[Hit], start: int) -> list[Hit]:
        """Victory and defeat are the leader's side's: the adversary's victory is a defeat."""
        turned = []
        for hit in hits:
            other = {"victory": "defeat", "defeat": "victory"}.get(hit.event)
            words = self.folded[start : hit.end]
            theirs = any(k in self.cast.adversaries and r.search(words) for k, r in self.cast.actors)
            ours = any(k in self.cast.own and r.search(words) for k, r in self.cast.actors)
            if other and not self.cast.adversaries:
                around = self.folded[max(start, hit.start - 40) : hit.end + 40]
                theirs = sides.whose(around, self.cast.homeland, self.folded) == "other"
            turned.append(replace(hit, event=other) if other and theirs and not ours else hit)
        return turned

    def _likelihood(
        self, statement: Statement, raw: RawAttribution | None, speaker: Speaker | None, hits: list[Hit], *, past: bool
    ) -> tuple[EstimativeProbability | None, Polarity]:
        start, end = statement.start, statement.end
        main = hits[0] if hits and not statement.referred else None
        sign = main.sign if main else "+"
        holes = [(c.start, c.end) for c in statement.conditions]
        at = main.start if main else None
        found = None if past else likelihood.find(self.folded, start, end, holes, at=at, speaker=speaker)
        both = main is not None and main.guessed is None and either_or.leaves_both_open(self.finder, start, end, main)
        if isinstance(found, likelihood.Reading) and main and main.guessed is None:
            bound = re.search(_BOUND, self.folded[found.end : main.start], re.IGNORECASE)
            if bound:
                # "They will not wait but may well remove him": what stands behind is said with words of its own.
                own = likelihood.find(self.folded, found.end + bound.end(), end, holes, at=at, speaker=speaker)
                found = own if own or (found.denies and found.firm) else found
        if both or isinstance(found, str):
            return None, _signed(sign, turned=False)
        if raw and raw.cue and not past and (found is None or found.firm):
            a, b = raw.cue[0]
            cue = likelihood.find(self.folded, a, b, [], at=None, speaker=speaker)
            if isinstance(cue, likelihood.Reading) and not cue.firm:
                found = cue
        # "No chance of a truce" denies nothing beside its own words.
        negated = self._negated(statement, main, (found.start, found.end) if found else (start, start))
        if found is None:
            denied = bool(raw and raw.cue and frames.denies(self.folded, raw.cue[0]))
            return None, _signed(sign, turned=negated != denied)
        if found.denies:
            # The interval is that of what is denied. Where the denial is part of the event ("won't be around"), the
            # question asks for the opposite of what is denied.
            within = main is not None and main.guessed is None and self._part_of(found, main)
            return likelihood.for_question(found, self.text, turn=(sign == "-") != within), _signed(
                sign, turned=not within
            )
        turn = (sign == "-") != negated
        return likelihood.for_question(found, self.text, turn=turn), _signed(sign, turned=negated)

    def _part_of(self, found: likelihood.Reading, main: Hit) -> bool:
        """Whether what denies stands in the event's own words: "won't be around", "will [not stand again]"."""
        inside = self.folded[max(found.start, main.start) : min(found.end, main.end)]
        return (main.start <= found.start and found.end <= main.end) or bool(_HAS_NEGATION.search(inside))

    def _negated(self, statement: Statement, main: Hit | None, words: tuple[int, int]) -> bool:
        """Whether a negation stands right before the event's words."""
        if main is None:
            return False
        if main.guessed is not None:
            # The event lies in all the words, and so may its denial.
            return statement.meaning is not None and statement.meaning.denied >= DENIED
        if _HAS_NEGATION.search(self.folded[main.start : main.end]):
            return False
        begin = max(statement.start, main.start - 60)
        # "If he doesn't sign, he will fall ill" denies nothing that it says of him.
        conditions = [(c.start, c.end) for c in statement.conditions if not c.start <= main.start < c.end]
        before = denials.without_unsustained(
            _without(self.folded, begin, max(begin, main.end), [words, *conditions]), max(0, main.start - begin)
        )
        return bool(_NEGATION.search(re.split(rf"(?i)[.;:]|{_BOUND}", before)[-1]))


def _signed(sign: str, *, turned: bool) -> Polarity:
    return "-" if (sign == "-") != turned else "+"


def _without(folded: str, start: int, end: int, holes: list[tuple[int, int]]) -> str:
    text = folded[start:end]
    for a, b in holes:
        low, high = max(a, start), min(b, end)
        if low < high:
            text = text[: low - start] + " " * (high - low) + text[high - start :]
    return text
