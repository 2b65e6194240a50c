"""Resolutions that a case's record gives, and the rules by which any question is resolved.

The record answers what it holds: a "no" means that it has no such event up to a day, so it is worth as much as the record is
complete up to that day. A proposal is shown first, and entered when somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brumaire.ledger.base import Draft, Outcome
from brumaire.ledger.drafts import resolution_draft
from brumaire.ledger.records import RecordedQuestion
from brumaire.questions import event_names, parse, roles, verdict, vocabulary
from brumaire.records import Case, Happened


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the record says of one question: an outcome with its evidence, or None and why the record has none."""

    question: RecordedQuestion
    outcome: Outcome | None
    known: date | None
    happened: date | None
    evidence: str
    reason: str

    def draft(self) -> Draft:
        """The resolution to enter. Only where there is an outcome."""
        assert self.outcome is not None
        assert self.known is not None
        return resolution_draft(
            self.question.id,
            self.outcome,
            known=self.known,
            evidence=self.evidence,
            rule=rule(self.question.text),
            reason=self.reason,
            happened=self.happened,
        )


def propose(questions: Sequence[RecordedQuestion], case: Case, *, up_to: date) -> tuple[Proposal, ...]:
    """How the record of a case answers questions whose last day is over.

    Parameters
    ----------
    questions
        Questions of this case; those of others are passed over.
    case
        The case with what happened in it.
    up_to
        The day up to which its record is complete, by whoever asks.
    """
    own = [q for q in questions if q.case == case.name]
    return tuple(_proposal(question, case, up_to) for question in own)


def rule(text: str) -> str:
    """The resolution rules of all events that a question names, as the vocabulary has them.

    >>> rule("ceasefire by 2025-12-31")[:10]
    'ceasefire:'
    """
    known = vocabulary()
    return " ".join(f"{name}: {known[name].rule}" for name in event_names(parse(text)))


def due(questions: Sequence[RecordedQuestion], on: date, *, within: int = 0) -> tuple[RecordedQuestion, ...]:
    """Questions whose last day is over, or is at most `within` days ahead, the longest over first.

    >>> due((), date(2024, 1, 1))
    ()
    """
    near = [q for q in questions if (q.closes - on).days <= within]
    return tuple(sorted(near, key=lambda q: (q.closes, q.number)))


def _proposal(question: RecordedQuestion, case: Case, up_to: date) -> Proposal:
    if question.closes > up_to:
        return Proposal(question, None, None, None, "", f"it is open until {question.closes}")
    # What became known later than the last day does not change what happened up to it.
    record = [entry for entry in case.happened if entry.day <= question.closes]
    found = _verdict(question, record, case)
    if found is None:
        return Proposal(question, None, None, None, "", "no record can decide it")
    names = ", ".join(event_names(parse(question.text)))
    if found == "void":
        evidence = f"the record of {case.name} up to {question.closes} has no time at which the condition came true"
        return Proposal(question, "void", question.closes, None, evidence, f"the condition was false: {question.given}")
    if found == "no":
        evidence = f"nothing in the record of {case.name} after {question.opens} and up to {question.closes} makes it true ({names})"
        return Proposal(question, "no", question.closes, None, evidence, "by the case’s record")
    day = _first_day(question, record, case)
    if day is None:
        evidence = f"the record of {case.name} up to {question.closes} ({names})"
        return Proposal(question, "yes", question.closes, None, evidence, "by the case’s record")
    told = "; ".join(_line(entry) for entry in record if entry.day == day)
    return Proposal(question, "yes", day, day, told, "by the case’s record")


def _verdict(question: RecordedQuestion, record: Sequence[Happened], case: Case) -> Outcome | None:
    return verdict(parse(question.text), record, question.closes, since=question.opens, roles=roles(case))


def _first_day(question: RecordedQuestion, record: Sequence[Happened], case: Case) -> date | None:
    """The day since which the record makes it yes for good; None where it was so without anything happening."""
    days = sorted({entry.day for entry in record if entry.day > question.opens})
    answers = [_verdict(question, [e for e in record if e.day <= day], case) for day in days]
    since = next((k for k in range(len(days)) if all(answer == "yes" for answer in answers[k:])), None)
    if since is None or _verdict(question, [e for e in record if e.day < days[0]], case) == "yes" == answers[0]:
        return None
    return days[since]


def _line(entry: Happened) -> str:
    said = ", ".join(f"{key} {value}" for key, value in entry.args.items())
    return f"{entry.day} {entry.event}{f' ({said})' if said else ''} [{entry.source}]"
