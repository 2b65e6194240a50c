"""One resolution by hand, held to the question's own days."""

from __future__ import annotations

from datetime import date

from brumaire.errors import LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import resolution_draft
from brumaire.ledger.records import RecordedQuestion
from brumaire.ledger.resolving import rule


def resolution(
    question: RecordedQuestion,
    outcome: str,
    *,
    known: date,
    happened: date | None,
    evidence: str,
    source: str | None,
    reason: str,
    replaces: bool,
    today: date,
) -> Draft:
    """The resolution to enter.

    Raises
    ------
    LedgerError
        A day outside the question's, one that is to come, or a second resolution that does not say why.
    """
    if known > today:
        raise LedgerError(f"known on {known}, which is to come", rule="a resolution is of what can be known")
    if known <= question.opens:
        raise LedgerError(f"known on {known}, but the question opens on {question.opens}")
    if outcome == "no" and known < question.closes:
        raise LedgerError(
            f"no on {known}, but the question is open until {question.closes}",
            rule="only a yes can be known before the last day",
            mend="wait, or say void with the reason",
        )
    if happened is not None and not question.opens < happened <= question.closes:
        raise LedgerError(
            f"happened on {happened}", rule=f"events count after {question.opens} and up to {question.closes}"
        )
    if replaces and not reason.strip():
        raise LedgerError(
            f"{question.text} is resolved already", rule="a re-resolution has a reason", mend="say why with --reason"
        )
    return resolution_draft(
        question.id,
        outcome,
        known=known,
        happened=happened,
        evidence=evidence,
        rule=rule(question.text),
        reason=reason,
        source=source or "",
    )
