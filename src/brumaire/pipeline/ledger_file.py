"""A file of forecasts written by hand (`brumaire ledger add --from FILE.yaml`): who said what, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from brumaire.dates import parse_date
from brumaire.errors import BrumaireError, LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import (
    Body,
    forecast_draft,
    interval,
    point,
    question_draft,
    resolution_draft,
    unchecked_draft,
    verbal,
)
from brumaire.ledger.resolving import rule
from brumaire.ledger.wording import form_of_words
from brumaire.yaml_nodes import Node, load_yaml

KEYS = (
    "key", "by", "sort", "made", "opens", "article", "says", "question", "words", "low", "mid", "high", "p", "yardstick",
    "unchecked", "outcome", "known", "happened", "evidence", "reason", "source",
)  # fmt: skip


def read_file(path: Path) -> tuple[Draft, ...]:
    """The drafts of a file.

    Raises
    ------
    LedgerError
        What is wrong, with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(f"{path} cannot be read: {error}", mend="give a file of forecasts") from None
    try:
        root = load_yaml(text, file=str(path))
    except BrumaireError as error:
        raise LedgerError(error.what, where=error.where, rule=error.rule, mend=error.mend) from None
    top = root.value
    if not isinstance(top, Mapping) or "forecasts" not in top:
        raise LedgerError("no forecasts are here", where=str(path), mend="write `case:` and a list `forecasts:`")
    case, source = (top[key].plain if key in top else None for key in ("case", "source"))
    nodes = top["forecasts"].value
    drafts: dict[str, Draft] = {}
    for node in nodes if isinstance(nodes, tuple) else ():
        try:
            for draft in _drafts(node, case, source):
                drafts.setdefault(repr((draft.kind, draft.body)), draft)
        except BrumaireError as error:
            raise LedgerError(str(error), where=node.where) from None
    return tuple(drafts.values())


def _drafts(node: Node, case: str | None, from_: str | None) -> Iterator[Draft]:
    row: dict[str, Any] = node.plain if isinstance(node.value, Mapping) else {}
    unknown = [key for key in row if key not in KEYS]
    if unknown or not row:
        raise LedgerError(f"unknown key {', '.join(unknown) or node.plain!r}", mend=f"one of {', '.join(KEYS)}")
    for key in ("by", "made"):
        if key not in row:
            raise LedgerError(f"{key!r} is missing", mend="say who forecast, and when")
    made = parse_date(str(row["made"]))
    source = ", ".join(str(part) for part in (row.get("source") or from_, row.get("key")) if part)
    basis = {"article": row.get("article"), "sentence": row.get("says"), "source": source}
    if "unchecked" in row:
        yield unchecked_draft(by=row["by"], made=made, words=row["says"], reason=row["unchecked"], basis=basis)
        return
    opens = parse_date(str(row["opens"])) if "opens" in row else made
    question = question_draft(str(row["question"]), opens=opens, case=case)
    name = question.body["id"]
    yield question
    yield forecast_draft(name, by=row["by"], sort=row.get("sort", "expert"), made=made, form=_form(row), basis=basis)
    if "outcome" in row:
        yield resolution_draft(
            name,
            str(row["outcome"]),
            known=_day(row, "known") or date.fromisoformat(question.body["closes"]),
            happened=_day(row, "happened"),
            evidence=str(row.get("evidence", "")),
            reason=str(row.get("reason", "")),
            rule=rule(question.body["text"]),
            source=source,
        )


def _form(row: Mapping[str, Any]) -> Body:
    if "words" in row:
        if "low" not in row:
            return form_of_words(str(row["words"]))
        return verbal(
            str(row["words"]),
            row["low"],
            row["high"],
            mid=row.get("mid"),
            yardstick=str(row.get("yardstick", "judged")),
            strength="probability",
        )
    if "low" in row:
        return interval(row["low"], row["high"], row.get("p"))
    if "p" not in row:
        raise LedgerError("no probability", mend="give p, low and high, or words")
    return point(row["p"])


def _day(row: Mapping[str, Any], key: str) -> date | None:
    return parse_date(str(row[key])) if key in row else None
