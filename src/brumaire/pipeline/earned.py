"""The weight that the commentators of a brief have earned in a ledger, and the answers with it.

Each speaker's claims are imposed alone, and his weights of futures enter one mixture for all questions with the share that he has
earned (`ledger.weight`). Whoever has no record changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from brumaire import commentary
from brumaire import futures as engine
from brumaire.ledger.from_claims import from_claims
from brumaire.ledger.weight import mixture
from brumaire.pipeline.forecast import ForecastResult
from brumaire.pipeline.ledger_board import earned_by
from brumaire.questions import Outcome, roles
from brumaire.records import Answer, Do, Futures, Question, Reading


@dataclass(frozen=True, slots=True)
class Gained:
    """Answers with the mixture's beside the model's, the share of commentary in it, and what each speaker has earned, in words."""

    answers: tuple[Answer, ...]
    weight: float
    told: tuple[str, ...]


def no_ledger(answers: tuple[Answer, ...]) -> Gained:
    """No record, no weight.

    >>> no_ledger(()).weight
    0.0
    """
    return Gained(answers, 0.0, ())


def with_earned(
    result: ForecastResult,
    answers: tuple[Answer, ...],
    reading: Reading,
    evaluate: Callable[[Question, Futures], Outcome],
    url: str,
) -> Gained:
    """What the speakers of a reading have earned in a ledger before the asking date, and the answers with it.

    Neither the questions of the claims that are shown count, nor any other forecast that stands on the same articles.

    Raises
    ------
    LedgerError
        There is no such ledger, or it cannot be read.
    """
    from brumaire.ledger.opening import open_ledger

    case, as_of, futures = result.prepared.case, result.prepared.as_of, result.futures
    constraints = commentary.constraints_of(reading)
    speakers = list(dict.fromkeys(constraint.speaker for constraint in constraints))
    articles = {article.id for article in reading.articles}
    shown = set(from_claims(reading, case=case.name, as_of=as_of).questions.values())
    with open_ledger(url, create=False) as ledger:
        for speaker in speakers:
            said = ledger.forecasts(by=speaker)
            shown |= {f.question for f in said if (f.body.get("basis") or {}).get("article") in articles}
        earned = earned_by(ledger, speakers, as_of=as_of, shown=sorted(shown))
    said_otherwise = commentary.contradicted(reading)
    tilted = {}
    for one in earned:
        if one.alpha > 0:
            own = [constraint for constraint in constraints if constraint.speaker == one.speaker]
            alone = commentary.weigh(futures, own, evaluate, said_otherwise)
            if any(report.imposed for report in alone.reports):
                tilted[one.speaker] = alone.weights
    weights, share = mixture(futures.weight, tilted, {one.speaker: one.alpha for one in earned})
    told = tuple(
        one.in_words() + (", but no claim could be imposed" if one.alpha > 0 and one.speaker not in tilted else "")
        for one in earned
    )
    if share == 0:
        return Gained(answers, 0.0, told)
    known = roles(case)

    def mixed(answer: Answer) -> Answer:
        if answer.settled or isinstance(answer.question.given, Do):
            return answer
        there = engine.share(futures, answer.question, weights, roles=known)
        if answer.question.given is None:
            # Such an answer is moved by the difference, so that the exact masses behind the model's own are kept.
            there = answer.probability + there - engine.share(futures, answer.question, futures.weight, roles=known)
        return replace(answer, with_earned_weight=there)

    return Gained(tuple(mixed(answer) for answer in answers), share, told)
