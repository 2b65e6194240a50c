"""What a statement is conditional on, remembered through a speaker's sentences.

"In the event of a coup, … They would be seen. Then …" goes on under one condition; "if he can't do that" takes its event from
the statement before, "in that case" and "otherwise" take the condition before, the latter denied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from brumaire.claims.conditions import antecedents as conditions
from brumaire.claims.conditions.antecedents import Antecedent
from brumaire.claims.events import asking
from brumaire.claims.events.finding import EventFinder, Hit
from brumaire.claims.events.leaders import Cast
from brumaire.claims.statements import Statement
from brumaire.claims.tagging.contents import trimmed
from brumaire.claims.windows import reading as windows
from brumaire.records import (
    Article,
    Clause,
    Condition,
    EstimativeProbability,
    Or,
    Span,
    Speaker,
    Term,
    TimeWindow,
)

_PRONOUN = re.compile(r"(?i)\b(?:it|that|this|they|he|she)\b")
_LONG = re.compile(r"[A-Za-z]{5,}")
_BACKWARDS = re.compile(
    r"(?i)\b(?:that|this|it)\s+(?:\w+\s+)?(?:happen|occur|come|came|fail|succeed|work|does|do|did|goes|went|were|is\s+not|isn't|proves?)\w*\b"
    r"|\b(?:achiev|do|does|did|done|manag|get|gets|got|deliver|win|lose|secur|have|prevent|avoid|stop|obtain|reach|accept|try|tries|get\s+away\s+with|see)\w*\s+(?:that|this|it|so|one)\b|\bwithout\s+(?:that|this|it|one)\b|\bso\b"
)
_OR_IF = re.compile(r"(?i),?\s+(?:or|and)\s+(?:even\s+)?(?=(?:if|unless|should|without|in the event)\b)")
_OR = re.compile(r"(?i),?\s+or\s+")
_EVEN = re.compile(r"(?i),?\s+or\s+even\s+(?=if\b)")
_HYPOTHETICAL = re.compile(r"(?i)^(?:would|'d)\b")
_GOES_ON = re.compile(r"(?i)^\W*(?:and\s+)?(?:then\b|(?:that|this|it|which)\s+(?:would|could|might|will|may)\b)")
_AHEAD = re.compile(r"(?i)\b(?:will|won't|would|might|could)\b|'ll\b")
_SUPPOSED = re.compile(r"(?i)^\W*(?:suppos(?:e|ing)|imagine|assum(?:e|ing))\b")
# The least probability of an event that is guessed in a condition.
SURE = 0.7
# After so many statements without "would" a condition is forgotten.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class _Scenario:
    """A condition under which somebody goes on speaking, and how many statements ago he last did."""

    condition: Condition
    speaker: Speaker | None
    age: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The condition of a statement, words that say it holds in any case, and the events last spoken of."""

    condition: Condition | None
    regardless: Span | None
    said: list[Hit]


class Scenarios:
    """The conditions of one article's statements, asked for in their order."""

    def __init__(self, article: Article, folded: str, cast: Cast, finder: EventFinder) -> None:
        self.article, self.text, self.folded = article, article.text, folded
        self.cast, self.finder = cast, finder
        self.current: _Scenario | None = None

    def of(
        self,
        statement: Statement,
        speaker: Speaker | None,
        estimate: EstimativeProbability | None,
        said: list[Hit],
    ) -> Found:
        """What a statement is conditional on; `said` are the events of the statement before it."""
        real: list[Antecedent] = []
        regardless = None
        for one in statement.conditions:
            # "If he loses, or even if he wins": the concessive is one of two alternatives.
            if not one.concessive or (real and _OR.fullmatch(self.folded, real[-1].end, one.start)):
                real.append(one)
            else:
                regardless = regardless or self._span(one.start, one.end)
        if not real:
            return Found(self._carried(statement, speaker, estimate), regardless, said)
        if real[0].form == "back":
            return Found(self._backwards(real[0], speaker, said), regardless, said)
        first, last = real[0], real[-1]
        joined = replace(first, end=last.end) if last.end - first.start < 300 else first
        start, end = trimmed(self.text, joined.start, joined.end)
        clauses: list[Clause] = []
        for antecedent in _alternatives(self.folded, replace(joined, start=start, end=end)):
            clause, said = self._clause(antecedent, said, apart=frozenset(hit.event for hit in statement.hits))
            if clause is None:
                clauses = []
                break
            clauses.append(clause)
        if len(clauses) > 1 and _exhaustive(clauses) and _EVEN.search(self.folded, start, end):
            return Found(None, self._span(start, end), said)
        question = None
        if clauses:
            question = asking.question(clauses[0] if len(clauses) == 1 else Or(tuple(clauses)), None)
        if first.form == "when" and question is None:
            # "When winter comes" is a time, not a condition.
            return Found(self._carried(statement, speaker, estimate), regardless, said)
        condition = Condition(Span.of(self.text, start, end), question)
        if first.leads:
            self.current = _Scenario(condition, speaker)
        return Found(condition, regardless, said)

    def suppose(self, statement: Statement, speaker: Speaker | None, said: list[Hit]) -> list[Hit]:
        """Remember the condition of a statement that makes no claim: "If the front falls, everything changes"."""
        return self.of(statement, speaker, None, said).said

    def _span(self, start: int, end: int) -> Span:
        return Span.of(self.text, *trimmed(self.text, start, end))

    def _carried(
        self, statement: Statement, speaker: Speaker | None, estimate: EstimativeProbability | None
    ) -> Condition | None:
        """The condition under which "would" goes on after the sentence that gave it."""
        if self.current is None:
            return None
        words = self.folded[statement.start : statement.end]
        next_on = self.current.age == 0 and "\n" not in self.text[self.current.condition.span.end : statement.start]
        would = estimate is not None and bool(_HYPOTHETICAL.match(self.folded[estimate.start : estimate.end]))
        if self.current.speaker != speaker or self.current.age >= _PATIENCE:
            self.current = None
            return None
        if would or (self.current.age == 0 and _GOES_ON.match(words)) or (next_on and _AHEAD.search(words)):
            self.current = replace(self.current, age=0)
            return self.current.condition
        self.current = replace(self.current, age=self.current.age + 1)
        return None

    def _backwards(self, antecedent: Antecedent, speaker: Speaker | None, said: list[Hit]) -> Condition:
        """What "in that case" or "otherwise" means: the condition before it, else the events before it."""
        current = self.current
        if current is not None and current.speaker == speaker and current.age <= 1:
            if not antecedent.turned:
                self.current = replace(current, age=0)
                return current.condition
            question = current.condition.question
            turned = asking.question(asking.negated(question.clause), None) if question else None
            return Condition(self._span(antecedent.start, antecedent.end), turned)
        clause, _ = self._clause(antecedent, said, back=True)
        condition = Condition(
            self._span(antecedent.start, antecedent.end), asking.question(clause, None) if clause is not None else None
        )
        self.current = _Scenario(condition, speaker)
        return condition

    def _clause(
        self, antecedent: Antecedent, said: list[Hit], *, back: bool = False, apart: frozenset[str] = frozenset()
    ) -> tuple[Clause | None, list[Hit]]:
        """The clause of a condition, denied where it is negative, None where no event can be asked; its events.

        `apart` are the events of what is conditional, which are not guessed in the condition too.
        """
        a, b = antecedent.start, antecedent.end
        hits = [] if back else [hit for hit in self.finder.hits(a, b) if not hit.weak or hit.event == "victory"]
        if not hits and (back or _BACKWARDS.search(self.folded[a:b]) or self._repeated(a, b, said)):
            hits = [hit for hit in said if hit.end <= a]
        if not hits and not back:
            hits = [hit for hit in self._guessed(a, b) if hit.event not in apart]
        if not hits:
            return None, said
        main = replace(hits[0], weak=False)
        window = ahead(windows.find(self.folded, self.text, a, b, self.article.published, past=False), self.article)
        body = asking.clause([main], self.folded, (a, b), cast=self.cast, window=window)
        if body is None:
            return None, hits
        event = (main.start, main.end) if a <= main.start < b else (b, b)
        deny = (antecedent.turned if back else conditions.negative(self.folded, antecedent, event)) != (
            main.sign == "-"
        )
        return asking.negated(body) if deny else body, hits

    def _guessed(self, start: int, end: int) -> list[Hit]:
        """The event that the network reads in a condition's words, where it is sure enough."""
        meaning = self.finder.meaning(start, end)
        if meaning is None or not meaning.events or meaning.events[0][1] < SURE:
            return []
        return [Hit(meaning.events[0][0], end, end, guessed=meaning.events[0][1])]

    def _repeated(self, start: int, end: int, said: list[Hit]) -> bool:
        """Whether "unless it collapses" takes up the words of an event before it ("the front collapses")."""
        words = self.folded[start:end]
        if not _PRONOUN.search(words):
            return False
        stems = {word[:6].lower() for hit in said for word in _LONG.findall(self.folded[hit.start : hit.end])}
        return any(word[:6].lower() in stems for word in _LONG.findall(words))


def ahead(window: TimeWindow | None, article: Article) -> TimeWindow | None:
    """What is left of a window after the article's date; one that is over belongs to something else in the sentence."""
    published = article.published
    if window is None or published is None:
        return window
    if window.closes and window.closes <= published:
        return None
    return replace(window, opens=None) if window.opens and window.opens <= published else window


def _exhaustive(clauses: list[Clause]) -> bool:
    """Whether alternatives leave nothing out: he goes, "or even if he stays"."""
    signs = {clause.negated for clause in clauses if isinstance(clause, Term)}
    return signs == {True, False}


def _alternatives(folded: str, antecedent: Antecedent) -> list[Antecedent]:
    """The alternatives of "if A, or even if B"."""
    found = []
    at = antecedent.start
    for match in _OR_IF.finditer(folded, antecedent.start, antecedent.end):
        found.append(replace(antecedent, start=at, end=match.start()))
        at = match.end()
    found.append(replace(antecedent, start=at))
    return found
