"""How the parts of a brief are ordered on the page, the same in the terminal, in Markdown and in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from brumaire.briefs.untrusted import one_line, quoted
from brumaire.commentary.numbers import day_in_words, interval, percent, points
from brumaire.commentary.question_words import in_words, noun
from brumaire.records import (
    And,
    Answer,
    Article,
    Brief,
    Claim,
    Clause,
    Comparison,
    ConstraintReport,
    Event,
    Finding,
    Or,
    Place,
    Reading,
    Term,
)

DISAGREEMENTS = ("disagreement", "contradiction", "base rate")
"""Kinds of finding in which numbers stand against numbers; the others are about the articles themselves."""

_KINDS = ("disagreement", "contradiction", "base rate", "headline", "analogy", "lapsed", "vague")

KIND_WORDS = {
    "disagreement": "Speakers disagree",
    "contradiction": "One speaker, two things",
    "base rate": "Far from the base rate",
    "headline": "Headline against body",
    "analogy": "Analogy against history",
    "lapsed": "Window already over",
    "vague": "Cannot be checked as worded",
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its article, and what became of it as a constraint."""

    claim: Claim
    article: Article | None
    report: ConstraintReport | None
    question: str
    also: str = ""
    overstates: str = ""

    @property
    def who(self) -> str:
        """The speaker's name, else whose voice it is."""
        if self.claim.speaker is not None:
            return one_line(self.claim.speaker.name)
        return "headline" if self.claim.headline else "the article itself"

    @property
    def role(self) -> str:
        """The speaker's role and affiliation, and a holder inside the quote."""
        speaker, holder = self.claim.speaker, self.claim.holder
        parts = [p for p in (speaker and speaker.role, speaker and speaker.affiliation) if p]
        if holder:
            parts.append(f"on what {holder} thinks")
        return one_line(", ".join(parts))

    @property
    def source(self) -> str:
        """Outlet and date of the article, as far as they are known."""
        if self.article is None:
            return ""
        day = self.article.published
        return article_name(self.article) + (f", {day_in_words(day)}" if day else "")

    @property
    def checkable(self) -> bool:
        """Whether the claim makes a question at all."""
        return self.claim.question is not None


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims on one subject: the first event of their question, empty where they make none."""

    subject: str
    title: str
    rows: tuple[ClaimRow, ...]


def article_name(article: Article) -> str:
    """What an article is called on the page: its outlet, else its file without the folders, else its title."""
    return one_line(article.outlet or (article.path and PurePath(article.path).name) or article.title or article.id)


def claim_groups(brief: Brief) -> tuple[ClaimGroup, ...]:
    """All claims of a brief but reported facts, which have a part of their own; what was asked comes first."""
    found = groups(brief.reading, brief.constraints, tuple(claim.id for claim in brief.reported))
    asked = list(dict.fromkeys(_first_event(answer.question.clause) for answer in brief.answers))
    return tuple(
        sorted(found, key=lambda g: asked.index(g.subject) if g.subject in asked else len(asked) + (not g.subject))
    )


def groups(reading: Reading, constraints: Sequence[ConstraintReport], apart: Sequence[str]) -> tuple[ClaimGroup, ...]:
    """Claims by the first event of their question; those without a question come last."""
    articles = {article.id: article for article in reading.articles}
    reports = {report.constraint.claim: report for report in constraints}
    found: dict[str, list[ClaimRow]] = {}
    for claim in reading.claims:
        if claim.id in apart:
            continue
        subject, words = "", ""
        if claim.question is not None:
            subject, words = _first_event(claim.question.clause), in_words(claim.question)
        article = articles.get(claim.article)
        row = ClaimRow(
            claim, article, reports.get(claim.id), words, also_at(claim, articles), overstated(claim, reading.claims)
        )
        found.setdefault(subject, []).append(row)
    ordered = sorted(found.items(), key=lambda item: item[0] == "")
    titles = {"": "No question that could be checked"}
    return tuple(
        ClaimGroup(subject, titles.get(subject) or _capital(noun(subject)), tuple(rows)) for subject, rows in ordered
    )


def also_at(claim: Claim, articles: Mapping[str, Article]) -> str:
    """The other places of a claim in words, empty where it has none.

    >>> from brumaire.records import Block, Place, Span
    >>> one = Article("a", "wire.txt", "He goes.", (Block(0, 8, "headline"),))
    >>> claim = Claim("c", "b", "forecast", Span(0, 2, "He"), (), places=(Place("a", Span(0, 7, "He goes")),))
    >>> also_at(claim, {"a": one})
    'also at: wire.txt, headline'
    """
    found: dict[str, list[str]] = {}
    for place in claim.places:
        found.setdefault(place.article, []).append(_paragraph(place, articles.get(place.article)))
    # Of the claim's own article only the paragraphs are named.
    parts = [
        ", ".join(
            ([] if key == claim.article else [_outlet(articles.get(key), key)])
            + list(dict.fromkeys(p for p in at if p))
        )
        for key, at in found.items()
    ]
    return one_line("also at: " + "; ".join(part for part in parts if part)) if claim.places else ""


def overstated(claim: Claim, claims: Iterable[Claim]) -> str:
    """How a headline's claim says more than the claim of the body that it sums up, empty where it does not."""
    if not claim.overstates:
        return ""
    body = next((c for c in claims if c.id == claim.headline_of), None)
    words = f", against {quoted(body.content.quote)}" if body else ""
    return one_line(f"stronger than the body: {', '.join(claim.overstates)}{words}")


def _paragraph(place: Place, article: Article | None) -> str:
    blocks = article.blocks if article else ()
    number = next((i for i, b in enumerate(blocks) if b.start <= place.span.start < b.end), None)
    if number is None:
        return ""
    body = sum(b.kind == "body" for b in blocks[: number + 1])
    return "headline" if blocks[number].kind == "headline" else f"paragraph {body}"


def _outlet(article: Article | None, key: str) -> str:
    if article is None:
        return key
    return article.outlet or (article.path and PurePath(article.path).name) or article.title or article.id


def headline_answer(brief: Brief) -> Answer | None:
    """The answer that the page opens with: the headline's, else the first."""
    return next((a for a in brief.answers if a.text == brief.headline), brief.answers[0] if brief.answers else None)


def headline_sentence(brief: Brief) -> str:
    """The page in one sentence, with question and date."""
    answer = headline_answer(brief)
    if answer is None:
        return f"No question was asked about {one_line(brief.leader)}."
    if answer.settled:
        return f"{answer_percent(answer)}: {event_words(brief, answer)} is settled by the record."
    return f"{answer_percent(answer)} chance {chance_words(brief, answer)}"


def chance_words(brief: Brief, answer: Answer) -> str:
    """What follows the word "chance" in the headline."""
    match answer.question.clause:
        case Term(body=Event(name="leader_exit", args=()), negated=False):
            window = event_words(brief, answer).partition(" exit")[2]
            return f"that {one_line(brief.leader)} leaves office{window}"
    return f"of {event_words(brief, answer)}"


def event_words(brief: Brief, answer: Answer) -> str:
    """The question in words, with the leader's name in it."""
    name = one_line(brief.leader)
    own = f"{name}’s" if not name.endswith("s") else f"{name}’"
    return in_words(answer.question).replace("the leader’s exit", f"{own} exit").replace("the leader", name)


def answer_percent(answer: Answer) -> str:
    """The model's probability as text; a share of 0 or 1 among finitely many futures is not certainty."""
    return percent(answer.probability, effective=None if answer.settled or answer.exact else answer.effective)


def answer_interval(answer: Answer) -> str:
    """The 90 % interval as text, empty for what is on record and where the simulation does not resolve it."""
    low, high = answer.interval
    return "" if answer.settled or low == high else interval(low, high)


def interval_or_why(answer: Answer) -> str:
    """The 90 % interval as text, or why there is none and what it does not exceed."""
    if answer.at_most is not None and not answer_interval(answer):
        low, high = answer.at_most
        known = low >= 0.001  # below that the lower end says nothing
        return (
            f"at most {interval(low, high)}" if known else percent(high) if high < 0.001 else f"at most {percent(high)}"
        )
    return answer_interval(answer) or ("on record" if answer.settled else "exact" if answer.exact else "not resolved")


def apart(comparison: Comparison) -> str:
    """The model's answer as of that day less theirs, in points; a dash where it was not asked."""
    return "–" if comparison.then is None else points(comparison.then - comparison.probability)


def simulated(brief: Brief, probability: float) -> str:
    """A share of the brief's futures as text: none of finitely many is not never."""
    return percent(probability, effective=brief.effective)


def median_sentence(brief: Brief) -> str:
    """When the leader is as likely gone as not."""
    if brief.median_exit is not None:
        return f"By {day_in_words(brief.median_exit)} the model has {one_line(brief.leader)} as likely gone as not."
    return (
        f"There is no median date: at the horizon, {day_in_words(brief.horizon)}, "
        f"{one_line(brief.leader)} is still more likely to be in office than not."
    )


def split_findings(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings in which numbers stand against numbers, and those about the articles, each by kind."""
    ordered = sorted(findings, key=lambda f: _KINDS.index(f.kind) if f.kind in _KINDS else len(_KINDS))
    against = tuple(f for f in ordered if f.kind in DISAGREEMENTS)
    return against, tuple(f for f in ordered if f.kind not in DISAGREEMENTS)


def commentary_sentence(brief: Brief) -> str:
    """What was imposed for "if these commentators are right", and what weight it has in the model's own figure."""
    imposed = [report for report in brief.constraints if report.imposed]
    speakers = list(dict.fromkeys(one_line(report.constraint.speaker) for report in imposed))
    if not imposed:
        if brief.if_within or brief.open_windows:
            return (
                "No claim in these articles says by when and could be imposed as it stands; "
                "what they would imply within 6, 12 and 24 months stands under “Taken at their word”."
            )
        return "No claim in these articles could be imposed on the model."
    claims = "1 claim" if len(imposed) == 1 else f"{len(imposed)} claims"
    return f"“If these commentators are right” takes {claims} by {_listed(speakers)} at their word."


def commentary_weight(brief: Brief) -> str:
    """What the commentators weigh in the model's own figure."""
    weight = brief.weight_of_commentary
    return (
        "no weight in the model’s figure: no record yet"
        if weight == 0
        else f"weight in the model’s figure {percent(weight)}"
    )


def if_within_words(brief: Brief) -> str:
    """The headline under three readings of claims without a window, empty where there is none."""
    return ", ".join(f"{percent(row.probability)} if they mean {row.months} months" for row in brief.if_within)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _first_event(clause: Clause) -> str:
    if isinstance(clause, And | Or):
        return _first_event(clause.parts[0])
    assert isinstance(clause, Term)
    return clause.body.name if isinstance(clause.body, Event) else _first_event(clause.body)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
