"""Everything put together: an article's attributions and claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brumaire.claims import asking, frames, kinds, likelihood, quantities, statements, windows
from brumaire.claims.base import RawAttribution, Tagger
from brumaire.claims.contents import trimmed
from brumaire.claims.events import EventFinder, Hit
from brumaire.claims.folding import fold
from brumaire.claims.leaders import Cast, cast
from brumaire.claims.persons import People
from brumaire.claims.quotations import quotations
from brumaire.claims.sentences import outer_sentences
from brumaire.claims.speakers import Resolver
from brumaire.claims.statements import Statement
from brumaire.claims.tagger import RuleTagger
from brumaire.records import (
    Article,
    Attribution,
    Case,
    Claim,
    Condition,
    EstimativeProbability,
    Polarity,
    Question,
    Reading,
    Span,
    Speaker,
)

_NEGATION = re.compile(
    r"(?i)(?:\b(?:not|never|no|nobody|neither|nor|without|hardly)\b|n't\b)(?! only\b| doubt\b| longer\b)(?:[\s,]+[\w'-]+){0,4}[\s,]*$"
)
_HAS_NEGATION = re.compile(r"(?i)\b(?:not|never|no|no longer)\b|n't\b")
# What a reporter may assert that is worth offering as an observation; judgements need a speaker.
_REPORTABLE = frozenset(
    ["losses", "withdrawal", "territory_lost", "arms_pledge", "arms_delivery", "mobilisation", "coup_attempt", "coup_success", "armed_mutiny", "purge", "uprising", "leader_exit", "leader_killed", "ceasefire", "talks", "settlement", "war_aims", "shortage", "elite_discontent", "concession", "nuclear_signal", "nuclear_use", "offensive_success", "renewed_offensive", "ultimatum", "disobedience", "elite_redeployment", "illness_announced", "war_end", "officer_meetings"]
)


def read_claims(article: Article, *, case: Case | None = None, tagger: Tagger | None = None) -> Reading:
    """Who claims what in an article.

    Parameters
    ----------
    article
        The article; only its headline and body are read.
    case
        Helps to name the leader, actors, places and candidates; without it the leader is guessed from the article.
    tagger
        What finds the attributions; the rules of `RuleTagger` where none is given.

    Returns
    -------
    Reading
        The article, its attributions, and its claims in the order of their words. The same article gives the same
        reading whatever is read beside it.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> text = b'General Ada Ames warned that a coup against President Orr was very unlikely this year.'
    >>> claim = read_claims(read_bytes(text, path=None)).claims[0]
    >>> claim.speaker.name, claim.events, claim.likelihood.words, claim.likelihood.high
    ('Ada Ames', ('coup_attempt',), 'very unlikely', 0.2)
    """
    return _Assembly(article, case, tagger or RuleTagger()).reading()


class _Assembly:
    def __init__(self, article: Article, case: Case | None, tagger: Tagger) -> None:
        self.article, self.text, self.folded = article, article.text, fold(article.text)
        stretches = [(b.start, b.end) for b in article.blocks if b.kind in ("body", "headline")]
        self.raws: Sequence[RawAttribution] = tagger.tag(article)
        self.people = People(self.folded, [(b.start, b.end) for b in article.blocks if b.kind == "body"])
        self.cast: Cast = cast(self.folded, self.people, case)
        self.finder = EventFinder(self.folded, self.cast, stretches)
        countries = frozenset((case.country,)) if case else frozenset()
        self.resolver = Resolver(self.folded, self.people, self.raws, countries)
        self.headlines = [(b.start, b.end) for b in article.blocks if b.kind == "headline"]
        self.previous: list[Hit] = []
        self.claims: list[Claim] = []

    def reading(self) -> Reading:
        attributions = []
        for number, raw in enumerate(self.raws, start=1):
            speaker = self.resolver.speaker(raw)
            attribution = Attribution(
                id=f"{self.article.id}-a{number}",
                article=self.article.id,
                manner=raw.manner,
                source=self._spans(raw.source),
                cue=self._spans(raw.cue),
                content=self._spans(raw.content),
                speaker=speaker,
            )
            attributions.append(attribution)
            if not raw.interrogative:
                self._attributed(raw, attribution, speaker)
        for start, end in self._unattributed():
            self._asserted(start, end)
        ordered = sorted(self.claims, key=lambda c: (c.content.start, c.content.end))
        seen: set[tuple[int, int]] = set()
        numbered = []
        for claim in ordered:
            place = (claim.content.start, claim.content.end)
            if place not in seen:
                seen.add(place)
                numbered.append(_renamed(claim, f"{self.article.id}-c{len(numbered) + 1}"))
        return Reading((self.article,), tuple(attributions), tuple(numbered))

    def _spans(self, offsets: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
        return tuple(Span.of(self.text, a, b) for a, b in offsets)

    def _attributed(self, raw: RawAttribution, attribution: Attribution, speaker: Speaker | None) -> None:
        holder: str | None = None
        for start, end in raw.content:
            for statement in statements.of_content(self.text, self.folded, start, end, self.finder, self.previous):
                words = self.folded[statement.start : statement.end]
                if statement.holder is not None:
                    holder = holder if statement.holder.lower() == "they" and holder else statement.holder
                if statement.hits:
                    self.previous = statement.hits
                elif not kinds.forecast_like(words) or len(words.split()) < 5:
                    continue
                self._claim(statement, raw, attribution.id, speaker, None if statement.holder is None else holder)

    def _asserted(self, start: int, end: int) -> None:
        for statement in statements.of_content(self.text, self.folded, start, end, self.finder, []):
            if any(hit.event in _REPORTABLE for hit in statement.hits) or (
                asking.askable(statement.hits) and kinds.forecast_like(self.folded[statement.start : statement.end])
            ):
                self._claim(statement, None, None, None, None)

    def _unattributed(self) -> list[tuple[int, int]]:
        """Sentences of which no part is attributed to anybody."""
        taken = sorted((a, b) for raw in self.raws for a, b in (*raw.content, *raw.cue))
        found = []
        for block in self.article.blocks:
            if block.kind not in ("body", "headline"):
                continue
            quoted = quotations(self.text, block.start, block.end)
            for a, b in outer_sentences(self.text, block.start, block.end, quoted):
                inside = [(x, y) for x, y in taken if x < b and a < y]
                if not inside:
                    found.append((a, b))
                elif inside[0][0] - a > 60:
                    # What a reporter says before an attribution begins ("… on the battlefield, and there is talk …").
                    lead = re.search(r"(?i)^.*(?=,\s+(?:and|but|while|as|after)\s|;)", self.folded[a : inside[0][0]])
                    if lead and lead.end() > 40:
                        found.append((a, a + lead.end()))
        return found

    def _claim(
        self,
        statement: Statement,
        raw: RawAttribution | None,
        attribution: str | None,
        speaker: Speaker | None,
        holder: str | None,
    ) -> None:
        start, end = statement.start, statement.end
        holes = [(c.start, c.end) for c in statement.conditions]
        words = _without(self.folded, start, end, holes)
        cue = self.folded[raw.cue[0][0] : raw.cue[0][1]] if raw and raw.cue else ""
        hits = self._sided(statement.hits, start)
        events = asking.open_events(hits, self.folded) or ("other",)
        year = self.article.published.year if self.article.published else None
        kind = kinds.kind(words, cue, events, year=year)
        past = kind in ("report", "analogy")
        window = windows.find(self.folded, self.text, start, end, self.article.published, past=past)
        estimate, polarity = self._likelihood(statement, raw, speaker, hits, holes, past=past)
        skip = [(w.start, w.end) for w in (window, estimate) if w is not None]
        counted = quantities.find(self.folded, self.text, start, end, skip)
        condition = self._condition(statement)
        question: Question | None = None
        if kind == "forecast" and hits:
            body = asking.clause(hits, self.folded, start, end, self.cast, window, counted, forecast=True)
            given = condition.question.clause if condition and condition.question else None
            question = asking.question(body, given) if body is not None else None
        self.claims.append(
            Claim(
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
                likelihood=estimate,
                window=window,
                quantities=counted,
                headline=any(a <= start < b for a, b in self.headlines),
            )
        )

    def _sided(self, hits: list[Hit], start: int) -> list[Hit]:
        """Victory and defeat are the leader's side's: the adversary's victory is a defeat."""
        turned = []
        for hit in hits:
            other = {"victory": "defeat", "defeat": "victory"}.get(hit.event)
            if other and self.cast.adversaries:
                words = self.folded[start : hit.end]
                theirs = any(k in self.cast.adversaries and r.search(words) for k, r in self.cast.actors)
                ours = any(k in self.cast.own and r.search(words) for k, r in self.cast.actors)
                if theirs and not ours:
                    hit = Hit(other, hit.start, hit.end, hit.args, hit.sign)
            turned.append(hit)
        return turned

    def _likelihood(
        self,
        statement: Statement,
        raw: RawAttribution | None,
        speaker: Speaker | None,
        hits: list[Hit],
        holes: list[tuple[int, int]],
        *,
        past: bool,
    ) -> tuple[EstimativeProbability | None, Polarity]:
        start, end = statement.start, statement.end
        main = hits[0] if hits and not statement.referred else None
        sign = main.sign if main else "+"
        found = None if past else likelihood.find(self.folded, start, end, holes, main.start if main else None, speaker)
        if found == likelihood.OPEN:
            return None, _signed(sign, turned=False)
        assert not isinstance(found, str)
        if raw and raw.cue and not past and (found is None or found.firm):
            cue = likelihood.find(self.folded, *raw.cue[0], [], None, speaker)
            if isinstance(cue, likelihood.Reading) and not cue.firm:
                found = cue
        negated = self._negated(main, start)
        cue_denies = bool(raw and raw.cue and frames.denies(self.folded, raw.cue[0]))
        if found is None:
            return None, _signed(sign, turned=negated != cue_denies)
        if found.denies:
            # The interval is that of what is denied. Where the denial is part of the event ("won't be around"), the
            # question asks for the opposite of what is denied.
            within = main is not None and main.start <= found.start and found.end <= main.end
            turn = (sign == "-") != within
            polarity = _signed(sign, turned=not within)
        else:
            turn = (sign == "-") != negated
            polarity = _signed(sign, turned=negated)
        return likelihood.for_question(found, self.text, turn=turn), polarity

    def _negated(self, main: Hit | None, start: int) -> bool:
        """Whether a negation stands right before the event's words."""
        if main is None or _HAS_NEGATION.search(self.folded[main.start : main.end]):
            return False
        before = self.folded[max(start, main.start - 60) : main.start]
        return bool(_NEGATION.search(re.split(r"[.;:]|\bbut\b", before)[-1]))

    def _condition(self, statement: Statement) -> Condition | None:
        if not statement.conditions:
            return None
        first, last = statement.conditions[0], statement.conditions[-1]
        start, end = trimmed(self.text, first.start, last.end if last.end - first.start < 300 else first.end)
        hits = self.finder.hits(first.start, first.end)
        if not hits and re.search(r"(?i)\b(?:that|it|this|so|one)\b", self.folded[first.start : first.end]):
            hits = [hit for hit in self._before(first.start) if hit.event not in ("other",)]
        question: Question | None = None
        if hits:
            # "If he fails to win": the denial belongs to the antecedent, and turns an event that is itself a denial.
            window = windows.find(self.folded, self.text, first.start, first.end, self.article.published, past=False)
            body = asking.clause(hits[:1], self.folded, first.start, first.end, self.cast, window, (), forecast=True)
            if body is not None:
                deny = first.negative != (hits[0].sign == "-")
                question = asking.question(asking.negated(body) if deny else body, None)
        return Condition(Span.of(self.text, start, end), question)

    def _before(self, at: int) -> list[Hit]:
        """The events of the last statement before an offset."""
        return [hit for hit in self.previous if hit.end <= at][:1]


def _signed(sign: str, *, turned: bool) -> Polarity:
    return "-" if (sign == "-") != turned else "+"


def _without(folded: str, start: int, end: int, holes: list[tuple[int, int]]) -> str:
    text = folded[start:end]
    for a, b in holes:
        a, b = max(a, start), min(b, end)
        if a < b:
            text = text[: a - start] + " " * (b - a) + text[b - start :]
    return text


def _renamed(claim: Claim, name: str) -> Claim:
    from dataclasses import replace

    return replace(claim, id=name)
