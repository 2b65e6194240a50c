"""Claims as rows of CSV, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import io
from datetime import date

from brumaire.briefs.structured import reading_json
from brumaire.records import Reading

COLUMNS = (
    "id",
    "article",
    "outlet",
    "published",
    "kind",
    "speaker",
    "role",
    "affiliation",
    "holder",
    "quote",
    "start",
    "end",
    "events",
    "question",
    "polarity",
    "condition",
    "condition_question",
    "likelihood",
    "low",
    "mid",
    "high",
    "yardstick",
    "strength",
    "window",
    "from",
    "to",
    "also_at",
    "headline_of",
    "overstates",
)
# Spreadsheets run a cell that begins with one of these as a formula, and the text comes from outside.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claims_csv(reading: Reading) -> str:
    """One row a claim, in the order of the reading, with a header and line ends as in RFC 4180.

    A cell of text that a spreadsheet would run as a formula gets an apostrophe before it; `start` and `end` still
    give the words as they are. Several events are joined by a semicolon.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    outlets = {article.id: article for article in reading.articles}
    for claim in reading_json(reading)["claims"]:
        article = outlets.get(claim["article"])
        speaker, likelihood = claim["speaker"] or {}, claim["likelihood"] or {}
        condition, window = claim["condition"] or {}, claim["window"] or {}
        row = {
            "id": claim["id"],
            "article": claim["article"],
            "outlet": article.outlet if article else None,
            "published": article.published if article else None,
            "kind": claim["kind"],
            "speaker": speaker.get("name"),
            "role": speaker.get("role"),
            "affiliation": speaker.get("affiliation"),
            "holder": claim["holder"],
            "quote": claim["content"]["quote"],
            "start": claim["content"]["start"],
            "end": claim["content"]["end"],
            "events": ";".join(claim["events"]),
            "question": claim["question"],
            "condition": condition.get("quote"),
            "condition_question": condition.get("question"),
            "likelihood": likelihood.get("words"),
            "low": likelihood.get("low"),
            "mid": likelihood.get("mid"),
            "high": likelihood.get("high"),
            "yardstick": likelihood.get("yardstick"),
            "strength": likelihood.get("strength"),
            "window": window.get("words"),
            "from": window.get("from"),
            "to": window.get("to"),
            "also_at": ";".join(f"{p['article']}:{p['start']}-{p['end']}" for p in claim["places"]),
            "headline_of": claim["headline_of"],
            "overstates": ";".join(claim["overstates"]),
        }
        writer.writerow({key: _cell(value) for key, value in row.items()} | {"polarity": claim["polarity"]})
    return out.getvalue()


def _cell(value: str | float | date | None) -> str | float | date | None:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
