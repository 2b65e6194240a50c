"""One forecast entered by hand."""

from __future__ import annotations

from datetime import date

from brumaire.errors import BrumaireError, LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import (
    Body,
    forecast_draft,
    in_time,
    interval,
    point,
    question_draft,
    unchecked_draft,
    verbal,
)
from brumaire.ledger.wording import form_of_words
from brumaire.questions import absolute, ledger_problem, parse


def by_hand(
    question: str,
    *,
    case: str | None,
    by: str,
    sort: str,
    p: float | None,
    low: float | None,
    high: float | None,
    words: str | None,
    made: date,
    opens: date | None,
    basis: Body,
) -> tuple[Draft, ...]:
    """The question and the forecast on it; what cannot be checked alone, with the reason, where words are given.

    Raises
    ------
    LedgerError
        No probability, or not one that can be; a question that cannot be resolved and has no words to keep.
    """
    try:
        problem = ledger_problem(absolute(parse(question), opens or made))
    except BrumaireError as error:
        if words is None:
            raise
        problem = error.what
    if problem is not None and words is not None:
        kept = {**basis, "sentence": basis.get("sentence") or question}
        return (unchecked_draft(by=by, made=made, words=f"{question}: {words}", reason=problem, basis=kept),)
    form = _form(p, low, high, words)
    draft = question_draft(question, opens=opens or made, case=case)
    in_time(draft.body, made)
    return draft, forecast_draft(draft.body["id"], by=by, sort=sort, made=made, form=form, basis=basis)


def _form(p: float | None, low: float | None, high: float | None, words: str | None) -> Body:
    if (low is None) != (high is None):
        raise LedgerError("an interval has two ends", mend="give --low and --high")
    if words is not None:
        if low is None or high is None:
            if p is not None:
                return verbal(words, p, p, mid=p, yardstick="as given", strength="probability")
            return form_of_words(words)
        return verbal(words, low, high, mid=p, yardstick="as given", strength="probability")
    if low is not None and high is not None:
        return interval(low, high, p)
    if p is None:
        raise LedgerError("no probability", mend="give --p, --low and --high, or --words")
    return point(p)
