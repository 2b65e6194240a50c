"""Forecasts of other platforms: a table of rows, and a mapping that says which column is what.

A row that cannot be read is named with its place and left out; the others are done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from brumaire.dates import parse_date
from brumaire.errors import BrumaireError, LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import (
    Body,
    forecast_draft,
    in_time,
    interval,
    point,
    question_draft,
    resolution_draft,
    verbal,
)
from brumaire.ledger.resolving import rule

FIELDS = (
    "question", "case", "opens", "by", "sort", "made", "p", "low", "mid", "high", "words", "sentence", "source", "outcome",
    "known", "happened", "evidence", "reason",
)  # fmt: skip
OWN_COLUMNS = {"question": "text"} | {key: key for key in FIELDS if key not in ("question", "evidence", "reason")}


@dataclass(frozen=True, slots=True)
class Mapped:
    """How to read a table.

    columns : the column of each field (`FIELDS`); a path with dots inside JSON objects.
    constants : fields that are the same in every row.
    questions : questions of ours by their text on the platform; a question that is not there is read as ours.
    outcomes : yes, no, void or ambiguous by what the platform writes.
    records : path to the list of rows in a JSON file; empty where the file is the list.
    percent : whether probabilities are given in per cent.
    dates : how dates are written, as `datetime.strptime` has it; empty for ISO 8601, with or without a time.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: dict(OWN_COLUMNS))
    constants: Mapping[str, Any] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    records: str = ""
    percent: bool = False
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """Drafts of all rows that could be read, how many those are, and an error for each of the others."""

    drafts: tuple[Draft, ...]
    read: int
    refused: tuple[BrumaireError, ...]


def mapped(values: Any, *, where: str) -> Mapped:
    """A mapping from what its file holds.

    Raises
    ------
    LedgerError
        A key or a field that there is not.

    >>> mapped({"columns": {"p": "community_prediction"}, "constants": {"sort": "crowd"}}, where="m.yaml").columns["p"]
    'community_prediction'
    """
    if not isinstance(values, dict):
        raise LedgerError("the mapping is no set of keys", where=where, mend="write columns:, constants:, questions:")
    known = ("columns", "constants", "questions", "outcomes", "records", "percent", "dates")
    for key in values:
        if key not in known:
            raise LedgerError(f"{key!r} is no part of a mapping", where=where, mend=f"one of {', '.join(known)}")
    for part in ("columns", "constants"):
        given = values.get(part) or {}
        for name in given:
            if name not in FIELDS:
                raise LedgerError(f"{part}: {name!r} is no field", where=where, mend=f"one of {', '.join(FIELDS)}")
    return Mapped(
        columns={key: str(name) for key, name in (values.get("columns") or OWN_COLUMNS).items()},
        constants=values.get("constants") or {},
        questions={str(key): str(text) for key, text in (values.get("questions") or {}).items()},
        outcomes={str(key).casefold(): str(out) for key, out in (values.get("outcomes") or {}).items()},
        records=str(values.get("records") or ""),
        percent=bool(values.get("percent")),
        dates=str(values.get("dates") or ""),
    )


def import_rows(rows: Sequence[tuple[str, Mapping[str, Any]]], how: Mapped) -> Imported:
    """Drafts from rows, each given with its place ("forecasts.csv:7") for errors."""
    drafts: dict[str, Draft] = {}
    refused: list[BrumaireError] = []
    read = 0
    opened = _openings(rows, how)
    for where, row in rows:
        try:
            made = list(_drafts(row, how, opened))
        except BrumaireError as error:
            # With the row's place in front of whatever place the error names itself.
            inside = f"{error.where}: {error.what}" if error.where else error.what
            refused.append(LedgerError(inside, where=where, rule=error.rule, mend=error.mend))
            continue
        read += 1
        for draft in made:
            drafts.setdefault(repr((draft.kind, draft.body)), draft)
    return Imported(tuple(drafts.values()), read, tuple(refused))


def _openings(rows: Sequence[tuple[str, Mapping[str, Any]]], how: Mapped) -> dict[str, date]:
    """Since when questions are open of which no row says so: since the first forecast in the file."""
    first: dict[str, date] = {}
    for _, row in rows:
        try:
            text, made = _text(row, how, "question"), _day(row, how, "made")
        except BrumaireError:
            continue  # named when the row itself is read
        first[text] = min(made, first.get(text, made))
    return first


def _drafts(row: Mapping[str, Any], how: Mapped, opened: Mapping[str, date]) -> Iterator[Draft]:
    text = _text(row, how, "question")
    made = _day(row, how, "made")
    opens = _day(row, how, "opens") if _value(row, how, "opens") else opened[text]
    question = question_draft(how.questions.get(text, text), opens=opens, case=_text(row, how, "case"))
    in_time(question.body, made)
    name = question.body["id"]
    yield question
    basis = {key: _value(row, how, key) for key in ("sentence", "source")}
    sort = str(_value(row, how, "sort") or "crowd")
    yield forecast_draft(name, by=_text(row, how, "by"), sort=sort, made=made, form=_form(row, how), basis=basis)
    outcome = _value(row, how, "outcome")
    if outcome:
        result = how.outcomes.get(str(outcome).casefold(), str(outcome).casefold())
        known = _day(row, how, "known") if _value(row, how, "known") else date.fromisoformat(question.body["closes"])
        yield resolution_draft(
            name,
            result,
            known=known,
            happened=_day(row, how, "happened") if _value(row, how, "happened") else None,
            evidence=str(_value(row, how, "evidence") or "as the platform resolved it"),
            reason=str(_value(row, how, "reason") or "as the platform resolved it"),
            rule=rule(question.body["text"]),
        )


def _form(row: Mapping[str, Any], how: Mapped) -> Body:
    p, low, mid, high = (_number(row, how, key) for key in ("p", "low", "mid", "high"))
    words = _value(row, how, "words")
    if words and low is not None and high is not None:
        return verbal(
            str(words), low, high, mid=mid if mid is not None else p, yardstick="as given", strength="probability"
        )
    if low is not None and high is not None and (p is None or low < high):
        return interval(low, high, p)
    if p is None:
        raise LedgerError("no probability", rule="a forecast has p, or low and high", mend="map a column to p")
    return point(p)


def _value(row: Mapping[str, Any], how: Mapped, key: str) -> Any:
    column = how.columns.get(key)
    found: Any = row
    if column is not None:
        for part in [column] if column in row else column.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, str) and found[:1] == "'" and found[1:2] in {"=", "+", "-", "@"}:
            found = found[1:]  # the mark that keeps a spreadsheet from taking text for a formula
        if found not in (None, ""):
            return found
    return how.constants.get(key)


def _text(row: Mapping[str, Any], how: Mapped, key: str) -> str:
    value = _value(row, how, key)
    if value is None or not str(value).strip():
        column = how.columns.get(key)
        place = f"the column {column!r} is empty" if column else "no column and no constant gives it"
        raise LedgerError(f"no {key}: {place}", mend=f"map a column to {key}, or give it under constants")
    return str(value).strip()


def _day(row: Mapping[str, Any], how: Mapped, key: str) -> date:
    text = _text(row, how, key)
    if how.dates:
        try:
            return datetime.strptime(text, how.dates).date()
        except ValueError:
            raise LedgerError(f"{key}: {text!r} is not written as {how.dates}", mend="mend it, or `dates`") from None
    match = re.match(r"(\d{4}-\d{2}-\d{2})([T ].*)?$", text)
    if match is None:
        raise LedgerError(f"{key}: {text!r} is not a date", mend="write YYYY-MM-DD, or give `dates` in the mapping")
    return parse_date(match[1])


def _number(row: Mapping[str, Any], how: Mapped, key: str) -> float | None:
    value = _value(row, how, key)
    if value is None:
        return None
    text = str(value).strip().removesuffix("%").strip()
    percent = how.percent or str(value).strip().endswith("%")
    try:
        number = float(text)
    except ValueError:
        raise LedgerError(f"{key}: {value!r} is no number") from None
    # Shifting the decimal point of what was written is exact where dividing by 100 is not.
    return (
        float(f"{text}e-2") if percent and re.fullmatch(r"[-+]?\d+(\.\d+)?", text) else number / (100 if percent else 1)
    )
