"""What each kind of entry must say. A body that fails here never enters the chain.

    question    id, case, text, opens, closes, given?
    forecast    id, question, by, sort, made, form, basis?, rule?
      form        {kind: point, p} | {kind: interval, low, high, p?} | {kind: verbal, words, low, mid?, high, yardstick?, strength?}
                  | {kind: distribution, days, cumulative, manners?}
    withdrawal  forecast, made, reason
    unchecked   by, made, words, reason, basis?
    evidence    question, day, text, source
    comment     about, text
    resolution  question, outcome, known, reason (not empty for void and ambiguous), happened?, evidence?, rule?

Dates are texts YYYY-MM-DD, also those in `days`, which increase; `cumulative` has one row for each manner (one row where there are no
manners) with the probability that it has happened by the end of each day. Other keys may stand beside these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

from brumaire.errors import LedgerError
from brumaire.ledger.base import KINDS, question_id

SORTS: Final = ("expert", "crowd", "market", "member", "model", "pool", "base_rate")
FORMS: Final = ("point", "interval", "verbal", "distribution")
OUTCOMES: Final = ("yes", "no", "void", "ambiguous")

# How far the sum over manners may pass 1 before it is an error of the forecaster and not of floating point.
SUM_TOLERANCE = 1e-9

Body = Mapping[str, Any]


def check(kind: str, body: Body) -> None:
    """Raise `LedgerError` where a body lacks what its kind needs, or holds what cannot be; nothing is mended silently.

    >>> check("comment", {"about": "0f3a5c7e9b1d2f40"})
    Traceback (most recent call last):
    brumaire.errors.LedgerError: comment: 'text' is missing; to mend: give it as text
    """
    if kind not in _CHECKS:
        raise LedgerError(f"there is no entry of kind {kind!r}", mend=f"one of {', '.join(KINDS)}")
    _CHECKS[kind](body)


def _question(body: Body) -> None:
    _texts("question", body, "id", "case", "text")
    opens, closes = _day("question", body, "opens"), _day("question", body, "closes")
    if closes <= opens:
        raise LedgerError(
            f"question: it closes on {closes}, not after it opens on {opens}",
            rule="events count strictly after `opens`",
        )
    if body.get("given") is not None:
        _texts("question", body, "given")
    expected = question_id(body["case"], body["text"], opens)
    if body["id"] != expected:
        raise LedgerError(
            f"question: its id is {body['id']!r}", rule="made from case, text and opens", mend=f"write {expected!r}"
        )


def _forecast(body: Body) -> None:
    _texts("forecast", body, "id", "question", "by")
    _one_of("forecast", body, "sort", SORTS)
    _day("forecast", body, "made")
    form = body.get("form")
    if not isinstance(form, Mapping):
        raise LedgerError(f"forecast: 'form' is {form!r}", mend="give an object with its kind")
    _one_of("forecast", form, "kind", FORMS)
    kind = form["kind"]
    if kind == "point":
        _probabilities(form, "p")
    elif kind == "interval":
        _probabilities(form, "low", *_given(form, "p"), "high")
    elif kind == "verbal":
        _texts("forecast", form, "words")
        _probabilities(form, "low", *_given(form, "mid"), "high")
    else:
        _distribution(form)
    _objects("forecast", body, "basis")


def _distribution(form: Body) -> None:
    days, rows, manners = form.get("days"), form.get("cumulative"), form.get("manners")
    if not isinstance(days, list | tuple) or not days:
        raise LedgerError("forecast: 'days' are missing", mend="give a list of dates")
    read = [_day("forecast", {"days": day}, "days") for day in days]
    if any(a >= b for a, b in pairwise(read)):
        raise LedgerError(f"forecast: days {list(days)} do not increase")
    if not isinstance(rows, list | tuple) or any(not isinstance(r, list | tuple) or len(r) != len(days) for r in rows):
        raise LedgerError("forecast: 'cumulative' does not have a row of one probability for each day")
    if manners is not None and not (isinstance(manners, list | tuple) and all(isinstance(m, str) for m in manners)):
        raise LedgerError("forecast: 'manners' are no names", mend="give a list of manners of exit")
    if len(rows) != (len(manners) if manners is not None else 1):
        raise LedgerError(f"forecast: 'cumulative' has {len(rows)} rows", rule="one for each manner, or one alone")
    for row in rows:
        if any(not _is_probability(p) for p in row) or any(a > b for a, b in pairwise(row)):
            raise LedgerError(f"forecast: {list(row)} is no cumulative incidence", rule="in [0, 1], never falling")
    if max(sum(column) for column in zip(*rows, strict=True)) > 1 + SUM_TOLERANCE:
        raise LedgerError("forecast: the manners together pass 1")


def _withdrawal(body: Body) -> None:
    _texts("withdrawal", body, "forecast", "reason")
    _day("withdrawal", body, "made")


def _unchecked(body: Body) -> None:
    _texts("unchecked", body, "by", "words", "reason")
    _day("unchecked", body, "made")
    _objects("unchecked", body, "basis")


def _evidence(body: Body) -> None:
    _texts("evidence", body, "question", "text", "source")
    _day("evidence", body, "day")


def _comment(body: Body) -> None:
    _texts("comment", body, "about", "text")


def _resolution(body: Body) -> None:
    _texts("resolution", body, "question")
    _one_of("resolution", body, "outcome", OUTCOMES)
    if body["outcome"] in {"void", "ambiguous"}:
        _texts("resolution", body, "reason")
    _day("resolution", body, "known")
    if body.get("happened") is not None:
        _day("resolution", body, "happened")


_CHECKS: Final[dict[str, Callable[[Body], None]]] = {
    "question": _question,
    "forecast": _forecast,
    "withdrawal": _withdrawal,
    "unchecked": _unchecked,
    "evidence": _evidence,
    "comment": _comment,
    "resolution": _resolution,
}


def _given(body: Body, key: str) -> tuple[str, ...]:
    return () if body.get(key) is None else (key,)


def _texts(kind: str, body: Body, *keys: str) -> None:
    for key in keys:
        value = body.get(key)
        if not isinstance(value, str) or not value.strip():
            missing = "is missing" if value is None else f"is {value!r}"
            raise LedgerError(f"{kind}: {key!r} {missing}", mend="give it as text")


def _objects(kind: str, body: Body, key: str) -> None:
    if body.get(key) is not None and not isinstance(body[key], Mapping):
        raise LedgerError(f"{kind}: {key!r} is {body[key]!r}", mend="give an object")


def _one_of(kind: str, body: Body, key: str, values: tuple[str, ...]) -> None:
    if body.get(key) not in values:
        raise LedgerError(f"{kind}: {key!r} is {body.get(key)!r}", mend=f"one of {', '.join(values)}")


def _day(kind: str, body: Body, key: str) -> date:
    value = body.get(key)
    try:
        # fromisoformat also reads 20230125 and 2023-W04-3, which would be other texts for the same day.
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise LedgerError(f"{kind}: {key!r} is {value!r}, not a date", mend="write YYYY-MM-DD")


def _is_probability(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _probabilities(body: Body, *keys: str) -> None:
    """Each is in [0, 1], and they do not fall in the order given."""
    for key in keys:
        if not _is_probability(body.get(key)):
            raise LedgerError(
                f"forecast: {key!r} is {body.get(key)!r}, no probability",
                rule="0 ≤ p ≤ 1",
                mend="give a share, not a percentage",
            )
    if any(body[a] > body[b] for a, b in pairwise(keys)):
        raise LedgerError(f"forecast: {', '.join(f'{k} {body[k]}' for k in keys)} are not in order")
