"""Forecasts as rows for other programs: CSV with one row a forecast, JSON with the questions and what became of them too.

The rows hold what was said and how it came out, not when it was entered: two ledgers with the same entries export the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from brumaire.ledger.base import Entry
from brumaire.ledger.records import RecordedForecast, RecordedQuestion, RecordedResolution

SCHEMA = "brumaire.ledger/1"
COLUMNS = (
    "forecast", "question", "case", "text", "given", "opens", "closes", "by", "sort", "made", "form", "p", "low", "mid",
    "high", "words", "sentence", "source", "rule", "withdrawn", "outcome", "known", "happened",
)  # fmt: skip


def rows(
    questions: Sequence[RecordedQuestion],
    forecasts: Iterable[RecordedForecast],
    resolutions: Sequence[RecordedResolution],
) -> Iterator[dict[str, Any]]:
    """One row for each forecast with the keys of `COLUMNS`, None where there is nothing."""
    asked = {q.id: q for q in questions}
    came = {r.question: r for r in sorted(resolutions, key=lambda r: r.number)}
    for f in forecasts:
        q, r = asked[f.question], came.get(f.question)
        basis = f.body.get("basis") or {}
        yield {
            "forecast": f.id,
            "question": q.id,
            "case": q.case,
            "text": q.text,
            "given": q.given,
            "opens": q.opens.isoformat(),
            "closes": q.closes.isoformat(),
            "by": f.by,
            "sort": f.sort,
            "made": f.made.isoformat(),
            "form": f.form,
            "p": f.p,
            "low": f.low,
            "mid": f.mid,
            "high": f.high,
            "words": f.body["form"].get("words"),
            "sentence": basis.get("sentence"),
            "source": basis.get("source"),
            "rule": f.body.get("rule"),
            "withdrawn": f.withdrawn.isoformat() if f.withdrawn else None,
            "outcome": r.outcome if r else None,
            "known": r.known.isoformat() if r else None,
            "happened": r.happened.isoformat() if r and r.happened else None,
        }


def to_csv(found: Iterable[dict[str, Any]]) -> str:
    """The rows as CSV, numbers as Python's repr writes them, lines ending in a line feed.

    >>> to_csv([]).split(",")[:2]
    ['forecast', 'question']
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def to_json(found: Iterable[dict[str, Any]], entries: Iterable[Entry]) -> str:
    """All as one object of schema brumaire.ledger/1: forecasts as rows, and the bodies of all entries by their kind."""
    kinds: dict[str, list[Any]] = {"questions": [], "bodies": [], "unchecked": [], "resolutions": []}
    name = {"question": "questions", "forecast": "bodies", "unchecked": "unchecked", "resolution": "resolutions"}
    for entry in entries:
        if entry.kind in name:
            kinds[name[entry.kind]].append(dict(entry.body))
    value = {"schema": SCHEMA, "forecasts": list(found), **kinds}
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        # A spreadsheet would take it for a formula.
        return "'" + value
    return repr(value) if isinstance(value, float) else value
