"""`brumaire ledger show`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brumaire.cli.ledger_verbs.opened import ends, json_option, ledger_option, opened, print_json, print_table
from brumaire.errors import BrumaireError

if TYPE_CHECKING:
    from brumaire.ledger.records import RecordedForecast, RecordedQuestion
    from brumaire.ledger.store import Ledger


@click.command("show")
@click.argument("what", metavar="QUESTION|FORECASTER|NUMBER")
@ledger_option
@json_option
def command(what: str, url: str, as_json: bool) -> None:
    """All about one question (its identifier or text), one forecaster (his name) or one entry (its number)."""
    with opened(url) as ledger:
        told = _entry(ledger, int(what)) if what.isdigit() and len(what) < 12 else _matter(ledger, what)
    if as_json:
        print_json(told)
        return
    if "forecasts" not in told:
        import json

        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    if "rule" in told:
        click.echo(f"{told['id']}  {told['case']}: {told['text']}\nopens {told['opens']}, closes {told['closes']}")
        click.echo(f"rule  {told['rule']}")
        for r in told["resolutions"]:
            click.echo(f"{r['outcome']}, known {r['known']}: {r['evidence']} ({r['reason']})")
    from rich.table import Table

    table = Table("by" if "rule" in told else "asks", "made", "said", "words", "sentence", box=None)
    for f in told["forecasts"]:
        table.add_row(
            f["by"] if "rule" in told else f["text"], str(f["made"]), f["said"], f["words"] or "", f["sentence"] or ""
        )
    print_table(table)
    for u in told.get("unchecked", ()):
        click.echo(f"not checkable: {u['words']} ({u['reason']})")


def _entry(ledger: Ledger, number: int) -> dict[str, Any]:
    from brumaire.errors import LedgerError

    found = next(iter(ledger.entries(after=number - 1)), None)
    if found is None or found.number != number:
        raise LedgerError(f"there is no entry {number} in {ledger.where}", rule=f"it has {len(ledger)}")
    keys = ("number", "kind", "at", "author", "previous", "hash")
    return {key: getattr(found, key) for key in keys} | {"body": dict(found.body)}


def _matter(ledger: Ledger, what: str) -> dict[str, Any]:
    asked = {q.id: q for q in ledger.questions()}
    own = ledger.forecasts(by=what)
    said = [dict(e.body) for e in ledger.entries(kind="unchecked") if e.body["by"] == what]
    if own or said:
        return {"forecaster": what, "forecasts": [_line(f, asked) for f in own], "unchecked": said}
    from brumaire.ledger.resolving import rule
    from brumaire.pipeline.ledger import find_question

    try:
        question = find_question(ledger, what)
    except BrumaireError as error:
        error.what += ", and no forecaster of that name"
        raise type(error)(error.what, where=error.where, rule=error.rule, mend=error.mend) from None
    came = ledger.resolutions(question=question.id, history=True)
    keys = ("id", "case", "text", "given", "opens", "closes")
    return {key: getattr(question, key) for key in keys} | {
        "rule": rule(question.text),
        "resolutions": [{"number": r.number, "outcome": r.outcome, "known": r.known, "happened": r.happened,
                         "evidence": r.body.get("evidence", ""), "reason": r.body.get("reason", "")} for r in came],
        "forecasts": [_line(f, asked) for f in ledger.forecasts(question=question.id)],
    }  # fmt: skip


def _line(f: RecordedForecast, asked: dict[str, RecordedQuestion]) -> dict[str, Any]:
    basis = f.body.get("basis") or {}
    return {
        "id": f.id,
        "by": f.by,
        "sort": f.sort,
        "made": f.made,
        "question": f.question,
        "text": asked[f.question].text,
        "form": dict(f.body["form"]),
        "said": _said(f, f.withdrawn),
        "words": f.body["form"].get("words"),
        "sentence": basis.get("sentence"),
        "source": basis.get("source"),
        "rule": f.body.get("rule"),
        "withdrawn": f.withdrawn,
    }


def _said(f: RecordedForecast, withdrawn: date | None) -> str:
    if f.form == "distribution":
        text = f"{len(f.body['form']['days'])} dates"
    elif f.low is not None and f.high is not None:
        text = ends((f.low, f.high))
    else:
        text = f"{f.p:.4g}"
    return f"{text}, withdrawn {withdrawn}" if withdrawn else text
