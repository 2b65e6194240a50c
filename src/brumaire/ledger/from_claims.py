"""Claims to drafts: what a speaker forecast, on a question that can be resolved, with the sentence as evidence.

What cannot be resolved is kept too, with the reason: that an expert said nothing that can turn out wrong is worth keeping.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from brumaire.commentary.constraints import asked, hypothetical, windowed
from brumaire.errors import BrumaireError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import forecast_draft, question_draft, unchecked_draft, verbal
from brumaire.questions import absolute, deadline, ledger_problem
from brumaire.records import Article, Claim, Question, Reading


@dataclass(frozen=True, slots=True)
class FromClaims:
    """What claims become.

    drafts : questions with the forecasts on them, and what cannot be checked, in the claims' order.
    questions : the identifier of the question of each claim that makes one, by the claim's own identifier.
    left_out : claims that are not entered at all, and why: a headline repeats the body.
    """

    drafts: tuple[Draft, ...]
    questions: dict[str, str]
    left_out: tuple[tuple[str, str], ...]


def from_claims(reading: Reading, *, case: str, as_of: date) -> FromClaims:
    """Each claim of kind forecast as a forecast by its speaker, made on the day on which its article appeared.

    Parameters
    ----------
    reading
        What was read out of articles.
    case
        The case's name, to which the questions belong.
    as_of
        The day of claims whose article has no date.

    A condition makes a conditional question, "either … or" a disjunction. Words of probability are kept with the interval
    that they mean.

    >>> from_claims(Reading((), (), ()), case="russia-2023", as_of=date(2023, 2, 1)).drafts
    ()
    """
    articles = {article.id: article for article in reading.articles}
    drafts: list[Draft] = []
    questions: dict[str, str] = {}
    left_out: list[tuple[str, str]] = []
    for claim in reading.claims:
        if claim.kind != "forecast":
            continue
        if claim.headline:
            left_out.append((claim.id, "a headline, which sums up the body"))
            continue
        article = articles.get(claim.article)
        made = (article and article.published) or as_of
        reason = problem(claim, made)
        if reason:
            basis = _basis(claim, article)
            words = claim.content.quote.strip() or claim.id
            drafts.append(
                unchecked_draft(by=speaker(claim, article), made=made, words=words, reason=reason, basis=basis)
            )
            continue
        entered = list(_entered(claim, article, case, made))
        drafts += entered
        questions[claim.id] = entered[0].body["id"]
    return FromClaims(tuple(drafts), questions, tuple(left_out))


def problem(claim: Claim, made: date) -> str:
    """Why a claim of kind forecast cannot be checked; empty where it can.

    >>> from brumaire.records import Span
    >>> problem(Claim("c", "a", "forecast", Span(0, 13, "a bleak future"), ()), date(2023, 1, 28))
    'it names no event that the vocabulary has'
    """
    if claim.question is None:
        return "it names no event that the vocabulary has"
    if claim.condition is not None and claim.condition.question is None and claim.question.given is None:
        return "its condition names no event that the vocabulary has"
    question = asked(claim)
    assert question is not None
    vague = ledger_problem(Question(question.clause)) if not windowed(question) else None
    if vague is not None and not vague.startswith("no window"):
        return vague
    if not windowed(question):
        return "no window: it does not say by when"
    try:
        fixed = absolute(question, made)
        stands = ledger_problem(fixed)
    except BrumaireError as error:
        return error.what
    if stands is not None:
        return stands
    last = deadline(fixed, made)
    if last is not None and last <= made:
        return f"its window was over on {last}, when it was said"
    if hypothetical(claim):
        return "“would” hangs on a condition that it does not name"
    if claim.likelihood is None:
        return "it does not say how likely"
    return ""


def speaker(claim: Claim, article: Article | None) -> str:
    """Whose claim it is; where nobody is named, the article's."""
    if claim.speaker is not None and claim.speaker.name.strip():
        return claim.speaker.name.strip()
    return f"the article ({(article and (article.outlet or article.title)) or claim.article})"


def _entered(claim: Claim, article: Article | None, case: str, made: date) -> Iterator[Draft]:
    question = asked(claim)
    assert question is not None
    assert claim.likelihood is not None
    said = claim.likelihood
    draft = question_draft(question, opens=made, case=case)
    yield draft
    yield forecast_draft(
        draft.body["id"],
        by=speaker(claim, article),
        sort="expert",
        made=made,
        form=verbal(said.words, said.low, said.high, mid=said.mid, yardstick=said.yardstick, strength=said.strength),
        basis=_basis(claim, article),
    )


def _basis(claim: Claim, article: Article | None) -> dict[str, Any]:
    return {
        "article": claim.article,
        "start": claim.content.start,
        "end": claim.content.end,
        "sentence": claim.content.quote,
        "source": article.outlet if article is not None else None,
        "holder": claim.holder,
    }
