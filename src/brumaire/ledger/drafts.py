"""Drafts of entries: bodies as `ledger.bodies` wants them, made from questions, probabilities and words.

A question's identifier is made of its case, its canonical text and the day after which events count; a forecast's of
its question, its author, its day, its form and the words that it stands on. The same thing added twice is one thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from brumaire.errors import LedgerError
from brumaire.ledger.base import Draft, identifier, question_id
from brumaire.ledger.bodies import check
from brumaire.questions import absolute, deadline, ledger_problem, parse, to_text
from brumaire.questions.printing import clause_text
from brumaire.records import Do, Question

Body = Mapping[str, Any]


def question_draft(question: Question | str, *, opens: date, case: str | None = None) -> Draft:
    """A question as the ledger keeps it: canonical, with absolute dates.

    Parameters
    ----------
    question
        A question or its text; windows that count from the asking date count from `opens`.
    opens
        Events count strictly after this day.
    case
        The case's name, where the question does not name it.

    Raises
    ------
    LedgerError
        The question cannot be resolved (`questions.ledger_problem` says why), names no case, or closes before it opens.

    >>> draft = question_draft("coup_attempt within 6 months", opens=date(2023, 1, 25), case="russia-2023")
    >>> draft.body["text"], draft.body["closes"]
    ('coup_attempt by 2023-07-25', '2023-07-25')
    """
    asked = parse(question) if isinstance(question, str) else question
    name = asked.case or case
    fixed = absolute(Question(asked.clause, asked.given), opens)
    text = to_text(fixed)
    if name is None:
        raise LedgerError(f"{text}: no case is named", rule="a question is about one case", mend="give --case NAME")
    if asked.case is not None and case is not None and asked.case != case:
        raise LedgerError(f"{text} is of the case {asked.case!r}, not of {case!r}", mend="name one case")
    problem = ledger_problem(fixed)
    if problem is not None:
        raise LedgerError(
            f"{text} cannot enter the ledger: {problem}",
            rule="a question in the ledger can be resolved",
            mend="name the event and a last day, or keep it as not checkable",
        )
    closes = deadline(fixed, opens)
    assert closes is not None  # ledger_problem has seen to it
    if closes <= opens:
        raise LedgerError(
            f"{text} closes on {closes}, but opens on {opens}",
            rule="events count strictly after a question opens",
            mend="give an earlier day on which it was asked, or a later last day",
        )
    body: dict[str, Any] = {"case": name, "text": text, "opens": opens.isoformat(), "closes": closes.isoformat()}
    if fixed.given is not None and not isinstance(fixed.given, Do):
        body["given"] = clause_text(fixed.given)
    return _checked("question", {"id": question_id(name, text, opens), **body})


def in_time(question: Body, made: date) -> None:
    """Refuse a forecast that was made when the question was over.

    >>> in_time({"text": "coup_attempt by 2025-01-31", "closes": "2025-01-31"}, date(2023, 2, 1))
    """
    if made.isoformat() >= question["closes"]:
        raise LedgerError(
            f"made on {made}, when {question['text']} was over", rule="a forecast is made before the last day"
        )


def point(p: float) -> Body:
    """One probability.

    >>> point(0.25)
    {'kind': 'point', 'p': 0.25}
    """
    return {"kind": "point", "p": float(p)}


def interval(low: float, high: float, p: float | None = None) -> Body:
    """An interval of probability, perhaps with one probability inside it.

    >>> interval(0.1, 0.3)
    {'kind': 'interval', 'low': 0.1, 'high': 0.3}
    """
    form: dict[str, Any] = {"kind": "interval", "low": float(low), "high": float(high)}
    return form if p is None else form | {"p": float(p)}


def verbal(words: str, low: float, high: float, *, mid: float | None, yardstick: str, strength: str) -> Body:
    """Words of probability with what they mean; `mid` is None where they claim little.

    >>> verbal("likely", 0.6, 0.85, mid=0.75, yardstick="a survey", strength="probability")["mid"]
    0.75
    """
    form: dict[str, Any] = {"kind": "verbal", "words": words, "low": float(low), "high": float(high)}
    if mid is not None:
        form["mid"] = float(mid)
    return form | {"yardstick": yardstick, "strength": strength}


def distribution(days: Sequence[date], cumulative: Sequence[Sequence[float]], manners: Sequence[str] = ()) -> Body:
    """P(happened by the end of each day), a row for each manner, or one row.

    >>> distribution([date(2023, 6, 30), date(2023, 12, 31)], [[0.1, 0.3]])["days"]
    ['2023-06-30', '2023-12-31']
    """
    form: dict[str, Any] = {
        "kind": "distribution",
        "days": [day.isoformat() for day in days],
        "cumulative": [[float(p) for p in row] for row in cumulative],
    }
    return form | ({"manners": list(manners)} if manners else {})


def forecast_draft(
    question: str, *, by: str, sort: str, made: date, form: Body, basis: Body | None = None, rule: str = ""
) -> Draft:
    """A forecast on a question that the ledger holds, or that is entered in the same batch.

    Parameters
    ----------
    question
        The question's identifier.
    by, sort
        Who forecast, and what he is: one of `bodies.SORTS`.
    made
        The day on which it was said. A later forecast of the same author on the same question replaces it from then on.
    form
        What `point`, `interval`, `verbal` or `distribution` gives.
    basis
        What it stands on: `article` (hash of the text), `start`, `end`, `sentence`, `source`.
    rule
        How a probability was changed before it was registered, such as "(k+½)/(n_eff+1)".

    Raises
    ------
    LedgerError
        A probability outside [0, 1], an unknown sort, no author.

    >>> draft = forecast_draft("q", by="A", sort="expert", made=date(2023, 1, 25), form=point(0.1))
    >>> draft.kind, draft.body["form"]
    ('forecast', {'kind': 'point', 'p': 0.1})
    """
    kept = _kept(basis)
    body: dict[str, Any] = {"question": question, "by": by.strip(), "sort": sort, "made": made.isoformat()}
    body |= {"form": dict(form), "basis": kept}
    if rule:
        body["rule"] = rule
    stands_on = [kept.get(key) for key in ("article", "start", "end")]
    body["id"] = identifier([question, body["by"], body["made"], dict(form), stands_on])
    return _checked("forecast", body)


def unchecked_draft(*, by: str, made: date, words: str, reason: str, basis: Body | None = None) -> Draft:
    """What somebody said that nobody will be able to check, and why not.

    >>> unchecked_draft(by="A", made=date(2023, 1, 25), words="a bleak future", reason="no event").body["reason"]
    'no event'
    """
    kept = _kept(basis)
    name = identifier([by.strip(), made.isoformat(), words, kept])
    body = {"id": name, "by": by.strip(), "made": made.isoformat(), "words": words, "reason": reason, "basis": kept}
    return _checked("unchecked", body)


def withdrawal_draft(forecast: str, *, made: date, reason: str) -> Draft:
    """From `made` on a forecast no longer stands; it is scored for the days on which it did.

    >>> withdrawal_draft("f", made=date(2023, 3, 1), reason="a slip of the pen").kind
    'withdrawal'
    """
    return _checked("withdrawal", {"forecast": forecast, "made": made.isoformat(), "reason": reason})


def resolution_draft(
    question: str,
    outcome: str,
    *,
    known: date,
    evidence: str,
    rule: str,
    reason: str = "",
    happened: date | None = None,
    source: str = "",
) -> Draft:
    """How a question came out, since when that could be known, and by what rule.

    >>> resolution_draft("q", "yes", known=date(2023, 6, 25), evidence="a march", rule="500 men").body["outcome"]
    'yes'
    """
    if not evidence.strip():
        raise LedgerError("a resolution without evidence", mend="say what shows it, with --evidence")
    if outcome in ("void", "ambiguous") and not reason.strip():
        raise LedgerError(f"{outcome} without a reason", mend="say why it is neither yes nor no, with --reason")
    if happened is not None and (outcome != "yes" or happened > known):
        raise LedgerError(
            f"happened on {happened}, resolved {outcome}, known on {known}",
            rule="only a yes has a day, and that day comes before it is known",
        )
    body: dict[str, Any] = {
        "question": question,
        "outcome": outcome,
        "known": known.isoformat(),
        "evidence": evidence,
        "rule": rule,
        "reason": reason.strip() or "as the rule says",
    }
    if happened is not None:
        body["happened"] = happened.isoformat()
    if source:
        body["source"] = source
    return _checked("resolution", body)


def _kept(basis: Body | None) -> dict[str, Any]:
    return {key: value for key, value in (basis or {}).items() if value is not None and value != ""}


def _checked(kind: str, body: Body) -> Draft:
    check(kind, body)
    return Draft(kind, body)
