"""Claims as constraints on futures: which can be taken at their word, and as which question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from brumaire.questions import deadline
from brumaire.questions.windows import clauses, reach
from brumaire.records import And, By, Claim, Clause, Constraint, Or, Question, Reading, Term

_ANY_DAY = date(1900, 1, 1)
_WOULD = re.compile(r"(would|['’]d)(n['’]t| not| never)?", re.IGNORECASE)


def constraints_of(reading: Reading, *, assume_by: date | None = None) -> tuple[Constraint, ...]:
    """The forecasts of a reading that say who, what, how likely and by when.

    Assessments, reports and analogies never constrain, nor do headlines, which repeat the body in fewer words. A claim
    is also left out where it is not said on what it hangs (see `hypothetical`), where its condition makes no
    question, because without its condition it is a different claim, and where its window was over when the article
    appeared. Words of possibility ("could") mean their whole interval from `low` to `high`.

    With `assume_by`, claims without a window are taken to mean that day, to see what would follow.

    Examples
    --------
    >>> constraints_of(Reading((), (), ()))
    ()
    """
    return tuple(_constraints(reading, assume_by))


def _constraints(reading: Reading, assumed: date | None) -> Iterator[Constraint]:
    articles = {article.id: article for article in reading.articles}
    for claim in reading.claims:
        if claim.kind != "forecast" or claim.headline or claim.likelihood is None or hypothetical(claim):
            continue
        question = asked(claim, assumed)
        if question is None or not windowed(question):
            continue
        article = articles.get(claim.article)
        last = deadline(question, (article and article.published) or _ANY_DAY)
        if article and article.published and last and last <= article.published:
            continue
        voice = (article and (article.outlet or article.title)) or claim.article
        speaker = claim.speaker.name if claim.speaker else f"the article ({voice})"
        yield Constraint(claim.id, speaker, question, claim.likelihood.low, claim.likelihood.high)


def hypothetical(claim: Claim) -> bool:
    """Whether a claim is in the mood of a condition that it does not name: "you would win" hangs on what came before."""
    return claim.likelihood is not None and claim.condition is None and bool(_WOULD.fullmatch(claim.likelihood.words))


def asked(claim: Claim, otherwise: date | None = None) -> Question | None:
    """The whole question of a claim: with its window and its condition, None where it makes none.

    A condition without a window of its own is taken to come true within the claim's. `otherwise` is a last day for
    claims that name none.
    """
    if claim.question is None:
        return None
    closes = (claim.window.closes if claim.window else None) or otherwise
    question = within(claim.question, closes)
    if claim.condition is None or question.given is not None:
        return question
    if claim.condition.question is None:
        return None
    given = claim.condition.question.clause
    last = deadline(question, _ANY_DAY)
    return replace(question, given=within(Question(given), last).clause)


def within(question: Question, closes: date | None) -> Question:
    """The question, held to a last day where it has no window of its own.

    >>> from brumaire.questions import parse, to_text
    >>> to_text(within(parse("coup_attempt or purge"), date(2031, 1, 1)))
    '(coup_attempt or purge) by 2031-01-01'
    >>> to_text(within(parse("coup_attempt by 2030-01-01"), date(2031, 1, 1)))
    'coup_attempt by 2030-01-01'
    """
    if closes is None or not reach(Question(question.clause), _ANY_DAY).open:
        return question
    return replace(question, clause=_held(question.clause, By(closes)))


def _held(clause: Clause, window: By) -> Clause:
    if isinstance(clause, Term):
        # a second window around the first would narrow it; one is enough where there is none
        return replace(clause, window=window) if clause.window is None else clause
    bare = all(isinstance(part, Term) and part.window is None and not part.negated for part in clause.parts)
    if bare and isinstance(clause, And | Or):
        return Term(clause, window)
    return type(clause)(tuple(_held(part, window) for part in clause.parts))


def windowed(question: Question) -> bool:
    """Whether the question's own clause names a last day in all its parts.

    >>> from brumaire.questions import parse
    >>> windowed(parse("coup_attempt by 2030-01-01")), windowed(parse("victory or defeat by 2030-01-01"))
    (True, False)
    """
    return not reach(Question(clauses(question)[0]), _ANY_DAY).open
